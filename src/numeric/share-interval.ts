/** Wilson's interval of a share: where a probability lies that so many of n independent trials estimate. */

/** Upper tail point of the two-sided 95 % interval of a normal. */
const Z = 1.959964;

/** The 95 % interval of `count` of `n` independent trials, within [0, 1]; NaN without trials. Source: [Wilson1927]. */
export function shareInterval(count: number, n: number): [low: number, high: number] {
  const share = count / n;
  const centre = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return [count === 0 ? 0 : Math.max(0, centre - half), count === n ? 1 : Math.min(1, centre + half)];
}
