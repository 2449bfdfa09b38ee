/** Registry of built-in strategies. */

import { didYouMean } from '../scenario/suggest.ts';
import { adaptiveTitForTat } from './adaptive-tit-for-tat.ts';
import { adaptive } from './adaptive.ts';
import { alternator } from './alternator.ts';
import { alwaysDisciplined } from './always-disciplined.ts';
import { alwaysRace } from './always-race.ts';
import { antiTitForTat } from './anti-tit-for-tat.ts';
import { balanceSheetDiscipline } from './balance-sheet-discipline.ts';
import { bestResponse } from './best-response.ts';
import { bully } from './bully.ts';
import { capri } from './capri.ts';
import { constant } from './constant.ts';
import { contriteTitForTat } from './contrite-tit-for-tat.ts';
import { delayedAllOrNone } from './delayed-all-or-none.ts';
import { detective } from './detective.ts';
import { easyGo } from './easy-go.ts';
import { fictitiousPlay } from './fictitious-play.ts';
import { firmButFair } from './firm-but-fair.ts';
import { firstByJoss } from './first-by-joss.ts';
import { forgetfulGrudger } from './forgetful-grudger.ts';
import { generousTitForTat } from './generous-tit-for-tat.ts';
import { goByMajority, hardGoByMajority } from './go-by-majority.ts';
import { gradual, originalGradual } from './gradual.ts';
import { grim } from './grim.ts';
import { hardTitForTat } from './hard-tit-for-tat.ts';
import { hardTitForTwoTats } from './hard-tit-for-two-tats.ts';
import { leaderFollower } from './leader-follower.ts';
import { levelK } from './level-k.ts';
import { memoryOne } from './memory-one.ts';
import { momentum } from './momentum.ts';
import { omegaTitForTat } from './omega-tit-for-tat.ts';
import { planner } from './planner.ts';
import { hardProber, prober, prober2, prober3 } from './prober.ts';
import { qLearning } from './q-learning.ts';
import { quorumWithPunishment } from './quorum-with-punishment.ts';
import { randomMove } from './random.ts';
import { realOption } from './real-option.ts';
import { returnThreshold } from './return-threshold.ts';
import { set2 } from './set-2.ts';
import { sneakyTitForTat } from './sneaky-tit-for-tat.ts';
import { softGrudger } from './soft-grudger.ts';
import { softJoss } from './soft-joss.ts';
import { stochasticWinStayLoseShift } from './stochastic-win-stay-lose-shift.ts';
import type { Strategy } from './strategy.ts';
import { suspiciousTitForTat } from './suspicious-tit-for-tat.ts';
import { titForTat } from './tit-for-tat.ts';
import { titForTwoTats } from './tit-for-two-tats.ts';
import { twoTitsForTat } from './two-tits-for-tat.ts';
import { winShiftLoseStay } from './win-shift-lose-stay.ts';
import { winStayLoseShift } from './win-stay-lose-shift.ts';
import { extort2, extort4, zdGenerous2 } from './zero-determinant.ts';

/** Built-in strategies in alphabetical order of id. */
export const STRATEGIES: readonly Strategy[] = [
  adaptive,
  adaptiveTitForTat,
  alternator,
  alwaysDisciplined,
  alwaysRace,
  antiTitForTat,
  balanceSheetDiscipline,
  bestResponse,
  bully,
  capri,
  constant,
  contriteTitForTat,
  delayedAllOrNone,
  detective,
  easyGo,
  extort2,
  extort4,
  fictitiousPlay,
  firmButFair,
  firstByJoss,
  forgetfulGrudger,
  generousTitForTat,
  goByMajority,
  gradual,
  grim,
  hardGoByMajority,
  hardProber,
  hardTitForTat,
  hardTitForTwoTats,
  leaderFollower,
  levelK,
  memoryOne,
  momentum,
  omegaTitForTat,
  originalGradual,
  planner,
  prober,
  prober2,
  prober3,
  qLearning,
  quorumWithPunishment,
  randomMove,
  realOption,
  returnThreshold,
  set2,
  sneakyTitForTat,
  softGrudger,
  softJoss,
  stochasticWinStayLoseShift,
  suspiciousTitForTat,
  titForTat,
  titForTwoTats,
  twoTitsForTat,
  winShiftLoseStay,
  winStayLoseShift,
  zdGenerous2,
] as readonly Strategy[];

/** Find a strategy by id. */
export function findStrategy(id: string): Strategy | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}

/** Names of the literature for strategies that have another id here. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['all-c', 'always-disciplined'],
  ['all-d', 'always-race'],
  ['allc', 'always-disciplined'],
  ['alld', 'always-race'],
  ['always-cooperate', 'always-disciplined'],
  ['always-defect', 'always-race'],
  ['cooperator', 'always-disciplined'],
  ['defector', 'always-race'],
  ['grim-trigger', 'grim'],
  ['grudger', 'grim'],
  ['gtft', 'generous-tit-for-tat'],
  ['pavlov', 'win-stay-lose-shift'],
  ['tf2t', 'tit-for-two-tats'],
  ['tft', 'tit-for-tat'],
  ['wsls', 'win-stay-lose-shift'],
]);

/** What an unknown id may mean: ` (did you mean grim?)`, ` (here it is called always-race)`, or nothing. */
export function strategyHint(id: string): string {
  const other = OTHER_NAMES.get(id.toLowerCase());
  return other === undefined
    ? didYouMean(
        id,
        STRATEGIES.map((strategy) => strategy.id),
      )
    : ` (here it is called ${other})`;
}
