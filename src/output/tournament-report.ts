/** Reports a tournament: ranking, payoffs by pair, invasions, exact payoffs, population dynamics. */

import { counted } from '../numeric/counted.ts';
import { EARLY } from '../tournament/analysis.ts';
import type { TournamentResult } from '../tournament/tournament.ts';
import { estimateWord } from './dilemma-report.ts';
import { tableLines } from './text-table.ts';
import { countWord, percentWord, shortNumber } from './words.ts';

/** Invasions shown one by one; with more, the number alone. */
const MOST_INVADERS = 6;
/** Largest width of the printed table of payoffs by pair; a wider table is in the results folder only. */
const WIDEST = 100;
/** A z-score beyond this, among a few hundred, is flagged. */
const LARGE_Z = 4;

export interface TournamentTitle {
  /** The game, with its parameters. */
  readonly played: string;
  readonly unit: string;
  /** What a payoff is. */
  readonly payoff: string;
  readonly repetitions: number;
  readonly seed: string;
  readonly names: readonly string[];
}

export function tournamentLines(result: TournamentResult, title: TournamentTitle): string[] {
  const { unit } = title;
  const names = result.ranking.map(({ name }) => name);
  const places = names.map((name) => title.names.indexOf(name));
  const pairs = places.map((i) => places.map((j) => result.pairs[i][j]));
  return [
    title.played,
    `${counted(names.length, 'strategy', 'strategies')}, ${counted(result.matches, 'match', 'matches')}, ${counted(title.repetitions, 'repetition')}, seed ${title.seed}`,
    `Payoff: ${title.payoff}.`,
    '',
    ...rankingLines(result, title),
    '',
    ...matrixLines(pairs, names, unit),
    ...invasionLines(pairs, names),
    ...exactLines(result),
    ...populationLines(result, title.names),
    ...failureLines(result),
  ];
}

function rankingLines({ ranking, pairs }: TournamentResult, { unit, repetitions }: TournamentTitle): string[] {
  const hasWins = ranking.some(({ matchesWon }) => !Number.isNaN(matchesWon));
  const head = [
    '',
    'strategy',
    `score${unit === '' ? '' : `, ${unit}`}`,
    'against the mean',
    'self-play',
    'cooperates',
    hasWins ? 'wins' : 'comes first',
    'best reply gains',
  ];
  const rows = ranking.map(
    ({ rank, name, score, edge, selfPlay, cooperation, matchesWon, firstShare, exploitability, isTiedWithNext }) => [
      `${rank}${isTiedWithNext ? ' =' : ''}`,
      name,
      shortNumber(score.mean),
      estimateWord(edge),
      shortNumber(selfPlay.mean),
      percentWord(cooperation),
      hasWins ? shortNumber(matchesWon) : percentWord(firstShare),
      estimateWord(exploitability),
    ],
  );
  const tied = ranking.some(({ isTiedWithNext }) => isTiedWithNext);
  return [
    ...tableLines([head, ...rows], [0, 1]),
    ...(hasWins
      ? [
          'Score: mean payoff against the other entrants, the mean of its row below without self-play.',
          `Wins: in how many of its ${counted(ranking.length - 1, 'match', 'matches')}, one with each other entrant, it earns more than its opponent; mean over repetitions.`,
        ]
      : [
          `Score: mean payoff in fields of mixed strategies, over ${counted(repetitions, 'repetition')}. Comes first: share of them in which it is highest.`,
          'Self-play, best reply, payoffs by pair and evolution are of other matches, in which all others play one strategy:',
          `means over ${counted(pairs[0][0].payoff.n, 'repetition')} (--pair-repetitions).`,
        ]),
    'Against the mean: score minus the mean of all entrants, paired by repetition. Each has a 95 % interval of its own; that all hold is less likely.',
    'Intervals of the score are in ranking.csv (score_low, score_high), those of self-play and payoffs by pair in pairs.csv (payoff_low, payoff_high).',
    'Best reply gains (exploitability): gain of the best-reply entrant where all others play this strategy.',
    ...(tied
      ? ['= : the difference to the next rank is not significant at 95 %; no other two ranks are compared.']
      : []),
  ];
}

