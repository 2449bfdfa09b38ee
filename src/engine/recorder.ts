/** Records the columns of a run month by month, in arrays that every run reuses. */

import type { ColumnOf, EntityColumn, ScalarColumn, Shape } from '../columns/column.ts';
import type { World } from '../model/world/world.ts';

export interface Recorder<Source = World> {
  readonly columns: readonly ColumnOf<Source>[];
  /** Copy the month's values from the source; part of the schedule. */
  record(source: Source, month: number): void;
  /** Values of a column over `months` months, shape [month, entity]; throws RangeError when it was not recorded. */
  values(name: string, shape: Shape | undefined, months: number): Float64Array;
}

interface Store {
  readonly shape: Shape;
  readonly width: number;
  readonly values: Float64Array;
}
type ScalarStore<Source> = Store & { readonly read: ScalarColumn<Source>['read'] };
type EntityStore<Source> = Store & { readonly read: EntityColumn<Source>['read'] };
/** Values whose array never changes, so that it is looked up once. */
type StandingStore = Store & { readonly live: ArrayLike<number> };

/** Make a recorder of some columns of a source, for runs of at most `maxMonths`. */
export function createRecorder<Source>(
  columns: readonly ColumnOf<Source>[],
  source: Source,
  maxMonths: number,
): Recorder<Source> {
  const scalars: ScalarStore<Source>[] = [];
  const standing: StandingStore[] = [];
  const computed: EntityStore<Source>[] = [];
  /** By name: few shapes have a column of the same one. */
  const stores = new Map<string, Store[]>();
  for (const column of columns) {
    const { name, shape } = column;
    const live = column.shape === 'scalar' ? [0] : column.read(source);
    const width = live.length;
    const store = { shape, width, values: new Float64Array(width * maxMonths) };
    stores.set(name, [...(stores.get(name) ?? []), store]);
    if (column.shape === 'scalar') scalars.push({ ...store, read: column.read });
    else if (live === column.read(source)) standing.push({ ...store, live });
    else computed.push({ ...store, read: column.read });
  }
  return {
    columns,
    record(at, month) {
      for (let c = 0; c < scalars.length; c++) scalars[c].values[month] = scalars[c].read(at);
      for (let c = 0; c < standing.length; c++) copyRow(standing[c], standing[c].live, month);
      for (let c = 0; c < computed.length; c++) copyRow(computed[c], computed[c].read(at), month);
    },
    values(name, shape, months) {
      const found = stores.get(name)?.find((store) => shape === undefined || store.shape === shape);
      if (found === undefined) {
        throw new RangeError(`column not recorded: ${name}${shape === undefined ? '' : ` [${shape}]`}`);
      }
      return found.values.subarray(0, months * found.width);
    },
  };
}

function copyRow({ values, width }: Store, row: ArrayLike<number>, month: number): void {
  const base = month * width;
  for (let i = 0; i < width; i++) values[base + i] = row[i];
}
