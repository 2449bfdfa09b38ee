/** Wilson's 95 % interval of a share of runs. */

/** Upper tail point of the two-sided 95 % interval of a normal. */
const Z = 1.959964;

/** Interval of a share of `n` runs. Source: [Wilson1927]. */
export function shareInterval(count: number, n: number): [low: number, high: number] {
  const share = count / n;
  const centre = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
