/** A calibration in words and tables: preflight, waves, what the targets say about every number, and predictions. */

import { type Column, field } from '../columns/column.ts';
import type { Identified } from '../experiment/calibrate/identify.ts';
import type { Preflight } from '../experiment/calibrate/preflight.ts';
import type { Target } from '../experiment/calibrate/targets.ts';
import type { ForecastScore } from '../experiment/forecast-scores.ts';
import { counted } from '../numeric/counted.ts';
import type { Spread } from '../scenario/spread.ts';
import { changeWords, scenarioTitle, sharedTitle } from './change-words.ts';
import type { CsvValue } from './csv.ts';
import { blockLines, markdownTable, type TextBlock } from './text-table.ts';
import { capital, countWord, listWord, percentWord, shortNumber } from './words.ts';

/** What a wave of history matching left. */
export interface Wave {
  readonly draws: number;
  readonly retained: number;
  /** Share of the prior that the box after it holds. */
  readonly volume: number;
  readonly failures: number;
  /** Whether enough draws were left to narrow the box by. */
  readonly isNarrowed: boolean;
}

/** An uncertain number, or several that share a quantile. */
export interface CalibratedNumber extends Identified {
  readonly name: string;
  readonly paths: readonly string[];
  /** Of the number at the first path. */
  readonly unit: string;
  /** 5 %, 50 % and 95 % of the number at the first path. */
  readonly prior: readonly number[];
  readonly posterior: readonly number[];
  /** The same of its quantile, in [0, 1]. */
  readonly ends: readonly number[];
  /** Posterior sample of its quantile. */
  readonly shares: Float64Array;
}

/** Scores of prior and posterior on the targets of one quantity. */
export interface Checked {
  readonly use: Target['use'];
  readonly quantity: string;
  readonly prior: ForecastScore;
  readonly posterior: ForecastScore;
}

export interface Calibration {
  readonly targets: readonly Target[];
  /** Those that were calibrated to, in the order of the preflight. */
  readonly used: readonly Target[];
  readonly waves: readonly Wave[];
  readonly preflight: Preflight;
  readonly reference: {
    readonly rows: number;
    /** Runs that never reached some target. */
    readonly left: number;
    readonly retained: number;
    readonly tests: number;
  };
  readonly numbers: readonly CalibratedNumber[];
  readonly weights: Float64Array;
  /** Of every path: the number of the scenario, and draws of the posterior, in its unit. */
  readonly values: readonly { readonly path: string; readonly stated: number; readonly values: Float64Array }[];
  readonly checked: readonly Checked[];
  /** Spreads of the scenario, by path. */
  readonly spreads: Readonly<Record<string, Spread>>;
}

export interface CalibrationAbout {
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly modelVersion: string;
  readonly seed: string;
  readonly targets: string;
  readonly replications: number;
  readonly cutOff: number;
}

/** Performance from which a record is said to identify a number. */
export const LEAST_PERFORMANCE = 0.1;
/** Level of the test of even ranks over all numbers together. */
const LEVEL = 0.05;

/** Whether ranks of a number differ from even ones, at the level over all numbers together. */
const isUneven = ({ evenness }: CalibratedNumber, { numbers }: Pick<Calibration, 'numbers'>): boolean =>
  evenness < LEVEL / numbers.length;

/** Numbers that the targets identify, with a posterior that is calibrated; those identified best first. */
export function identifiedNumbers(calibration: Calibration): CalibratedNumber[] {
  return byPerformance(calibration.numbers).filter(
    (number) => number.performance >= LEAST_PERFORMANCE && !isUneven(number, calibration),
  );
}

const byPerformance = (numbers: readonly CalibratedNumber[]): CalibratedNumber[] =>
  [...numbers].sort((a, b) => b.performance - a.performance);

const intervalWord = ([low, middle, high]: readonly number[]): string =>
  `${shortNumber(middle)} (${shortNumber(low)} to ${shortNumber(high)})`;

/** Name of a number, with how many paths share it. */
export function numberWord({ name, paths }: CalibratedNumber): string {
  const title = sharedTitle(changeWords(paths[0]), paths[0], paths);
  return paths.length === 1 || name === paths[0] ? title : `${name}: ${title}`;
}

