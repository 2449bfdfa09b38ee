/** Keeps the columns of a run, month by month, in arrays that every run reuses. */

import type { Shape } from '../columns/column.ts';
import type { ColumnOf } from '../model/model-column.ts';
import type { World } from '../model/world.ts';

export interface Recorder<Source = World> {
  readonly columns: readonly ColumnOf<Source>[];
  /** Copy the month's values; part of the schedule. */
  record(source: Source, month: number): void;
  /** Values of a column over `months` months, shape [month, entity]; throws RangeError when it was not recorded. */
  values(name: string, shape: Shape | undefined, months: number): Float64Array;
}

/** Recorder of some columns, for runs of at most `maxMonths`; widths are read off the source. */
export function createRecorder<Source>(
  columns: readonly ColumnOf<Source>[],
  source: Source,
  maxMonths: number,
): Recorder<Source> {
  const widths = columns.map((column) => (column.shape === 'scalar' ? 1 : column.read(source).length));
  const stores = widths.map((width) => new Float64Array(width * maxMonths));
  return {
    columns,
    record(at, month) {
      for (let c = 0; c < columns.length; c++) {
        const column = columns[c];
        const store = stores[c];
        if (column.shape === 'scalar') {
          store[month] = column.read(at);
        } else {
          const values = column.read(at);
          const width = widths[c];
          for (let i = 0; i < width; i++) store[month * width + i] = values[i];
        }
      }
    },
    values(name, shape, months) {
      const c = columns.findIndex((column) => column.name === name && (shape === undefined || column.shape === shape));
      if (c < 0) throw new RangeError(`column not recorded: ${name}${shape === undefined ? '' : ` [${shape}]`}`);
      return stores[c].subarray(0, months * widths[c]);
    },
  };
}
