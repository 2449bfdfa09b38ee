/** Tables of a tournament: one row per entrant, one row per ordered pair. */

import { type Column, field } from '../columns/column.ts';
import type { Playing } from '../tournament/arena.ts';
import type { TournamentResult } from '../tournament/tournament.ts';
import { type CsvLocale, type CsvValue, tableText } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { shortNumber } from './words.ts';

/** What a payoff of a game is, for a sentence or the description of a column; of any game without an argument. */
export function payoffWords(playing?: Playing): string {
  if (playing === undefined) {
    return `in a plain game ${PER_TURN}, with --continuation ${NORMALISED} the probability of another turn; else ${discounted()}`;
  }
  if (playing.kind === 'economy') {
    return discounted(`: ${shortNumber(playing.scenario.capex.positionYears)} years of its margin`);
  }
  const { continuation } = playing.match;
  return continuation === undefined ? PER_TURN : `${NORMALISED} ${continuation}, the discount factor`;
}

const PER_TURN = 'mean per turn';
/** The expectation of the total of a match is the discounted sum of its stage payoffs. */
const NORMALISED = 'normalised to one turn: the total of a match times 1 minus';
const discounted = (years = ''): string =>
  `economic profit of a firm plus the value of its market position at the end (kappa, capex.positionYears${years}), discounted to month 0`;

/** Columns of `ranking.csv`; payoffs are in the unit of the game. */
export function rankingColumns(unit: string, playing?: Playing): readonly Column[] {
  return [
    field('rank', '1', 'Rank by mean score, from 1.', 'integer'),
    field('strategy', '', 'Entrant, with its parameters.', 'string'),
    field(
      'score',
      unit,
      `Mean payoff against the others, without self-play; with more than two players or unequal seats, that in the mixed fields, which follow the pairs in runs.csv, weighted by their number of seat orders; ${payoffWords(playing)}.`,
    ),
    field('score_low', unit, 'Lower end of its 95 % interval over repetitions.'),
    field('score_high', unit, 'Upper end.'),
    field('edge', unit, 'Score minus the mean of all entrants, paired by repetition.'),
    field('edge_low', unit, 'Lower end of its 95 % interval.'),
    field('edge_high', unit, 'Upper end.'),
    field(
      'tied_with_next',
      '1',
      '1 when the paired difference to the next rank is not significant (its 95 % interval contains zero), else 0.',
      'integer',
    ),
    field('self_play', unit, 'Mean payoff when all seats are its own.'),
    field('cooperation', '1', 'Share of cooperative moves in the matches of the score, in [0, 1].'),
    field('matches_won', '1', 'Matches won per repetition, ties not counted, with two players.'),
    field('first_share', '1', 'Share of repetitions in which it scored best; ties are split.'),
    field(
      'exploitability',
      unit,
      'Exploitability: gain of the best-reply entrant where all others play this strategy.',
    ),
    field('exploitability_low', unit, 'Lower end of the 95 % interval of that difference, paired by repetition.'),
    field('exploitability_high', unit, 'Upper end.'),
    field('best_reply', '', 'The best-reply entrant; the strategy itself where no entrant earns more.', 'string'),
    field('repetitions', '1', 'Number of repetitions in the score.', 'integer'),
    field(
      'replicator_share',
      '1',
      'Share at the rest point of the replicator dynamics from equal shares; without one, after time 1e6 / range of payoffs.',
    ),
    field('imitation_share', '1', 'Share of time in a population that imitates, with rare mutants.'),
  ];
}

/** Columns of `pairs.csv`. */
export function pairColumns(unit: string, playing?: Playing): readonly Column[] {
  return [
    field('strategy', '', 'Entrant whose payoff this is.', 'string'),
    field('against', '', 'Entrant in all other seats.', 'string'),
    field('payoff', unit, `Mean payoff of the strategy; ${payoffWords(playing)}.`),
    field('payoff_low', unit, 'Lower end of its 95 % interval over repetitions.'),
    field('payoff_high', unit, 'Upper end.'),
    field('payoff_sd', unit, 'Standard deviation over repetitions.'),
    field('payoff_against', unit, 'Mean payoff of the others.'),
    field('cooperation', '1', 'Share of its cooperative moves.'),
    field('cooperation_against', '1', 'Share of cooperative moves of the others.'),
    field('repetitions', '1', 'Completed repetitions.', 'integer'),
    field('entry', unit, 'Payoff minus that of the others among themselves: the gain of a single mutant.'),
    field('entry_low', unit, 'Lower end of its 95 % interval.'),
    field('entry_high', unit, 'Upper end.'),
    field(
      'invasion',
      '',
      'Whether a few mutants of the strategy spread among the others: invades, repelled, neutral, unclear; self.',
      'string',
    ),
    field(
      'moran_fixation',
      '1',
      'Fixation probability of one mutant, by the Moran process on fitness 1 + scaled payoff.',
    ),
    field(
      'imitation_fixation',
      '1',
      'Fixation probability of one mutant by pairwise imitation (Fermi rule of strength 10 on payoffs scaled to [0, 1]).',
    ),
    field(
      'exact_payoff',
      unit,
      'Expected payoff without simulation, for two memory-one strategies of a game for two players without misread moves; with --continuation discounted and normalised as `payoff`.',
    ),
    field('exact_cooperation', '1', 'Expected share of cooperative moves; empty with --continuation.'),
    field('z', '1', 'Mean payoff minus the expected one, in standard errors.'),
  ];
}

/** The two files with their contents described. */
export function tournamentResources(unit: string, playing?: Playing): Resource[] {
  return [
    {
      path: 'ranking.csv',
      description: 'one row per entrant, best first',
      columns: rankingColumns(unit, playing),
      key: ['rank'],
    },
    {
      path: 'pairs.csv',
      description: 'one row per ordered pair of entrants',
      columns: pairColumns(unit, playing),
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
  return tableText(rankingColumns(''), rows, locale);
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
  return tableText(pairColumns(''), rows, locale);
}
