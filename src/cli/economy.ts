/** Reads the scenario of a command line, which may have to be one of the economy, and the months of it that count. */

import type { GameHorizon } from '../engine/stage-game.ts';
import { loadScenario } from '../node/scenario-files.ts';
import { loadPlayable, type PlayableScenario } from '../node/strategies/user-strategies.ts';
import { counted } from '../numeric/counted.ts';
import type { ParsedScenario } from '../reader/parse.ts';
import type { Economy } from '../scenario/economy.ts';
import { ScenarioError, UsageError } from '../scenario/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/**
 * The scenario of the command line.
 *
 * @param lack  Ends the sentence that refuses a scenario of another kind.
 * @throws ScenarioError
 */
export function readEconomy(
  args: Arguments,
  io: Io,
  lack = ', which this command needs',
  reference = args.placed('scenario') ?? 'baseline',
): ParsedScenario & { readonly scenario: Economy } {
  const parsed = loadScenario(reference, { cwd: io.cwd, overrides: args.changes() });
  const { scenario, name } = parsed;
  if (scenario.kind === 'economy') return { ...parsed, scenario };
  throw new ScenarioError(`${name} is not a scenario of the economy${lack}`);
}

/** A scenario with the strategies from outside that it names. */
export function readPlayable(
  args: Arguments,
  io: Io,
  reference = args.placed('scenario') ?? 'baseline',
): Promise<PlayableScenario> {
  return loadPlayable(reference, { cwd: io.cwd, overrides: args.changes() });
}

/** `--months` and `--discount`. */
export function readHorizon(args: Arguments, { horizonMonths }: Economy): GameHorizon {
  const months = args.whole('months', 3);
  if (months !== undefined && months > horizonMonths) {
    throw new UsageError(`--months: expected at most the horizon of ${counted(horizonMonths, 'month')}, got ${months}`);
  }
  const discountPerYear = args.number('discount');
  return {
    ...(months === undefined ? {} : { months }),
    ...(discountPerYear === undefined ? {} : { discountPerYear }),
  };
}
