/** Plain markets for tests: the shipped calm market with some values replaced, run through the engine. */

import type { Shape } from '../../src/columns/column.ts';
import type { Trace } from '../../src/columns/trace.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { MarketRun } from '../../src/scenario/market-run.ts';
import { type Changes, changed } from './shipped.ts';

const CALM = loadScenario('market-calm').scenario as MarketRun;

/** The calm market changed; unchecked. */
export function plainMarket(changes: Changes = {}): MarketRun {
  return changed(CALM, changes);
}

/** No chance at all. */
export const NO_NOISE: Changes = {
  'market.price.commonVolatilityPerMonth': 0,
  'market.equities[leader].ownVolatilityPerMonth': 0,
  'market.equities[bank].ownVolatilityPerMonth': 0,
  'market.beliefs.reportNoise': 0,
  earnings: [],
};

/** Nothing grows, nothing is expected to, and no mispricing is corrected: prices move by what a test sends only. */
export const STILL: Changes = {
  ...NO_NOISE,
  'market.valuation.longGrowthPerYear': 0,
  'market.equities[leader].growthPerYear': 0,
  'market.equities[bank].growthPerYear': 0,
  'market.price.reversionPerMonth': 0,
  'market.stress.threshold': 10,
};

/** Only noise in prices: each share a random walk of normal steps. */
export function noiseOnly(commonPerMonth: number, ownPerMonth: number): Changes {
  return {
    ...STILL,
    'market.price.degreesOfFreedom': 1000,
    'market.price.commonVolatilityPerMonth': commonPerMonth,
    'market.equities[leader].ownVolatilityPerMonth': ownPerMonth,
    'market.equities[bank].ownVolatilityPerMonth': ownPerMonth,
  };
}

/** Every mechanism that a plain market has. */
export const ALL_ON: Changes = {
  'market.reflexivity': 0.75,
  ...Object.fromEntries(
    ['gamma', 'volatilityTarget', 'guidance', 'trend', 'extrapolation', 'informationTransfer', 'narrative'].map(
      (name) => [`market.mechanisms.${name}`, true],
    ),
  ),
  'market.price.volatilityFeedback': 0.5,
};

/** Every column of one run. */
export function runMarket(changes: Changes, seed = 'market'): Trace {
  return simulate(plainMarket(changes), seed);
}

/** Returns of every share over some replications, shape [replication and share][month]. */
export function returnsOfRuns(scenario: MarketRun, count: number): Float64Array[] {
  const simulator = createSimulator(scenario, new Set(['equity/return']));
  const seed = expandSeed('market');
  const width = scenario.market.equities.length;
  return Array.from({ length: count }, (_, k) => {
    const returns = simulator.run(seed, k).column('return', 'equity');
    return Array.from({ length: width }, (_unused, e) =>
      Float64Array.from({ length: scenario.horizonMonths }, (_none, month) => returns[month * width + e]),
    );
  }).flat();
}

/** Series of one entity, or of a scalar column. */
export function seriesOf(trace: Trace, name: string, entity?: string, shape: Shape = 'equity'): number[] {
  if (entity === undefined) return [...trace.column(name, 'scalar')];
  const ids = trace.entities[shape as 'equity'];
  const at = ids.indexOf(entity);
  if (at < 0) throw new RangeError(`no ${shape} ${entity}`);
  return [...trace.column(name, shape)].filter((_, i) => i % ids.length === at);
}
