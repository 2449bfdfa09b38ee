/** Computes statistics of every configuration in a table of runs, reading a part of it at a time to bound memory. */

import { join } from 'node:path';
import type { Column } from '../../columns/column.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { monthsByWall, type SummaryRow, summariseNumbers, summariseWords } from '../../output/summary.ts';
import { visitRows } from '../files/csv-rows.ts';
import { RUNS_FILE } from '../work/chunk.ts';

/** Largest number of values in memory: 64 MB of numbers. */
const MAX_VALUES = 8_000_000;

/** Rows of a table of runs. */
export interface RunsShape {
  readonly metrics: readonly Column[];
  readonly firstConfiguration: number;
  readonly configurations: number;
  /** Runs of each configuration. */
  readonly runs: number;
  readonly locale: CsvLocale;
}

/** Results of one configuration. */
export interface ConfigurationSummary {
  readonly configuration: number;
  /** Runs that are ok. */
  readonly ok: number;
  /** Reason of the first failed run. */
  readonly reason: string;
  /** Statistics of every metric in the order of the table; of `wall_month` also by wall. */
  readonly rows: readonly SummaryRow[];
}

/** Values of the runs that are ok, one configuration after the other; NaN and empty after the last of each. */
interface Values {
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly words: ReadonlyMap<string, string[]>;
  readonly ok: Int32Array;
  readonly reasons: string[];
}

/** Summarise every configuration in order; a table without configurations is that of one. */
export async function* summariseRuns(folder: string, shape: RunsShape): AsyncGenerator<ConfigurationSummary> {
  const { metrics, firstConfiguration, configurations, runs } = shape;
  const most = Math.max(1, Math.floor(MAX_VALUES / Math.max(1, runs)));
  const together = Math.max(1, Math.floor(most / Math.max(1, metrics.length)));
  for (let first = 0; first < configurations; first += together) {
    const count = Math.min(together, configurations - first);
    const from = firstConfiguration + first;
    const rows = Array.from({ length: count }, (): SummaryRow[] => []);
    let values: Values | undefined;
    for (let m = 0; m === 0 || m < metrics.length; m += most) {
      const columns = metrics.slice(m, m + most);
      values = await readValues(join(folder, RUNS_FILE), shape, { from, count, columns });
      for (let c = 0; c < count; c++) {
        for (const column of columns)
          rows[c].push(...summarise(column, values, { from: c * runs, to: (c + 1) * runs }));
      }
    }
    const { ok, reasons } = values as Values;
    for (let c = 0; c < count; c++) yield { configuration: from + c, ok: ok[c], reason: reasons[c], rows: rows[c] };
  }
}

interface Part {
  /** First of the configurations, and how many. */
  readonly from: number;
  readonly count: number;
  readonly columns: readonly Column[];
}

async function readValues(path: string, shape: RunsShape, { from, count, columns }: Part): Promise<Values> {
  const { metrics, runs, locale } = shape;
  const numbers = new Map<string, Float64Array>();
  const words = new Map<string, string[]>();
  const ok = new Int32Array(count);
  const reasons = new Array<string>(count).fill('');
  await visitRows(path, locale, (header) => {
    const [configuration, status, reason] = ['configuration', 'status', 'reason'].map((name) => header.indexOf(name));
    const start = header.length - metrics.length;
    const lists = metrics.flatMap((column, m) => {
      const { name, type } = column;
      if (!columns.includes(column) && name !== 'wall') return [];
      const list =
        type === 'string' ? new Array<string>(count * runs).fill('') : new Float64Array(count * runs).fill(Number.NaN);
      if (Array.isArray(list)) words.set(name, list);
      else numbers.set(name, list);
      return [{ place: start + m, list }];
    });
    return (fields) => {
      const c = configuration < 0 ? 0 : fields.number(configuration) - from;
      if (!(c >= 0 && c < count)) return;
      if (fields.word(status) !== 'ok') {
        reasons[c] ||= fields.text(reason);
        return;
      }
      const row = c * runs + ok[c]++;
      for (const { place, list } of lists) {
        if (Array.isArray(list)) list[row] = fields.word(place);
        else list[row] = fields.number(place);
      }
    };
  });
  return { numbers, words, ok, reasons };
}

/** Rows of one metric over the values of one configuration. */
function summarise(column: Column, { numbers, words }: Values, at: { from: number; to: number }): SummaryRow[] {
  const said = words.get(column.name)?.slice(at.from, at.to);
  if (said !== undefined) {
    return summariseWords(
      column,
      said.filter((word) => word !== ''),
    );
  }
  const values = (numbers.get(column.name) ?? new Float64Array(0)).subarray(at.from, at.to);
  const walls = words.get('wall')?.slice(at.from, at.to) ?? [];
  return [summariseNumbers(column, '', values), ...monthsByWall(column, values, walls)];
}
