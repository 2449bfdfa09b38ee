/** Reports whether a game is a prisoner's dilemma. */

import { type Column, field } from '../columns/column.ts';
import type { DilemmaKind } from '../game/dilemma-payoffs.ts';
import { FEWEST_PAIRS } from '../experiment/paired-difference.ts';
import { areTooFew, type DilemmaReport, type PlayerDilemma } from '../tournament/dilemma.ts';
import { type Estimate, type Sign, signOf } from '../tournament/estimate.ts';
import type { CsvValue } from './csv.ts';
import { tableLines } from './text-table.ts';
import { countWord, listWord, percentWord, shortNumber } from './words.ts';

const KINDS: Readonly<Record<DilemmaKind, string>> = {
  'prisoners-dilemma': "a prisoner's dilemma",
  chicken: 'chicken: racing pays where all rivals are disciplined, discipline where all race',
  'stag-hunt': 'a stag hunt: discipline pays where all rivals are disciplined, racing where all race',
  harmony: 'harmony: discipline pays whether none or all of the rivals race',
  deadlock: 'deadlock: racing pays whether none or all of the rivals race, and is best for all',
  degenerate: 'no named game: two of its payoffs are equal',
  other: 'none of the named games',
};

const MEANINGS = {
  T: 'Payoff of racing alone, where none of the rivals races.',
  R: 'Payoff where all are disciplined.',
  P: 'Payoff where all race.',
  S: 'Payoff of discipline alone, where all of the rivals race.',
  temptation: 'T - R: gain from racing where none of the rivals races.',
  loss: 'R - P: loss of all from racing.',
  fear: 'P - S: cost of discipline where all of the rivals race.',
  steadiness:
    '2R - T - S: above 0 where 2R > T + S holds, the condition of two players: taking turns then pays them less than joint discipline.',
} as const;

/** A mean with its interval; the mean alone for constant values. */
export function estimateWord({ mean, low, high, sd }: Estimate): string {
  return sd === 0 ? shortNumber(mean) : `${shortNumber(mean)} (${shortNumber(low)} to ${shortNumber(high)})`;
}

const NUMBERS = ['T', 'R', 'P', 'S', 'temptation', 'loss', 'fear', 'steadiness'] as const;

/** Columns of `dilemma.csv`. */
export const DILEMMA_COLUMNS: readonly Column[] = [
  field('player', '', 'Player.', 'string'),
  field('unit', '', 'Unit of the payoffs; number in a plain game.', 'string'),
  ...NUMBERS.flatMap((name) => {
    const interval =
      name.length === 1 ? 'its 95 % interval' : 'its interval; those of all rows hold together with 95 %';
    return [
      field(name, 'unit of the payoffs', MEANINGS[name]),
      field(`${name}_low`, 'unit of the payoffs', `Lower end of ${interval}.`),
      field(`${name}_high`, 'unit of the payoffs', 'Upper end.'),
    ];
  }),
  field(
    'is_dilemma',
    '',
    "Whether the player faces a prisoner's dilemma, T > R > P > S, by the intervals of its differences, with none or all of the rivals racing: yes, no or unclear; unclear with 2 to 29 runs.",
    'string',
  ),
  field('kind', '', 'Kind of game by the mean payoffs.', 'string'),
  field('runs', '1', 'Paired runs.', 'integer'),
];

/** Rows of `dilemma.csv`, one a player. */
export function dilemmaRows({ players, runs }: DilemmaReport, unit: string): CsvValue[][] {
  return players.map((player) => [
    player.player,
    unit === '' ? 'number' : unit,
    ...NUMBERS.flatMap((name) => [player[name].mean, player[name].low, player[name].high]),
    player.isDilemma,
    player.kind,
    runs,
  ]);
}

/**
 * Table of payoffs and differences, then a sentence per player and one on all players.
 *
 * @param payoff  Kind of payoff, on which the ratio of joint payoffs depends.
 */
