/** Records the columns of a run month by month, in arrays that every run reuses. */

import type { ColumnOf, EntityColumn, ScalarColumn, Shape } from '../columns/column.ts';
import type { World } from '../model/world/world.ts';

export interface Recorder<Source = World> {
  readonly columns: readonly ColumnOf<Source>[];
  /** Copy the month's values from the source; part of the schedule. */
  record(source: Source, month: number): void;
  /** Copy the first months of each column from a recorder that has it too. */
  take(from: Recorder<Source>, months: number): void;
  /** Values of a column over `months` months, shape [month, entity]; throws RangeError when it was not recorded. */
  values(name: string, shape: Shape | undefined, months: number): Float64Array;
}

/** Values of a column, and what reads it: a function, or its values if their array never changes. */
interface Store<Read> {
  readonly shape: Shape;
  readonly width: number;
  readonly values: Float64Array;
  readonly read: Read;
  /** The months that were last asked for: a row asks for them hundreds of times. */
  view: Float64Array;
}

/** The only place that makes stores: objects of one shape, which a month reads several times faster than of several. */
function createStore<Read>(shape: Shape, width: number, maxMonths: number, read: Read): Store<Read> {
  const values = new Float64Array(width * maxMonths);
  return { shape, width, values, read, view: values };
}

/** Make a recorder of some columns of a source, for runs of at most `maxMonths`. */
export function createRecorder<Source>(
  columns: readonly ColumnOf<Source>[],
  source: Source,
  maxMonths: number,
): Recorder<Source> {
  const scalars: Store<ScalarColumn<Source>['read']>[] = [];
  const standing: Store<ArrayLike<number>>[] = [];
  const computed: Store<EntityColumn<Source>['read']>[] = [];
  /** By name: few shapes have a column of the same one. */
  const stores = new Map<string, Store<unknown>[]>();
  const into = <Read>(list: Store<Read>[], { name, shape }: ColumnOf<Source>, width: number, read: Read): void => {
    const store = createStore(shape, width, maxMonths, read);
    list.push(store);
    stores.set(name, [...(stores.get(name) ?? []), store]);
  };
  for (const column of columns) {
    if (column.shape === 'scalar') {
      into(scalars, column, 1, column.read);
      continue;
    }
    const live = column.read(source);
    if (live === column.read(source)) into(standing, column, live.length, live);
    else into(computed, column, live.length, column.read);
  }
  return {
    columns,
    record(at, month) {
      for (let c = 0; c < scalars.length; c++) scalars[c].values[month] = scalars[c].read(at);
      for (let c = 0; c < standing.length; c++) copyRow(standing[c], standing[c].read, month);
      for (let c = 0; c < computed.length; c++) copyRow(computed[c], computed[c].read(at), month);
    },
    take(from, months) {
      for (const { name, shape } of columns) this.values(name, shape, months).set(from.values(name, shape, months));
    },
    values(name, shape, months) {
      const found = stores.get(name)?.find((store) => shape === undefined || store.shape === shape);
      if (found === undefined) {
        throw new RangeError(`column not recorded: ${name}${shape === undefined ? '' : ` [${shape}]`}`);
      }
      const length = months * found.width;
      if (found.view.length !== length) found.view = found.values.subarray(0, length);
      return found.view;
    },
  };
}

function copyRow({ values, width }: Store<unknown>, row: ArrayLike<number>, month: number): void {
  const base = month * width;
  for (let i = 0; i < width; i++) values[base + i] = row[i];
}
