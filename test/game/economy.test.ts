/** Every strategy at the table of the capex economy: it plays, and the stage game it is shown is the model's. */

import { expect, it } from 'vitest';
import { createForecast } from '../../src/engine/forecast.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { shipped } from '../support/shipped.ts';
import { watch } from '../support/stepping.ts';

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

it('the stage game tempts a builder whose rivals hold back, and all together earn less by racing', () => {
  let contests = 0;
  watch(shipped('baseline', { horizonMonths: 12 }), 'table', (world, month) => {
    if (month % 3 !== 2) return;
    const { racingTarget, disciplinedTarget } = world.firms;
    // Rivals' free pipelines can be so large that racing adds nothing: then the two targets are one.
    const canRace = Array.from(racingTarget, (target, f) => target > disciplinedTarget[f]);
    expect(canRace).toContain(true);
    if (canRace.every(Boolean)) contests++;
    for (let f = 0; f < world.derived.firmCount; f++) {
      const stage = createForecast(world, f, { month, payoffs: new Float64Array(0) });
      if (canRace[f]) expect(stage.own(1, 0), world.entities.firm[f]).toBeGreaterThan(stage.own(0, 0));
      else expect(stage.own(1, 0), world.entities.firm[f]).toBe(stage.own(0, 0));
      if (canRace.every(Boolean)) expect(stage.own(0, 0)).toBeGreaterThan(stage.own(1, 1));
      expect(stage.group(0)).toBeGreaterThan(stage.group(1));
    }
  });
  expect(contests).toBeGreaterThan(1);
});

it('best answers differ with what rivals do, and a planner never races', () => {
  const firstYear = (id: string): number[] => Array.from(play(id, []).column('mean_intensity', 'scalar').slice(2, 12));
  for (const id of ['best-response', 'fictitious-play', 'level-k'])
    expect(Math.max(...firstYear(id)), id).toBeGreaterThan(0);
  expect(Math.max(...firstYear('planner'))).toBe(0);
});

it('levered firms step back by their balance sheets', () => {
  const firms = shipped('baseline').firms;
  const intensity = play('balance-sheet-discipline', []).column('intensity', 'firm');
  const at = (id: string): number => intensity[12 * firms.length + firms.findIndex((firm) => firm.id === id)];
  expect(at('MSFT')).toBe(1);
  expect(at('NEO')).toBe(0);
});
