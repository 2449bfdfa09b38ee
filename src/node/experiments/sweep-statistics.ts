/** Computes statistics of every configuration of a sweep, reading some configurations at a time to bound memory. */

import { join } from 'node:path';
import type { Column } from '../../columns/column.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { monthsByWall, type SummaryRow, summariseNumbers, summariseWords } from '../../output/summary.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import { visitRows } from '../files/csv-rows.ts';

/** Largest number of values in memory: 64 MB of numbers. */
const MAX_VALUES = 8_000_000;

/** Rows of a table of runs. */
export interface SweepShape {
  readonly metrics: readonly Column[];
  readonly firstConfiguration: number;
  readonly configurations: number;
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
  readonly rows: readonly SummaryRow[];
}

/** Values of some configurations; a failed run has none. */
interface Values {
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly words: ReadonlyMap<string, string[]>;
  readonly ok: Int32Array;
  readonly reasons: string[];
}

/** Summarise every configuration in order. */
export async function* summariseSweep(folder: string, shape: SweepShape): AsyncGenerator<ConfigurationSummary> {
  const { metrics, firstConfiguration, configurations, runs } = shape;
  const together = Math.max(1, Math.floor(MAX_VALUES / Math.max(1, runs * metrics.length)));
  for (let from = 0; from < configurations; from += together) {
    const count = Math.min(together, configurations - from);
    const values = await readValues(join(folder, RUNS_FILE), shape, { from: firstConfiguration + from, count });
    for (let c = 0; c < count; c++) {
      yield {
        configuration: firstConfiguration + from + c,
        ok: values.ok[c],
        reason: values.reasons[c],
        rows: metrics.flatMap((column) => summarise(column, values, { from: c * runs, to: (c + 1) * runs })),
      };
    }
  }
}

interface Range {
  readonly from: number;
  readonly count: number;
}

async function readValues(path: string, shape: SweepShape, { from, count }: Range): Promise<Values> {
  const { metrics, runs, locale } = shape;
  const numbers = new Map<string, Float64Array>();
  const words = new Map<string, string[]>();
  for (const { name, type } of metrics) {
    if (type === 'string') words.set(name, new Array<string>(count * runs).fill(''));
    else numbers.set(name, new Float64Array(count * runs).fill(Number.NaN));
  }
  const values: Values = { numbers, words, ok: new Int32Array(count), reasons: new Array<string>(count).fill('') };
  await visitRows(path, locale, (header) => {
    const [configuration, run, status, reason] = ['configuration', 'run', 'status', 'reason'].map((name) =>
      header.indexOf(name),
    );
    const start = header.length - metrics.length;
    const numberPlaces = metrics.flatMap(({ name }, m) => {
      const list = numbers.get(name);
      return list === undefined ? [] : [{ place: start + m, list }];
    });
    const wordPlaces = metrics.flatMap(({ name }, m) => {
      const list = words.get(name);
      return list === undefined ? [] : [{ place: start + m, list }];
    });
    return (fields) => {
      const c = fields.number(configuration) - from;
      if (!(c >= 0 && c < count)) return;
      if (fields.word(status) !== 'ok') {
        if (values.reasons[c] === '') values.reasons[c] = fields.text(reason);
        return;
      }
      values.ok[c]++;
      const row = c * runs + fields.number(run);
      for (const { place, list } of numberPlaces) list[row] = fields.number(place);
      for (const { place, list } of wordPlaces) list[row] = fields.word(place);
    };
  });
  return values;
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
