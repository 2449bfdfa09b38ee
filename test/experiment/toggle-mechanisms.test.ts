/** Every mechanism that can be switched off: its settings are real, switch it off, and leave a scenario that runs. */

import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { mechanismsOf, withSettings } from '../../src/experiment/toggle-mechanisms.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';

describe.each([
  ['baseline', ['horizonMonths=30']],
  ['shortage-gaming', []],
])('%s', (name, overrides) => {
  const { scenario } = loadScenario(name, { overrides });
  const mechanisms = mechanismsOf(scenario);

  it.each(mechanisms)('$name', ({ name: toggle, off }) => {
    const settings = off(scenario);
    const without = withSettings(scenario, settings);
    const texts = settings.map(({ path, value }) => `${path}=${value}`);
    const checked = loadScenario(name, { overrides: [...overrides, ...texts] }).scenario;
    expect(scenarioHash(without)).toBe(scenarioHash(checked));
    expect(scenarioHash(without)).not.toBe(scenarioHash(scenario));
    expect(mechanismsOf(without).map((one) => one.name)).not.toContain(toggle);
    if (name === 'baseline') createSimulator(without).run(expandSeed('toggles'), 0);
  });
});

it('has a switch for every mechanism of the market, and for its reflexivity', () => {
  const { scenario } = loadScenario('baseline');
  if (!('market' in scenario) || scenario.market === undefined) throw new Error('the baseline has a market');
  const on = Object.entries(scenario.market.mechanisms).flatMap(([name, isOn]) => (isOn ? [name] : []));
  const names = mechanismsOf(scenario).map(({ name }) => name);
  for (const name of [...on, 'reflexivity', 'gaming', 'debt']) expect(names).toContain(name);
  const { scenario: alone } = loadScenario('baseline', { overrides: ['market=null'] });
  expect(mechanismsOf(alone).map(({ name }) => name)).not.toContain('reflexivity');
});
