/** Every number of a scenario as a varied path: over its spread, or 30 % to each side. */

import { type Axis, levelAt, type Span, settingAt } from '../../experiment/design-axis.ts';
import { normalQuantile } from '../../numeric/special.ts';
import { numericLeaves } from '../../reader/leaves.ts';
import { UserError } from '../../scenario/errors.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import { spreadQuantile, spreadsOf } from '../../scenario/spread.ts';
import type { EngineHost } from '../engine.ts';

const SHARE = 0.3;
/** Ends of a spread: its 5th and 95th percentile. */
const Z = normalQuantile(0.95);
const DIGITS = 6;
/** Numbers that say how an experiment is made, not how the world is. */
const CHOSEN = /^(?:schemaVersion|horizonMonths|stop\.)|\.strategy\./;

/** Data read month by month, such as the demand of a CSV file. */
const SERIES = /^(.*\.process\.mwPerMonth)\[\d+\]$/;

export interface VariedAll {
  readonly axes: readonly Span[];
  /** Numbers that cannot vary alone, with the reason. */
  readonly left: readonly { readonly path: string; readonly reason: string; readonly isSeries?: boolean }[];
  /** Paths whose range ends at the least or the largest value allowed. */
  readonly cut: readonly string[];
}

/**
 * Ranges of all numbers of a scenario.
 *
 * @param uncertain  The scenario with its spreads; the numbers vary in a scenario without them.
 */
export function varyAll(uncertain: object, open: unknown, { engine }: EngineHost): VariedAll {
  const spreads = new Map(spreadsOf(uncertain));
  const axes: Span[] = [];
  const left: { path: string; reason: string; isSeries?: boolean }[] = [];
  const cut: string[] = [];
  const leaves = numericLeaves(uncertain, ScenarioSchema);
  const series = new Map<string, number>();
  for (const { path } of leaves) {
    const of = SERIES.exec(path)?.[1];
    if (of !== undefined) series.set(of, (series.get(of) ?? 0) + 1);
  }
  for (const [path, count] of series) {
    left.push({
      path,
      reason: `its ${count} values are a series of data, and not numbers of their own`,
      isSeries: true,
    });
  }
  for (const { path, value, facts } of leaves) {
    if (facts === undefined || CHOSEN.test(path) || SERIES.test(path)) continue;
    const spread = spreads.get(path);
    const ends =
      spread === undefined
        ? [value * (1 - SHARE), value * (1 + SHARE)]
        : [-Z, Z].map((z) => spreadQuantile(spread, value, z));
    const [low, high] = [Math.max(facts.min, Math.min(...ends)), Math.min(facts.max, Math.max(...ends))].map((end) =>
      Number(end.toPrecision(DIGITS)),
    );
    const span: Span = facts.integer
      ? { kind: 'span', path, low: Math.ceil(low), high: Math.floor(high), isLog: false, isWhole: true }
      : { kind: 'span', path, low, high, isLog: false };
    const reason = span.low < span.high ? refusal(span, open, engine) : `it is ${value}`;
    if (reason !== undefined) left.push({ path, reason });
    else axes.push(span);
    if (reason === undefined && ends.some((end) => end < facts.min || end > facts.max)) cut.push(path);
  }
  return { axes, left, cut };
}

/** Why a number cannot take the values of an axis, of a range its ends, while the others stay. */
export function refusal(axis: Axis, open: unknown, engine: EngineHost['engine']): string | undefined {
  const ends = axis.kind === 'range' ? [0, axis.count - 1].map((i) => levelAt(axis, i)) : [];
  const span = axis.kind === 'span' ? [axis.low, axis.high].map((end) => settingAt(axis, end)) : [];
  for (const setting of axis.kind === 'list' ? axis.values : [...ends, ...span]) {
    try {
      engine.configure(open, [`${axis.path}=${setting}`]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return error.problems[0];
    }
  }
  return undefined;
}
