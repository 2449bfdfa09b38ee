/** Searches a sampled role-symmetric game for equilibria: solves restrictions, samples deviations, adds best responses. */

import { PayoffSamples, type PayoffSampler } from './payoff-samples.ts';
import { estimateRegret, type RegretEstimate } from './regret-interval.ts';
import { evenOn, restrictedEquilibria } from './restricted-equilibria.ts';
import { type ByRole, combined, type Role, type Support, type View } from './role-symmetric.ts';

export interface QuiesceRule {
  /** A mixture is confirmed when the upper end of its regret is at most this, in the unit of payoffs. */
  readonly epsilon: number;
  /** Initial replications of every profile; they double where the regret is not yet decided. At least 2. */
  readonly replications: number;
  /** Largest number of replications of one profile; by default 64 times the initial number. */
  readonly mostReplications?: number;
  /** Most replications of profiles in all. */
  readonly budget: number;
  /** Largest number of strategies of a restriction, over all roles; best responses beyond it become backups. */
  readonly largestRestriction?: number;
}

export interface Candidate {
  readonly mixture: ByRole;
  readonly estimate: RegretEstimate;
}

export interface UnexploredResponse {
  /** The restriction that was never solved: a candidate's support with a beneficial deviation added. */
  readonly support: Support;
  /** Mean gain of that deviation. */
  readonly gain: number;
}

export interface QuiesceResult {
  /** Mixtures whose regret is at most epsilon at the stated error, least regret first. */
  readonly confirmed: readonly Candidate[];
  /** Mixtures whose regret was not settled within the budget, by its lower end, then by its upper end. */
  readonly unconfirmed: readonly Candidate[];
  /** Mixtures with more regret than epsilon, each of which led to a larger restriction. */
  readonly refuted: readonly Candidate[];
  readonly unexplored: readonly UnexploredResponse[];
  /**
   * Restrictions to one strategy a role that the search begins with, and those of them that the budget did not reach.
   */
  readonly begun: number;
  readonly unvisited: number;
  /** Whether the search ended within the budget. */
  readonly isComplete: boolean;
  /** Replications of profiles, and profiles, that were sampled. */
  readonly spent: number;
  readonly profiles: number;
}

const DEFAULT_LARGEST = 8;
const DEFAULT_GROWTH = 64;
/** Most replications of one profile. */
export function mostReplicationsOf({
  replications,
  mostReplications,
}: Pick<QuiesceRule, 'replications' | 'mostReplications'>): number {
  return mostReplications ?? DEFAULT_GROWTH * replications;
}

/** Most intervals of the regret of one mixture: one for the initial replications, and one after each doubling. */
export function looksOf(rule: QuiesceRule): number {
  let looks = 1;
  for (let count = 2 * rule.replications; count <= mostReplicationsOf(rule); count *= 2) looks++;
  return looks;
}

/** Mixtures closer than this count as equal. */
const SAME = 1e-3;
/** Beyond so many restrictions to one strategy a role, the search begins where all roles use the same strategy. */
const MOST_PURE = 600;

interface Restriction {
  readonly support: Support;
  gain: number;
}

/**
 * Begins with every restriction to one strategy a role, or those with the same strategy in all roles where there are too
 * many. Restrictions are explored in waves, so that few requests sample many profiles. Each is sampled and solved; each
 * solution is compared with every deviation and sampled until its regret is decided: confirmed, or the best response
 * joins the restriction. Other deviations with a gain, among them the best one where it is not significant, are backups,
 * solved when nothing was confirmed without them. Payoffs that were never sampled are not used.
 *
 * @throws RangeError  When a number of the rule is out of range.
 *
 * Intervals hold over all looks that the rule allows, whether a mixture is settled before or not: of mixtures whose
 * regret is exactly epsilon, at most 2.5 % are confirmed.
 *
 * Source: quiesce of [CassellWellman2013], with paired differences for regret.
 */
