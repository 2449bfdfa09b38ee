/** Reports a search for equilibria: mixtures with regret, undecided candidates, dominated strategies, welfare. */

import type { Candidate } from '../equilibrium/quiesce.ts';
import type { RegretEstimate } from '../equilibrium/regret-interval.ts';
import type { ByRole, Role } from '../equilibrium/role-symmetric.ts';
import type { Domination, Estimate, Welfare } from '../equilibrium/sampled-game.ts';
import type { QuiesceResult } from '../equilibrium/quiesce.ts';
import { counted } from '../numeric/counted.ts';
import { countWord, listWord, percentWord, quantityWord, shortNumber } from './words.ts';

/** Payoffs that agree in so many digits are the same. */
const SAME_DIGITS = 9;
/** Lines of one kind printed; all of them are in the tables. */
const MOST_SHOWN = 10;

export interface SearchTitle {
  readonly title: string;
  readonly unit: string;
  /** What a payoff is. */
  readonly payoff: string;
  readonly seed: string;
  readonly roles: readonly (Role & { readonly members: readonly string[] })[];
  readonly epsilon: number;
  readonly budget: number;
  /** Most intervals of the regret of one mixture. */
  readonly looks: number;
}

export interface FoundEquilibria {
  readonly result: QuiesceResult;
  /** Runs outside the budget, of the profile whose payoffs are the control variate. */
  readonly controlRuns: number;
  readonly scales: readonly number[];
  readonly dominated: readonly Domination[];
  readonly payoffs: readonly (readonly Estimate[])[];
  readonly welfare: readonly Welfare[];
}

export function searchLines(found: FoundEquilibria, about: SearchTitle): string[] {
  const { result } = found;
  const { roles, epsilon, budget, looks } = about;
  const count = result.confirmed.length;
  const groups = samePayoffs(found);
  return [
    about.title,
    ...roles.map(
      ({ name, members, strategies }) => `Role ${name}: ${listWord(members)}; strategies ${listWord(strategies)}`,
    ),
    `${counted(result.profiles, 'profile')}, ${counted(result.spent, 'run')} of them${controlWords(found)}, seed ${about.seed}; common random numbers; 95 % intervals`,
    `Payoff: ${about.payoff}.`,
    'What a player earns is measured on one player drawn in each replication; the sum over all players is measured on all.',
    `Intervals of regret are corrected for ${looks === 1 ? '' : `up to ${countWord(looks)} looks, one at each doubling of the runs of a profile, and for `}the choice of the best deviation: they are wider than the standard error of its gain suggests.`,
    '',
    `Equilibria with regret of at most ${percentWord(epsilon)} of a player's payoff: ${count === 0 ? 'none confirmed' : groupWords(groups)}`,
    ...groups.slice(0, MOST_SHOWN).flatMap((group, k) => [
      ...candidateLines(result.confirmed[group[0]], [k + 1, group[0]], found, about),
      ...alikeLines(
        group.map((i) => result.confirmed[i].mixture),
        roles,
      ),
    ]),
    ...moreLines(groups.length),
    ...anarchyLines(found),
    ...coverageLines(roles),
    'Other equilibria in mixed strategies may exist: strategies are mixed only where a deviation gains.',
    ...unconfirmedLines(found, about),
    ...openLines(result, about),
    ...dominatedLines(found.dominated, about),
    ...(result.isComplete
      ? []
      : [`The budget of ${counted(budget, 'run')} ended the search; a larger --budget with --resume continues it.`]),
  ];
}

/** What a search does not cover where players share a role. */
export function coverageLines(roles: readonly Role[]): string[] {
  return roles.some(({ players }) => players > 1)
    ? [
        'Covered are equilibria in which all players of a role use the same strategy or mixture (role-symmetric); with --roles firms every player is a role.',
      ]
    : [];
}

function controlWords({ controlRuns }: FoundEquilibria): string {
  return controlRuns > 0
    ? ` and, outside the budget, ${counted(controlRuns, 'run')} of that in which all use their first strategy (control variate)`
    : '';
}

