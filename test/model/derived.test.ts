/** Constants of a scenario: growth that fades, the price of a MW, wear. */

import { describe, expect, it } from 'vitest';
import { derive } from '../../src/model/derived.ts';
import { shipped } from '../support/shipped.ts';

describe('constants', () => {
  const derived = derive(shipped('baseline'), 0.028);

  it('adds the years of growth that are left after fading', () => {
    const { growthFade, expectationYears } = shipped('baseline').capex;
    const steps = 100_000;
    let years = 0;
    for (let i = 0; i < steps; i++)
      years += (growthFade ** (((i + 0.5) / steps) * expectationYears) * expectationYears) / steps;
    expect(derived.growthYears).toBeCloseTo(years, 8);
  });

  it('lets the price of a MW grow as its systems and its shell do, by their weights', () => {
    const scenario = shipped('baseline', { 'power.shellPriceGrowthPerYear': 0.05 });
    for (const node of scenario.supply.nodes) {
      if (node.id === scenario.capex.systemsNode && node.price !== undefined) node.price.growthPerYear = 0.1;
    }
    const shell = scenario.power.shellPriceUsdBnPerMw;
    const growth = (0.028 * 0.1 + shell * 0.05) / (0.028 + shell);
    expect(derive(scenario, 0.028).capexPriceGrowthPerYear).toBeCloseTo(growth, 12);
  });

  it('calls contested what labs do not pay', () => {
    const { demand } = shipped('baseline');
    expect(derived.contestedUsdBnPerYear + demand.labs.paidUsdBnPerYear).toBeCloseTo(demand.revenueUsdBnPerYear, 12);
  });

  it('wears a service life by the same share every month', () => {
    const { wearPerYear, systemsLifeMonths } = shipped('baseline').finance;
    expect(derived.monthlySurvival ** 12).toBeCloseTo(Math.exp(-wearPerYear), 12);
    expect(derived.lifeSurvival).toBeCloseTo(Math.exp((-wearPerYear * systemsLifeMonths) / 12), 12);
  });

  it('leaves room for the aftermath of a wall in the last month', () => {
    expect(derived.maxMonths).toBe(120 + 48);
  });
});
