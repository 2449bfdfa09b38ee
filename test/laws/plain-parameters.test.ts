/** Every number and switch of a plain market and of beliefs moves something that a run records, or stands here. */

import { expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { BeliefsRunSchema } from '../../src/scenario/beliefs-run.ts';
import { type Leaf, numericLeaves } from '../../src/reader/leaves.ts';
import { MarketRunSchema } from '../../src/scenario/market-run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { ALL_ON, plainMarket } from '../support/markets.ts';
import { type Changes, changed } from '../support/shipped.ts';

/** What moves nothing in a plain market, with the reason. */
const EXCEPTIONS: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^market\.funding\./, 'nobody is financed'],
  [/^market\.narrative\.(?:capexGrowth|wall)$/, 'nobody builds, and no race stops'],
  [/^market\.valuation\.floorShare$/, 'earnings are never losses'],
];

/** Everything that a run records and tells, as text. */
function fingerprint(scenario: Scenario): string {
  const simulator = createSimulator(scenario, 'all');
  const trace = simulator.run(expandSeed('inert'), 0);
  const columns = simulator.columns.map(({ name, shape }) => [...trace.column(name, shape)]);
  return JSON.stringify([trace.events, columns]);
}

function candidates({ value, facts }: Leaf): number[] {
  const { integer = false, min = 0, max = Number.POSITIVE_INFINITY } = facts ?? {};
  const raw = value === 0 ? [0.1, 1] : [value * 1.3, value * 0.5];
  const fitting = raw.map((x) => Math.min(max, Math.max(min, integer ? Math.round(x) : x)));
  return [...fitting, integer ? value - 1 : max].filter((x) => x !== value && x >= min && Number.isFinite(x));
}

const LIVELY: Changes = {
  ...ALL_ON,
  horizonMonths: 48,
  earnings: [
    { id: 'leader', growthPerYear: 0.2, growthFadePerYear: 0.3, volatilityPerYear: 0.1 },
    { id: 'bank', volatilityPerYear: 0.1 },
  ],
  'market.venues[us].sidecar': 0.05,
  'market.venues[us].breaker': 0.08,
  'market.volatilityTarget.maxExposure': 1.1,
  interventions: [
    { kind: 'earnings-surprise', month: 4, equity: 'leader', logSurprise: 0.1 },
    { kind: 'growth-revision', month: 6, equity: 'bank', changePerYear: 0.02 },
    { kind: 'narrative-impulse', month: 8, change: 0.2 },
    { kind: 'price-shock', month: 12, logReturn: -0.3, day: 4 },
    { kind: 'price-shock', month: 30, logReturn: -0.3 },
  ],
};

it.each([
  ['a plain market', plainMarket(LIVELY), MarketRunSchema],
  ['beliefs', changed(loadScenario('brock-hommes').scenario, { 'beliefs.noise': 0.1 }), BeliefsRunSchema],
] as const)('%s', (_, scenario, schema) => {
  const reference = fingerprint(scenario);
  const change = (path: string, value: unknown): Scenario => changed<Scenario>(scenario, { [path]: value });
  const inert = numericLeaves(scenario, schema)
    .filter((leaf) => leaf.facts !== undefined && leaf.path !== 'horizonMonths')
    .filter((leaf) => !candidates(leaf).some((value) => fingerprint(change(leaf.path, value)) !== reference))
    .map(({ path }) => path);
  const excused = (path: string): boolean => EXCEPTIONS.some(([pattern]) => pattern.test(path));
  expect(inert.filter((path) => !excused(path))).toEqual([]);
  if (scenario.kind !== 'market') return;
  for (const [pattern] of EXCEPTIONS)
    expect(
      inert.some((path) => pattern.test(path)),
      `${pattern}`,
    ).toBe(true);
  const switches = Object.entries(scenario.market.mechanisms).filter(([, isOn]) => isOn);
  for (const [name] of switches) {
    expect(fingerprint(change(`market.mechanisms.${name}`, false)), name).not.toBe(reference);
  }
});
