/** Prints and tabulates equilibria along one parameter of a scenario. */

import { type Column, field } from '../columns/column.ts';
import type { Candidate } from '../equilibrium/quiesce.ts';
import type { Role } from '../equilibrium/role-symmetric.ts';
import type { TracePoint } from '../equilibrium/trace-bends.ts';
import { counted } from '../numeric/counted.ts';
import { changeWords } from './change-words.ts';
import { type CsvLocale, type CsvValue, tableText } from './csv.ts';
import { coverageLines, type FoundEquilibria, mixtureWords, samePayoffs } from './sampled-equilibrium-report.ts';
import { countWord, percentWord, shortNumber } from './words.ts';

export type TracedPoint = TracePoint<FoundEquilibria>;

/** Columns of `trace.csv`. */
export const TRACE_COLUMNS: readonly Column[] = [
  field('value', 'unit of the number', 'Value of the number along which equilibria are followed.'),
  field('candidate', '1', 'Candidate at this value, from 1.', 'integer'),
  field('verdict', '', 'confirmed or unconfirmed.', 'string'),
  field('regret', 'unit of the game', 'Largest gain of a player who deviates alone.'),
  field('regret_low', 'unit of the game', 'Lower end of its 95 % interval.'),
  field('regret_high', 'unit of the game', 'Upper end of its 95 % interval.'),
  field('role', '', 'Role of players.', 'string'),
  field('strategy', '', 'Strategy of the role.', 'string'),
  field('chance', '1', 'Probability with which the role plays it.'),
  field('payoff', 'unit of the game', 'Payoff of a player of the role, measured as in profiles.csv.'),
  field('payoff_low', 'unit of the game', 'Lower end of its 95 % interval.'),
  field('payoff_high', 'unit of the game', 'Upper end of its 95 % interval.'),
  field('welfare', 'unit of the game', 'Sum of the payoffs of all players.'),
  field(
    'price_of_anarchy',
    '1',
    'Largest welfare of any sampled profile over that of this candidate, in the same replications; the price of anarchy at this value where the candidate is the confirmed equilibrium with the lowest welfare.',
  ),
];

/** A candidate at a value, in the order of the tables. */
export interface TracedCandidate {
  readonly value: number;
  readonly at: number;
  readonly isConfirmed: boolean;
  readonly candidate: Candidate;
}

/**
 * Candidates of every point: the confirmed ones without mixtures of strategies that play alike, or without any the
 * unconfirmed one with the least regret.
 */
export function tracedCandidates(points: readonly TracedPoint[]): TracedCandidate[] {
  return points.flatMap(({ value, found }): TracedCandidate[] => {
    const { confirmed, unconfirmed } = found.result;
    const isConfirmed = confirmed.length > 0;
    if (!isConfirmed) return unconfirmed.slice(0, 1).map((candidate, at) => ({ value, at, isConfirmed, candidate }));
    const size = (i: number): number => confirmed[i].mixture.flat().filter((chance) => chance > 0).length;
    return samePayoffs(found)
      .flatMap((group) => group.filter((i) => size(i) === size(group[0])))
      .map((at) => ({ value, at, isConfirmed, candidate: confirmed[at] }));
  });
}

/**
 * Whether two points have different equilibria: different strategies, or probabilities that differ by more than a
 * tenth.
 */
export function differInEquilibria(a: FoundEquilibria, b: FoundEquilibria): boolean {
  const [first, second] = [a, b].map((found) => tracedCandidates([{ value: 0, found }]));
  if (first.length !== second.length) return true;
  return first.some(({ candidate: { mixture }, isConfirmed }) => {
    return !second.some(
      (other) =>
        other.isConfirmed === isConfirmed &&
        mixture.every((own, r) => own.every((chance, s) => Math.abs(chance - other.candidate.mixture[r][s]) <= TENTH)),
    );
  });
}

const TENTH = 0.1;

/** Text of `trace.csv`: one row per value, candidate, role and strategy. */
export function traceCsv(points: readonly TracedPoint[], roles: readonly Role[], locale: CsvLocale): string {
  const rows = points.flatMap(({ value, found }) =>
    tracedCandidates([{ value, found }]).flatMap(({ at, isConfirmed, candidate: { mixture, estimate } }) =>
      roles.flatMap(({ name, strategies }, r) =>
        strategies.map((strategy, s): CsvValue[] => [
          value,
          at + 1,
          isConfirmed ? 'confirmed' : 'unconfirmed',
          estimate.regret,
          estimate.low,
          estimate.high,
          name,
          strategy,
          mixture[r][s],
          found.payoffs[at][r].mean,
          found.payoffs[at][r].low,
          found.payoffs[at][r].high,
          found.welfare[at].total.mean,
          found.welfare[at].priceOfAnarchy,
        ]),
      ),
    ),
  );
  return tableText(TRACE_COLUMNS, rows, locale);
}

export interface TraceTitle {
  readonly title: string;
  readonly path: string;
  readonly epsilon: number;
  readonly roles: readonly Role[];
}

export function traceLines(points: readonly TracedPoint[], { title, path, epsilon, roles }: TraceTitle): string[] {
  const runs = points.reduce((sum, { found }) => sum + found.result.spent, 0);
  const lines = points.flatMap(({ value, found }) => {
    const shown = tracedCandidates([{ value, found }]);
    if (shown.length === 0) return [`  ${shortNumber(value)}  undecided within the budget`];
    const groups = samePayoffs(found);
    const first = groups.map(([at]) => at);
    const told = shown.filter(({ at, isConfirmed }) => !isConfirmed || first.includes(at));
    return told.map(({ at, isConfirmed, candidate: { mixture, estimate } }) => {
      const { priceOfAnarchy } = found.welfare[at];
      const anarchy =
        priceOfAnarchy === undefined ? '' : `; best sampled profile ${shortNumber(priceOfAnarchy)} times this`;
      const regret = isConfirmed
        ? `regret at most ${percentWord(estimate.high)}`
        : `unconfirmed, regret ${percentWord(estimate.low)} to ${percentWord(estimate.high)}`;
      const others = (groups.find(([one]) => one === at)?.length ?? 1) - 1;
      const alike = others === 0 ? '' : `; ${countWord(others)} more with the same payoffs`;
      return `  ${shortNumber(value)}  ${mixtureWords(roles, mixture)}  (${regret}${anarchy}${alike})`;
    });
  });
  return [
    title,
    `Equilibria by ${changeWords(path)}, ${path}, at most ${percentWord(epsilon)} regret; ${counted(points.length, 'value')}, ${counted(runs, 'run')} of profiles`,
    ...lines,
    ...bendLines(points, path),
    ...coverageLines(roles),
  ];
}

function bendLines(points: readonly TracedPoint[], path: string): string[] {
  const bends = points.slice(1).flatMap((point, i) => {
    const before = points[i];
    return differInEquilibria(before.found, point.found)
      ? [`${shortNumber(before.value)} and ${shortNumber(point.value)}`]
      : [];
  });
  if (bends.length === 0) return [`The equilibria do not change over the tried values of ${changeWords(path)}.`];
  return [`The equilibria change between ${bends.join(', between ')}.`];
}
