/** Logit quantal response in a symmetric game of two moves. */

import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import { logistic } from '../numeric/elementary.ts';

const HALVINGS = 100;

/**
 * Chance of cooperating in the logit equilibrium at precision lambda: `p = 1 / (1 + exp(lambda (u_D - u_C)))`, with
 * payoffs against an opponent who cooperates with chance p; one half at lambda 0.
 *
 * @throws RangeError  When several may exist: lambda (P - S - (T - R)) > 4, the steepest response of a coordination
 * game.
 *
 * Source: [McKelveyPalfrey1995].
 */
export function logitCooperation({ T, R, P, S }: DilemmaPayoffs, lambda: number): number {
  if (lambda * (P - S - (T - R)) > 4) throw new RangeError('several logit equilibria may exist at this precision');
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const p = 0.5 * (low + high);
    const answer = logistic(-lambda * (p * (T - R) + (1 - p) * (P - S)));
    if (p < answer) low = p;
    else high = p;
  }
  return 0.5 * (low + high);
}
