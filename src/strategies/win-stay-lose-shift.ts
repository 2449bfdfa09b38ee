/** Keep a move that went with cooperating rivals; change it otherwise. */

import { z } from 'zod';
import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: z.number().min(0).max(1).default(1).meta({
    unit: '1',
    description: 'Share of rivals that must have cooperated for the last move to count as a win',
  }),
});

/**
 * Repeats its last move when the rivals cooperated, and plays the other one when they did not.
 *
 * Names: Win-Stay Lose-Shift, Pavlov [NowakSigmund1993].
 */
export const winStayLoseShift = defineStrategy({
  id: 'win-stay-lose-shift',
  summary: 'Repeats what went well with disciplined rivals, else switches (Pavlov).',
  cites: ['NowakSigmund1993'],
  memoryDepth: 1,
  stochastic: false,
  params: Params,
  start: () => undefined,
  decide(view, { quorum }) {
    if (view.decision === 0) return COOPERATE;
    const cooperated = isCooperation(view.ownRealised(1));
    const won = view.cooperatingShare(1) >= quorum;
    return cooperated === won ? COOPERATE : DEFECT;
  },
});
