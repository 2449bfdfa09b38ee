/** Try a run with the user's strategies in a thread that may be ended, before it is played in this one. */

import { StrategyError } from '../../scenario/errors.ts';
import { BUILTIN_ENGINE, BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import type { Engine } from '../engine.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';
import type { PlayableScenario } from '../strategies/user-strategies.ts';
import { batchJob } from './batch.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { createRunner } from '../work/runners.ts';

/**
 * The engine for one run of a scenario: the strategies of the user have shown that they come to its end.
 *
 * @throws StrategyError  When one throws, returns nonsense, hangs, or uses up its memory.
 */
export async function rehearse(playable: PlayableScenario, seed: string, replication: number): Promise<Engine> {
  const { parsed, sources, absent } = playable;
  if (sources.length === 0) return BUILTIN_ENGINE;
  const { name, scenario: resolved } = parsed;
  const job = batchJob({
    scenario: { name, hash: scenarioHash(resolved), resolved, evidence: {}, strategies: sources },
    seed,
    runs: 1,
    series: false,
    locale: 'en',
    host: { ...BUILTIN_HOST, engine: engineWith(absent) },
  });
  const runner = createRunner(job, { ...job.schedule, firstRun: replication }, { jobs: 1 });
  try {
    const { failures } = await runner.run(0, 1);
    if (failures.length > 0) {
      const [{ status, reason }] = failures;
      const check = sources
        .map(({ reference }) => `overbuild strategy check ${JSON.stringify(reference)}`)
        .join(' or ');
      const advice = status === 'timed-out' ? `; ${check} tells which rule does not end` : '';
      throw new StrategyError(`run ${replication}: ${reason}${advice}`);
    }
  } finally {
    await runner.close();
  }
  return engineWith(await loadStrategies(sources));
}
