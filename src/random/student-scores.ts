/** Turns normal draws into Student t draws with a table: faster than drawing them, and order-preserving. */

import { normalCdf, studentTQuantile } from '../numeric/special.ts';

/** Normal scores up to which the table reaches; one draw in 5e8 lies beyond and takes its last value. */
const REACH = 6;
const STEPS_PER_UNIT = 32;
const STEPS = REACH * STEPS_PER_UNIT;

/** Tables made so far, by degrees of freedom. */
const TABLES = new Map<number, Float64Array>();

/** Values of `t(Phi(z))` over their standard deviation at z = i / STEPS_PER_UNIT, each followed by its slope a step. */
function tableFor(dof: number): Float64Array {
  const known = TABLES.get(dof);
  if (known !== undefined) return known;
  const scale = Math.sqrt((dof - 2) / dof);
  // The lower tail is exact where 1 - p would round.
  const values = Float64Array.from(
    { length: STEPS + 3 },
    (_, i) => -studentTQuantile(normalCdf(-i / STEPS_PER_UNIT), dof) * scale,
  );
  const at = (i: number): number => (i < 0 ? -values[-i] : values[i]);
  const table = new Float64Array(2 * (STEPS + 1));
  for (let i = 0; i <= STEPS; i++) {
    table[2 * i] = values[i];
    // Five points: with three, the relative error of small values would not vanish.
    table[2 * i + 1] = (8 * (at(i + 1) - at(i - 1)) - (at(i + 2) - at(i - 2))) / 12;
  }
  TABLES.set(dof, table);
  return table;
}

/**
 * Replace standard normal values[from .. to - 1], in place, by values of a Student t distribution of unit variance at
 * the same
 * quantile: cubic interpolation, relative error below 1e-6 (test/random/student-scores.test.ts).
 *
 * @param dof  Degrees of freedom, above 2.
 */
export function fillStudentScores(values: Float64Array, dof: number, to = values.length, from = 0): void {
  if (!(dof > 2)) throw new RangeError(`unit variance needs more than 2 degrees of freedom, got ${dof}`);
  const table = tableFor(dof);
  for (let i = from; i < to; i++) {
    const z = values[i];
    const at = Math.min(Math.abs(z), REACH) * STEPS_PER_UNIT;
    const k = Math.min(STEPS - 1, at | 0);
    const x = at - k;
    const low = table[2 * k];
    const slopeLow = table[2 * k + 1];
    const rise = table[2 * k + 2] - low;
    const slopeHigh = table[2 * k + 3];
    const bend = 3 * rise - 2 * slopeLow - slopeHigh;
    const twist = slopeLow + slopeHigh - 2 * rise;
    const t = low + x * (slopeLow + x * (bend + x * twist));
    values[i] = z < 0 ? -t : t;
  }
}