function preflightLines({ used, preflight, waves: [first] }: Calibration): string[] {
  const name = (t: number): string => used[t].id;
  const pair = ([a, b]: readonly [number, number]): string => `${name(a)} and ${name(b)}`;
  const { unreached, contradictory, duplicates } = preflight;
  const lines = [
    ...unreached.map(
      ({ target, least }) =>
        `${name(target)}: no draw comes near; the nearest lies ${shortNumber(least)} standard deviations off.`,
    ),
    ...contradictory.map(
      ({ pair: both, expected }) =>
        `${pair(both)} contradict each other: no draw meets both, and ${shortNumber(expected)} would if they were independent.`,
    ),
    ...duplicates.map(
      ({ pair: both, correlation }) =>
        `${pair(both)} say the same: their correlation over draws is ${correlation.toFixed(2)}. Leave one out.`,
    ),
  ];
  const draws = `Preflight, ${countWord(first.draws)} draws from the spreads`;
  return lines.length === 0
    ? [`${draws}: every target is within reach, no pair contradicts itself and none says the same.`]
    : [`${draws}:`, ...lines.map((line) => `- ${line}`)];
}

const UNIT_OF_NUMBER = 'unit of the number';

/** Columns of `calibration.csv`. */
export const CALIBRATION_COLUMNS: readonly Column[] = [
  field('number', '', 'Uncertain number, or the first of those that share a draw.', 'string'),
  field('paths', '', 'Paths of the scenario that share the draw.', 'string'),
  field('unit', '', 'Unit of the number.', 'string'),
  ...['prior', 'posterior'].flatMap((law) =>
    [5, 50, 95].map((level) => field(`${law}_p${level}`, UNIT_OF_NUMBER, `Quantile of the ${law} at ${level} %.`)),
  ),
  field('performance', '1', 'Reduction of the squared error by the targets, on simulated records: 0 none, 1 all.'),
  field('coverage_90', '1', 'Share of simulated records whose 90 % interval has the true value.'),
  field('ranks_p_value', '1', 'P-value of a test that ranks of true values in the posterior are even.'),
  field('identified', '1', '1 where the targets identify the number, else 0.', 'integer'),
];

/** Columns of `posterior.csv`: a draw, its weight, and the value of every uncertain number. */
export function posteriorColumns(paths: readonly string[]): readonly Column[] {
  return [
    field('draw', '1', 'Draw of the posterior, from 0.', 'integer'),
    field('weight', '1', 'Weight of the draw.'),
    ...paths.map((path) => field(path, UNIT_OF_NUMBER, `Value of ${path} in the draw.`)),
  ];
}

/** Rows of `calibration.csv`, the best identified number first. */
export function calibrationRows(calibration: Calibration): CsvValue[][] {
  const identified = new Set(identifiedNumbers(calibration));
  return byPerformance(calibration.numbers).map((number) => [
    number.name,
    number.paths.join(' '),
    number.unit,
    ...number.prior,
    ...number.posterior,
    number.performance,
    number.coverage,
    number.evenness,
    identified.has(number) ? 1 : 0,
  ]);
}

/** Rows of `posterior.csv`: a weighted draw a row, every uncertain number in its unit. */
export function* posteriorRows({ weights, values }: Calibration): Generator<CsvValue[]> {
  yield posteriorColumns(values.map(({ path }) => path)).map(({ name }) => name);
  for (const [i, weight] of weights.entries()) yield [i, weight, ...values.map(({ values: of }) => of[i])];
}

