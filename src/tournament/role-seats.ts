/** Seats the players of a role-symmetric game for a profile, and turns their payoffs into payoffs by role and strategy. */

import { type ByRole, focusOf, profileKey, type Role, type View, viewName } from '../equilibrium/role-symmetric.ts';
import type { SampleRequest } from '../equilibrium/payoff-samples.ts';
import type { SeedKey } from '../random/seed.ts';
import { openStream, streamId, uniformAt } from '../random/stream.ts';

/** A role with the seats of its players: firms in the order of `firmIds`, or players of a plain game. */
export interface SeatedRole extends Role {
  readonly seats: readonly number[];
}

/** Payoff of every seat, by view (as `viewName`) and replication. */
export type SeatPayoffs = (view: string, replication: number) => ArrayLike<number>;

/** Random key of a replication of a sampled game. */
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

/**
 * Strategy of every seat in a view: that of the focus for the first player of each role in the order, the rest for the
 * others.
 */
export function seatsOf(roles: readonly SeatedRole[], view: View, at: Replication): number[] {
  const focus = focusOf(view);
  const strategies: number[] = [];
  for (const [r, role] of roles.entries()) {
    const own = focus[r];
    const rest = view.profile[r].flatMap((count, s) => new Array<number>(count - (s === own ? 1 : 0)).fill(s));
    for (const [i, seat] of seatOrder(role, at).entries()) strategies[seat] = i === 0 ? own : rest[i - 1];
  }
  return strategies;
}

/** The profile in which every role uses its first strategy. */
export function referenceProfile(roles: readonly Role[]): number[][] {
  return roles.map(({ players, strategies }) => strategies.map((_, s) => (s === 0 ? players : 0)));
}

/**
 * Payoffs by replication and [role][strategy]: what the player in focus earns with the strategy that it uses in the
 * view,
 * above what it earns in the reference profile of the same replication, plus the mean of the role in that profile; NaN
 * for other strategies. So a gain compares the same player beside the same others, in the same draws. Since the order
 * of
 * players is drawn evenly, the expectation is that of the mean over players; the reference, a control variate, takes
 * differences between players (size, customers) out of the level.
 */
export function payoffsByRole(
  roles: readonly SeatedRole[],
  { from, to, ...view }: SampleRequest,
  { seed, payoffs }: { readonly seed: SeedKey; readonly payoffs: SeatPayoffs },
): ByRole[] {
  const [name, reference] = [viewName(view), profileKey(referenceProfile(roles))];
  const used = focusOf(view);
  return Array.from({ length: to - from }, (_, k) => {
    const replication = from + k;
    const [own, base] = [payoffs(name, replication), payoffs(reference, replication)];
    return roles.map((role, r) => {
      const [seat] = seatOrder(role, { seed, replication });
      const level = role.seats.reduce((sum, one) => sum + base[one], 0) / role.seats.length;
      return role.strategies.map((_strategy, s) => (s === used[r] ? level + own[seat] - base[seat] : Number.NaN));
    });
  });
}
