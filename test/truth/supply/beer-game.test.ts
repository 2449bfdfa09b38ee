/** The beer game with the anchoring rule: costs and peak orders of 36 weeks, known to the cent. */

import { describe, expect, it } from 'vitest';
import { close, run } from './run.ts';

const TIERS = ['retailer', 'wholesaler', 'distributor', 'factory'] as const;

interface Rule {
  readonly smoothing: number;
  readonly stockWeight: number;
  readonly lineWeight: number;
  readonly targets: readonly number[];
}

function play({ smoothing, stockWeight, lineWeight, targets }: Rule) {
  const nodes = TIERS.map((id, tier) => ({
    id,
    leadMonths: 2,
    production: 'at-once',
    inputs: [
      tier === 3 ? { id: 'external', leadMonths: 3 } : { id: TIERS[tier + 1], leadMonths: 2, orderLeadMonths: 2 },
    ],
    policy: { kind: 'sterman', stockWeight, lineWeight, targetMw: targets[tier], fixedMonths: 4, fixedMwPerMonth: 4 },
    cost: { holdingUsdPerMw: 0.5, stockoutUsdPerMw: 1 },
    initial: { onHandMw: 12, inTransitMwPerMonth: 4, onOrderMwPerMonth: 4 },
  }));
  const trace = run({
    horizonMonths: 36,
    supply: {
      orderTiming: 'end',
      policy: { kind: 'base-stock', levelMw: 0 },
      forecast: { kind: 'exponential', weight: smoothing },
      nodes,
    },
    demandProcess: [
      { id: 'drinkers', nodes: ['retailer'], process: { kind: 'step', mwPerMonth: 4, toMwPerMonth: 8, month: 4 } },
    ],
  });
  const cost = TIERS.map((id) =>
    [...trace.series('holding_usd', id), ...trace.series('stockout_usd', id)].reduce((sum, usd) => sum + usd, 0),
  );
  return { cost, peak: TIERS.map((id) => Math.max(...trace.series('placed_mw', id))), trace };
}

describe('beer game', () => {
  it('costs 204 when the supply line is counted in full', () => {
    const { cost } = play({ smoothing: 0, stockWeight: 1, lineWeight: 1, targets: [28, 28, 28, 20] });
    expect(
      cost.every((usd, tier) => close(usd, [46, 50, 54, 54][tier])),
      String(cost),
    ).toBe(true);
  });

  it('costs twelve times as much under the estimated rule', () => {
    const { cost, peak } = play({ smoothing: 0.36, stockWeight: 0.26, lineWeight: 0.34, targets: [17, 17, 17, 17] });
    for (const [tier, usd] of [280.27, 627.41, 885.63, 686.17].entries()) expect(cost[tier]).toBeCloseTo(usd, 2);
    for (const [tier, orders] of [10.99, 16.48, 25.12, 30.79].entries()) expect(peak[tier]).toBeCloseTo(orders, 2);
  });
});
