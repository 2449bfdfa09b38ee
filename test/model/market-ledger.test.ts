/** Events of the market ledger, worked out again from the recorded columns of a run. */

import { expect, it } from 'vitest';
import { simulate } from '../../src/engine/simulate.ts';
import { shipped } from '../support/shipped.ts';

it('reports each further tenth that the market index is below its peak, and begins anew at a new peak', () => {
  const trace = simulate(shipped('baseline', { 'stop.rule': 'horizon', horizonMonths: 120 }), 'falls');
  const drawdown = trace.column('market_drawdown', 'scalar');
  const expected: object[] = [];
  let told = 0;
  for (const [month, magnitude] of drawdown.entries()) {
    if (magnitude === 0) told = 0;
    const tenths = Math.floor(magnitude * 10);
    if (tenths > told) expected.push({ month, entity: trace.entities.venue[0], magnitude });
    told = Math.max(told, tenths);
  }
  const events = trace.events.filter(({ kind }) => kind === 'drawdown');
  expect(events.length).toBeGreaterThan(2);
  expect(events.map(({ month, entity, magnitude }) => ({ month, entity, magnitude }))).toEqual(expected);
  for (const { detail, magnitude, entity } of events)
    expect(detail).toBe(`the ${entity} index is ${Number((100 * magnitude).toPrecision(3))} % below its peak`);
});
