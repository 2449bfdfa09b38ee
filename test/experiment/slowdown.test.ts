/** A slowdown of builders' orders: growth is imposed as asked, and the loss grows up the chain. */

import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/engine/simulate.ts';
import { measureSlowdown } from '../../src/experiment/slowdown.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { cli } from '../support/cli.ts';
import { shipped } from '../support/shipped.ts';

it('imposes growth on the orders of every builder, in its months and no others', () => {
  const growths = [
    { kind: 'order-growth' as const, month: 0, months: 10, growthPerMonth: 0.03 },
    { kind: 'order-growth' as const, month: 6, months: 4, growthPerMonth: -0.01 },
  ];
  const scenario = shipped('baseline', { horizonMonths: 12, 'stop.rule': 'horizon' });
  const trace = simulate({ ...scenario, interventions: growths }, 'imposed');
  const orders = trace.column('investment_mw', 'firm');
  const width = trace.entities.firm.length;
  for (let month = 1; month < 10; month++) {
    for (let f = 0; f < width; f++) {
      const growth = orders[month * width + f] / orders[(month - 1) * width + f] - 1;
      expect(growth).toBeCloseTo(month < 6 ? 0.03 : -0.01, 12);
    }
  }
  expect(orders[10 * width] / orders[9 * width] - 1).not.toBeCloseTo(-0.01, 6);
  expect(trace.events.filter(({ detail }) => /orders of all builders grow by/.test(detail))).toHaveLength(2);
});

describe('from 3.5 to 1.5 % a month', () => {
  const report = measureSlowdown(shipped('baseline'), {
    seed: expandSeed('slower'),
    runs: 4,
    month: 48,
    before: 0.035,
    after: [0.035, 0.015],
  });
  const tier = (path: number, id: string) => {
    const found = report.paths[path].tiers.find(({ node }) => node === id);
    if (found === undefined) throw new Error(`no tier ${id}`);
    return found;
  };

  it('costs nothing where nothing slows', () => {
    for (const { change, changeWithout, below, sales, profit } of report.paths[0].tiers) {
      expect(change.mean).toBe(changeWithout.mean);
      for (const { mean } of [below, sales, profit]) expect(mean).toBe(0);
    }
  });

  it('takes half of the orders for equipment while builders order more every month', () => {
    expect(tier(1, 'server').change.mean).toBeGreaterThan(0.3);
    expect(tier(1, 'equipment').below.mean).toBeGreaterThanOrEqual(0.5);
    expect(tier(1, 'server').below.mean).toBeLessThan(0.42);
  });

  it('costs more sales the higher the tier', () => {
    const lost = ['server', 'hbm', 'equipment'].map((id) => tier(1, id).sales.mean);
    expect(lost[0]).toBeGreaterThan(0.05);
    expect(lost[1]).toBeGreaterThan(1.2 * lost[0]);
    expect(lost[2]).toBeGreaterThan(1.1 * lost[1]);
  });

  it('shows paths that are 1 before the slowing, and part from each other after it', () => {
    const orders = report.series.filter(({ node, measure }) => node === 'equipment' && measure === 'orders');
    const before = 48 - 1 - report.firstMonth;
    for (const { values } of orders) expect(values[before]).toBeCloseTo(1, 12);
    expect(orders[0].values[before + 20]).toBeGreaterThan(1.5 * orders[2].values[before + 20]);
  });
});

it.each([
  [['--after', 'slow'], '--after: expected a growth in % a month from -20 to 20, got slow'],
  [['--picture', 'slow.pdf'], '--picture: expected a file that ends in .svg or .png, got slow.pdf'],
  [['--month', '3'], 'expected a whole number >= 15, got 3'],
])('refuses %j', async (argv, message) => {
  const { code, stderr } = await cli(['slowdown', '--runs', '1', ...argv]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
