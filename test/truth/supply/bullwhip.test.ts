/** Variance of orders over variance of demand, exact, from responses to one impulse around a mean that clips nothing. */

import { describe, expect, it } from 'vitest';
import { close, run } from './run.ts';

const MEAN = 10_000;
const IMPULSE = 100;
const MONTHS = 800;

/** Demand at its mean with one shock in month 1 that decays at rate rho. */
function shocked(rho: number): number[] {
  let deviation = IMPULSE;
  return Array.from({ length: MONTHS }, (_, month) => {
    if (month === 0) return MEAN;
    const demand = MEAN + deviation;
    deviation *= rho;
    return demand;
  });
}

const energy = (series: readonly number[]): number =>
  series.reduce((sum, value) => sum + (value - MEAN) * (value - MEAN), 0);

interface Chain {
  readonly policies: readonly object[];
  readonly forecast: object;
  readonly rho: number;
  readonly lead: number;
  readonly sharedDemand?: boolean;
  readonly timing?: 'start' | 'end';
}

/** Var(orders) / Var(demand) at every tier of a serial chain, from the customer up. */
function ratios({ policies, forecast, rho, lead, sharedDemand = false, timing = 'start' }: Chain): number[] {
  const id = (tier: number): string => `tier${tier}`;
  const demand = shocked(rho);
  const trace = run({
    horizonMonths: MONTHS,
    supply: {
      orderTiming: timing,
      sharedDemand,
      policy: policies[0],
      forecast,
      nodes: policies.map((policy, tier) => ({
        id: id(tier),
        leadMonths: lead,
        production: 'at-once',
        policy,
        inputs: [{ id: tier === policies.length - 1 ? 'external' : id(tier + 1), leadMonths: lead }],
      })),
    },
    demandProcess: [{ id: 'customer', nodes: [id(0)], process: { kind: 'list', mwPerMonth: demand } }],
  });
  return policies.map((_, tier) => energy(trace.series('placed_mw', id(tier))) / energy(demand));
}

const upTo = (protectionMonths: number): object => ({ kind: 'order-up-to', protectionMonths, safetyMw: 4 * MEAN });

describe('order-up-to on AR(1) demand, minimum-mean-square forecast', () => {
  const cases = [
    [0.7, 2, 2.5637],
    [0.7, 5, 4.4256],
    [0.7, 6, 4.7785],
    [0.7, 10, 5.4452],
    [0.9, 10, 9.0447],
    [-0.4, 2, 0.4893],
  ];
  it.each(cases)('rho %f over %i months: %f', (rho, months, printed) => {
    const exact = 1 + (2 * rho * (1 - rho ** months) * (1 - rho ** (months + 1))) / (1 - rho);
    const forecast = { kind: 'ar1', meanMwPerMonth: MEAN, autocorrelation: rho };
    const [ratio] = ratios({ policies: [upTo(months)], forecast, rho, lead: 2 });
    expect(close(ratio, exact), `${ratio}, expected ${exact}`).toBe(true);
    expect(ratio).toBeCloseTo(printed, 4);
  });
});

describe('order-up-to with a moving average', () => {
  it.each([
    [2, 5, 0, 2.12],
    [4, 4, 0, 5],
    [4, 12, 0, 17 / 9],
    [4, 4, 0.5, 1 + 4 * (1 - 0.5 ** 4)],
  ])('lead %i, average of %i, rho %f: %f', (lead, months, rho, exact) => {
    const [ratio] = ratios({ policies: [upTo(lead)], forecast: { kind: 'moving-average', months }, rho, lead });
    expect(close(ratio, exact), `${ratio}, expected ${exact}`).toBe(true);
  });
});

describe('order-up-to with exponential smoothing', () => {
  it.each([
    [4, 0.4, 0, 7.4],
    [4, 0.4, 0.5, 39 / 7],
  ])('lead %i, weight %f, rho %f: %f', (lead, weight, rho, exact) => {
    const [ratio] = ratios({ policies: [upTo(lead)], forecast: { kind: 'exponential', weight }, rho, lead });
    expect(close(ratio, exact), `${ratio}, expected ${exact}`).toBe(true);
  });
});

describe('four stages', () => {
  const four = (lead: number): object[] => Array(4).fill(upTo(lead));
  it.each([
    ['shared', 4, 4, [5, 13, 25, 41]],
    ['not shared', 4, 4, [5, 33, 245, 1921]],
    ['shared', 2, 6, [17 / 9, 29 / 9, 5, 65 / 9]],
  ] as const)('demand %s, lead %i, average of %i', (who, lead, months, exact) => {
    const forecast = { kind: 'moving-average', months };
    const found = ratios({ policies: four(lead), forecast, rho: 0, lead, sharedDemand: who === 'shared' });
    for (const [tier, ratio] of found.entries()) expect(close(ratio, exact[tier]), String(found)).toBe(true);
  });

  it('demand not shared, lead 2, average of 6', () => {
    const forecast = { kind: 'moving-average', months: 6 };
    const found = ratios({ policies: four(2), forecast, rho: 0, lead: 2 });
    for (const [tier, ratio] of [1.8889, 3.963, 8.9781, 21.4213].entries()) expect(found[tier]).toBeCloseTo(ratio, 4);
  });

  it('pass demand on unchanged when its mean is known', () => {
    const policies = Array(4).fill({ kind: 'base-stock', levelMw: 6 * MEAN });
    const found = ratios({ policies, forecast: { kind: 'constant', meanMwPerMonth: MEAN }, rho: 0, lead: 3 });
    for (const ratio of found) expect(close(ratio, 1), String(found)).toBe(true);
  });
});

describe('APIOBPCS', () => {
  const policy = (stock: number, line: number): object => ({
    kind: 'apiobpcs',
    stockAdjustMonths: stock,
    lineAdjustMonths: line,
    lineWeight: 1,
  });

  it.each([
    { delay: 1, average: 4, stock: 1, line: 1, printed: 1.977778 },
    { delay: 3, average: 8, stock: 4, line: 4, printed: 0.378151 },
    { delay: 3, average: 8, stock: 4, line: 8, printed: 0.446114 },
    { delay: 12, average: 12, stock: 1, line: 1, printed: 4.04 },
    { delay: 12, average: 12, stock: 6, line: 6, printed: 0.403636 },
  ])('Tp $delay, Ta $average, Ti $stock, Tw $line: $printed', ({ delay, average, stock, line, printed }) => {
    const forecast = { kind: 'exponential', weight: 1 / (1 + average) };
    const [ratio] = ratios({ policies: [policy(stock, line)], forecast, rho: 0, lead: delay + 1, timing: 'end' });
    expect(ratio).toBeCloseTo(printed, 6);
  });

  it.each([1, 2, 4, 10])('with a constant forecast, Ti = Tw = %i: 1 / (2 Ti - 1)', (adjust) => {
    const forecast = { kind: 'constant', meanMwPerMonth: MEAN };
    const [ratio] = ratios({ policies: [policy(adjust, adjust)], forecast, rho: 0, lead: 4, timing: 'end' });
    expect(close(ratio, 1 / (2 * adjust - 1)), String(ratio)).toBe(true);
  });

  it('with a constant forecast is unstable below Ti = 1/2 and stable above', () => {
    const forecast = { kind: 'constant', meanMwPerMonth: MEAN };
    const grown = (adjust: number): number =>
      ratios({ policies: [policy(adjust, adjust)], forecast, rho: 0, lead: 4, timing: 'end' })[0];
    expect(close(grown(0.55), 10, 1e-6)).toBe(true);
    expect(grown(0.48)).toBeGreaterThan(100);
  });
});
