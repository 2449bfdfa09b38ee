/** Reports historical patterns: every pattern with its recorded range, the model's range, and the verdict. */

import { OWED_BY_BASELINE, type OwedByBaseline, type PatternResult, type Verdict } from '../experiment/patterns.ts';
import { aboutLine, type StudyAbout } from './about-line.ts';
import { markdownTable, tableLines } from './text-table.ts';
import { shortNumber } from './words.ts';

const HEAD = ['pattern', 'recorded', 'model, median', '90 % interval', 'verdict', 'in the baseline'] as const;

/** Rounding errors are shown as 0. */
const ROUNDING = 1e-9;

function numberWord(value: number): string {
  return shortNumber(Math.abs(value) < ROUNDING ? 0 : value);
}

function rangeWord(low: number, high: number): string {
  if (Number.isNaN(low) && Number.isNaN(high)) return '-';
  return low === high ? numberWord(low) : `${numberWord(low)} to ${numberWord(high)}`;
}

function unitWord(unit: string): string {
  return unit === '1' ? '' : `, ${unit}`;
}

function cellsOf(result: PatternResult): string[] {
  return [
    rangeWord(result.low, result.high),
    numberWord(result.median),
    rangeWord(result.from, result.to),
    result.verdict,
    result.baseline,
  ];
}

const OWED_WORDS: Readonly<Record<OwedByBaseline, string>> = {
  free: 'not used for the baseline',
  fitted: 'to which baseline values were fitted',
  set: 'from which baseline values were set',
};

/**
 * Number of patterns by verdict. Patterns used for the baseline are counted separately, because reproducing them is no
 * evidence.
 */
export function verdictLines(results: readonly PatternResult[]): string[] {
  const counts = (some: readonly PatternResult[]) => (verdict: Verdict) =>
    some.filter((result) => result.verdict === verdict).length;
  const lines = OWED_BY_BASELINE.toReversed().flatMap((owed) => {
    const of = counts(results.filter(({ baseline }) => baseline === owed));
    const judged = of('met') + of('in reach') + of('missed');
    const found = `the model meets ${of('met')}, has ${of('in reach')} in reach and misses ${of('missed')}.`;
    return judged === 0 ? [] : [`Of ${judged} facts ${OWED_WORDS[owed]}, ${found}`];
  });
  const of = counts(results);
  return [...lines, `${of('no fact')} patterns have no published fact and ${of('not measured')} are not measured.`];
}

function groupsOf(results: readonly PatternResult[]): string[] {
  return [...new Set(results.map(({ group }) => group))];
}

/** Lines that the command prints. */
export function patternsLines(results: readonly PatternResult[], about: StudyAbout): string[] {
  const rows = groupsOf(results).flatMap((group) => [
    [group],
    ...results
      .filter((result) => result.group === group)
      .map((result) => [`  ${result.pattern}${unitWord(result.unit)}`, ...cellsOf(result)]),
  ]);
  return [aboutLine(about), '', ...tableLines([[...HEAD], ...rows]), '', ...verdictLines(results)];
}

/** The page docs/validation.md. */
export function patternsPage(results: readonly PatternResult[], about: StudyAbout): string {
  const command = `overbuild patterns ${about.scenario} --runs ${about.runs} --seed ${about.seed} --page docs/validation.md`;
  const missed = results.filter(({ verdict }) => verdict === 'missed');
  const tables = groupsOf(results).flatMap((group) => [
    `## ${group[0].toUpperCase()}${group.slice(1)}`,
    '',
    ...markdownTable([
      [...HEAD, 'recorded fact', 'confidence, source'],
      ...results.filter((result) => result.group === group).map(pageCells),
    ]),
    '',
  ]);
  return [
    '# Validation',
    '',
    'Historical patterns that the model reproduces, and those that it does not.',
    `Made by \`${command}\`; the facts are in \`data/patterns.csv\`.`,
    '',
    `${aboutLine(about)}.`,
    '',
    ...verdictLines(results).map((line) => `- ${line}`),
    '',
    '- *met*: the median of the runs is in the recorded range, or the single recorded figure is in the 90 % interval of the runs.',
    '- *in reach*: the 90 % interval overlaps the recorded range, but the median is outside it.',
    '- *missed*: they do not overlap.',
    '',
    'In the baseline the fact is',
    '',
    '- *set*: a baseline value equals the fact, or the fact minus other contributions of the model;',
    '- *fitted*: baseline values were chosen to reproduce the fact, or facts that imply it;',
    '- *free*: no baseline value was taken from it.',
    '',
    'Free does not mean unseen: assumed values were chosen with knowledge of the data.',
    '',
    'Shares (`a / b` in the table of facts) are counts summed over all runs; their range is a 95 % interval.',
    'Some patterns are from before the first month of the scenario, and some from busts of other industries: they test the kind of paths that the rules generate, not a forecast.',
    '',
    ...(missed.length === 0 ? [] : ['Missed:', '', ...missed.map(missedLine), '']),
    ...tables,
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function pageCells(result: PatternResult): string[] {
  const { pattern, unit, note, confidence, source } = result;
  const cells = [`${pattern}${unitWord(unit)}`, ...cellsOf(result), note, `${confidence}: ${source}`];
  return cells.map((cell) => cell.replaceAll('|', '/'));
}

function missedLine({ pattern, unit, median, low, high }: PatternResult): string {
  return `- ${pattern}: recorded ${rangeWord(low, high)}${unit === '1' ? '' : ` ${unit}`}, the model's median is ${shortNumber(median)}.`;
}
