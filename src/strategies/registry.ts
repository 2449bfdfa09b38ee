/** Every built-in strategy, by id. */

import { alwaysDisciplined } from './always-disciplined.ts';
import { alwaysRace } from './always-race.ts';
import { constant } from './constant.ts';
import { generousTitForTat } from './generous-tit-for-tat.ts';
import { grim } from './grim.ts';
import { momentum } from './momentum.ts';
import { returnThreshold } from './return-threshold.ts';
import type { Strategy } from './strategy.ts';
import { titForTat } from './tit-for-tat.ts';
import { winStayLoseShift } from './win-stay-lose-shift.ts';

/** Built-in strategies in alphabetical order of id. */
export const STRATEGIES: readonly Strategy[] = [
  alwaysDisciplined,
  alwaysRace,
  constant,
  generousTitForTat,
  grim,
  momentum,
  returnThreshold,
  titForTat,
  winStayLoseShift,
] as readonly Strategy[];

/** The strategy of an id, if there is one. */
export function findStrategy(id: string): Strategy | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}
