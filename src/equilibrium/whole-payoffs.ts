/** Turns payoffs in any unit into whole numbers, so that equilibria can be computed in exact arithmetic. */

import { type PayoffTable, payoffRange, scaledTable } from './payoff-table.ts';

/** Largest common denominator in the search. */
const LARGEST_UNIT = 1e7;
/** Steps between the lowest and the highest payoff when there is no common denominator: 2^50. */
const FINEST = 1125899906842624;
/** Rounding of a scaled payoff: a few units in its last place. */
const ROUNDING = 1e-14;
const EPSILON = 2.220446049250313e-16;

/**
 * Payoffs minus the lowest one, in the largest unit in which all are whole: 1, 3, 5 and 1000001, 1000003, 1000005 both
 * give 0, 1, 2. Payoffs without such a unit are rounded to 2^-50 of their range. So a tie of payoffs is a tie in every
 * unit, despite rounding.
 */
export function wholePayoffs(table: PayoffTable): bigint[][] {
  const [low, high] = payoffRange(table);
  const scaled = scaledTable(table);
  const noise = high > low ? Math.max(Math.abs(low), Math.abs(high)) / (high - low) : 0;
  const unit = commonDenominator(scaled.flat(), Math.max(ROUNDING, 8 * EPSILON * noise)) ?? FINEST;
  return scaled.map((row) => row.map((payoff) => BigInt(Math.round(payoff * unit))));
}

/**
 * Smallest whole number that makes every value whole within its rounding; undefined when there is none up to the limit.
 */
function commonDenominator(values: readonly number[], rounding: number): number | undefined {
  let unit = 1;
  for (const value of values) {
    const factor = denominatorOf(value * unit, rounding * unit);
    if (factor === undefined || unit * factor > LARGEST_UNIT) return undefined;
    unit *= factor;
  }
  return unit;
}

/** Denominator of the first convergent of a continued fraction that lies within the rounding. */
function denominatorOf(value: number, rounding: number): number | undefined {
  let [before, denominator] = [0, 1];
  let rest = value - Math.floor(value);
  for (;;) {
    const product = value * denominator;
    if (Math.abs(product - Math.round(product)) <= rounding * denominator) return denominator;
    rest = 1 / rest;
    const whole = Math.floor(rest);
    [before, denominator] = [denominator, whole * denominator + before];
    if (!(denominator <= LARGEST_UNIT)) return undefined;
    rest -= whole;
  }
}
