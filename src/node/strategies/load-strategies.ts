/** Loads strategies from files and commands. This executes code of the user: call it in a worker thread only. */

import { StrategyError } from '../../scenario/errors.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { bridgeStrategy } from './bridge.ts';
import { realmStrategy } from './realm.ts';
import type { StrategySource } from './strategy-source.ts';

/**
 * Load strategies under the ids of their sources.
 *
 * @throws StrategyError  With what is wrong with the first that cannot be used.
 */
export function loadStrategies(sources: readonly StrategySource[]): Strategy[] {
  return sources.map((source) => ({ ...loadStrategy(source), id: source.id }));
}

/** Load one strategy, under its own id. */
export function loadStrategy(source: StrategySource): Strategy {
  reportRejectionsOnce();
  try {
    return source.kind === 'command' ? bridgeStrategy(source) : realmStrategy(source.code ?? '', source.words[0]);
  } catch (error) {
    const problems = error instanceof StrategyError ? error.problems : [(error as Error).message];
    throw new StrategyError(problems.map((problem) => `${source.reference}: ${problem}`));
  }
}

let isListening = false;

/** Reports the first rejection of an abandoned promise of a strategy, without ending the thread. */
function reportRejectionsOnce(): void {
  if (isListening) return;
  isListening = true;
  let isReported = false;
  process.on('unhandledRejection', (reason) => {
    if (isReported) return;
    isReported = true;
    const isError = typeof reason === 'object' && reason !== null && 'message' in reason;
    const words = String(isError ? reason.message : reason);
    process.stderr.write(
      `overbuild: a promise of a strategy was rejected: ${words}; decisions do not wait for promises, so results are unaffected\n`,
    );
  });
}
