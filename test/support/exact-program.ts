/** Solves small linear programs in exact rational arithmetic, as a check on the solver. */

/** A ratio of whole numbers, the denominator positive. */
export interface Ratio {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const numberOf = ({ top, bottom }: Ratio): number => Number((top * 10n ** 20n) / bottom) / 1e20;

/**
 * Largest `gain . x` over x >= 0 with `rows x <= upper`, all numbers whole and no upper limit negative. Simplex method
 * with integer pivoting and the lexicographic rule, which cannot cycle.
 */
export function exactMaximum(
  gain: readonly bigint[],
  rows: readonly (readonly bigint[])[],
  upper: readonly bigint[],
): Ratio {
  const width = gain.length;
  let tableau = [
    ...rows.map((row, i) => [...row, ...rows.map((_, k) => (k === i ? 1n : 0n)), upper[i]]),
    [...gain.map((value) => -value), ...rows.map(() => 0n), 0n],
  ];
  const last = width + rows.length;
  let pivot = 1n;
  for (;;) {
    const cost = tableau[rows.length];
    let entering = -1;
    for (let j = 0; j < last; j++) if (cost[j] < 0n && (entering < 0 || cost[j] < cost[entering])) entering = j;
    if (entering < 0) return { top: cost[last], bottom: pivot };
    let leaving = -1;
    for (let i = 0; i < rows.length; i++) {
      if (tableau[i][entering] <= 0n) continue;
      if (leaving < 0 || isSmaller(tableau[i], tableau[leaving], entering, width)) leaving = i;
    }
    if (leaving < 0) throw new RangeError('unbounded');
    const lead = tableau[leaving];
    const factor = lead[entering];
    const before = pivot;
    tableau = tableau.map((row, i) =>
      i === leaving ? row : row.map((value, j) => (value * factor - row[entering] * lead[j]) / before),
    );
    pivot = factor;
  }
}

function isSmaller(a: readonly bigint[], b: readonly bigint[], entering: number, width: number): boolean {
  const last = a.length - 1;
  for (const column of [last, ...Array.from({ length: last - width }, (_, k) => width + k)]) {
    const difference = a[column] * b[entering] - b[column] * a[entering];
    if (difference !== 0n) return difference < 0n;
  }
  return false;
}
