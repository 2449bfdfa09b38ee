/** Lasting interventions: factors in force in a month. */

import type { World } from './world.ts';

export const CREDIT_FREEZE = 'credit-freeze';
export const CAPEX_CHANGE = 'capex-change';
export const GRID_ADDITIONS = 'grid-additions';
export const PERMIT_TIME = 'permit-time';

type Lasting = typeof CREDIT_FREEZE | typeof CAPEX_CHANGE | typeof GRID_ADDITIONS | typeof PERMIT_TIME;

/**
 * Product of the factors of all interventions of a kind in force in a month, on one entity where given; 1 when none is.
 */
export function activeFactor(world: World, month: number, kind: Lasting, entity?: string): number {
  const { interventions } = world.scenario;
  let factor = 1;
  for (let i = 0; i < interventions.length; i++) {
    const item = interventions[i];
    if (item.kind !== kind || month < item.month || month >= item.month + item.months) continue;
    const on = 'firm' in item ? item.firm : 'region' in item ? item.region : undefined;
    if (on === undefined || entity === undefined || on === entity) factor *= item.factor;
  }
  return factor;
}

/** Growth a month that the scenario imposes on the orders of all builders, from the last such intervention in force. */
export function imposedOrderGrowth({ scenario }: World, month: number): number | undefined {
  let growth: number | undefined;
  for (const item of scenario.interventions) {
    if (item.kind !== 'order-growth' || month < item.month || month >= item.month + item.months) continue;
    growth = item.growthPerMonth;
  }
  return growth;
}
