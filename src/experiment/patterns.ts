/** Compares historical patterns with many runs, and reports which the model misses. */

import { quantile } from '../numeric/statistics.ts';
import { UsageError } from '../scenario/errors.ts';
import { csvRecords } from '../reader/csv-records.ts';

/** Use of a fact in the baseline: a parameter equals it, parameters were fitted to it, or neither. */
export const OWED_BY_BASELINE = ['set', 'fitted', 'free'] as const;
export type OwedByBaseline = (typeof OWED_BY_BASELINE)[number];

/** One historical pattern. */
export interface Pattern {
  readonly id: string;
  readonly group: string;
  readonly pattern: string;
  /** The value of a run to compare: a name, `a / b` for a ratio of counts summed over runs, `a - b`, or empty. */
  readonly metric: string;
  /** Range of the fact; equal ends for a single figure, NaN when none is published. */
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  /** Definition of the fact, and differences from the model's value. */
  readonly note: string;
  readonly confidence: string;
  readonly baseline: OwedByBaseline;
  readonly source: string;
}

/**
 * `met`: the median is in the recorded range, or the single recorded figure is in the 90 % interval of the runs. `in
 * reach`: the 90 % interval overlaps the range, but the median is outside. `missed`: neither.
 */
export type Verdict = 'met' | 'in reach' | 'missed' | 'no fact' | 'not measured';

export interface PatternResult extends Pattern {
  /** Runs that have a value. */
  readonly runs: number;
  /** Median over runs and 90 % interval (5th to 95th percentile); for a share its value and 95 % interval. */
  readonly median: number;
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
}

const COLUMNS = [
  'id',
  'group',
  'pattern',
  'metric',
  'low',
  'high',
  'unit',
  'note',
  'confidence',
  'baseline',
  'source',
] as const;
const CONFIDENCES = ['high', 'medium', 'low'];
/** Two-sided 95 % point of a normal. */
const NORMAL_95 = 1.959963984540054;

/**
 * Read a table of patterns with commas and decimal points, or with semicolons and decimal commas.
 *
 * @throws UsageError  With every mistake and its line.
 */
export function readPatterns(text: string, file: string): Pattern[] {
  const [head = ''] = text.split('\n', 1);
  const delimiter = head.includes(';') && !head.includes(',') ? ';' : ',';
  const [header = { line: 1, cells: [] }, ...rows] = csvRecords(text, file, delimiter);
  const missing = COLUMNS.filter((name) => !header.cells.includes(name));
  if (missing.length > 0) throw new UsageError([`${file}:1: columns are missing: ${missing.join(', ')}`]);
  const problems: string[] = [];
  const known = new Set<string>();
  const patterns = rows.map(({ line, cells }) => {
    const cell = (name: (typeof COLUMNS)[number]): string => (cells[header.cells.indexOf(name)] ?? '').trim();
    const figure = (name: 'low' | 'high'): string => (delimiter === ';' ? cell(name).replace(',', '.') : cell(name));
    const bound = (name: 'low' | 'high'): number => (figure(name) === '' ? Number.NaN : Number(figure(name)));
    const texts = Object.fromEntries(COLUMNS.map((name) => [name, cell(name)])) as unknown as Pattern;
    const pattern: Pattern = { ...texts, low: bound('low'), high: bound('high') };
    const found =
      cells.length === header.cells.length
        ? mistakesOf(pattern, figure('low'), figure('high'))
        : [`expected ${header.cells.length} cells, got ${cells.length}; quote a cell that holds a comma`];
    if (known.has(pattern.id)) found.push(`id: ${pattern.id} is used twice`);
    problems.push(...found.map((what) => `${file}:${line}: ${what}`));
    known.add(pattern.id);
    return pattern;
  });
  if (problems.length > 0) throw new UsageError(problems);
  return patterns;
}

/** What is wrong with one pattern; `low` and `high` as they were typed. */
function mistakesOf(pattern: Pattern, low: string, high: string): string[] {
  const mistakes: string[] = [];
  for (const text of [low, high]) {
    if (!Number.isFinite(Number(text))) mistakes.push(`expected a number, got ${text}`);
  }
  if (pattern.id === '') mistakes.push('id: expected a name');
  if (pattern.low > pattern.high) mistakes.push(`low ${low} is above high ${high}`);
  if ((low === '') !== (high === '')) mistakes.push('give both low and high, or neither');
  if (!CONFIDENCES.includes(pattern.confidence)) mistakes.push(`confidence: expected ${CONFIDENCES.join(', ')}`);
  if (!OWED_BY_BASELINE.includes(pattern.baseline)) mistakes.push(`baseline: expected ${OWED_BY_BASELINE.join(', ')}`);
  if (pattern.source === '') mistakes.push('source: name the source of the fact');
  return mistakes;
}

/** Names of the values that a pattern needs: one, two for a share or a difference, or none. */
export function metricsOf({ metric }: Pattern): readonly string[] {
  return metric === '' ? [] : metric.split(/ [/-] /);
}

/**
 * Compare patterns with the runs.
 *
 * @param rows  Values of each run by name; a name that a run lacks, or NaN, leaves that run out.
 */
export function judgePatterns(
  patterns: readonly Pattern[],
  rows: readonly Readonly<Record<string, number | string>>[],
): PatternResult[] {
  return patterns.map((pattern) => {
    const [first = [], second = []] = metricsOf(pattern).map((name) =>
      rows.map((row) => Number(row[name] ?? Number.NaN)),
    );
    const isDifference = pattern.metric.includes(' - ');
    const found = pattern.metric.includes(' / ')
      ? shareOf(first, second)
      : rangeOf(isDifference ? first.map((value, k) => value - second[k]) : first);
    return { ...pattern, ...found, verdict: verdictOf(pattern, found) };
  });
}

type Found = Pick<PatternResult, 'runs' | 'median' | 'from' | 'to'>;

function rangeOf(values: readonly number[]): Found {
  const known = Float64Array.from(values.filter((value) => !Number.isNaN(value)));
  const [from, median, to] = [0.05, 0.5, 0.95].map((p) => quantile(known, p));
  return { runs: known.length, median, from, to };
}

/** Ratio of counts summed over runs, with its interval by linearisation: `sd(a - r b) / (mean(b) sqrt(n))`. */
function shareOf(parts: readonly number[], wholes: readonly number[]): Found {
  let part = 0;
  let whole = 0;
  let runs = 0;
  for (const [k, count] of wholes.entries()) {
    if (Number.isNaN(count) || Number.isNaN(parts[k])) continue;
    part += parts[k];
    whole += count;
    runs++;
  }
  const share = whole > 0 ? part / whole : Number.NaN;
  let squares = 0;
  for (const [k, count] of wholes.entries()) {
    const residual = parts[k] - share * count;
    if (!Number.isNaN(residual)) squares += residual * residual;
  }
  // A share of 0 or 1 has no variance: use the rule of three.
  const half = Math.max((NORMAL_95 * Math.sqrt(squares)) / whole, part === 0 || part === whole ? 3 / whole : 0);
  return { runs, median: share, from: Math.max(0, share - half), to: Math.min(1, share + half) };
}

function verdictOf({ metric, low, high }: Pattern, { median, from, to }: Found): Verdict {
  if (metric === '' || Number.isNaN(median)) return 'not measured';
  if (Number.isNaN(low)) return 'no fact';
  if (low === high) return from <= low && low <= to ? 'met' : 'missed';
  if (low <= median && median <= high) return 'met';
  return from <= high && low <= to ? 'in reach' : 'missed';
}
