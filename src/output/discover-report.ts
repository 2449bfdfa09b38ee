/** Reports scenario discovery: the box as a sentence, its quality, its limits with tests, and the peeling trajectory. */

import { type Column, field } from '../columns/column.ts';
import type { Box, Discovery, Limit } from '../experiment/prim.ts';
import type { RegionalScore } from '../experiment/sensitivity/regional.ts';
import { counted } from '../numeric/counted.ts';
import { changeTitles, parameterWords, rowTitles, scenarioTitle } from './change-words.ts';
import type { CsvValue } from './csv.ts';
import { inSentence, outcomeWords } from './metric-title.ts';
import { tableLines } from './text-table.ts';
import { countWord, listWord, percentWord, quantityWord, shortNumber } from './words.ts';

/** Question and result of a search. */
export interface DiscoverFinding {
  readonly scenario: string;
  readonly seed: string;
  readonly condition: string;
  readonly discovery: Discovery;
  readonly scores: readonly RegionalScore[];
  /** Commands that repeat a run in the box with the target, and one outside without it. */
  readonly inside: string | undefined;
  readonly outside: string | undefined;
}

const SHOWN_STEPS = 10;
const SHOWN_SCORES = 8;
const SMALL_P = 0.001;

const pWord = (p: number): string => (p < SMALL_P ? `< ${SMALL_P}` : shortNumber(Number(p.toFixed(3))));
/** A value of a number of the scenario in its unit. */
const valueWord = (input: string, value: number): string => quantityWord(value, parameterWords(input).unit);
const sideWord = ({ input, side, value }: Limit): string =>
  `${side === 'above' ? 'at least' : 'at most'} ${valueWord(input, value)}`;

/** `a is at least 3 and b is 1 to 2`. */
export function boxWords(limits: readonly Limit[]): string {
  const names = [...new Set(limits.map(({ input }) => input))];
  const titles = changeTitles(names);
  return listWord(
    names.map((name) => {
      const title = titles.get(name) ?? name;
      const of = limits.filter(({ input }) => input === name);
      if (of.length === 1) return `${title} is ${sideWord(of[0])}`;
      const [low, high] = ['above', 'below'].map(
        (side) => of.find((limit) => limit.side === side)?.value ?? Number.NaN,
      );
      return `${title} is ${shortNumber(low)} to ${valueWord(name, high)}`;
    }),
  );
}

/** The steps to show: the ends and evenly between. */
function someOf(trajectory: readonly Box[]): readonly Box[] {
  if (trajectory.length <= SHOWN_STEPS) return trajectory;
  const last = trajectory.length - 1;
  return Array.from({ length: SHOWN_STEPS }, (_, i) => trajectory[Math.round((i * last) / (SHOWN_STEPS - 1))]);
}

/** The sentence of the finding. */
export function discoverSentence({ condition, discovery }: DiscoverFinding): string {
  const { box, isFound, rows, hits, p } = discovery;
  const base = `${percentWord(hits / rows)} of all ${counted(rows, 'run')}`;
  const event = inSentence(outcomeWords(condition));
  return isFound
    ? `Where ${boxWords(box.limits)}, ${event} holds in ${percentWord(box.density)} of the runs, compared with ${base} (p ${pWord(p)}).`
    : `No significant box: ${event} holds in ${base}, and the best box is not better than boxes found after permuting the condition among runs (p ${pWord(p)}).`;
}

/** The whole report. */
export function discoverReport(finding: DiscoverFinding): string[] {
  const { discovery, scores } = finding;
  const titles = rowTitles([...new Set([...discovery.box.limits, ...scores].map(({ input }) => input))]);
  const addressOf = (input: string): string => (titles.get(input) === input ? '' : input);
  const { box, isFound, trajectory, heldOut } = discovery;
  const quality = [
    '',
    ...tableLines(
      [
        ['  coverage', percentWord(box.coverage), 'of the runs where the condition holds are in the box'],
        ['  density', percentWord(box.density), 'of the runs in the box have it'],
        ['  mass', percentWord(box.mass), `of all runs are in the box: ${countWord(box.rows)}`],
        [
          '  in fresh runs',
          percentWord(heldOut.density),
          `density when the box is found in one half of the runs and measured in the other; coverage ${percentWord(heldOut.coverage)}`,
        ],
      ],
      [0, 2],
    ),
    '',
    ...tableLines(
      [
        ['  limit', '', 'quasi-p', 'returns in', 'address'],
        ...box.limits.map((limit) => [
          `  ${titles.get(limit.input)}`,
          sideWord(limit),
          pWord(limit.quasiP),
          percentWord(limit.returns),
          addressOf(limit.input),
        ]),
      ],
      [0, 1, 4],
    ),
    'quasi-p: probability of as dense a box without the limit. Returns in: share of 40 random halves of the runs with a limit on that side.',
  ];
  return [
    `Scenario discovery for ${scenarioTitle(finding.scenario)}, seed ${finding.seed}: ${inSentence(outcomeWords(finding.condition))}`,
    discoverSentence(finding),
    'Conditional on the spreads or ranges of the inputs; not a forecast.',
    ...(isFound ? quality : []),
    '',
    'Peeling trajectory',
    ...tableLines([
      ['  mass', 'coverage', 'density', 'limits'],
      ...someOf(trajectory).map(({ mass, coverage, density, limits }) => [
        `  ${percentWord(mass)}`,
        percentWord(coverage),
        percentWord(density),
        String(limits.length),
      ]),
    ]),
    '',
    'Inputs by the difference of their distributions with and without the condition (Kolmogorov-Smirnov distance, Bonferroni p)',
    ...tableLines(
      [
        ['  number', 'distance', 'p', 'address'],
        ...scores
          .slice(0, SHOWN_SCORES)
          .map(({ input, distance, p }) => [
            `  ${titles.get(input)}`,
            shortNumber(distance),
            pWord(p),
            addressOf(input),
          ]),
      ],
      [0, 3],
    ),
    ...(isFound && finding.inside !== undefined ? ['', `A run in the box:      ${finding.inside}`] : []),
    ...(isFound && finding.outside !== undefined ? [`A run outside the box: ${finding.outside}`] : []),
  ];
}

/** Rows of `discover.csv`: the trajectory, one limit a row. */
export const DISCOVER_COLUMNS: readonly Column[] = [
  field('step', '1', 'Step of the search, from 0: the box of all runs.', 'integer'),
  field('mass', '1', 'Share of the runs that are in the box.'),
  field('coverage', '1', 'Share of the runs with the outcome that are in the box.'),
  field('density', '1', 'Share of the runs in the box that have the outcome.'),
  field('input', '', 'Input that the box limits; empty in a box without limits.', 'string'),
  field('side', '', 'Whether the limit is the least or the largest value of the input.', 'string'),
  field('value', 'unit of the input', 'The limit.'),
];

export function discoverRows({ trajectory }: Discovery): CsvValue[][] {
  return trajectory.flatMap(({ limits, mass, coverage, density }, step) => {
    const limited: readonly (Limit | undefined)[] = limits.length === 0 ? [undefined] : limits;
    return limited.map((limit) => [step, mass, coverage, density, limit?.input, limit?.side, limit?.value]);
  });
}
