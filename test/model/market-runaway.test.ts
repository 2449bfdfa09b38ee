/** A market without an anchor: its run fails with a reason, and leaves the other runs of its batch alone. */

import { describe, expect, it } from 'vitest';
import { BUILTIN_ENGINE } from '../../src/node/builtin-engine.ts';
import { createReplicator } from '../../src/node/work/run-rows.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { plainMarket } from '../support/markets.ts';
import { type Changes, shipped } from '../support/shipped.ts';

describe('a market that runs away', () => {
  const flows = (impact: number): Changes => ({
    'market.mechanisms.volatilityTarget': true,
    'market.reflexivity': 1,
    'market.volatilityTarget.impact': impact,
    'market.volatilityTarget.assetsShare': 1,
  });

  it.each<[string, Scenario, RegExp]>([
    ['alone', plainMarket(flows(100)), /^the market diverged in month 2: volatility 1\d\d a year; lower market\./],
    ['with builders', shipped('baseline', flows(100)), /^the market diverged in month 2: volatility 1\d\d a year; /],
    [
      'until prices are no numbers',
      shipped('baseline', flows(60)),
      /^the market diverged in month \d+: earnings or prices are no longer finite numbers; lower market\./,
    ],
  ])('%s makes a failed row that names the month, run after run', (_, scenario, reason) => {
    const replicator = createReplicator(BUILTIN_ENGINE, scenario, 'metrics');
    const results = [0, 1, 2].map((run) => replicator.attempt(expandSeed('away'), run).result);
    for (const [run, result] of results.entries()) {
      expect(result).toMatchObject({ run, status: 'failed', reason: expect.stringMatching(reason) });
    }
  });

  it('leaves the other runs of its batch as they would be without', () => {
    const scenario = plainMarket({ ...flows(70), horizonMonths: 24 });
    const alone = (run: number) =>
      createReplicator(BUILTIN_ENGINE, scenario, 'metrics').attempt(expandSeed('away'), run).result;
    const replicator = createReplicator(BUILTIN_ENGINE, scenario, 'metrics');
    const results = Array.from({ length: 12 }, (_, run) => replicator.attempt(expandSeed('away'), run).result);
    const statuses = results.map(({ status }) => status);
    expect(statuses).toContain('failed');
    const after = statuses.indexOf('ok', statuses.indexOf('failed'));
    expect(after).toBeGreaterThan(0);
    expect(results[after]).toEqual(alone(after));
  });
});
