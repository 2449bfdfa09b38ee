/** Tables of a tournament: one row per entrant, one row per ordered pair. */

import type { Column } from '../columns/column.ts';
import type { TournamentResult } from '../tournament/tournament.ts';
import { csvText, type CsvLocale, type CsvValue } from './csv.ts';
import type { Resource } from './datapackage.ts';

const column = (name: string, description: string, type: Column['type'] = 'number', unit = '1'): Column => ({
  name,
  unit: type === 'string' ? '' : unit,
  shape: 'run',
  description,
  type,
});

/** Columns of `ranking.csv`; payoffs are in the unit of the game. */
export function rankingColumns(unit: string): readonly Column[] {
  const payoff = (name: string, description: string): Column => column(name, description, 'number', unit);
  return [
    column('rank', 'Rank by mean score, from 1.', 'integer'),
    column('strategy', 'Entrant, with its parameters.', 'string'),
    payoff('score', 'Mean payoff against the others, without self-play.'),
    payoff('score_low', 'Lower end of its 95 % interval over repetitions.'),
    payoff('score_high', 'Upper end.'),
    payoff('edge', 'Score minus the mean of all entrants, paired by repetition.'),
    payoff('edge_low', 'Lower end of its 95 % interval.'),
    payoff('edge_high', 'Upper end.'),
    column(
      'tied_with_next',
      '1 when the paired difference to the next rank is not significant (its 95 % interval contains zero), else 0.',
      'integer',
    ),
    payoff('self_play', 'Mean payoff when all seats are its own.'),
    column('cooperation', 'Share of cooperative moves against the others, in [0, 1].'),
    column('matches_won', 'Matches won per repetition, with two players.'),
    column('first_share', 'Share of repetitions in which it scored best; ties are split.'),
    payoff('exploitability', 'Exploitability: gain of the best-reply entrant where all others play this strategy.'),
    payoff('exploitability_low', 'Lower end of the 95 % interval of that difference, paired by repetition.'),
    payoff('exploitability_high', 'Upper end.'),
    column('best_reply', 'The best-reply entrant; the strategy itself where no entrant earns more.', 'string'),
    column('repetitions', 'Number of repetitions in the score.', 'integer'),
    column(
      'replicator_share',
      'Share at the rest point of the replicator dynamics from equal shares; without one, after time 1e6 / range of payoffs.',
    ),
    column('imitation_share', 'Share of time in a population that imitates, with rare mutants.'),
  ];
}

/** Columns of `pairs.csv`. */
export function pairColumns(unit: string): readonly Column[] {
  const payoff = (name: string, description: string): Column => column(name, description, 'number', unit);
  return [
    column('strategy', 'Entrant whose payoff this is.', 'string'),
    column('against', 'Entrant in all other seats.', 'string'),
    payoff('payoff', 'Mean payoff of the strategy.'),
    payoff('payoff_low', 'Lower end of its 95 % interval over repetitions.'),
    payoff('payoff_high', 'Upper end.'),
    payoff('payoff_sd', 'Standard deviation over repetitions.'),
    payoff('payoff_against', 'Mean payoff of the others.'),
    column('cooperation', 'Share of its cooperative moves.'),
    column('cooperation_against', 'Share of cooperative moves of the others.'),
    column('repetitions', 'Completed repetitions.', 'integer'),
    payoff('entry', 'Payoff minus that of the others among themselves: the gain of a single mutant.'),
    payoff('entry_low', 'Lower end of its 95 % interval.'),
    payoff('entry_high', 'Upper end.'),
    column(
      'invasion',
      'Whether a few mutants of the strategy spread among the others: invades, repelled, neutral, unclear; self.',
      'string',
    ),
    column('moran_fixation', 'Fixation probability of one mutant, by the Moran process on fitness 1 + scaled payoff.'),
    column('imitation_fixation', 'Fixation probability of one mutant by pairwise imitation.'),
    payoff('exact_payoff', 'Expected payoff without simulation, for two memory-one strategies.'),
    column('exact_cooperation', 'Expected share of cooperative moves.'),
    column('z', 'Mean payoff minus the expected one, in standard errors.'),
  ];
}

/** The two files with their contents described. */
export function tournamentResources(unit: string): Resource[] {
  return [
    {
      path: 'ranking.csv',
      description: 'one row per entrant, best first',
      columns: rankingColumns(unit),
      key: ['rank'],
    },
    {
      path: 'pairs.csv',
      description: 'one row per ordered pair of entrants',
      columns: pairColumns(unit),
      key: ['strategy', 'against'],
    },
  ];
}

/** Text of `ranking.csv`; `names` in the order of the entrants. */
export function rankingCsv(result: TournamentResult, names: readonly string[], locale: CsvLocale): string {
  const { populations } = result;
  const rows = result.ranking.map((standing): CsvValue[] => {
    const { rank, name, score, edge, isTiedWithNext, selfPlay, cooperation, matchesWon, firstShare } = standing;
    const { exploitability, bestReply } = standing;
    const i = names.indexOf(name);
    const means = [score.mean, score.low, score.high, edge.mean, edge.low, edge.high];
    const shares = [populations?.replicator[i], populations?.imitation[i]];
    return [
      rank,
      name,
      ...means,
      isTiedWithNext ? 1 : 0,
      selfPlay.mean,
      cooperation,
      matchesWon,
      firstShare,
      exploitability.mean,
      exploitability.low,
      exploitability.high,
      bestReply,
      score.n,
      ...shares,
    ];
  });
  return csvText([rankingColumns('').map(({ name }) => name), ...rows], locale);
}

/** Text of `pairs.csv`. */
export function pairsCsv(result: TournamentResult, names: readonly string[], locale: CsvLocale): string {
  const { populations, exact } = result;
  const rows = result.pairs.flat().map((pair): CsvValue[] => {
    const { row, column: other, payoff, columnPayoff, cooperation, columnCooperation, entry, invasion } = pair;
    const expected = exact[row][other];
    return [
      names[row],
      names[other],
      payoff.mean,
      payoff.low,
      payoff.high,
      payoff.sd,
      columnPayoff.mean,
      cooperation,
      columnCooperation,
      payoff.n,
      entry.mean,
      entry.low,
      entry.high,
      invasion,
      populations?.moran[row][other],
      populations?.fermi[row][other],
      expected?.payoff,
      expected?.cooperation,
      expected?.z,
    ];
  });
  return csvText([pairColumns('').map(({ name }) => name), ...rows], locale);
}
