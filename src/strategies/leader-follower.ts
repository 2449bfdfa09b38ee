/** Stackelberg leader and followers. */

import * as z from 'zod';
import { bestIntensity } from './best-intensity.ts';
import { defineStrategy, type GameView } from './strategy.ts';

const Params = z.strictObject({
  leader: z.string().default('').meta({
    unit: '',
    description: 'Id of the leader; empty for the first player by id',
  }),
});

/**
 * The leader commits to the intensity with the largest payoff when every rival plays its best response; each follower
 * plays that best response to the leader's last intensity (at first, to the intensity that a leader would choose).
 * Every rival is
 * taken to move as the leader does or, seen by the leader, as one follower.
 *
 * Names: leader and follower [Stackelberg1934].
 */
export const leaderFollower = defineStrategy({
  id: 'leader-follower',
  summary: 'The leader commits to its best intensity given best responses; the others respond to the leader.',
  cites: ['Stackelberg1934'],
  memoryDepth: 1,
  stochastic: false,
  params: Params,
  start: () => undefined,
  decide(view, { leader }) {
    const first = [view.id, ...view.rivals].toSorted()[0];
    const head = leader === '' ? first : leader;
    if (head === view.id || view.rivals.length === 0) return commitment(view);
    return answer(view, view.decision === 0 ? commitment(view) : view.rivalIntensity(head, 1));
  },
});

const answer = (view: GameView, rivals: number): number => bestIntensity((own) => view.stage.own(own, rivals));

const commitment = (view: GameView): number => bestIntensity((own) => view.stage.own(own, answer(view, own)));
