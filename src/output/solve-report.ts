/** Solutions as text and as a table: the root with its interval, the response, and the setting that uses it. */

import { type Column, field, goodsIn } from '../columns/column.ts';
import type { Root, Solution } from '../experiment/solve.ts';
import type { SolveRule } from '../experiment/solve-regions.ts';
import type { Estimate } from '../experiment/jackknife.ts';
import type { SolveTarget } from '../experiment/solve-target.ts';
import { isShareMetric, memberOf } from '../metrics/run-row.ts';
import { counted } from '../numeric/counted.ts';
import { changeWords, parameterWords, scenarioTitle } from './change-words.ts';
import type { CsvValue } from './csv.ts';
import { inSentence, outcomeWords } from './metric-title.ts';
import { shellWord } from './shell-word.ts';
import { tableLines } from './text-table.ts';
import { countWord, listWord, percentWord, shortNumber } from './words.ts';

export interface SolveAnswer {
  readonly path: string;
  readonly target: SolveTarget;
  readonly rule: SolveRule;
  readonly seed: string;
  /** `*` or `+` where the value changes what the scenario says. */
  readonly operator: string;
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly modelVersion: string;
  /** Unit of goods where it is not MW. */
  readonly goodsUnit?: string;
  readonly solution: Solution;
  /** The quantity at every value simulated, in ascending order. */
  readonly response: readonly (Estimate & { readonly x: number; readonly runs: number })[];
  readonly failed: number;
  readonly isInterrupted: boolean;
  readonly cpuSeconds: number;
}

const DIGITS = 4;

/** `.2` of a share as 20 %. */
export function quantityOf({ target }: Pick<SolveAnswer, 'target'>, value: number): string {
  if (target.kind === 'share') return percentWord(value);
  return isShareMetric(target.metric) ? `${shortNumber(100 * value)} %` : shortNumber(value);
}

/** What a target takes of the runs: `mean`, `90th percentile of`. */
function headWords(head: string): string {
  const [, percent] = /^p([\d.]+)$/i.exec(head) ?? [];
  return percent === undefined ? head.toLowerCase() : `${ordinal(percent)} percentile of`;
}

function ordinal(number: string): string {
  const ending = /1\d$|\.\d+$/.test(number) ? 'th' : { '1': 'st', '2': 'nd', '3': 'rd' }[number.slice(-1)];
  return `${Number(number)}${ending ?? 'th'}`;
}

/** The quantity of a target in words: `P(first wall = power)`, `mean fill rate, north`. */
export function targetWords(text: string, goodsUnit?: string): string {
  const [, head = '', inner = text] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  const words = inSentence(goodsIn(outcomeWords(inner), goodsUnit));
  if (head === '') return words;
  if (head === 'P') return `${head}(${words})`;
  return `${headWords(head)} ${memberOf(inner) === undefined ? words : words.replace(', ', ' at ')}`;
}

/** A value of the varied number as `--set` takes it. */
export function settingWord({ operator }: Pick<SolveAnswer, 'operator'>, value: number): string {
  return `${operator}${Number(value.toPrecision(DIGITS))}`;
}

/** `overbuild batch ... --set`: the scenario at the root. */
export function settingOption(answer: SolveAnswer, { value }: Root): string {
  return `--set ${shellWord(`${answer.path}=${settingWord(answer, value)}`)}`;
}

/** Differences smaller than this, relative to the quantity, are rounding errors. */
const ROUNDING = 1e-9;

/** Whether all runs at a value are equal, at every value, so that the response has no interval. */
function isExact({ response }: SolveAnswer): boolean {
  return response.every(({ value, low, high, runs }) => runs > 1 && high - low <= ROUNDING * Math.abs(value));
}

function intervalOf(answer: SolveAnswer, { low, high }: Pick<Estimate, 'low' | 'high'>): string {
  return `${quantityOf(answer, low)} to ${quantityOf(answer, high)}`;
}

