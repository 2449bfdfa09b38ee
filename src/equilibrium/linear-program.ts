/** A small linear program, solved by the simplex method. */

/** Numbers closer to 0 than this are rounding. */
const ROUNDING = 1e-11;

/**
 * The x >= 0 that maximises `gain . x` under `limits x <= bounds`, all bounds >= 0 so that x = 0 is feasible. Bland's
 * rule, which cannot cycle.
 *
 * @throws RangeError  When gains are unbounded.
 *
 * Source: [Bland1977].
 */
export function maximise(
  gain: readonly number[],
  limits: readonly (readonly number[])[],
  bounds: readonly number[],
): number[] {
  const rows = limits.length;
  const columns = gain.length;
  const width = columns + rows + 1;
  const tableau = limits.map((row, i) => {
    const slack = limits.map((_, k) => (k === i ? 1 : 0));
    return Float64Array.from([...row, ...slack, bounds[i]]);
  });
  const cost = Float64Array.from({ length: width }, (_, j) => (j < columns ? -gain[j] : 0));
  const basis = limits.map((_, i) => columns + i);
  for (;;) {
    const entering = cost.findIndex((value, j) => j < width - 1 && value < -ROUNDING);
    if (entering < 0) break;
    const leaving = leavingRow(tableau, basis, entering);
    if (leaving < 0) throw new RangeError('the linear program is unbounded');
    stepPivot([...tableau, cost], leaving, entering);
    basis[leaving] = entering;
  }
  const x = gain.map(() => 0);
  for (const [i, variable] of basis.entries()) if (variable < columns) x[variable] = tableau[i][width - 1];
  return x;
}

/** Row of the smallest ratio; among equal ones that of the first variable. */
function leavingRow(tableau: readonly Float64Array[], basis: readonly number[], entering: number): number {
  let leaving = -1;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [i, row] of tableau.entries()) {
    if (row[entering] <= ROUNDING) continue;
    const ratio = row[row.length - 1] / row[entering];
    const ties = leaving >= 0 && Math.abs(ratio - smallest) <= ROUNDING;
    if ((ties && basis[i] < basis[leaving]) || (!ties && ratio < smallest)) {
      leaving = i;
      smallest = ratio;
    }
  }
  return leaving;
}

function stepPivot(rows: readonly Float64Array[], pivot: number, column: number): void {
  const lead = rows[pivot];
  const scale = lead[column];
  for (let j = 0; j < lead.length; j++) lead[j] /= scale;
  for (const row of rows) {
    const factor = row[column];
    if (row === lead || factor === 0) continue;
    for (let j = 0; j < row.length; j++) row[j] -= factor * lead[j];
  }
}
