/** Seats the players of a role-symmetric game for a profile, and turns their payoffs into payoffs by role and strategy. */

import { type ByRole, profileKey, profileOf, type Role, supportOf } from '../equilibrium/role-symmetric.ts';
import type { SampleRequest } from '../equilibrium/payoff-samples.ts';
import type { SeedKey } from '../random/seed.ts';
import { openStream, streamId, uniformAt } from '../random/stream.ts';

/** A role with the seats of its players: firms in the order of `firmIds`, or players of a plain game. */
export interface SeatedRole extends Role {
  readonly seats: readonly number[];
}

/** Payoff of every seat, by view (as `viewName`) and replication. */
export type SeatPayoffs = (view: string, replication: number) => ArrayLike<number>;

/** What a replication of a sampled game draws under. */
export interface Replication {
  readonly seed: SeedKey;
  readonly replication: number;
}

/** Seats of a role in an order drawn once a replication, the same for all profiles; the first is in focus. */
export function seatOrder(
  { name, seats }: Pick<SeatedRole, 'name' | 'seats'>,
  { seed, replication }: Replication,
): number[] {
  const key = openStream(seed, replication, streamId('role-order', name));
  return seats
    .map((seat, i) => ({ seat, at: uniformAt(key, i) }))
    .sort((a, b) => a.at - b.at || a.seat - b.seat)
    .map(({ seat }) => seat);
}

/** Views of a profile: runs in which the player in focus of every role uses each of the strategies of its role. */
export function viewsOf(profile: ByRole): number {
  return Math.max(...supportOf(profile).map(({ length }) => length));
}

/** Name of a view of a profile. */
export function viewName(profile: ByRole, view: number): string {
  return view === 0 ? profileKey(profile) : `${profileKey(profile)}#${view}`;
}

/**
 * Strategy of every seat in a view. The player in focus of a role uses the strategy with the number of the view among
 * those of its role, in turn; the others use the rest in their order.
 */
export function seatsOf(roles: readonly SeatedRole[], name: string, at: Replication): number[] {
  const [key, view = '0'] = name.split('#');
  const profile = profileOf(key);
  const used = supportOf(profile);
  const strategies: number[] = [];
  for (const [r, role] of roles.entries()) {
    const own = used[r][Number(view) % used[r].length];
    const rest = profile[r].flatMap((count, s) => new Array<number>(count - (s === own ? 1 : 0)).fill(s));
    for (const [i, seat] of seatOrder(role, at).entries()) strategies[seat] = i === 0 ? own : rest[i - 1];
  }
  return strategies;
}

/** The profile in which every role uses its first strategy. */
export function referenceProfile(roles: readonly Role[]): number[][] {
  return roles.map(({ players, strategies }) => strategies.map((_, s) => (s === 0 ? players : 0)));
}

/**
 * Payoffs by replication and [role][strategy]: what the player in focus earns with that strategy, above what it earns in
 * the reference profile of the same replication, plus the mean of the role in that profile. So a gain compares the same
 * player beside the same others, in the same draws. Since the order of players is drawn evenly, the expectation is that
 * of the mean over players; the reference, a control variate, takes differences between players (size, customers) out of
 * the level.
 */
export function payoffsByRole(
  roles: readonly SeatedRole[],
  { profile, from, to }: SampleRequest,
  { seed, payoffs }: { readonly seed: SeedKey; readonly payoffs: SeatPayoffs },
): ByRole[] {
  const used = supportOf(profile);
  const reference = profileKey(referenceProfile(roles));
  return Array.from({ length: to - from }, (_, k) => {
    const replication = from + k;
    const base = payoffs(reference, replication);
    return roles.map((role, r) => {
      const [focus] = seatOrder(role, { seed, replication });
      const level = role.seats.reduce((sum, seat) => sum + base[seat], 0) / role.seats.length;
      return role.strategies.map((_strategy, s) => {
        const view = used[r].indexOf(s);
        if (view < 0) return Number.NaN;
        return level + payoffs(viewName(profile, view), replication)[focus] - base[focus];
      });
    });
  });
}