export function dilemmaLines(report: DilemmaReport, unit: string, payoff: string): string[] {
  const means = [
    ['', 'T', 'R', 'P', 'S'],
    ...report.players.map(({ player, T, R, P, S }) => [player, ...[T, R, P, S].map(({ mean }) => shortNumber(mean))]),
  ];
  const differences = [
    ['', 'T - R', 'R - P', 'P - S', '2R - T - S'],
    ...report.players.map(({ player, temptation, loss, fear, steadiness }) => [
      player,
      ...[temptation, loss, fear, steadiness].map(estimateWord),
    ]),
  ];
  const { runs, intervals } = report;
  const isCertain = runs === 1;
  return [
    `Payoffs${unit === '' ? '' : ` in ${unit}`}: T racing alone, R all disciplined, P all racing, S disciplined alone`,
    ...indented(tableLines(means)),
    ...(report.seats > 2
      ? [
          'T and R are where none of the rivals races, P and S where all of them race; cases in which some race are not tested.',
        ]
      : []),
    '',
    isCertain
      ? 'Differences'
      : `Differences over ${countWord(runs)} paired runs; the ${countWord(intervals.count)} intervals hold together with ${percentWord(intervals.together)} (Bonferroni: each with ${(100 * intervals.each).toPrecision(3)} %)`,
    ...indented(tableLines(differences)),
    "A prisoner's dilemma needs the first three above 0; the fourth, above 0 where 2R > T + S, is shown for comparison.",
    '',
    ...(isCertain ? [] : [verdictRule(report)]),
    ...report.players.map(verdict),
    '',
    togetherLine(report, unit, payoff),
  ];
}

function verdictRule({ runs, players, seats }: DilemmaReport): string {
  if (areTooFew(runs))
    return `${countWord(runs)} runs are too few for a verdict, which needs ${countWord(FEWEST_PAIRS)}:`;
  const apart = players.length < seats ? ' (verdicts of several commands do not hold together)' : '';
  return players.length === 1
    ? `Verdict by these intervals, right with 95 %${apart}:`
    : `Verdicts by these intervals, so that all of them together are right with 95 %${apart}:`;
}

/** What a prisoner's dilemma needs, and the condition of two players, with the difference that decides it. */
const ORDER = { 'T > R': 'temptation', 'R > P': 'loss', 'P > S': 'fear' } as const;
const STEADY = { '2R > T + S': 'steadiness' } as const;

/** What the intervals say of conditions: `R > P is undecided, T > R and P > S hold`. */
function conditionWords(player: PlayerDilemma, conditions: Partial<typeof ORDER & typeof STEADY>): string {
  const known = Object.entries(conditions).map(([words, name]) => ({ words, sign: signOf(player[name]) }));
  const part = (signs: readonly Sign[], one: string, more: string): string[] => {
    const words = known.filter(({ sign }) => signs.includes(sign)).map((condition) => condition.words);
    return words.length === 0 ? [] : [`${listWord(words)} ${words.length === 1 ? one : more}`];
  };
  return [
    ...part(['unclear'], 'is undecided', 'are undecided'),
    ...part(['negative', 'zero'], 'fails', 'fail'),
    ...part(['positive'], 'holds', 'hold'),
  ].join(', ');
}

function verdict(player: PlayerDilemma): string {
  const { player: name, isDilemma, kind } = player;
  if (isDilemma === 'yes')
    return `${name}: a prisoner's dilemma, T > R > P > S; the two-player condition ${conditionWords(player, STEADY)}.`;
  const what = isDilemma === 'no' ? "no prisoner's dilemma" : 'undecided with these runs';
  const why = areTooFew(player.temptation.n) ? '' : `: ${conditionWords(player, ORDER)}`;
  return `${name}: ${what}${why}; by the means ${KINDS[kind]}.`;
}

function togetherLine(
  { jointLoss, jointDiscipline, jointRace, disciplineOverRace, seats }: DilemmaReport,
  unit: string,
  payoff: string,
): string {
  const ratio = Number.isFinite(disciplineOverRace)
    ? `; all disciplined over all racing ${shortNumber(disciplineOverRace)}, in ${payoff}`
    : '';
  const inUnit = unit === '' ? '' : ` ${unit}`;
  // Where joint racing earns a loss, a share of a small payoff would exceed 100 %, and its size mean nothing.
  const isShare = jointDiscipline.mean > 0 && jointLoss.mean <= jointDiscipline.mean;
  const share = isShare
    ? `, ${percentWord(jointLoss.mean / jointDiscipline.mean)} of the payoff of joint discipline`
    : `: ${shortNumber(jointRace.mean)} instead of ${shortNumber(jointDiscipline.mean)}${inUnit}; without their ratio, which needs two positive payoffs`;
  const together = seats === 2 ? 'Both players together' : `All ${countWord(seats)} players together`;
  return `${together}: racing instead of discipline costs ${estimateWord(jointLoss).replace('(', '(95 % interval ')}${inUnit}${share}${ratio}.`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
