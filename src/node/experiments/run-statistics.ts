/** Computes statistics of a finished table of runs, reading a few columns at a time to bound memory. */

import { join } from 'node:path';
import type { Column } from '../../columns/column.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { RunTable } from '../../output/run-table.ts';
import { monthsByWall, type SummaryRow, summariseNumbers, summariseWords } from '../../output/summary.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import { visitRows } from '../files/csv-rows.ts';

/** Largest number of values in memory: 32 MB of numbers. */
const MAX_VALUES = 4_000_000;

/** Values of the runs that are ok, in order of the runs. */
interface ColumnValues {
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly words: ReadonlyMap<string, readonly string[]>;
}

/** Read some columns of a table of `runs` rows. */
async function readColumns(
  path: string,
  columns: readonly Column[],
  { runs, locale }: { readonly runs: number; readonly locale: CsvLocale },
): Promise<ColumnValues> {
  const numbers = new Map<string, Float64Array>();
  const words = new Map<string, string[]>();
  let row = 0;
  for (const { name, type } of columns) {
    if (type === 'string') words.set(name, []);
    else numbers.set(name, new Float64Array(runs));
  }
  await visitRows(path, locale, (header) => {
    const status = header.indexOf('status');
    const numberPlaces = [...numbers].map(([name, list]) => ({ place: header.indexOf(name), list }));
    const wordPlaces = [...words].map(([name, list]) => ({ place: header.indexOf(name), list }));
    return (fields) => {
      if (fields.word(status) !== 'ok') return;
      for (const { place, list } of numberPlaces) list[row] = fields.number(place);
      for (const { place, list } of wordPlaces) list.push(fields.word(place));
      row++;
    };
  });
  for (const [name, list] of numbers) numbers.set(name, list.subarray(0, row));
  return { numbers, words };
}

/** Cut a list into groups of at most `size`. */
function groupsOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** Summary rows of every metric in the order of the table; `wall_month` also by wall. */
export async function summariseRuns(
  folder: string,
  table: Pick<RunTable, 'metrics' | 'locale'>,
  runs: number,
): Promise<SummaryRow[]> {
  const path = join(folder, RUNS_FILE);
  const shape = { runs, locale: table.locale };
  const texts = table.metrics.filter((column) => column.type === 'string');
  const numbers = table.metrics.filter((column) => column.type !== 'string');
  const { words } = await readColumns(path, texts, shape);
  const walls = words.get('wall') ?? [];
  const rows = new Map<string, SummaryRow[]>();
  for (const column of texts) {
    rows.set(
      column.name,
      summariseWords(
        column,
        (words.get(column.name) ?? []).filter((word) => word !== ''),
      ),
    );
  }
  for (const group of groupsOf(numbers, Math.max(1, Math.floor(MAX_VALUES / Math.max(1, runs))))) {
    const read = await readColumns(path, group, shape);
    for (const column of group) {
      const values = read.numbers.get(column.name) ?? new Float64Array(0);
      rows.set(column.name, [summariseNumbers(column, '', values), ...monthsByWall(column, values, walls)]);
    }
  }
  return table.metrics.flatMap((column) => rows.get(column.name) ?? []);
}
