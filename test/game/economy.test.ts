/** Every strategy at the table of the capex economy: it plays, and the stage game it is shown is the model's. */

import { expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { shipped } from '../support/shipped.ts';

const MONTHS = 36;
const changes = { horizonMonths: MONTHS, 'stop.rule': 'horizon' };
/** One run of the baseline in which some firms, or all, play a strategy. */
function play(id: string, seats: readonly string[]) {
  const all = shipped('baseline').firms.map((firm) => firm.id);
  const strategies = (seats.length === 0 ? all : seats).map((firm) => [`firms[${firm}].strategy`, { id, params: {} }]);
  const scenario = shipped('baseline', { ...changes, ...Object.fromEntries(strategies) });
  return createSimulator(scenario, 'all').run(expandSeed('table'), 0);
}

it.each(STRATEGIES.map(({ id }) => id))('%s plays', (id) => {
  const trace = play(id, ['META']);
  expect(trace.months).toBe(MONTHS);
  expect(trace.outcome.worstResidual).toBeLessThan(1e-6);
});

it('those who see through the stage game race, and a planner does not', () => {
  const firstYear = (id: string): number[] => Array.from(play(id, []).column('mean_intensity', 'scalar').slice(2, 12));
  for (const id of ['best-response', 'fictitious-play', 'level-k']) {
    expect(Math.min(...firstYear(id)), id).toBeGreaterThan(0.5);
  }
  expect(Math.max(...firstYear('planner'))).toBe(0);
});

it('levered firms step back by their balance sheets', () => {
  const firms = shipped('baseline').firms;
  const intensity = play('balance-sheet-discipline', []).column('intensity', 'firm');
  const at = (id: string): number => intensity[12 * firms.length + firms.findIndex((firm) => firm.id === id)];
  expect(at('MSFT')).toBe(1);
  expect(at('NEO')).toBe(0);
});
