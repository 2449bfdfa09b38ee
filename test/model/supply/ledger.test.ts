/** Events of the supply ledger and orders from outside the model, worked out again. */

import { expect, it } from 'vitest';
import { simulate } from '../../../src/engine/simulate.ts';
import { shipped } from '../../support/shipped.ts';
import { watch } from '../../support/stepping.ts';

it('reports an expansion of more than a quarter of capacity within a year, and not again for a year', () => {
  const trace = simulate(shipped('baseline', { 'stop.rule': 'horizon', horizonMonths: 60 }), 'ledger');
  const nodes = trace.entities.node;
  const decided = trace.column('expansion_mw', 'node');
  const capacity = trace.column('capacity_mw_per_month', 'node');
  const expected = nodes.flatMap((entity, n) => {
    const found: object[] = [];
    let withinYear = 0;
    let reported = Number.NEGATIVE_INFINITY;
    for (let month = 0; month < trace.months; month++) {
      withinYear += decided[month * nodes.length + n] - withinYear / 12;
      const magnitude = withinYear / capacity[month * nodes.length + n];
      if (magnitude <= 0.25 || month < reported + 12) continue;
      reported = month;
      found.push({ month, entity, magnitude });
    }
    return found;
  });
  const events = trace.events
    .filter(({ kind }) => kind === 'expansion')
    .map(({ month, entity, magnitude }) => ({ month, entity, magnitude }));
  const inOrder = (list: readonly object[]): string[] => list.map((one) => JSON.stringify(one)).sort();
  expect(events.length).toBeGreaterThan(5);
  expect(inOrder(events)).toEqual(inOrder(expected));
});

it('orders of customers outside the model grow at their rate', () => {
  const scenario = shipped('baseline', { 'stop.rule': 'horizon', horizonMonths: 30 });
  watch(scenario, 'others', ({ supply, network }, month) => {
    for (const { id, othersMwPerMonth, othersGrowthPerYear } of scenario.supply.nodes) {
      const next = othersMwPerMonth * (1 + othersGrowthPerYear) ** ((month + 1) / 12);
      expect(supply.othersUnits[network.nodeIds.indexOf(id)], id).toBeCloseTo(next, 8);
    }
  });
});
