/** Reports the claims in a table: change, effect with interval and size, and verdict. */

import { STRONG_SIZE, VERDICTS } from '../experiment/claims.ts';
import type { PairedDifference } from '../experiment/paired-difference.ts';
import { aboutLine, type StudyAbout } from './about-line.ts';
import { markdownTable, tableLines } from './text-table.ts';
import { unitOfMetric } from '../metrics/run-row.ts';
import { inSentence, readingOf, rowName } from './metric-title.ts';
import { countWord, shortNumber } from './words.ts';

/** One claim with its result. */
export interface JudgedClaim {
  readonly claim: string;
  readonly change: string;
  readonly metric: string;
  readonly expects: 'more' | 'less';
  readonly base: number;
  readonly other: number;
  readonly effect: PairedDifference;
  readonly size: number;
  readonly verdict: string;
}

const RULE = [
  'Effect: mean of the metric with the change minus that without it, over pairs of runs with the same random draws, with its 95 % interval.',
  `Size: effect over the standard deviation of the metric over runs. Inert: the interval contains 0. Wrong sign: the interval is on the other side of 0 than claimed. Strong: of the right sign, size at least ${STRONG_SIZE}. Weak: smaller.`,
  'Intervals are not corrected for their number: of twenty claims without an effect one is expected to show one.',
];

/** The first of metrics that are added, and how many there are more. */
function metricWords(names: readonly string[]): string {
  const name = inSentence(rowName(names[0], unitOfMetric(names[0]) ?? ''));
  return names.length === 1 ? name : `${name} and ${names.length - 1} more, sum`;
}

function cells({ metric, expects, base, other, effect, size, verdict }: JudgedClaim): string[] {
  const names = metric.split(' + ');
  const unit = unitOfMetric(names[0]) ?? '';
  const { level, difference, unit: of } = readingOf(names[0], unit, Math.max(Math.abs(base), Math.abs(other)));
  const interval = `${difference(effect.mean)} (${difference(effect.low)} to ${difference(effect.high)})`;
  return [
    metricWords(names),
    expects,
    level(base),
    level(other),
    of === '' ? interval : `${interval} ${of}`,
    shortNumber(size),
    countWord(effect.pairs),
    verdict,
  ];
}

const UNIT = 'pairs of each claim';
const HEAD = ['metric', 'expected', 'without', 'with', 'effect', 'size', 'pairs', 'verdict'];

function countsLine(results: readonly JudgedClaim[]): string {
  const counts = VERDICTS.map((word) => `${word} ${results.filter(({ verdict }) => verdict === word).length}`);
  return `Of ${results.length} tests: ${counts.join(', ')}.`;
}

/** The claims for the terminal, line by line. */
export function claimsLines(results: readonly JudgedClaim[], about: StudyAbout): string[] {
  const rows = results.map((one) => cells(one));
  const [head, ...lines] = tableLines([HEAD, ...rows], [0, 7]);
  return [
    aboutLine(about, UNIT),
    'Conditional on the assumptions of the scenario; not a forecast.',
    '',
    ...results.flatMap(({ claim, change }, i) => [
      `${i + 1}. ${claim}`,
      `   ${change}`,
      ...(i === 0 ? [`   ${head}`] : []),
      `   ${lines[i]}`,
    ]),
    '',
    countsLine(results),
    ...RULE,
  ];
}

/** The claims as a section in Markdown, under a second-level heading. */
export function claimsSection(results: readonly JudgedClaim[], about: StudyAbout, command: string): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  return [
    '## Claims',
    '',
    'Claims of the argument and their verdicts in the model.',
    `Made by \`${command}\`.`,
    '',
    `${aboutLine(about, UNIT)}.`,
    countsLine(results),
    '',
    ...RULE,
    '',
    ...markdownTable([
      ['claim', 'change', ...HEAD],
      ...results.map((one) => [one.claim, `\`${one.change}\``, ...cells(one)].map(cell)),
    ]),
    '',
  ].join('\n');
}
