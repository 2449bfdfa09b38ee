/** Finds the leading shares among exclusive outcomes: the largest, and those not significantly smaller. */

/** Upper tail point of the two-sided 95 % interval of a normal. */
const Z = 1.959964;

/**
 * Whether two shares of the same `n` runs differ significantly at 5 %. The outcomes exclude each other, so the
 * difference has the variance `(p + q - (p - q)^2) / n`.
 */
export function isShareSignificant(p: number, q: number, n: number): boolean {
  const difference = Math.abs(p - q);
  return difference > Z * Math.sqrt(Math.max(0, p + q - difference * difference) / n);
}

/** The first of descending shares with those that do not differ from it significantly, over `n` runs. */
export function leadersOf<T extends { readonly share: number }>(descending: readonly T[], n: number): readonly T[] {
  const end = descending.findIndex(({ share }) => isShareSignificant(descending[0].share, share, n));
  return end < 0 ? descending : descending.slice(0, end);
}
