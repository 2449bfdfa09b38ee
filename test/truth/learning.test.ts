/** Learning by doing, through a scenario and the engine: what each doubling of all that was shipped does to cost. */

import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/engine/simulate.ts';
import { shipped } from '../support/shipped.ts';

const SYSTEMS = ['server', 'accelerator', 'packaging', 'hbm', 'foundry'];
const BEFORE_MW = 5000;

interface Makers {
  readonly nodes?: readonly string[];
  /** Capacity costs nothing to add, and no conversion cost stays while lines idle. */
  readonly freePlant?: boolean;
}

/** Builders without a pause, one node or more that learn, and neither scarcity nor growing content in their prices. */
function learning(ratePerDoubling: number, { nodes = SYSTEMS, freePlant = false }: Makers = {}) {
  const scenario = shipped('baseline', { 'stop.rule': 'horizon', horizonMonths: 60 });
  if (freePlant) {
    for (const { expansion } of scenario.supply.nodes)
      if (expansion !== undefined) Object.assign(expansion, { priceUsdBnPerMw: 0, equipment: undefined });
    for (const supplier of scenario.finance.suppliers) supplier.fixedCostShare = 0;
  }
  for (const node of scenario.supply.nodes) {
    if (node.price === undefined) continue;
    Object.assign(node.price, { backlogSlope: 0, idleSlope: 0, growthPerYear: 0 });
    if (nodes.includes(node.id)) node.price.learning = { ratePerDoubling, cumulativeMw: BEFORE_MW };
  }
  return simulate(scenario, 'learning');
}

/** Everything shipped to the end of each month over what was shipped before month 0, and the price over its first. */
function curveOf(trace: ReturnType<typeof learning>, id: string): { doublings: number[]; logPrice: number[] } {
  const ids = trace.entities.node;
  const at = ids.indexOf(id);
  const series = (name: string): number[] =>
    Array.from({ length: trace.months }, (_, t) => trace.column(name, 'node')[t * ids.length + at]);
  let ever = BEFORE_MW;
  const doublings = series('shipments_mw').map((units) => {
    ever += units;
    return Math.log2(ever / BEFORE_MW);
  });
  return { doublings, logPrice: series('price_factor').map(Math.log) };
}

describe("Wright's law", () => {
  it.each(SYSTEMS)('takes a fifth off the price of %s with each doubling: an exponent of .3219', (id) => {
    const { doublings, logPrice } = curveOf(learning(0.2), id);
    expect(doublings[59]).toBeGreaterThan(3);
    for (const [t, d] of doublings.entries()) {
      expect(Math.abs(logPrice[t] - d * Math.log(0.8))).toBeLessThan(1e-9);
    }
    const [first, last] = [0, 59];
    const slope = (logPrice[last] - logPrice[first]) / ((doublings[last] - doublings[first]) * Math.LN2);
    expect(slope).toBeCloseTo(-0.3219, 4);
  });

  it('leaves prices of makers that do not learn alone', () => {
    const { logPrice } = curveOf(learning(0.2, { nodes: ['server'] }), 'accelerator');
    expect(logPrice.every((x) => x === 0)).toBe(true);
  });

  it('lowers what makers pay for conversion as it lowers what they ask', () => {
    const margin = (rate: number): number => {
      // Depreciation of plant does not fall with learning and would weigh more on lower prices.
      const run = learning(rate, { freePlant: true });
      const width = run.entities.node.length;
      const at = 36 * width + run.entities.node.indexOf('foundry');
      return run.column('operating_profit_usd_bn', 'node')[at] / run.column('sales_usd_bn', 'node')[at];
    };
    // Prices alone, a third lower, would take .23 of it.
    expect(Math.abs(margin(0.1) - margin(0))).toBeLessThan(0.05);
    expect(margin(0)).toBeGreaterThan(0.3);
  });

  it('makes systems cheaper, so that more are ordered for less', () => {
    const [plain, learned] = [learning(0), learning(0.2)];
    const total = (run: typeof plain, name: string): number =>
      run.column(name, 'scalar').reduce((sum, value) => sum + value, 0);
    expect(total(learned, 'delivered_mw')).toBeGreaterThan(total(plain, 'delivered_mw'));
    expect(total(learned, 'ai_capex_usd_bn')).toBeLessThan(total(plain, 'ai_capex_usd_bn'));
  });
});
