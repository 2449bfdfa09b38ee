/** The tables of a tournament's results folder: one row an entrant, one row an ordered pair. */

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
    column('rank', 'Place by mean score, from 1.', 'integer'),
    column('strategy', 'Entrant, with the parameters it was given.', 'string'),
    payoff('score', 'Mean payoff among the others, self-play left out.'),
    payoff('score_low', 'Lower end of its 95 % interval over repetitions.'),
    payoff('score_high', 'Upper end.'),
    payoff('edge', 'Score less the mean of all entrants, paired by repetition.'),
    payoff('edge_low', 'Lower end of its 95 % interval.'),
    payoff('edge_high', 'Upper end.'),
    column('tied_with_next', '1 when the paired difference to the next place holds zero, else 0.', 'integer'),
    payoff('self_play', 'Mean payoff when all seats are its own.'),
    column('cooperation', 'Share of its moves among the others that cooperated, in [0, 1].'),
    column('matches_won', 'Matches won a repetition, with two players.'),
    column('first_share', 'Share of repetitions in which it scored best; ties are split.'),
    payoff('exploitability', 'What the best reply among the entrants earns above it where all others play it.'),
    payoff('exploitability_low', 'Lower end of the 95 % interval of that difference, paired by repetition.'),
    payoff('exploitability_high', 'Upper end.'),
    column('best_reply', 'That reply; the strategy itself where no entrant earns more.', 'string'),
    column('repetitions', 'Repetitions behind the score.', 'integer'),
    column(
      'replicator_share',
      'Share where the replicator dynamics from equal shares rest; where they do not, after time 1e6 / range of payoffs.',
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
    column('cooperation', 'Share of its moves that cooperated.'),
    column('cooperation_against', 'Share of the moves of the others that cooperated.'),
    column('repetitions', 'Repetitions played to their end.', 'integer'),
    payoff('entry', 'Payoff less that of the others among themselves: what one mutant gains at once.'),
    payoff('entry_low', 'Lower end of its 95 % interval.'),
    payoff('entry_high', 'Upper end.'),
    column(
      'invasion',
      'Whether a few of the strategy spread among the others: invades, repelled, neutral, unclear; self.',
      'string',
    ),
    column('moran_fixation', 'Chance that one mutant takes over, by the Moran process on fitness 1 + scaled payoff.'),
    column('imitation_fixation', 'The same by pairwise imitation.'),
    payoff('exact_payoff', 'Expected payoff without simulation, for two memory-one strategies.'),
    column('exact_cooperation', 'Expected cooperation.'),
    column('z', 'Mean payoff less the expected one, in standard errors.'),
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