/** The best sampled profile over the worst confirmed equilibrium, where all of them have a positive sum. */
function anarchyLines({ result: { confirmed }, welfare }: FoundEquilibria): string[] {
  const ratios = confirmed.flatMap((_, i) => welfare[i].priceOfAnarchy ?? []);
  if (ratios.length === 0 || ratios.length < confirmed.length) return [];
  return [
    `Price of anarchy, the best sampled profile over the worst confirmed equilibrium: ${shortNumber(Math.max(...ratios))}.`,
  ];
}

/**
 * Confirmed equilibria in groups with the same payoffs for all players, as of strategies that play alike against one
 * another; within a group those with the fewest strategies come first.
 */
export function samePayoffs({ result: { confirmed }, payoffs }: FoundEquilibria): number[][] {
  const groups = new Map<string, number[]>();
  for (const i of confirmed.keys()) {
    const key = payoffs[i].map(({ mean }) => mean.toPrecision(SAME_DIGITS)).join();
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  const size = (i: number): number => confirmed[i].mixture.flat().filter((chance) => chance > 0).length;
  return [...groups.values()].map((group) => group.toSorted((a, b) => size(a) - size(b) || a - b));
}

function groupWords(groups: readonly (readonly number[])[]): string {
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  if (count === groups.length) return countWord(count);
  return groups.length === 1
    ? `${countWord(count)}, all with the same payoffs`
    : `${countWord(count)}, with ${countWord(groups.length)} different payoffs`;
}

function alikeLines(mixtures: readonly ByRole[], roles: readonly Role[]): string[] {
  if (mixtures.length === 1) return [];
  const used = roles.map(({ name, strategies }, r) => {
    const own = strategies.filter((_, s) => mixtures.some((mixture) => mixture[r][s] > 0));
    return roles.length === 1 ? listWord(own) : `${name}: ${listWord(own)}`;
  });
  return [
    `     ${countWord(mixtures.length - 1)} more with the same payoffs, of strategies that play alike here: ${used.join('; ')}`,
  ];
}

function moreLines(count: number): string[] {
  return count > MOST_SHOWN ? [`  and ${countWord(count - MOST_SHOWN)} more; --json prints all`] : [];
}

/** A mixture by role: one strategy, or several with their probabilities. */
export function mixtureWords(roles: readonly Role[], mixture: ByRole): string {
  return roles
    .map(({ name, strategies }, r) => {
      const used = mixture[r].flatMap((chance, s) => (chance > 0 ? [{ chance, name: strategies[s] }] : []));
      const words =
        used.length === 1 ? used[0].name : used.map((one) => `${one.name} ${percentWord(one.chance)}`).join(', ');
      return roles.length === 1 ? words : `${name}: ${words}`;
    })
    .join('; ');
}

function profileWords(roles: readonly Role[], profile: ByRole): string {
  return roles
    .map(({ name, strategies }, r) => {
      const used = profile[r].flatMap((n, s) => (n > 0 ? [`${n} ${strategies[s]}`] : []));
      return roles.length === 1 ? used.join(', ') : `${name}: ${used.join(', ')}`;
    })
    .join('; ');
}

function regretWords({ regret, low, high }: RegretEstimate): string {
  return `regret ${percentWord(regret)} (${percentWord(low)} to ${percentWord(high)})`;
}

function deviationWords({ best }: RegretEstimate, { scales }: FoundEquilibria, { roles, unit }: SearchTitle): string {
  const { role, strategy, gain, error } = best;
  const where = roles.length === 1 ? '' : ` of ${roles[role].name}`;
  const scale = scales[role];
  if (gain <= 0) return 'no deviation gains on average';
  return `best deviation${where}: ${roles[role].strategies[strategy]}, gains ${quantityWord(gain * scale, unit)} (standard error ${shortNumber(error * scale)})`;
}

function intervalWords({ mean, low, high }: Estimate, unit: string): string {
  return `${quantityWord(mean, unit)} (${shortNumber(low)} to ${shortNumber(high)})`;
}

function candidateLines(
  { mixture, estimate }: Candidate,
  [number, at]: readonly [number: number, at: number],
  found: FoundEquilibria,
  about: SearchTitle,
): string[] {
  const { roles, unit } = about;
  const { total, best, loss, bestTotal, priceOfAnarchy } = found.welfare[at];
  const earned = roles.map(({ name }, r) => {
    return `${roles.length === 1 ? 'a player' : name} earns ${intervalWords(found.payoffs[at][r], unit)}`;
  });
  return [
    `  ${number}  ${mixtureWords(roles, mixture)}`,
    `     ${regretWords(estimate)}, ${counted(estimate.replications, 'replication')}; ${deviationWords(estimate, found, about)}`,
    `     ${earned.join('; ')}`,
    ...(loss.mean === 0
      ? [`     all players together earn ${intervalWords(total, unit)}; no sampled profile earns more`]
      : [
          `     all players together earn, over the first ${counted(total.replications, 'replication')} of both profiles: here ${intervalWords(total, unit)}; in the best sampled profile, ${profileWords(roles, best)}, ${intervalWords(bestTotal, unit)}`,
          `     difference ${intervalWords(loss, unit)}${priceOfAnarchy === undefined ? '' : `; the best is ${shortNumber(priceOfAnarchy)} times this`}`,
        ]),
  ];
}

function unconfirmedLines(found: FoundEquilibria, about: SearchTitle): string[] {
  const { unconfirmed, isComplete } = found.result;
  const narrower = isComplete
    ? 'a larger --most-replications makes them narrower, as a search of its own in another folder'
    : 'a larger --budget with --resume makes them narrower; a larger --most-replications is a search of its own in another folder';
  if (unconfirmed.length === 0) return [];
  return [
    '',
    `Unconfirmed candidates: ${countWord(unconfirmed.length)}. The intervals of their regret contain ${percentWord(about.epsilon)}; ${narrower}.`,
    ...unconfirmed
      .slice(0, MOST_SHOWN)
      .map(
        ({ mixture, estimate }) =>
          `  ${mixtureWords(about.roles, mixture)}: regret at least ${percentWord(estimate.low)}, at most ${percentWord(estimate.high)}; ${deviationWords(estimate, found, about)}`,
      ),
    ...moreLines(unconfirmed.length),
  ];
}

function openLines({ unexplored, begun, unvisited }: QuiesceResult, { roles }: SearchTitle): string[] {
  const pure = roles.reduce((product, { strategies }) => product * strategies.length, 1);
  const lines: string[] = [];
  if (begun < pure) {
    lines.push(
      '',
      `The search began with ${countWord(begun)} of ${countWord(pure)} pure profiles: those in which all roles use the same strategy.`,
    );
  }
  if (unvisited > 0) lines.push('', `Pure profiles that the budget did not reach: ${countWord(unvisited)}.`);
  if (unexplored.length === 0) return lines;
  return [
    ...lines,
    '',
    `Unsolved combinations of strategies to which a deviation led: ${countWord(unexplored.length)} (mean gain of the player who deviates, as a share of the mean size of a payoff of its role)`,
    ...unexplored.slice(0, MOST_SHOWN).map(({ support, gain }) => {
      const words = support.map((own, r) => `${roles[r].name}: ${own.map((s) => roles[r].strategies[s]).join(', ')}`);
      return `  ${words.join('; ')} (gain ${percentWord(gain)})`;
    }),
    ...moreLines(unexplored.length),
  ];
}

function dominatedLines(dominated: readonly Domination[], { roles }: SearchTitle): string[] {
  if (dominated.length === 0) return [];
  return [
    '',
    'Lower payoff than another strategy in every sampled comparison (comparisons, significant at 5 %):',
    ...dominated.map(({ role, strategy, by, comparisons, significant }) => {
      const { name, strategies } = roles[role];
      const where = roles.length === 1 ? '' : `${name}: `;
      return `  ${where}${strategies[strategy]}, by ${strategies[by]} (${countWord(comparisons)}, ${countWord(significant)})`;
    }),
  ];
}