/** The answer in a sentence or two. */
export function solveSentences(answer: SolveAnswer): string[] {
  const { solution, target, response, goodsUnit } = answer;
  const goal = `${targetWords(target.text, goodsUnit)} = ${quantityOf(answer, target.value)}`;
  const clear = solution.roots.filter(({ kind, isOpen }) => kind !== 'touches' && !isOpen);
  const unclear = solution.roots.filter((root) => !clear.includes(root));
  const interval = ({ low, high }: Root): string => `${settingWord(answer, low)} to ${settingWord(answer, high)}`;
  const how = isExact(answer)
    ? (root: Root) => `interpolated between ${interval(root).replace(' to ', ' and ')}; the same in all runs`
    : (root: Root) => `95 % interval ${interval(root)}`;
  const setting = ({ value }: Root): string => changeWords(`${answer.path}=${settingWord(answer, value)}`, goodsUnit);
  const ends = [response[0], response[response.length - 1]].map(
    (end) =>
      `${quantityOf(answer, end.value)}${isExact(answer) ? '' : ` (${intervalOf(answer, end)})`} at ${settingWord(answer, end.x)}`,
  );
  return [
    ...(solution.roots.length === 0 ? [`No value found in the range gives ${goal}: it is ${listWord(ends)}.`] : []),
    ...clear.map((root) => `${goal} at ${setting(root)} (${how(root)}), where it ${root.kind}.`),
    ...unclear.map((root) =>
      root.isOpen
        ? `${goal} cannot be excluded from ${interval(root)}; that reaches the end of the range, so the root may lie outside.`
        : `${goal} cannot be excluded from ${interval(root)}, with the quantity on the same side before and after.`,
    ),
    ...(clear.length > 1 ? [`There are ${clear.length} such values.`] : []),
  ];
}

function shapeLine(answer: SolveAnswer): string {
  const { turns, trend } = answer.solution;
  if (turns.length > 0) {
    const places = turns.map(({ x, kind }) => `${kind} near ${Number(x.toPrecision(DIGITS))}`);
    return `The response turns: ${listWord(places)} (significant at 5 % over all pairs of values).`;
  }
  const words = {
    rises: 'It rises from end to end',
    falls: 'It falls from end to end',
    level: 'Its ends do not differ',
  };
  return `${words[trend]}; no turn between the values${isExact(answer) ? '' : ' is significant at 5 %'}.`;
}

/**
 * The whole report.
 *
 * @param origin  Words after `overbuild batch` that give the scenario.
 */
export function solveReport(answer: SolveAnswer, origin: readonly string[] = [answer.scenario]): string[] {
  const { scenario, seed, modelVersion, solution, rule, response, failed, path, operator, target, goodsUnit } = answer;
  const { name, unit } = parameterWords(path, goodsUnit);
  const best = solution.roots.find(({ kind, isOpen }) => kind !== 'touches' && !isOpen);
  const width = rule.isLog ? 'high / low - 1' : 'width';
  const stops = {
    precise: `Every ${isExact(answer) ? 'bracket' : 'interval'} is within the precision (${width} ${shortNumber(rule.precision)}).`,
    budget: `The budget of ${counted(rule.budget, 'run')} ended before the interval was within the precision (${width} ${shortNumber(rule.precision)}); --runs raises it.`,
    'no root': '',
  };
  return [
    `${scenarioTitle(scenario, goodsUnit)}: ${name} from ${operator}${rule.low} to ${operator}${rule.high}${unit === '' || operator === '*' ? '' : ` ${unit}`}, seed ${seed}, model ${modelVersion}`,
    ...(name === path ? [] : [`(${path})`]),
    'Conditional on the assumptions of the scenario; not a forecast.',
    '',
    ...solveSentences(answer),
    ...(best === undefined
      ? []
      : [`Use it: overbuild batch ${origin.map(shellWord).join(' ')} ${settingOption(answer, best)}`]),
    '',
    ...tableLines(
      [
        ['  value', targetWords(target.text, goodsUnit), '95 % interval', 'runs'],
        ...response.map(({ x, value, low, high, runs }) => [
          `  ${settingWord(answer, x)}`,
          quantityOf(answer, value),
          isExact(answer) ? 'the same in all runs' : intervalOf(answer, { low, high }),
          countWord(runs),
        ]),
      ],
      [],
    ),
    shapeLine(answer),
    ...(stops[solution.stopped] === '' ? [] : [stops[solution.stopped]]),
    ...(failed === 0 ? [] : [`${countWord(failed)} failed runs are left out.`]),
    `${counted(solution.runs, 'run')} at ${counted(response.length, 'value')} with common random numbers, ${shortNumber(answer.cpuSeconds)} CPU seconds.`,
  ];
}

/** Columns of `solve.csv`. */
export const SOLVE_COLUMNS: readonly Column[] = [
  field('value', 'unit of the number', 'Value of the number that is searched, or its factor or addition.'),
  field('quantity', 'unit of the target', 'Quantity that is to meet the target, over the runs at this value.'),
  field('low_95', 'unit of the target', 'Lower end of its 95 % interval.'),
  field('high_95', 'unit of the target', 'Upper end of its 95 % interval.'),
  field('runs', '1', 'Runs behind it.', 'integer'),
];

/** Rows of `solve.csv`. */
export function solveRows({ response }: SolveAnswer): CsvValue[][] {
  return response.map(({ x, value, low, high, runs }) => [x, value, low, high, runs]);
}
