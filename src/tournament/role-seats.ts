/** Seats the players of a role-symmetric game for a profile, and turns their payoffs into payoffs by role and strategy. */

import { type ByRole, type Role, profileKey } from '../equilibrium/role-symmetric.ts';
import type { SampleRequest } from '../equilibrium/payoff-samples.ts';
import type { SeedKey } from '../random/seed.ts';
import { openStream, streamId, uniformAt } from '../random/stream.ts';

/** A role with the seats of its players: firms in the order of `firmIds`, or players of a plain game. */
export interface SeatedRole extends Role {
  readonly seats: readonly number[];
}

/** Payoff of every seat, by profile (as `profileKey`) and replication. */
export type SeatPayoffs = (profile: string, replication: number) => ArrayLike<number>;

/** Random key of a replication of a sampled game. */
export interface Replication {
  readonly seed: SeedKey;
  readonly replication: number;
}

/** Seats of a role in an order drawn once per replication. */
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

/**
 * Strategy of every seat. Players of a role are put in an order drawn once per replication, the same for all profiles;
 * the
 * first of them use the first strategy of the profile, and so on.
 */
export function seatsOf(roles: readonly SeatedRole[], profile: ByRole, at: Replication): number[] {
  const strategies: number[] = [];
  for (const [r, role] of roles.entries()) {
    const used = profile[r].flatMap((count, s) => new Array<number>(count).fill(s));
    for (const [i, seat] of seatOrder(role, at).entries()) strategies[seat] = used[i];
  }
  return strategies;
}

/** The profile in which every role uses its first strategy. */
export function referenceProfile(roles: readonly Role[]): number[][] {
  return roles.map(({ players, strategies }) => strategies.map((_, s) => (s === 0 ? players : 0)));
}

/**
 * Payoffs by replication and [role][strategy]: the mean, over players who use the strategy, of their payoff minus the
 * same player's payoff in the reference profile of the replication, plus the mean of the role in that profile. The
 * order of players is uniform, so the expectation is that of the plain mean, but differences between players of a role
 * (size, customers) cancel: the reference is a control variate.
 */
export function payoffsByRole(
  roles: readonly SeatedRole[],
  { profile, from, to }: SampleRequest,
  { seed, payoffs }: { readonly seed: SeedKey; readonly payoffs: SeatPayoffs },
): ByRole[] {
  const [name, reference] = [profileKey(profile), profileKey(referenceProfile(roles))];
  return Array.from({ length: to - from }, (_, k) => {
    const replication = from + k;
    const used = seatsOf(roles, profile, { seed, replication });
    const [own, base] = [payoffs(name, replication), payoffs(reference, replication)];
    return roles.map(({ seats, strategies }) => {
      const level = seats.reduce((sum, seat) => sum + base[seat], 0) / seats.length;
      return strategies.map((_strategy, s) => {
        const users = seats.filter((seat) => used[seat] === s);
        if (users.length === 0) return Number.NaN;
        return level + users.reduce((sum, seat) => sum + own[seat] - base[seat], 0) / users.length;
      });
    });
  });
}
