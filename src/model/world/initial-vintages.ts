/** Systems delivered before month 0, by age, consistent with energised systems at month 0. */

import { exp, expm1, log } from '../../numeric/elementary.ts';
import type { Economy } from '../../scenario/economy.ts';
import { initialDeliveryMw } from '../economy-network.ts';

/** Sum over ages 1 .. n of `exp(-x age)`, in closed form. */
function survivors(x: number, n: number): number {
  return x === 0 ? n : -expm1(-x * n) / expm1(x);
}

/**
 * Monthly growth of past deliveries such that vintages of a service life, after wear, add to today's energised systems
 * while the newest equals today's deliveries. Bisection to machine precision; negative when deliveries have been
 * falling.
 */
export function vintageGrowth(liveMw: number, deliveredMw: number, lifeMonths: number, survival: number): number {
  const logSurvival = log(survival);
  let low = -0.2;
  let high = 1;
  for (let round = 0; round < 60; round++) {
    const growth = (low + high) / 2;
    if (deliveredMw * survivors(growth - logSurvival, lifeMonths) > liveMw) low = growth;
    else high = growth;
  }
  return (low + high) / 2;
}

/** Vintages of every firm before month 0, newest first, MW before wear. Shape [firm, age - 1]. */
export function initialVintages(scenario: Economy, survival: number): Float64Array {
  const life = scenario.finance.systemsLifeMonths;
  const out = new Float64Array(scenario.firms.length * life);
  for (const [f, firm] of scenario.firms.entries()) {
    const delivered = initialDeliveryMw(scenario, f);
    const growth = vintageGrowth(firm.liveMw, delivered, life, survival);
    for (let age = 1; age <= life; age++) out[f * life + age - 1] = delivered * exp(-growth * age);
  }
  return out;
}
