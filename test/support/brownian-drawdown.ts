/** What the largest fall of a Brownian path is, to compare simulated ones with. */

/**
 * Mean largest log fall of a driftless Brownian path: `sqrt(pi / 2) sigma sqrt(T)`, log units
 * (Magdon-Ismail and Atiya, 2004).
 *
 * @param volatility  sigma, a year.
 * @param years       T.
 */
export function brownianLogDrawdown(volatility: number, years: number): number {
  return Math.sqrt(Math.PI / 2) * volatility * Math.sqrt(years);
}
