/** Turns normal draws into Student t draws through a table: cheaper than drawing them, and the order is kept. */

import { normalCdf, studentTQuantile } from '../numeric/special.ts';

/** Normal scores up to which the table reaches; one draw in 5e8 lies beyond and takes its last value. */
const REACH = 6;
const STEPS_PER_UNIT = 32;
const STEPS = REACH * STEPS_PER_UNIT;

/** Tables made so far, by degrees of freedom. */
const TABLES = new Map<number, Float64Array>();

/** Values of `t(Phi(z))` over their standard deviation at z = i / STEPS_PER_UNIT, from i = -1 on for the cubic. */
function tableFor(dof: number): Float64Array {
  const known = TABLES.get(dof);
  if (known !== undefined) return known;
  const scale = Math.sqrt((dof - 2) / dof);
  const table = new Float64Array(STEPS + 3);
  // The lower tail is exact where 1 - p would round.
  for (let i = 0; i < table.length; i++)
    table[i] = -studentTQuantile(normalCdf(-(i - 1) / STEPS_PER_UNIT), dof) * scale;
  TABLES.set(dof, table);
  return table;
}

/**
 * Replace standard normal values, in place, by values of a Student t distribution of unit variance at the same
 * quantile: cubic interpolation, relative error below 1e-5 (test/random/student-scores.test.ts).
 *
 * @param dof  Degrees of freedom, above 2.
 */
export function fillStudentScores(values: Float64Array, dof: number): void {
  if (!(dof > 2)) throw new RangeError(`unit variance needs more than 2 degrees of freedom, got ${dof}`);
  const table = tableFor(dof);
  for (let i = 0; i < values.length; i++) {
    const z = values[i];
    const at = Math.min(Math.abs(z), REACH) * STEPS_PER_UNIT;
    const k = Math.min(STEPS - 1, at | 0);
    const x = at - k;
    const a = table[k];
    const b = table[k + 1];
    const c = table[k + 2];
    const d = table[k + 3];
    // Catmull-Rom: through b and c, with the slopes of their neighbours.
    const t = b + 0.5 * x * (c - a + x * (2 * a - 5 * b + 4 * c - d + x * (3 * (b - c) + d - a)));
    values[i] = z < 0 ? -t : t;
  }
}
