/** Tables of a search for equilibria: one row per candidate, role and strategy; one row per profile, role and strategy. */

import { type Column, field } from '../columns/column.ts';
import type { Candidate, QuiesceResult } from '../equilibrium/quiesce.ts';
import { knownOf, type PayoffSamples } from '../equilibrium/payoff-samples.ts';
import type { Role } from '../equilibrium/role-symmetric.ts';
import { estimateOf } from '../equilibrium/sampled-game.ts';
import type { Playing } from '../tournament/arena.ts';
import type { CsvValue } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { payoffWords } from './tournament-tables.ts';

export const EQUILIBRIA_FILE = 'equilibria.csv';
export const PROFILES_FILE = 'profiles.csv';

/** Columns of both tables; payoffs are in the unit of the game. */
export function searchResources(
  unit: string,
  playing?: Playing,
): (Resource & { readonly columns: readonly Column[] })[] {
  const payoff = (name: string, description: string): Column => field(name, unit || '1', description);
  return [
    {
      path: EQUILIBRIA_FILE,
      description: 'one row per candidate, role and strategy: its probability, and the gain of deviating to it',
      key: ['candidate', 'role', 'strategy'],
      columns: [
        field('candidate', '1', 'Number of the mixture, confirmed ones first.', 'integer'),
        field('verdict', '', 'confirmed, unconfirmed or refuted.', 'string'),
        field(
          'regret',
          '1',
          'Regret: largest gain, at least 0, over the mean size of a payoff of that role in the profiles sampled first.',
        ),
        field('regret_low', '1', 'Lower end of its 95 % interval, which holds for all tests of the mixture together.'),
        field('regret_high', '1', 'Upper end.'),
        field('role', '', 'Role of the players.', 'string'),
        field('strategy', '', 'Strategy.', 'string'),
        field('chance', '1', 'Probability that a player of the role uses it.'),
        payoff(
          'gain',
          'Gain of one player of the role from always using it: difference of payoffs as in profiles.csv.',
        ),
        payoff('gain_error', 'Standard error of this mean.'),
        field('replications', '1', 'Paired replications.', 'integer'),
      ],
    },
    {
      path: PROFILES_FILE,
      description: 'one row per profile, role and strategy whose payoff was sampled',
      key: ['profile', 'role', 'strategy'],
      columns: [
        field('profile', '1', 'Number of the profile, in the order of sampling.', 'integer'),
        field('role', '', 'Role of the players.', 'string'),
        field('strategy', '', 'Strategy.', 'string'),
        field('players', '1', 'Players of the role who use it.', 'integer'),
        payoff(
          'payoff',
          `Mean payoff of one of them; ${payoffWords(playing)}. In each replication one player is drawn; to the mean of its role where all use their first strategy is added what the player earns here above what it earns there (control variate).`,
        ),
        payoff('payoff_error', 'Standard error of this mean.'),
        field(
          'replications',
          '1',
          'Replications; they differ between profiles, and two profiles share random draws only in those that both have.',
          'integer',
        ),
      ],
    },
  ];
}

/** Rows of `equilibria.csv`; `scales` turn payoffs of a role into its unit. */
export function candidateRows(
  roles: readonly Role[],
  { confirmed, unconfirmed, refuted }: QuiesceResult,
  scales: readonly number[],
): CsvValue[][] {
  const listed = [
    ...confirmed.map((one) => ['confirmed', one] as const),
    ...unconfirmed.map((one) => ['unconfirmed', one] as const),
    ...refuted.map((one) => ['refuted', one] as const),
  ];
  return listed.flatMap(([verdict, { mixture, estimate }]: readonly [string, Candidate], c) =>
    estimate.deviations.map(({ role, strategy, gain, error }): CsvValue[] => [
      c + 1,
      verdict,
      estimate.regret,
      estimate.low,
      estimate.high,
      roles[role].name,
      roles[role].strategies[strategy],
      mixture[role][strategy],
      gain * scales[role],
      error * scales[role],
      estimate.replications,
    ]),
  );
}

/** Rows of `profiles.csv`. */
export function profileRows(roles: readonly Role[], samples: PayoffSamples, scales: readonly number[]): CsvValue[][] {
  return samples.entries().flatMap(({ profile, payoffs }, p) =>
    profile.flatMap((counts, r) =>
      counts.flatMap((count, s): CsvValue[][] => {
        const known = knownOf(payoffs, r, s);
        if (count === 0 || known.length === 0) return [];
        const { mean, error, replications } = estimateOf(known.map((payoff) => payoff * scales[r]));
        return [[p + 1, roles[r].name, roles[r].strategies[s], count, mean, error, replications]];
      }),
    ),
  );
}
