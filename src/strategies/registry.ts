/** Registry of built-in strategies. */

import { didYouMean } from '../scenario/suggest.ts';
import { adaptiveTitForTat } from './adaptive-tit-for-tat.ts';
import { adaptive } from './adaptive.ts';
import { BEST_RESPONSES } from './best-response.ts';
import { capri } from './capri.ts';
import { contriteTitForTat } from './contrite-tit-for-tat.ts';
import { delayedAllOrNone } from './delayed-all-or-none.ts';
import { goByMajority, hardGoByMajority } from './go-by-majority.ts';
import { GRUDGERS } from './grudgers.ts';
import { MEMORY_ONE } from './memory-one.ts';
import { momentum } from './momentum.ts';
import { omegaTitForTat } from './omega-tit-for-tat.ts';
import { OWN_ACCOUNTS } from './own-accounts.ts';
import { PROBERS } from './probers.ts';
import { qLearning } from './q-learning.ts';
import { sneakyTitForTat } from './sneaky-tit-for-tat.ts';
import type { Strategy } from './strategy.ts';
import { TATS } from './tats.ts';
import { UNCONDITIONAL } from './unconditional.ts';
import { ZERO_DETERMINANT } from './zero-determinant.ts';

const BUILT_IN = [
  ...UNCONDITIONAL,
  ...MEMORY_ONE,
  ...TATS,
  ...GRUDGERS,
  ...PROBERS,
  ...ZERO_DETERMINANT,
  ...BEST_RESPONSES,
  ...OWN_ACCOUNTS,
  adaptive,
  adaptiveTitForTat,
  capri,
  contriteTitForTat,
  delayedAllOrNone,
  goByMajority,
  hardGoByMajority,
  momentum,
  omegaTitForTat,
  qLearning,
  sneakyTitForTat,
] as readonly Strategy[];

/** Built-in strategies in alphabetical order of id. */
export const STRATEGIES: readonly Strategy[] = BUILT_IN.toSorted((a, b) => (a.id < b.id ? -1 : 1));

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
  if (other !== undefined) return ` (here it is called ${other})`;
  const ids = STRATEGIES.map((strategy) => strategy.id);
  return didYouMean(id, ids);
}
