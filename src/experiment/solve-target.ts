/** Targets such as `P(wall = power) = .2` or `median(peak_capex) = 1500`: parser, and what each run contributes. */

import { normalQuantile } from '../numeric/special.ts';
import { quantile } from '../numeric/statistics.ts';
import { UsageError } from '../scenario/errors.ts';
import { didYouMean } from '../scenario/suggest.ts';
import { type ConditionColumns, rowsMeeting } from './condition.ts';
import type { Estimate } from './jackknife.ts';
import { shareInterval } from '../numeric/share-interval.ts';

export type SolveTarget =
  | { readonly kind: 'share'; readonly condition: string; readonly value: number; readonly text: string }
  | { readonly kind: 'mean'; readonly metric: string; readonly value: number; readonly text: string }
  | {
      readonly kind: 'quantile';
      readonly metric: string;
      readonly p: number;
      readonly value: number;
      readonly text: string;
    };

const FORM = /^\s*(P|mean|median|p\d{1,2}(?:\.\d+)?)\s*\((.+)\)\s*=\s*([^=()]+)$/i;
const HOW = 'write "P(wall = power) = .2", "mean(metric) = x", "median(metric) = x" or "p90(metric) = x"';
const MEDIAN = 0.5;
const Z = normalQuantile(0.975);

/** Read a target. */
export function readTarget(text: string): SolveTarget {
  const [, word = '', inner = '', number = ''] = FORM.exec(text) ?? [];
  const isPercent = /%\s*$/.test(number);
  const value = Number(number.replace(/%\s*$/, '')) / (isPercent ? 100 : 1);
  if (word === '' || number.trim() === '' || !Number.isFinite(value)) {
    throw new UsageError([`--target "${text}": ${HOW}`]);
  }
  const about = { value, text: `${word}(${inner.trim()})` };
  if (word === 'P') {
    if (!(value > 0 && value < 1)) {
      throw new UsageError([`--target "${text}": a share must be between 0 and 1, got ${value}`]);
    }
    if (/\bp\d{1,2}\b/.test(inner)) {
      throw new UsageError([`--target "${text}": a percentile differs at every value; write the number`]);
    }
    return { ...about, kind: 'share', condition: inner.trim() };
  }
  const metric = inner.trim();
  if (word.toLowerCase() === 'mean') return { ...about, kind: 'mean', metric };
  const p = word.toLowerCase() === 'median' ? MEDIAN : Number(word.slice(1)) / 100;
  if (!(p > 0 && p < 1)) throw new UsageError([`--target "${text}": expected p1 to p99`]);
  return { ...about, kind: 'quantile', metric, p };
}

/** A column or a condition on columns as a target without a value. */
export function measureOf(metric: string): SolveTarget {
  const about = { value: Number.NaN, text: metric };
  return /[<>=]/.test(metric) ? { ...about, kind: 'share', condition: metric } : { ...about, kind: 'mean', metric };
}

/** Refuse a target whose columns are not there, before anything runs. */
export function checkTarget(
  target: SolveTarget,
  columns: readonly { readonly name: string; readonly type?: string }[],
  flag = '--target',
): void {
  const names = columns.map(({ name }) => name);
  if (target.kind === 'share') {
    // Which words a column holds is known only from runs.
    const words = [target.condition, ...target.condition.split(/[\s<>=!()"']+/)];
    rowsMeeting(target.condition, 0, { names, text: () => words, number: () => [0] });
    return;
  }
  const numbers = columns.filter(({ type }) => type !== 'string').map(({ name }) => name);
  if (numbers.includes(target.metric)) return;
  throw new UsageError([
    `${flag}: there is no number ${target.metric}${didYouMean(target.metric, numbers)}; see overbuild columns`,
  ]);
}

/** Whether the target is a share of runs, and which share it is. */
export function shareOf(target: SolveTarget): { readonly isShare: boolean; readonly target: number } {
  if (target.kind === 'quantile') return { isShare: true, target: 1 - target.p };
  return { isShare: target.kind === 'share', target: target.value };
}

/** What each run contributes: 0 or 1 for a share, where a quantile is the share of runs above it; NaN where it lacks it. */
export function contributions(target: SolveTarget, rows: number, columns: ConditionColumns): Float64Array {
  if (target.kind === 'share') return Float64Array.from(rowsMeeting(target.condition, rows, columns));
  const values = Float64Array.from(columns.number(target.metric));
  if (target.kind === 'mean') return values;
  return values.map((value) => (Number.isNaN(value) ? value : Number(value > target.value)));
}

/** A quantile with the order statistics around it. */
export function quantileReading(values: readonly number[], p: number): Estimate {
  const n = values.length;
  const half = (Z * Math.sqrt(p * (1 - p) * n)) / Math.max(1, n - 1);
  const at = (share: number): number => quantile(values, Math.min(1, Math.max(0, share)));
  return { value: at(p), low: at(p - half), high: at(p + half) };
}

/** A share with its interval. */
export function shareReading(hits: number, n: number): Estimate {
  const [low, high] = shareInterval(hits, n);
  return { value: hits / n, low, high };
}
