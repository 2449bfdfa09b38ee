/** Try a run with the user's strategies in a thread that may be ended, before it is played in this one. */

import { StrategyError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { RUN_MEMORY_MB, RUN_SECONDS } from '../strategies/run-limits.ts';
import { BUILTIN_ENGINE, BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import { type ChunkSetup, createChunkSimulator, failedChunk } from './chunk.ts';
import type { Engine } from '../engine.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';
import { createPoolRunner } from './runners.ts';
import type { PlayableScenario } from '../strategies/user-strategies.ts';

/**
 * The engine for one run of a scenario: the strategies of the user have shown that they come to its end.
 *
 * @throws StrategyError  When one throws, returns nonsense, hangs, or uses up its memory.
 */
export async function rehearse(playable: PlayableScenario, seed: string, replication: number): Promise<Engine> {
  const { parsed, sources, absent } = playable;
  if (sources.length === 0) return BUILTIN_ENGINE;
  const setup: ChunkSetup = {
    scenario: parsed.scenario,
    scenarioName: parsed.name,
    scenarioHash: scenarioHash(parsed.scenario),
    seed,
    locale: 'en',
    series: false,
    strategies: sources,
  };
  const limits = { jobs: 1, timeoutSeconds: RUN_SECONDS, memoryMb: RUN_MEMORY_MB };
  const { table } = createChunkSimulator(setup, engineWith(absent));
  const runner = createPoolRunner(setup, (row) => failedChunk(table, row), {
    ...limits,
    workerUrl: BUILTIN_HOST.workerUrl,
  });
  try {
    const { failures } = await runner.run(replication, 1);
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
