/** The generator of a deterministic strategy: drawing from it is an error. */

import type { Generator } from '../random/generator.ts';
import { StrategyError } from '../scenario/errors.ts';

/** Generator of a strategy with `stochastic: false`. */
export const SILENT: Generator = {
  uniform: refuse,
  bernoulli: refuse,
  normal: refuse,
  draws: 0,
  save: () => ({ draws: 0, alea: { c: 0, s0: 0, s1: 0, s2: 0 } }),
  restore: () => undefined,
};

function refuse(): never {
  throw new StrategyError(['a strategy with stochastic: false drew a random number; declare stochastic: true']);
}
