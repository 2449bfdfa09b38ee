/** With reflexivity off, prices reach nobody: every physical path is what it is without a market, to the bit. */

import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { CONDITIONS_COLUMNS } from '../../src/model/conditions-columns.ts';
import { MARKET_COLUMNS } from '../../src/model/market/columns.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { shipped } from '../support/shipped.ts';

const isOfMarket = new Set([...MARKET_COLUMNS, ...CONDITIONS_COLUMNS].map(({ shape, name }) => `${shape}/${name}`));
const SEED = expandSeed('severed');

/** Columns, with the run's pauses, in which two scenarios differ over some runs; columns of the market aside. */
function differing(a: Economy, b: Economy, runs: number): string[] {
  const one = createSimulator(a, 'all');
  const other = createSimulator(b, 'all');
  const shared = other.columns.filter(({ shape, name }) => !isOfMarket.has(`${shape}/${name}`));
  const found = new Set<string>();
  for (let k = 0; k < runs; k++) {
    const first = one.run(SEED, k);
    const second = other.run(SEED, k);
    if (first.months !== second.months) return ['months'];
    for (const { name, shape } of shared) {
      const x = first.column(name, shape);
      const y = second.column(name, shape);
      if (x.some((value, i) => !Object.is(value, y[i]))) found.add(`${shape}/${name}`);
      const branch = first.counterfactual?.column(name, shape);
      const twin = second.counterfactual?.column(name, shape);
      const from = first.counterfactual?.firstMonth ?? 0;
      const width = x.length / first.months;
      if (branch?.subarray(from * width).some((value, i) => !Object.is(value, twin?.[from * width + i])))
        found.add(`${shape}/${name} without the pause`);
    }
    if (JSON.stringify(first.outcome) !== JSON.stringify(second.outcome)) found.add('outcome');
  }
  return [...found];
}

describe('a market', () => {
  const without = shipped('baseline', { market: undefined });

  it('severed by reflexivity 0 leaves every physical path as it is without', () => {
    expect(differing(shipped('baseline', { 'market.reflexivity': 0 }), without, 12)).toEqual([]);
  });

  it('severed by its switches moves the builders by the story alone, and by nothing with that off too', () => {
    const switches = {
      'market.mechanisms.costOfCapital': false,
      'market.mechanisms.leverage': false,
    };
    expect(differing(shipped('baseline', switches), without, 4)).not.toEqual([]);
    const silent = shipped('baseline', { ...switches, 'market.mechanisms.narrative': false });
    expect(differing(silent, without, 4)).toEqual([]);
  });

  it.each([
    ['market.mechanisms.gamma', { 'market.gamma.stressed': 0.6, 'market.gamma.calm': 0.5 }],
    ['market.mechanisms.volatilityTarget', {}],
    ['market.mechanisms.trend', {}],
    ['market.mechanisms.extrapolation', {}],
    ['market.mechanisms.informationTransfer', {}],
    ['market.mechanisms.costOfCapital', {}],
    ['market.mechanisms.leverage', {}],
  ])('feels the switch %s', (path, changes) => {
    const on = shipped('baseline', changes);
    const off = shipped('baseline', { ...changes, [path]: false });
    expect(differing(on, off, 1).length).toBeGreaterThan(0);
  });

  it('walks estimates down without moving a price', () => {
    const walked = createSimulator(shipped('baseline'), 'all');
    const plain = createSimulator(shipped('baseline', { 'market.mechanisms.guidance': false }), 'all');
    const a = walked.run(SEED, 0);
    const beats = a.column('consensus_surprise', 'equity').slice();
    const prices = a.column('price_index', 'equity').slice();
    const b = plain.run(SEED, 0);
    expect(b.column('price_index', 'equity')).toEqual(prices);
    const count = (values: Float64Array): number => values.filter((value) => value > 0).length;
    expect(count(beats)).toBeGreaterThan(count(b.column('consensus_surprise', 'equity')));
  });
});