export async function quiesce(
  roles: readonly Role[],
  sampler: PayoffSampler,
  rule: QuiesceRule,
  samples: PayoffSamples = new PayoffSamples(roles, sampler),
): Promise<QuiesceResult> {
  const { replications, budget, epsilon, largestRestriction = DEFAULT_LARGEST } = rule;
  if (!(Number.isInteger(replications) && replications >= 2 && epsilon >= 0)) {
    throw new RangeError('expected at least two replications and an epsilon of at least 0');
  }
  const most = mostReplicationsOf(rule);
  const widths = roles.map(({ strategies }) => strategies.length);
  const looks = looksOf(rule);
  const open: Restriction[] = pureRestrictions(roles).map((support) => ({ support, gain: Number.POSITIVE_INFINITY }));
  const backups: Restriction[] = [];
  const seen = new Set(open.map(({ support }) => JSON.stringify(support)));
  const begun = open.length;
  const lists = { confirmed: [] as Candidate[], unconfirmed: [] as Candidate[], refuted: [] as Candidate[] };
  let hasBudget = true;

  const propose = (support: Support, gain: number, isBest: boolean): void => {
    const name = JSON.stringify(support);
    const waiting = [...open, ...backups].find((one) => JSON.stringify(one.support) === name);
    if (waiting !== undefined) waiting.gain = Math.max(waiting.gain, gain);
    if (seen.has(name)) return;
    seen.add(name);
    const size = support.reduce((sum, own) => sum + own.length, 0);
    (isBest && size <= largestRestriction ? open : backups).push({ support, gain });
  };

  /** Sample lists of views as far as the budget goes; which of them are there. */
  const provide = async (wanted: readonly (readonly View[])[], count: number): Promise<boolean[]> => {
    if (!(await samples.fill(wanted.flat(), count, budget))) hasBudget = false;
    return wanted.map((views) => samples.missing(views, count).length === 0);
  };

  /** Sample until the regret of each mixture is settled; undefined where the budget does not allow a first look. */
  const judge = async (mixtures: readonly ByRole[]): Promise<(RegretEstimate | undefined)[]> => {
    const estimates: (RegretEstimate | undefined)[] = mixtures.map(() => undefined);
    const around = mixtures.map((mixture) => samples.viewsAround(mixture));
    let unsettled = mixtures.map((_, i) => i);
    for (let count = replications; unsettled.length > 0 && count <= most; count *= 2) {
      const there = await provide(
        unsettled.map((i) => around[i]),
        count,
      );
      unsettled = unsettled.filter((_, k) => there[k]);
      for (const i of unsettled) estimates[i] = estimateRegret(samples.gains(mixtures[i], count), looks);
      unsettled = unsettled.filter((i) => verdictOf(estimates[i]) === 'unconfirmed');
    }
    return estimates;
  };

  const verdictOf = (estimate: RegretEstimate | undefined): keyof typeof lists => {
    if (estimate === undefined) return 'unconfirmed';
    return estimate.high <= epsilon ? 'confirmed' : estimate.low > epsilon ? 'refuted' : 'unconfirmed';
  };

  const explore = async (wave: readonly Restriction[]): Promise<void> => {
    const there = await provide(
      wave.map(({ support }) => samples.viewsWithin(support)),
      replications,
    );
    backups.push(...wave.filter((_, i) => !there[i]));
    const solved = wave
      .filter((_, i) => there[i])
      .flatMap(({ support }) =>
        restrictedEquilibria(samples.deviationPayoffs(support), support, widths).map((mixture) => ({
          support,
          mixture,
        })),
      );
    const known = (mixture: ByRole): Candidate | undefined =>
      Object.values(lists)
        .flat()
        .find((one) => isSame(one.mixture, mixture));
    const fresh: ByRole[] = [];
    for (const { mixture } of solved) {
      if (known(mixture) === undefined && !fresh.some((one) => isSame(one, mixture))) fresh.push(mixture);
    }
    for (const [i, estimate] of (await judge(fresh)).entries()) {
      if (estimate !== undefined) lists[verdictOf(estimate)].push({ mixture: fresh[i], estimate });
    }
    for (const { support, mixture } of solved) {
      // A mixture found earlier in a smaller restriction still adds its deviation to this one.
      const estimate = known(mixture)?.estimate;
      if (estimate === undefined || verdictOf(estimate) === 'confirmed') continue;
      const isRefuted = verdictOf(estimate) === 'refuted';
      for (const { role, strategy, gain: more } of estimate.deviations) {
        if (more <= epsilon || support[role].includes(strategy)) continue;
        const wider = support.map((own, r) => (r === role ? [...own, strategy].sort((x, y) => x - y) : own));
        propose(wider, more, isRefuted && isBestOfRole(estimate, role, more));
      }
    }
  };

  // One request instead of many: what the search samples first in any case.
  await samples.fill(
    open.flatMap(({ support }) => samples.viewsAround(evenOn(support, widths))),
    replications,
    budget,
  );
  while (hasBudget) {
    const wave = open.length > 0 || lists.confirmed.length > 0 ? open.splice(0) : bestBackup(backups);
    if (wave.length === 0) break;
    await explore(wave);
  }
  return {
    confirmed: lists.confirmed.sort((a, b) => a.estimate.high - b.estimate.high),
    unconfirmed: lists.unconfirmed.sort((a, b) => a.estimate.low - b.estimate.low || a.estimate.high - b.estimate.high),
    refuted: lists.refuted,
    unexplored: [...open, ...backups]
      .filter(({ gain }) => Number.isFinite(gain))
      .sort((a, b) => b.gain - a.gain)
      .map(({ support, gain }) => ({ support, gain })),
    begun,
    unvisited: [...open, ...backups].filter(({ gain }) => !Number.isFinite(gain)).length,
    isComplete: hasBudget,
    spent: samples.spent,
    profiles: samples.profiles,
  };
}

function pureRestrictions(roles: readonly Role[]): number[][][] {
  const count = roles.reduce((product, { strategies }) => product * strategies.length, 1);
  if (count > MOST_PURE) {
    const most = Math.max(...roles.map(({ strategies }) => strategies.length));
    return Array.from({ length: most }, (_, s) => roles.map(({ strategies }) => [Math.min(s, strategies.length - 1)]));
  }
  return combined(roles.map(({ strategies }) => strategies.map((_, s) => [s])));
}

function isBestOfRole({ deviations }: RegretEstimate, role: number, gain: number): boolean {
  return deviations.every((one) => one.role !== role || one.gain <= gain);
}

function bestBackup(backups: Restriction[]): Restriction[] {
  backups.sort((a, b) => b.gain - a.gain);
  return backups.splice(0, 1);
}

function isSame(a: ByRole, b: ByRole): boolean {
  return a.every((chances, r) => chances.every((chance, s) => Math.abs(chance - b[r][s]) <= SAME));
}
