/** Loop gain: the share of a change of the narrative that feedback adds. */

/**
 * Share of the response to an impulse that the loop adds: `G = 1 - sum own / sum response` over the first months,
 * with `own_j = impulse (1 - decay)^j` the impulse that would remain without feedback.
 *
 * 0 without feedback. With herding alone, of strength a, the response decays at `decay (1 - a)`, and G
 * tends to a: an impulse multiplier of 1 / (1 - a). Measure it over 18 months at most: over a whole boom and bust the
 * rise and the fall cancel.
 *
 * @param response  Difference of the narrative with and without the impulse, by month from the impulse.
 * @param decay     Monthly decay of the narrative, in [0, 1].
 * @param months    Months summed; NaN when the response has fewer.
 */
export function loopGain(
  response: ArrayLike<number>,
  { impulse, decay, months }: { readonly impulse: number; readonly decay: number; readonly months: number },
): number {
  if (response.length < months) return Number.NaN;
  let left = impulse;
  let own = 0;
  let all = 0;
  for (let month = 0; month < months; month++) {
    own += left;
    all += response[month];
    left *= 1 - decay;
  }
  return 1 - own / all;
}

/** Reversal: overshoot of a response beyond its starting level, over its peak; 0 when it only decays. */
export function reversal(response: ArrayLike<number>): number {
  let peak = 0;
  let trough = 0;
  for (let month = 0; month < response.length; month++) {
    if (response[month] > peak) peak = response[month];
    if (response[month] < trough) trough = response[month];
  }
  return peak > 0 ? (0 - trough) / peak : Number.NaN;
}
