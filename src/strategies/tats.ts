/** Tits for tats: rules that race while rivals raced so many times in a row among their last moves. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy, type Description } from './strategy.ts';

/** Races while the last `window` decisions of the group have `races` races in a row (quorum missed). */
function tatsStrategy(facts: Description, { window, races }: { readonly window: number; readonly races: number }) {
  return defineStrategy({
    ...facts,
    memoryDepth: window,
    params: QuorumParams,
    decide(view, { quorum }) {
      let inARow = 0;
      for (let lag = 1; lag <= Math.min(window, view.decision); lag++) {
        inARow = groupCooperated(view, quorum, lag) ? 0 : inARow + 1;
        if (inARow === races) return DEFECT;
      }
      return COOPERATE;
    },
  });
}

/** Names: Two Tits For Tat and Tit For Two Tats [Axelrod1984]; Hard Tit For Tat, Hard Tit For Two Tats [Prison1998]. */
export const TATS = [
  tatsStrategy(
    { id: 'two-tits-for-tat', summary: 'Races twice for every race of its rivals.', cites: ['Axelrod1984'] },
    { window: 2, races: 1 },
  ),
  tatsStrategy(
    { id: 'tit-for-two-tats', summary: 'Races only after rivals raced twice in a row.', cites: ['Axelrod1984'] },
    { window: 2, races: 2 },
  ),
  tatsStrategy(
    {
      id: 'hard-tit-for-tat',
      summary: 'Races while rivals raced at any of the last three decisions.',
      cites: ['Prison1998'],
    },
    { window: 3, races: 1 },
  ),
  tatsStrategy(
    {
      id: 'hard-tit-for-two-tats',
      summary: 'Races while the last three decisions contain two consecutive races of rivals.',
      cites: ['Prison1998'],
    },
    { window: 3, races: 2 },
  ),
];
