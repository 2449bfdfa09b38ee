/** The accelerator principle: equipment orders swing more than the demand behind them. */

import { describe, expect, it } from 'vitest';
import { close, run } from './run.ts';

const MEAN = 10_000;
const MONTHS = 400;

/** Coefficient of variation of equipment orders over that of demand, from the response to one AR(1) shock. */
function amplification(wear: number, rho: number): number {
  let deviation = 100;
  const demand = Array.from({ length: MONTHS }, (_, t) => {
    if (t < 2) return MEAN;
    const mw = MEAN + deviation;
    deviation *= rho;
    return mw;
  });
  const trace = run({
    horizonMonths: MONTHS,
    supply: {
      policy: { kind: 'base-stock', levelMw: 0 },
      forecast: { kind: 'exponential', weight: 1 },
      nodes: [
        {
          id: 'plant',
          leadMonths: 0,
          capacityOverRate: 1,
          expansion: {
            buildMonths: 0,
            maxSharePerMonth: 1,
            adjustMonths: 1,
            targetUtilisation: 1,
            trendWeight: 0,
            maxLogGrowth: 0,
            normalBacklogMonths: 1000,
            backlogClearMonths: 1,
            irreversible: true,
            wearPerMonth: wear,
            growthPerMonth: wear,
            equipment: 'tools',
          },
        },
        { id: 'tools', leadMonths: 0 },
      ],
    },
    demandProcess: [{ id: 'customer', nodes: ['plant'], process: { kind: 'list', mwPerMonth: demand } }],
  });
  const orders = trace.series('orders_mw', 'tools').slice(1);
  const steady = orders[0];
  const energy = (series: readonly number[], mean: number): number =>
    series.reduce((sum, mw) => sum + ((mw - mean) / mean) * ((mw - mean) / mean), 0);
  return Math.sqrt(energy(orders, steady) / energy(demand, MEAN));
}

describe('accelerator principle', () => {
  it.each([
    [0.1, 0.8],
    [0.25, 0.5],
    [0.4, 0],
  ])('wear %f, rho %f', (wear, rho) => {
    const kept = 1 - wear;
    const exact = Math.sqrt(1 + kept * kept - 2 * kept * rho) / wear;
    const found = amplification(wear, rho);
    expect(close(found, exact), `${found}, expected ${exact}`).toBe(true);
    if (wear === 0.1) expect(found).toBeCloseTo(6.0828, 4);
  });
});
