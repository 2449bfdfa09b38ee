/** Statistics of every configuration of a sweep, read back some configurations at a time so that memory stays flat. */

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Column } from '../columns/column.ts';
import { CSV_DIALECTS, type CsvLocale, csvFields, csvNumber } from '../output/csv.ts';
import { type SummaryRow, summariseNumbers, summariseWords } from '../output/summary.ts';
import { RUNS_FILE } from './chunk.ts';
import { monthsByWall } from './run-statistics.ts';

/** Values held in memory at a time: 64 MB of numbers. */
const MAX_VALUES = 8_000_000;

/** Which rows a table of runs has. */
export interface SweepShape {
  readonly metrics: readonly Column[];
  readonly firstConfiguration: number;
  readonly configurations: number;
  readonly runs: number;
  readonly locale: CsvLocale;
}

/** What came of one configuration. */
export interface ConfigurationSummary {
  readonly configuration: number;
  /** Runs that are ok. */
  readonly ok: number;
  /** Why the first run that is not ok is not. */
  readonly reason: string;
  readonly rows: readonly SummaryRow[];
}

/** Values of some configurations; a run that is not ok has none. */
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
  const { delimiter } = CSV_DIALECTS[locale];
  const interned = new Map<string, string>();
  let header: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (header === undefined) {
      header = csvFields(line, locale);
      continue;
    }
    const c = Number(line.slice(0, line.indexOf(delimiter))) - from;
    if (!(c >= 0 && c < count)) continue;
    const fields = csvFields(line, locale);
    const field = (name: string): string => fields[header?.indexOf(name) ?? -1] ?? '';
    if (field('status') !== 'ok') {
      if (values.reasons[c] === '') values.reasons[c] = field('reason');
      continue;
    }
    values.ok[c]++;
    const row = c * runs + Number(field('run'));
    const places = metrics.length;
    const start = fields.length - places;
    for (let m = 0; m < places; m++) {
      const { name, type } = metrics[m];
      const text = fields[start + m];
      if (type === 'string') {
        // A field is a slice that keeps its whole line alive; equal words share one copy.
        if (!interned.has(text)) interned.set(text, text);
        (words.get(name) ?? [])[row] = interned.get(text) ?? text;
      } else {
        (numbers.get(name) ?? new Float64Array(0))[row] = csvNumber(text, locale);
      }
    }
  }
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
