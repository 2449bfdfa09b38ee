/** Rationing and the games customers play with it: known allocations, spirals, duplicates. */

import { describe, expect, it } from 'vitest';
import { close, run } from './run.ts';

const POLICY = { policy: { kind: 'base-stock', levelMw: 0 }, forecast: { kind: 'constant', meanMwPerMonth: 0 } };

const plant = (capacity: number, more: object = {}): object => ({
  id: 'plant',
  leadMonths: 0,
  capacityMwPerMonth: capacity,
  initial: {},
  ...more,
});

describe('capacity 60, orders 5, 20, 50, 25', () => {
  it.each([
    ['proportional', [3, 12, 30, 15]],
    ['uniform', [5, 55 / 3, 55 / 3, 55 / 3]],
    ['linear', [0, 25 / 3, 115 / 3, 40 / 3]],
    ['priority', [5, 20, 35, 0]],
  ] as const)('%s', (rationing, exact) => {
    const trace = run({
      horizonMonths: 1,
      supply: { ...POLICY, nodes: [plant(60, { rationing })] },
      demandProcess: [5, 20, 50, 25].map((mwPerMonth, k) => ({
        id: `c${k}`,
        nodes: ['plant'],
        process: { kind: 'constant', mwPerMonth },
      })),
    });
    for (const [k, mw] of exact.entries()) {
      expect(close(trace.series('shipped_mw', `c${k}`, 'firm')[0], mw)).toBe(true);
    }
  });
});

describe('spiral under proportional allocation', () => {
  const [customers, need, capacity] = [4, 30, 100];

  function growth(rule: string, more: object = {}): number[] {
    const trace = run({
      horizonMonths: 12,
      supply: { ...POLICY, nodes: [plant(capacity)] },
      demandProcess: Array.from({ length: customers }, (_, k) => ({
        id: `c${k}`,
        nodes: ['plant'],
        process: { kind: 'constant', mwPerMonth: need },
        unfilled: 'lapse',
        response: { rule, ...more },
      })),
    });
    const orders = trace.series('ordered_mw', 'c0', 'firm');
    return orders.slice(2).map((mw, t) => mw / orders[t + 1]);
  }

  it('best answers multiply orders by (n - 1) d / (K - d) a round', () => {
    const exact = ((customers - 1) * need) / (capacity - need);
    for (const factor of growth('best-response')) expect(close(factor, exact), String(factor)).toBe(true);
  });

  it('need over fill multiplies them by n d / K', () => {
    const exact = (customers * need) / capacity;
    for (const factor of growth('need-over-fill')) expect(close(factor, exact), String(factor)).toBe(true);
  });

  it('a cap on inflation stops it', () => {
    expect(growth('need-over-fill', { maxInflation: 1.5 }).slice(-3)).toEqual([1, 1, 1]);
  });
});

it('phantom orders that cover the wait grow as (B0 + K tau) G^t - K tau', () => {
  const [demand, capacity, tau, backlog] = [100, 80, 2, 80];
  const trace = run({
    horizonMonths: 24,
    supply: { ...POLICY, nodes: [plant(capacity, { initial: { backlogMw: backlog } })] },
    demandProcess: [
      {
        id: 'buyer',
        nodes: ['plant'],
        process: { kind: 'constant', mwPerMonth: demand },
        response: { rule: 'supply-line', adjustMonths: tau },
      },
    ],
  });
  const book = trace.series('backlog_mw', 'plant');
  const growth = 1 + (demand / capacity - 1) / tau;
  for (const [t, mw] of book.entries()) {
    const exact = (backlog + capacity * tau) * growth ** (t + 1) - capacity * tau;
    expect(close(mw, exact), `${t}: ${mw}, expected ${exact}`).toBe(true);
  }
  expect(book[11]).toBeCloseTo(826.374, 3);
});

it.each([2, 3, 5])('orders duplicated at %i suppliers: book over need m, cancelled share (m - 1) / m', (m) => {
  const nodes = Array.from({ length: m }, (_, k) => plant(20, { id: `plant${k}` }));
  const trace = run({
    horizonMonths: 60,
    supply: { ...POLICY, nodes },
    demandProcess: [
      { id: 'buyer', nodes: nodes.map((_, k) => `plant${k}`), process: { kind: 'constant', mwPerMonth: 25 * m } },
    ],
  });
  const of = (name: string): number[] => trace.series(name, 'buyer', 'firm');
  const [book, unmet, cancelled, shipped] = ['backlog_mw', 'unmet_mw', 'cancelled_mw', 'shipped_mw'].map(of);
  for (let t = 0; t < 60; t++) {
    expect(close(book[t] / unmet[t], m), `${t}: ${book[t]} / ${unmet[t]}`).toBe(true);
    expect(close(cancelled[t] / (cancelled[t] + shipped[t]), (m - 1) / m)).toBe(true);
  }
});
