/** Reads and writes games as JSON of the gameanalysis library: roles, numbers of players, and payoffs by profile. */

import { counted } from '../numeric/counted.ts';
import * as z from 'zod';
import { type GameTable, movesOf, profileOf } from '../equilibrium/game-table.ts';
import { profileTotal } from '../equilibrium/profile-payoffs.ts';
import type { CommonMeans } from '../equilibrium/payoff-samples.ts';
import type { Role } from '../equilibrium/role-symmetric.ts';
import { UsageError } from '../scenario/errors.ts';

/** A payoff that is not known is null. */
const Payoff = z.union([z.number(), z.array(z.number()).min(1), z.null()]);
const GameFile = z.looseObject({
  players: z.record(z.string(), z.int().min(1)),
  strategies: z.record(z.string(), z.array(z.string()).min(1)),
  profiles: z.array(z.record(z.string(), z.array(z.tuple([z.string(), z.int().min(1), Payoff])))),
});

/** Largest number of profiles of single players that a file may represent. */
const MOST_PROFILES = 100_000;

/**
 * Read a game of roles. Every player of a role becomes a separate player; several payoffs of a profile are averaged.
 *
 * @throws UsageError  Naming what is wrong, and the profile that is missing: payoffs are never imputed.
 *
 * Source: gameanalysis, [Gameanalysis2019].
 */
export function readJsonGame(text: string, file: string): GameTable {
  const { players: sizes, strategies, profiles } = parsed(text, file);
  const roles = Object.keys(sizes);
  const unknown =
    roles.find((role) => strategies[role] === undefined) ??
    Object.keys(strategies).find((role) => sizes[role] === undefined);
  if (unknown !== undefined) throw new UsageError(`${file}: role ${unknown} needs both players and strategies`);
  const known = new Map<string, Map<string, number>>();
  for (const [at, profile] of profiles.entries()) {
    const counts = roles.map((role) => {
      const entries = profile[role] ?? [];
      const stranger = entries.find(([name]) => !strategies[role].includes(name));
      if (stranger !== undefined)
        throw new UsageError(`${file}: profiles[${at}]: ${role} has no strategy ${stranger[0]}`);
      const count = entries.reduce((sum, [, players]) => sum + players, 0);
      if (count !== sizes[role]) {
        throw new UsageError(
          `${file}: profiles[${at}]: ${counted(count, 'player')} of role ${role}, expected ${sizes[role]}`,
        );
      }
      return strategies[role].map((name) => entries.find(([own]) => own === name)?.[1] ?? 0);
    });
    const paid = new Map<string, number>();
    for (const role of roles)
      for (const [name, , payoff] of profile[role] ?? []) {
        if (payoff !== null) paid.set(`${role}/${name}`, meanOf(payoff));
      }
    known.set(JSON.stringify(counts), paid);
  }
  const seats = roles.flatMap((role) => Array.from({ length: sizes[role] }, (_, k) => ({ role, k })));
  const moves = seats.map(({ role }) => strategies[role]);
  const sizesOfMoves = moves.map((names) => names.length);
  const total = profileTotal(sizesOfMoves);
  if (total > MOST_PROFILES) throw new UsageError(`${file}: ${total} profiles, more than ${MOST_PROFILES}`);
  const payoffs = Array.from({ length: total }, (_, number) => {
    const played = movesOf(number, sizesOfMoves);
    const counts = roles.map((role) =>
      strategies[role].map((_name, s) => seats.filter((seat, i) => seat.role === role && played[i] === s).length),
    );
    const paid = known.get(JSON.stringify(counts));
    if (paid === undefined)
      throw new UsageError(`${file}: the profile ${profileWords(roles, strategies, counts)} is missing`);
    return seats.map(({ role }, i) => {
      const name = moves[i][played[i]];
      const payoff = paid.get(`${role}/${name}`);
      if (payoff !== undefined) return payoff;
      throw new UsageError(
        `${file}: the payoff of ${name} in the profile ${profileWords(roles, strategies, counts)} is missing`,
      );
    });
  });
  const players = seats.map(({ role, k }) => (sizes[role] === 1 ? role : `${role} ${k + 1}`));
  return { title: file, players, moves, payoffs };
}

/**
 * Text of a game file: one role of two players for a symmetric game of two, else a role for every player.
 */
export function jsonGameText({ players, moves, payoffs }: GameTable, isSymmetric: boolean): string {
  const counts = moves.map((names) => names.length);
  if (isSymmetric) {
    const names = moves[0];
    const profiles = names.flatMap((first, i) =>
      names.slice(i).map((second, k) => {
        const row = payoffs[profileOf([i, i + k], counts)];
        return {
          all:
            k === 0
              ? [[first, 2, row[0]]]
              : [
                  [first, 1, row[0]],
                  [second, 1, row[1]],
                ],
        };
      }),
    );
    return textOf({ players: { all: 2 }, strategies: { all: names }, profiles });
  }
  const roles = <Value>(value: (player: number) => Value): Record<string, Value> =>
    Object.fromEntries(players.map((player, i) => [player, value(i)]));
  return textOf({
    players: roles(() => 1),
    strategies: roles((i) => moves[i]),
    profiles: payoffs.map((row, profile) => {
      const played = movesOf(profile, counts);
      return roles((i) => [[moves[i][played[i]], 1, row[i]]]);
    }),
  });
}

/**
 * Text of a game of roles with those of its profiles that are known; payoffs by [role][strategy] of one player, null in
 * the text where they are NaN.
 */
export function roleGameText(
  roles: readonly Role[],
  { profiles, replications }: Pick<CommonMeans, 'profiles' | 'replications'>,
): string {
  const byRole = <Value>(value: (role: Role, r: number) => Value): Record<string, Value> =>
    Object.fromEntries(roles.map((role, r) => [role.name, value(role, r)]));
  return textOf({
    players: byRole(({ players }) => players),
    strategies: byRole(({ strategies }) => strategies),
    replications,
    profiles: profiles.map(({ profile, payoffs }) =>
      byRole(({ strategies }, r) =>
        strategies.flatMap((name, s) => (profile[r][s] > 0 ? [[name, profile[r][s], payoffs[r][s]]] : [])),
      ),
    ),
  });
}

function textOf(game: object): string {
  return `${JSON.stringify({ ...game, type: 'game.1' }, null, 2)}\n`;
}

function parsed(text: string, file: string): z.infer<typeof GameFile> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = GameFile.safeParse(value);
  if (result.success) return result.data;
  throw new UsageError(
    result.error.issues.map(({ path, message }) => `${file}: ${path.map(String).join('.')}: ${message}`),
  );
}

function meanOf(payoff: number | readonly number[]): number {
  return typeof payoff === 'number' ? payoff : payoff.reduce((sum, value) => sum + value, 0) / payoff.length;
}

function profileWords(
  roles: readonly string[],
  strategies: Readonly<Record<string, readonly string[]>>,
  counts: readonly (readonly number[])[],
): string {
  return roles
    .map(
      (role, r) =>
        `${role}: ${strategies[role].flatMap((name, s) => (counts[r][s] > 0 ? [`${counts[r][s]} ${name}`] : [])).join(', ')}`,
    )
    .join('; ');
}
