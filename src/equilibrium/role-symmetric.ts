/** Role-symmetric games: profiles by counts, and the weights of profiles in the payoff of a deviation. */

import { multinomial, symmetricProfiles } from './symmetric-game.ts';

export interface Role {
  readonly name: string;
  /** Players of the role, who are interchangeable. */
  readonly players: number;
  readonly strategies: readonly string[];
}

/**
 * One number per strategy, by role: counts of players in a profile, chances in a mixture, payoffs, shape
 * [role][strategy].
 */
export type ByRole = readonly (readonly number[])[];

/** Strategies in use by role, in ascending order. */
export type Support = readonly (readonly number[])[];

/** Name of a profile, the same for the same counts. */
export function profileKey(profile: ByRole): string {
  return profile.map((counts) => counts.join(',')).join('|');
}

/** The profile of such a name. */
export function profileOf(key: string): number[][] {
  return key.split('|').map((counts) => counts.split(',').map(Number));
}

/** Strategies with a positive chance. */
export function supportOf(mixture: ByRole, least = 0): number[][] {
  return mixture.map((chances) => chances.flatMap((chance, s) => (chance > least ? [s] : [])));
}

/**
 * A run of a profile. In each role one player is in focus, the same in all profiles of a replication; in view v it uses
 * the strategy with number v, counted in turn, of those in use in its role. The others use the rest.
 */
export interface View {
  /** Players by [role][strategy]. */
  readonly profile: ByRole;
  readonly view: number;
}

/** Name of a view, the same for the same one. */
export function viewName({ profile, view }: View): string {
  return view === 0 ? profileKey(profile) : `${profileKey(profile)}#${view}`;
}

/** The view of such a name. */
export function viewOf(name: string): View {
  const [key, view = '0'] = name.split('#');
  return { profile: profileOf(key), view: Number(view) };
}

/** All views of a profile: in them the player in focus of every role uses each strategy in use there. */
export function viewsOf(profile: ByRole): View[] {
  const count = Math.max(...supportOf(profile).map(({ length }) => length));
  return Array.from({ length: count }, (_, view) => ({ profile, view }));
}

/** The view of a profile in which the player in focus of a role uses a strategy that is in use there. */
export function viewFor(profile: ByRole, role: number, strategy: number): View {
  return { profile, view: supportOf(profile)[role].indexOf(strategy) };
}

/** Strategy of the player in focus of every role. */
export function focusOf({ profile, view }: View): number[] {
  return supportOf(profile).map((used) => used[view % used.length]);
}

/** Every profile in which all players use strategies of the support. */
export function profilesWithin(roles: readonly Role[], support: Support): number[][][] {
  return combined(
    roles.map(({ players, strategies }, r) =>
      symmetricProfiles(players, support[r].length).map((counts) => spread(counts, support[r], strategies.length)),
    ),
  );
}

/** A profile in which a player of a role uses a strategy, and its probability under the mixtures of the others. */
export interface WeightedProfile {
  readonly profile: ByRole;
  readonly weight: number;
}

/** Profiles of the other players under a mixture, with the player's own strategy added. */
export function deviationProfiles(
  roles: readonly Role[],
  mixture: ByRole,
  [role, strategy]: readonly [number, number],
): WeightedProfile[] {
  const support = supportOf(mixture);
  const others = combined(
    roles.map(({ players, strategies }, r) =>
      symmetricProfiles(players - (r === role ? 1 : 0), support[r].length).map((counts) =>
        spread(counts, support[r], strategies.length),
      ),
    ),
  );
  return others.map((counts) => ({
    weight: counts.reduce((product, own, r) => product * multinomial(own, mixture[r]), 1),
    profile: counts.map((own, r) => (r === role ? own.map((n, s) => n + (s === strategy ? 1 : 0)) : own)),
  }));
}

/** Counts by strategy of a support as counts by strategy of all, of which there are `width`. */
export function spread(counts: readonly number[], support: readonly number[], width: number): number[] {
  const all = new Array<number>(width).fill(0);
  for (const [k, s] of support.entries()) all[s] = counts[k];
  return all;
}

/** Every way to choose one item from each list. */
export function combined<Item>(choices: readonly (readonly Item[])[]): Item[][] {
  return choices.reduce<Item[][]>(
    (lists, items) => lists.flatMap((list) => items.map((item) => [...list, item])),
    [[]],
  );
}
