/** Series of repeated runs, on traces small enough to check by hand. */

import { expect, it } from 'vitest';
import { aroundWalls, createSample, orderFans, recordTrace, shareFans } from '../../src/charts/sample.ts';
import type { Trace } from '../../src/columns/trace.ts';

const SOURCE = { hasOrders: true, hasMarketIndex: true, hasPrices: true };

/** A run of one node whose orders are given, with the orders it would have had without the pause. */
function trace(orders: readonly number[], wallMonth: number, unpaused: readonly number[]): Trace {
  const columns: Record<string, readonly number[]> = {
    'node/orders_mw': orders,
    'scalar/market_index': orders.map((_, month) => 1 + month),
    'equity/price_index': orders.flatMap((_, month) => [1, 2, 1 + 2 * month]),
  };
  return {
    months: orders.length,
    entities: { firm: [], node: ['hbm'], supplier: [], region: [], equity: ['A', 'B', 'C'], venue: [] },
    kind: 'economy',
    equityClasses: ['builder', 'supplier', 'builder'],
    column: (name, shape = 'scalar') => Float64Array.from(columns[`${shape}/${name}`]),
    ...(wallMonth < 0
      ? {}
      : { counterfactual: { firstMonth: wallMonth + 1, column: () => Float64Array.from(unpaused) } }),
    events: [],
    outcome: {
      stopReason: wallMonth < 0 ? 'horizon' : 'aftermath',
      wall: wallMonth < 0 ? 'none' : 'roi',
      wallMonth,
      wallReading: 0,
      nextWall: 'none',
      worstResidual: 0,
    },
  };
}

const sample = createSample();
recordTrace(sample, trace([10, 10, 10, 40, 10, 10], 3, [10, 10, 10, 40, 40, 40]), SOURCE);
recordTrace(sample, trace([20, 20, 20], -1, []), SOURCE);
recordTrace(sample, trace([30, 30, 30], -1, []), SOURCE);

it('spreads orders over the runs that reach a month, while at least half of them do', () => {
  const [fan] = orderFans(sample);
  expect(fan.label).toBe('HBM (MW/month)');
  expect(fan.points.map(({ month, runs, p50 }) => [month, runs, p50])).toEqual([
    [0, 3, 20],
    [1, 3, 20],
    [2, 3, 20],
  ]);
  expect(orderFans(sample, 2)[0].points.map(({ month }) => month)).toEqual([0, 1]);
  expect(shareFans(sample, 1)[0].points.map(({ month }) => month)).toEqual([0]);
});

it('lines orders up at the wall, over their peak until then, beside the run without the pause', () => {
  const [{ tier, points }] = aroundWalls(sample);
  expect(tier).toBe('HBM');
  // Three-month means 10 and 20 up to the wall, so the peak is 20; then 20 with the pause, 30 without.
  expect(points.map(({ month, p50, unpaused }) => [month, p50, unpaused])).toEqual(
    [
      [-1, 0.5, 0.5],
      [0, 1, 1],
      [1, 1, 1.5],
      [2, 1, 2],
    ].map(([month, p50, unpaused]) => [month, p50, Number(unpaused.toPrecision(6))]),
  );
  expect([sample.count, sample.walled]).toEqual([3, 1]);
});

it('takes the plain mean of the shares of a class', () => {
  const fans = shareFans(sample);
  expect(fans.map(({ title }) => title)).toEqual(['Market index', 'Builders', 'Suppliers']);
  expect(fans[1].points.map(({ p50 }) => p50)).toEqual([1, 2, 3]);
  expect(fans[2].points.map(({ p50 }) => p50)).toEqual([2, 2, 2]);
});
