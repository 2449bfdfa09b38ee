/** Quota gaming: inflation of orders by customers who perceive a shortage. */

import { exp, log } from '../../numeric/elementary.ts';
import type { SupplyNetwork } from './network.ts';

/** Fill rates this close to 1 count as full supply: they differ from 1 by rounding only. */
export const FULL_SUPPLY = 1 - 1e-9;

/**
 * Open orders per MW of need, at a perceived fill rate `phi` in [0, 1]: `g = min(gMax, phi^-xi)`.
 *
 * At xi = 1 this is the naive rule: order need over fill [CachonLariviere1999].
 */
export function inflation(network: SupplyNetwork, phi: number): number {
  if (phi >= FULL_SUPPLY) return 1;
  if (phi <= network.fillAtMaxInflation) return network.maxInflation;
  return exp(-network.gamingExponent * log(phi));
}
