/** A player that repeats its moves, whatever happens. */

import { z } from 'zod';
import { type Seat, seatOf } from '../../../src/engine/match.ts';
import { defineStrategy, type Strategy } from '../../../src/strategies/strategy.ts';

const scripted = defineStrategy({
  id: 'scripted',
  summary: 'Repeats its moves.',
  cites: [],
  memoryDepth: 0,
  stochastic: false,
  params: z.strictObject({ moves: z.string().regex(/^[CD]+$/) }),
  start: () => undefined,
  decide: (view, { moves }) => (moves[view.decision % moves.length] === 'C' ? 0 : 1),
}) as Strategy;

export const scriptedSeat = (moves: string): Seat => seatOf(scripted, { moves });