/** Mean payoff of every entrant against every other, when the lines are not too long. */
function matrixLines(pairs: TournamentResult['pairs'], names: readonly string[], unit: string): string[] {
  const head = ['', '', ...names.map((_, j) => String(j + 1))];
  const rows = pairs.map((row, i) => [String(i + 1), names[i], ...row.map(({ payoff }) => shortNumber(payoff.mean))]);
  const lines = tableLines([head, ...rows], [1]);
  if (lines.some((line) => line.length > WIDEST)) return [];
  return [
    `Mean payoff${unit === '' ? '' : ` in ${unit}`} of each strategy (row) where all others play that of the column, by rank`,
    ...lines,
    '',
  ];
}

function invasionLines(pairs: TournamentResult['pairs'], names: readonly string[]): string[] {
  const lines = names.map((name, j) => {
    const invaders = names.filter((_, i) => pairs[i][j].invasion === 'invades');
    const unclear = names.filter((_, i) => pairs[i][j].invasion === 'unclear').length;
    const doubt = unclear === 0 ? '' : `; ${unclear} unclear`;
    if (invaders.length === 0) return [`  ${name}`, `by none${doubt}`];
    const shown = invaders.slice(0, MOST_INVADERS).join(', ');
    const rest = invaders.length > MOST_INVADERS ? ` and ${invaders.length - MOST_INVADERS} more` : '';
    return [`  ${name}`, `by ${shown}${rest}${doubt}`];
  });
  return ['Invasions by a few mutants', ...tableLines(lines, [0, 1])];
}

function exactLines({ exact }: TournamentResult): string[] {
  const scores = exact.flat().flatMap((pair) => (pair === undefined || Number.isNaN(pair.z) ? [] : [Math.abs(pair.z)]));
  if (scores.length === 0) return [];
  const worst = scores.reduce((most, z) => Math.max(most, z), 0);
  const far = scores.filter((z) => z > LARGE_Z).length;
  const verdict = far === 0 ? '' : `, ${far} of them by more than ${LARGE_Z}`;
  return [
    '',
    'Check: two strategies that remember one turn have an exact expected payoff against one another.',
    `The mean payoffs of ${counted(scores.length, 'such pair')} deviate from it by at most ${shortNumber(worst)} standard errors (z)${verdict}.`,
  ];
}

/** That evolution takes noisy means as exact, and how many of the comparisons in it are not significant. */
export function exactMeansNote(pairs: TournamentResult['pairs']): string {
  const tests = pairs.flat().filter(({ row, column }) => row !== column);
  const unclear = tests.filter(({ invasion }) => invasion === 'unclear').length;
  const exact = `takes mean payoffs by pair over ${counted(pairs[0][0].payoff.n, 'repetition')} as exact`;
  if (pairs.flat().every(({ payoff }) => payoff.sd === 0)) return exact;
  return `${exact}; ${countWord(unclear)} of ${counted(tests.length, 'pair difference')} (mutant less resident) ${unclear === 1 ? 'is' : 'are'} not significant at 95 %`;
}

function populationLines({ pairs, populations }: TournamentResult, names: readonly string[]): string[] {
  if (populations === undefined) return [];
  const top = (shares: readonly number[]): string =>
    shares
      .map((share, i) => ({ share, name: names[i] }))
      .sort((a, b) => b.share - a.share)
      .slice(0, 3)
      .filter(({ share }) => share >= 0.005)
      .map(({ share, name }) => `${name} ${percentWord(share)}`)
      .join(', ');
  return [
    '',
    `Evolution ${exactMeansNote(pairs)}.`,
    ...(pairs.flat().some(({ invasion }) => invasion === 'unclear')
      ? ['More repetitions may therefore lead to another outcome, also where the following is at rest.']
      : []),
    'Replicator dynamics from equal shares, time in units of 1 / (highest - lowest payoff):',
    `  after time ${countWord(EARLY)}: ${top(populations.replicatorEarly)}`,
    `  ${populations.isAtRest ? 'at rest' : `not at rest after time ${countWord(Math.round(populations.replicatorTime))}`}: ${top(populations.replicator)}`,
    `A population that imitates, with rare mutants, spends most time with ${top(populations.imitation)}.`,
  ];
}

function failureLines({ failures }: TournamentResult): string[] {
  if (failures.length === 0) return [];
  const shown = [...new Set(failures.map(({ cell, reason }) => `  ${cell}: ${reason}`))].slice(0, MOST_INVADERS);
  return ['', `${countWord(failures.length)} repetitions failed and are left out:`, ...shown];
}
