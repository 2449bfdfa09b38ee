/** Effects of the inputs of a sweep: outcomes at high values minus outcomes at low values. */

import { studentTQuantile } from '../numeric/special.ts';
import { mean, variance } from '../numeric/statistics.ts';
import { numberColumn, type Table } from './table.ts';
import { type Effect, type Outcome, shownOutcomes } from './effects.ts';

/** Column that names the configuration of a row, in `design.csv` and in `runs.csv`. */
const CONFIGURATION = 'configuration';
/** Shares of the configurations that count as low and as high. */
const TAIL = 1 / 3;
const UPPER_TAIL_POINT = 0.975;

/** Mean outcome of every configuration, in the order of `configurations`; NaN where no run has it. */
function meansOf(runs: Table, metric: string, configurations: readonly number[]): number[] {
  const sums = new Map<number, { total: number; count: number }>();
  const values = numberColumn(runs, metric);
  for (const [row, configuration] of numberColumn(runs, CONFIGURATION).entries()) {
    const sum = sums.get(configuration) ?? { total: 0, count: 0 };
    sums.set(configuration, sum);
    if (!Number.isFinite(values[row])) continue;
    sum.total += values[row];
    sum.count++;
  }
  return configurations.map((configuration) => {
    const sum = sums.get(configuration);
    return sum === undefined || sum.count === 0 ? Number.NaN : sum.total / sum.count;
  });
}

/**
 * High third minus low third of one input, with Welch's interval over configurations; undefined where there are
 * fewer than two configurations on a side or the input does not vary.
 */
export function thirdsDifference(
  input: string,
  inputs: readonly number[],
  outcomes: readonly number[],
): Effect | undefined {
  const known = inputs.flatMap((value, at) =>
    Number.isFinite(value) && Number.isFinite(outcomes[at]) ? [{ value, outcome: outcomes[at] }] : [],
  );
  const sorted = known.map(({ value }) => value).sort((a, b) => a - b);
  const low = sorted[Math.ceil(TAIL * sorted.length) - 1];
  const high = sorted[Math.floor((1 - TAIL) * sorted.length)];
  if (low === undefined || !(high > low)) return undefined;
  const below = known.filter(({ value }) => value <= low).map(({ outcome }) => outcome);
  const above = known.filter(({ value }) => value >= high).map(({ outcome }) => outcome);
  if (below.length < 2 || above.length < 2) return undefined;
  const effect = mean(above) - mean(below);
  const [a, b] = [variance(above) / above.length, variance(below) / below.length];
  const freedom = (a + b) ** 2 / (a ** 2 / (above.length - 1) + b ** 2 / (below.length - 1));
  const half = a + b > 0 ? studentTQuantile(UPPER_TAIL_POINT, freedom) * Math.sqrt(a + b) : 0;
  const runs = below.length + above.length;
  return { input, effect, low: effect - half, high: effect + half, runs, isSignificant: Math.abs(effect) > half };
}

/** Effects of every numeric input of the design on the outcomes. */
export function sweptOutcomes(design: Table, runs: Table, goodsUnit?: string): Outcome[] {
  if (!design.header.includes(CONFIGURATION) || !runs.header.includes(CONFIGURATION)) return [];
  const configurations = numberColumn(design, CONFIGURATION);
  const inputs = design.header.filter((name) => name !== CONFIGURATION);
  return shownOutcomes(runs.header, goodsUnit).flatMap(([metric, label]) => {
    const outcomes = meansOf(runs, metric, configurations);
    const effects = inputs.flatMap((input) => thirdsDifference(input, numberColumn(design, input), outcomes) ?? []);
    return effects.length > 0 ? [{ label, effects }] : [];
  });
}
