/** Small systems of linear equations, and bisection. */

/** Where a condition that holds from `low` on ceases before `high`, to the last bits of a number. */
export function bisect(low: number, high: number, holds: (x: number) => boolean): number {
  let [from, to] = [low, high];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = 0.5 * (from + to);
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return 0.5 * (from + to);
}

const HALVINGS = 200;

/** Pivots below this share of the largest coefficient count as rounding errors. */
const SINGULAR = 1e-12;

/**
 * The solution of a square system by Gaussian elimination with row pivoting, or the result that there is none, or many.
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | 'none' | 'many' {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const scale = Math.max(...matrix.flat().map(Math.abs), ...right.map(Math.abs));
  const pivots: number[] = [];
  for (let column = 0; column < n; column++) {
    const rank = pivots.length;
    let pivot = rank;
    for (let i = rank + 1; i < n; i++) if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) pivot = i;
    if (Math.abs(rows[pivot][column]) <= SINGULAR * scale) continue;
    [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
    for (let i = 0; i < n; i++) {
      if (i === rank) continue;
      const factor = rows[i][column] / rows[rank][column];
      for (let j = column; j <= n; j++) rows[i][j] -= factor * rows[rank][j];
    }
    pivots.push(column);
  }
  if (pivots.length === n) return rows.map((row, i) => row[n] / row[i]);
  return rows.slice(pivots.length).some((row) => Math.abs(row[n]) > SINGULAR * scale) ? 'none' : 'many';
}
