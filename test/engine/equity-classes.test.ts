/** The class of a listed company is that of what the scenario links it to, whatever it is called. */

import { expect, it } from 'vitest';
import { simulate } from '../../src/engine/simulate.ts';
import { measureFragility } from '../../src/experiment/fragility.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { shipped } from '../support/shipped.ts';

const names = ['market.equities[accelerator].id', 'market.equities[AMZN].id', 'market.equities[micron].id'] as const;
const RENAMED = shipped('baseline', { horizonMonths: 24, [names[0]]: 'nvda', [names[1]]: 'amazon', [names[2]]: 'mu' });

it('of a company by any name', () => {
  const usual = simulate(shipped('baseline', { horizonMonths: 24 }), 'names');
  const renamed = simulate(RENAMED, 'names');
  expect(renamed.entities.equity).toEqual(expect.arrayContaining(['nvda', 'amazon', 'mu']));
  expect([...renamed.equityClasses].sort()).toEqual([...usual.equityClasses].sort());
  const classOf = (id: string): string => renamed.equityClasses[renamed.entities.equity.indexOf(id)];
  expect(['amazon', 'GOOGL', 'nvda', 'mu'].map(classOf)).toEqual(['builder', 'builder', 'supplier', 'supplier']);
});

it('decides in whose median it counts', () => {
  const equities = RENAMED.market?.equities.filter(({ id, of }) => id === 'nvda' || of?.firm !== undefined) ?? [];
  const one = { ...RENAMED, market: { ...(RENAMED.market as NonNullable<typeof RENAMED.market>), equities } };
  const trace = simulate(one, 'names');
  const row = runMetrics(trace);
  expect(row.drawdown_supplier).toBeGreaterThan(0);
  expect(row.drawdown_basket).toBeNaN();
  const { losses } = measureFragility(one, { seed: expandSeed('names'), runs: 2, month: 6 });
  expect(losses[3].loss.pairs).toBe(2);
});

it('is that of a basket for all in a plain market', () => {
  const { equityClasses, entities } = simulate(loadScenario('market-calm').scenario, 'plain');
  expect(equityClasses).toEqual(entities.equity.map(() => 'basket'));
});
