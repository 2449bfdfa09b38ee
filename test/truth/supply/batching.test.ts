/** Periodic review: retailers who order in the same month, in balanced months, in months of their own. */

import { describe, expect, it } from 'vitest';
import { close, run } from './run.ts';

const RETAILERS = 6;
const REVIEW = 4;
const MEAN = 10;
const DEVIATION = 3;
const START = 40;
const MONTHS = 120;

/** Total orders of the retailers, month by month, when retailer k first orders in month `phases[k]`. */
function totalOrders(phases: readonly number[], impulse = 0): number[] {
  const demand = Array.from({ length: MONTHS }, (_, month) => MEAN + (month === START + 1 ? impulse : 0));
  const nodes = phases.map((phaseMonth, k) => ({
    id: `r${k}`,
    leadMonths: 1,
    production: 'at-once',
    inputs: [{ id: 'external', leadMonths: 1 }],
    policy: { kind: 'base-stock', levelMw: 100, reviewMonths: REVIEW, phaseMonth },
  }));
  const trace = run({
    horizonMonths: MONTHS,
    supply: { policy: { kind: 'base-stock', levelMw: 0 }, forecast: { kind: 'constant', meanMwPerMonth: MEAN }, nodes },
    demandProcess: phases.map((_, k) => ({
      id: `d${k}`,
      nodes: [`r${k}`],
      process: { kind: 'list', mwPerMonth: k === 0 ? demand : [MEAN] },
    })),
  });
  const totals = new Array<number>(MONTHS).fill(0);
  for (const k of phases.keys()) for (const [t, mw] of trace.series('placed_mw', `r${k}`).entries()) totals[t] += mw;
  return totals;
}

const variance = (series: readonly number[]): number => {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  return series.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / series.length;
};

/** Variance from the calendar alone: constant demand over whole cycles. */
const calendar = (phases: readonly number[]): number => variance(totalOrders(phases).slice(START, START + 10 * REVIEW));

/** A unit of demand of a month comes back as a unit of orders: the noise adds N s^2 whatever the phases. */
function noise(): number {
  const baseline = totalOrders([0, 0, 0, 0, 0, 0]);
  const response = totalOrders([0, 0, 0, 0, 0, 0], 1).reduce(
    (sum, mw, t) => sum + (mw - baseline[t]) * (mw - baseline[t]),
    0,
  );
  return RETAILERS * DEVIATION * DEVIATION * response;
}

describe('batching, six retailers who order every fourth month', () => {
  it('same month: 10854', () => expect(close(noise() + calendar([0, 0, 0, 0, 0, 0]), 10_854)).toBe(true));

  it('balanced months: 454', () => expect(close(noise() + calendar([0, 1, 2, 3, 0, 1]), 454)).toBe(true));

  it('months of their own, at random: 1854', () => {
    const others = totalOrders([0, 0, 0, 0, 0, 0]).map((mw) => (mw * (RETAILERS - 1)) / RETAILERS);
    let lone = 0;
    for (let phase = 0; phase < REVIEW; phase++) {
      const orders = totalOrders([phase, 0, 0, 0, 0, 0]).map((mw, t) => mw - others[t]);
      lone += variance(orders.slice(START, START + 10 * REVIEW)) / REVIEW;
    }
    expect(close(noise() + RETAILERS * lone, 1854)).toBe(true);
  });
});