/** @param shown  Numbers in the table; those identified least are left out. */
function blocksOf(calibration: Calibration, about: CalibrationAbout, shown: number): TextBlock[] {
  const { waves, reference, numbers, checked } = calibration;
  const identified = identifiedNumbers(calibration);
  const uneven = numbers.filter((number) => isUneven(number, calibration));
  const coverage = numbers.map((number) => number.coverage);
  const { replications, cutOff } = about;
  return [
    { text: preflightLines(calibration) },
    {
      text: [`History matching, ${counted(replications, 'run')} of a draw, implausible above ${cutOff}:`],
      table: [
        ['wave', 'draws', 'not implausible', 'share', 'prior left in the box', 'failed runs'],
        ...waves.map(({ draws, retained, volume, failures }, w) => [
          String(w + 1),
          countWord(draws),
          countWord(retained),
          percentWord(retained / draws),
          percentWord(volume),
          countWord(failures),
        ]),
      ],
    },
    ...(waves.at(-1)?.isNarrowed === true
      ? []
      : [
          {
            text: [
              'The last wave left too few draws to narrow the box: widen spreads, or say how exact the model can be.',
            ],
          },
        ]),
    {
      text: [
        `Posterior of ${countWord(reference.retained)} of ${countWord(reference.rows)} simulated records${reference.left === 0 ? '' : ` (${countWord(reference.left)} more never reached a target)`}; performance, coverage of 90 % intervals and ranks from ${countWord(Math.min(reference.tests, reference.rows))} of them taken for the record:`,
      ],
      table: [
        ['number', 'prior', 'posterior', 'performance', 'coverage', 'p of even ranks', 'address'],
        ...byPerformance(numbers)
          .slice(0, shown)
          .map((number) => [
            capital(numberWord(number)),
            intervalWord(number.prior),
            intervalWord(number.posterior),
            number.performance.toFixed(2),
            percentWord(number.coverage),
            number.evenness.toFixed(3),
            number.paths[0],
          ]),
      ],
      leftColumns: [0, 6],
    },
    {
      text: [
        ...(numbers.length > shown ? [`${numbers.length - shown} more numbers have lower performance.`] : []),
        identified.length === 0
          ? `These targets identify none of the ${numbers.length} numbers (performance below ${LEAST_PERFORMANCE}, or ranks not even).`
          : `These targets identify ${identified.length} of ${numbers.length} numbers (performance ${LEAST_PERFORMANCE} or more, even ranks): ${listWord(identified.map(numberWord))}. The others stay as they were.`,
        `Intervals of 90 % hold ${percentWord(Math.min(...coverage))} to ${percentWord(Math.max(...coverage))} of the numbers that made a simulated record; ${uneven.length === 0 ? 'ranks are even' : `ranks are not even for ${uneven.length > 5 ? `${uneven.length} numbers: raise --reference` : listWord(uneven.map(numberWord))}`} (chi-square, level ${LEVEL} over all numbers).`,
      ],
    },
    {
      text: ['Predictions before and after, without errors of observation or of the model:'],
      table: [
        ['quantity', 'use', 'values', '80 % band before', 'after', 'CRPS before', 'after'],
        ...checked.map(({ quantity, use, prior, posterior }) => [
          quantity,
          use === 'check' ? 'left out' : 'calibrated',
          String(posterior.count),
          percentWord(prior.coverage[1]),
          percentWord(posterior.coverage[1]),
          shortNumber(prior.crps),
          shortNumber(posterior.crps),
        ]),
      ],
      leftColumns: [0, 1],
    },
  ];
}

function aboutLine({ used, targets }: Calibration, about: CalibrationAbout): string {
  const { scenario, scenarioHash, modelVersion, seed } = about;
  return `${scenarioTitle(scenario)}: ${used.length} targets of ${about.targets}, ${targets.length - used.length} left out to check; seed ${seed}, model ${modelVersion}, scenario ${scenarioHash}`;
}

/** Lines that the command prints. */
export function calibrationLines(calibration: Calibration, about: CalibrationAbout): string[] {
  const blocks = blocksOf(calibration, about, calibration.numbers.length);
  return [aboutLine(calibration, about), ...blockLines(blocks)];
}

/** Numbers in the table of a page. */
const ON_PAGE = 16;

/** The section of a page on a calibration. */
export function calibrationSection(calibration: Calibration, about: CalibrationAbout, command: string): string {
  return [
    `## Calibration of ${about.scenario}`,
    '',
    `Made by \`${command}\`.`,
    '',
    `${aboutLine(calibration, about)}.`,
    '',
    ...blocksOf(calibration, about, ON_PAGE).flatMap(({ text, table }) => [
      ...text,
      '',
      ...(table === undefined ? [] : markdownTable(table)),
      '',
    ]),
  ].join('\n');
}
