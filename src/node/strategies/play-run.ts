/** Plays one run of a scenario with everything recorded; the user's strategies play in a thread that may be ended. */

import type { Trace } from '../../columns/trace.ts';
import { expandSeed } from '../../random/seed.ts';
import { StrategyError } from '../../scenario/errors.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { engineWith } from '../builtin-engine.ts';
import type { Simulator } from '../engine.ts';
import { type PackedTrace, unpackTrace } from './packed-trace.ts';
import { createProgress, inThread } from './strategy-thread.ts';
import type { RunTask } from './strategy-worker.ts';
import type { PlayableScenario } from './user-strategies.ts';

/** What plays: a scenario, the strategies from outside that it names, and their stand-ins. */
interface Playable extends Pick<PlayableScenario, 'sources' | 'absent'> {
  readonly parsed: Pick<PlayableScenario['parsed'], 'scenario'>;
}

/** A run, and the compiled scenario that says what its columns mean. */
export interface PlayedRun {
  readonly simulator: Simulator;
  readonly trace: Trace;
}

/**
 * Play replication `replication` of a scenario.
 *
 * @param strategies  In memory, besides the built-in ones; where files are named too, these play alone.
 * @throws StrategyError  When a strategy throws, returns nonsense, hangs, or uses up its memory.
 */
export async function playRun(
  { parsed: { scenario }, sources, absent }: Playable,
  seed: string,
  replication: number,
  strategies: readonly Strategy[] = [],
): Promise<PlayedRun> {
  if (sources.length === 0) {
    const simulator = engineWith(strategies).createSimulator(scenario, 'all');
    return { simulator, trace: simulator.run(expandSeed(seed), replication) };
  }
  // Where nothing of the user's runs: it knows the columns and cannot play.
  const simulator = engineWith(absent).createSimulator(scenario, 'all');
  const progress = createProgress();
  const task: RunTask = { scenario, sources, seed, replication, progress };
  const outcome = await inThread<PackedTrace>('recordRun', task, progress);
  if ('value' in outcome) return { simulator, trace: unpackTrace(outcome.value) };
  const check = sources.map(({ reference }) => `overbuild strategy check ${JSON.stringify(reference)}`).join(' or ');
  const advice = outcome.late ? `; ${check} says which rule does not end` : '';
  throw new StrategyError(`run ${replication}: ${outcome.reason}${advice}`);
}
