/** Reports sensitivities of outcomes: shares of the variance with intervals, by input and by evidence. */

import { type Column, field, goodsIn } from '../columns/column.ts';
import type { AssumptionShare } from '../experiment/sensitivity/assumption-share.ts';
import type { CrossedSplit } from '../experiment/sensitivity/crossed-split.ts';
import { FEWEST_EFFECTS, type Screening, type SobolIndices } from '../experiment/sensitivity/designed.ts';
import type { RankShares, Share } from '../experiment/sensitivity/rank-share.ts';
import { counted } from '../numeric/counted.ts';
import { changeWords, rowTitles, scenarioTitle, sharedTitle } from './change-words.ts';
import type { CsvValue } from './csv.ts';
import { outcomeWords } from './metric-title.ts';
import { tableLines } from './text-table.ts';
import { countWord, listWord, percentRange, percentWord, shortNumber } from './words.ts';

/** An outcome and what explains it; effects are those of a Morris design. */
export interface SensitivityOutcome extends Partial<Screening> {
  readonly metric: string;
  /** Rows that have the outcome, and rows that lack it. */
  readonly rows: number;
  readonly lacking: number;
  readonly mean: number;
  readonly sd: number;
  /** Of a batch. */
  readonly shares?: RankShares;
  /** Of a batch, the same by evidence under another estimator; absent with few runs. */
  readonly evidence?: AssumptionShare;
  /** Of a sweep with several runs of each configuration. */
  readonly split?: CrossedSplit;
  /** Of a Saltelli design: indices of the mean over the runs of a configuration. */
  readonly indices?: readonly SobolIndices[];
  /** Of a Saltelli design: base rows without the outcome in some configuration, which are left out. */
  readonly dropped?: number;
  /** Why there are no shares by input. */
  readonly refused?: string;
}

export interface SensitivityAbout {
  readonly scenario: string;
  /** Unit of goods where it is not MW. */
  readonly goodsUnit?: string | undefined;
  readonly seed: string;
  readonly evidence: ReadonlyMap<string, string>;
  /** Other paths that share the quantile of an input. */
  readonly twins: ReadonlyMap<string, readonly string[]>;
  readonly failed: number;
  /** Why runs failed, and how many for that reason. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
  readonly top: number;
}

const NEGATIVE =
  'A negative share is sampling error around a small or zero share. It is not set to 0, so that sums stay unbiased.';

const interval = ({ low, high }: Share): string => percentRange(low, high);

/** Whether an input has an effect: its interval excludes zero and its share exceeds the noise floor. */
export function hasEffect(share: Share, noiseFloor: number): boolean {
  return share.low > 0 && share.value > noiseFloor;
}

/** Lines for one outcome. */
export function sensitivityLines(outcome: SensitivityOutcome, about: SensitivityAbout): string[] {
  const { metric, rows, lacking, mean, sd, shares, evidence, split, indices, refused } = outcome;
  const unlike = lacking > 0 ? `; ${countWord(lacking)} lack it and are left out` : '';
  const isCondition = /[<>=]/.test(metric);
  const level = isCondition ? `true in ${percentWord(mean)}` : `mean ${shortNumber(mean)}, sd ${shortNumber(sd)}`;
  const title = goodsIn(outcomeWords(metric), about.goodsUnit);
  return [
    `${title}: ${level} of ${counted(rows, 'run')}${unlike}`.replace(/(sd [^ ]+) of/, '$1 over'),
    ...(title === metric || isCondition ? [] : [`(${metric})`]),
    ...(shares === undefined ? [] : shareLines(shares, about)),
    ...(shares === undefined ? [] : evidenceLines(shares, evidence, metric)),
    ...(split === undefined ? [] : splitLines(split, about)),
    ...(indices === undefined ? [] : indexLines(indices, about.top)),
    ...effectLines(outcome, about),
    ...(outcome.dropped === undefined || outcome.dropped === 0
      ? []
      : [`${countWord(outcome.dropped)} points lack the outcome in some configuration and are left out.`]),
    ...(refused === undefined ? [] : [`No shares by input: ${refused}.`]),
  ];
}

function shareLines({ inputs, noiseFloor }: RankShares, { top, evidence, twins }: SensitivityAbout): string[] {
  const ranked = [...inputs].sort((a, b) => b.value - a.value);
  const shown = ranked.slice(0, top);
  const titles = rowTitles(ranked.map(({ name }) => name));
  const rows = shown.map((share) => [
    `  ${rowWord(share.name, titles, twins)}`,
    evidence.get(share.name) ?? '',
    percentWord(share.value),
    interval(share),
    percentWord(share.half),
    percentWord(share.quarter),
    hasEffect(share, noiseFloor) ? '*' : '',
    share.name,
  ]);
  const isShared = shown.some(({ name }) => (twins.get(name) ?? []).length > 1);
  return [
    '',
    'First-order share of the variance: the part that would disappear if this number were known',
    ...tableLines(
      [['  number', 'evidence', 'share', '95 % interval', 'first half', 'first quarter', '', 'address'], ...rows],
      [0, 1, 7],
    ),
    ...(isShared ? ['  Numbers named together draw the same quantile; --json lists their addresses.'] : []),
    ...(ranked.length > shown.length
      ? [`  and ${ranked.length - shown.length} more numbers with smaller shares; --top shows more`]
      : []),
    `* significant: the interval excludes 0 and the share exceeds the noise floor of ${percentWord(noiseFloor)}, below which`,
    '  all numbers without effect stay in 95 % of analyses (dummy inputs drawn for the same runs).',
    ...(shown.some(({ value }) => value < 0) ? [NEGATIVE] : []),
  ];
}

/** A number in words, and how many others share its draw. */
export function rowWord(name: string, titles: ReadonlyMap<string, string>, twins: SensitivityAbout['twins']): string {
  return sharedTitle(titles.get(name) ?? name, name, twins.get(name) ?? []);
}

/** Shares by evidence, from ranks and, with a narrower interval, from lines and parabolas. */
function evidenceLines({ groups, sum }: RankShares, evidence: AssumptionShare | undefined, metric: string): string[] {
  const row = (name: string, share: Share, smooth: Share | undefined): string[] => [
    `  ${name}`,
    percentWord(share.value),
    interval(share),
    ...(smooth === undefined ? [] : [percentWord(smooth.value), interval(smooth)]),
  ];
  const head = [
    '  numbers',
    'share',
    '95 % interval',
    ...(evidence === undefined ? [] : ['if smooth', '95 % interval']),
  ];
  return [
    '',
    'By evidence',
    ...tableLines([
      head,
      ...groups.map((group, g) =>
        row(`${group.name}, ${counted(group.inputs.length, 'number')}`, group, evidence?.groups[g]),
      ),
      row('all numbers, each alone', sum, evidence?.all),
      row('random draws, and effects of several together', restOf(sum), evidence && restOf(evidence.all)),
    ]),
    ...(evidence === undefined
      ? []
      : [
          'If smooth: effects that are lines or parabolas in the quantile of a number; their interval is narrower.',
          ...assumptionWords(evidence, metric),
        ]),
  ];
}

const restOf = ({ value, low, high }: Share): Share => ({ value: 1 - value, low: 1 - high, high: 1 - low });

/**
 * How much of the spread of an outcome rests on uncertain numbers, by their evidence; then what the rest comes from.
 */
export function assumptionWords({ all, groups }: AssumptionShare, outcome: string): string[] {
  const parts = groups.map(({ name, value }) => `${percentWord(value)} ${name}`);
  return [
    `Uncertain numbers explain ${percentWord(all.value)} (${interval(all)}) of the variance of ${outcome}: ${listWord(parts)}.`,
    `Each number is counted alone, by its kind of evidence. The other ${percentWord(1 - all.value)} comes from random draws and from combinations of numbers.`,
  ];
}

/** Shares of numbers alone, and with their interactions. */
function indexTable(ranked: readonly SobolIndices[]): string[] {
  const titles = rowTitles(ranked.map(({ name }) => name));
  const rows = ranked.map(({ name, first, total }) => [
    `  ${titles.get(name)}`,
    ...[first, total].flatMap((share) => [percentWord(share.value), interval(share)]),
    titles.get(name) === name ? '' : name,
  ]);
  return tableLines([['  number', 'alone', '95 % interval', 'total', '95 % interval', 'address'], ...rows], [0, 5]);
}

function splitLines(
  { assumptions, draws, both, axes, configurations, replications }: CrossedSplit,
  about: SensitivityAbout,
): string[] {
  const row = (name: string, share: Share): string[] => [`  ${name}`, percentWord(share.value), interval(share)];
  const ranked = [...axes].sort((a, b) => b.total.value - a.total.value).slice(0, about.top);
  return [
    '',
    `Share of the variance over ${counted(configurations, 'configuration')} and ${counted(replications, 'run')} of each, with common random numbers`,
    ...tableLines([
      ['  source', 'share', '95 % interval'],
      row('assumptions: the varied numbers', assumptions),
      row('random draws', draws),
      row('interaction: varied numbers whose effect depends on the draws', both),
    ]),
    ...(ranked.length === 0
      ? []
      : [
          '',
          'By varied number, of the whole variance: alone (first order), and with its interactions (total)',
          ...indexTable(ranked),
        ]),
    ...([assumptions, draws, both].some(({ value }) => value < 0) ? [NEGATIVE] : []),
  ];
}

function indexLines(indices: readonly SobolIndices[], top: number): string[] {
  const ranked = [...indices].sort((a, b) => b.total.value - a.total.value).slice(0, top);
  return [
    '',
    'Share of the variance of the mean over runs: alone (first order), and with its interactions (total)',
    ...indexTable(ranked),
    ...(ranked.some(({ first }) => first.value < 0) ? [NEGATIVE] : []),
  ];
}

export const MOST_NAMED = 6;

function effectLines(
  { effects, steps = 0, lost = 0, turns = [] }: SensitivityOutcome,
  { top, failed }: SensitivityAbout,
): string[] {
  if (effects === undefined) return [];
  const known = effects.filter(({ count }) => count >= FEWEST_EFFECTS);
  const unknown = effects.filter(({ count }) => count < FEWEST_EFFECTS);
  const ranked = known.sort((a, b) => b.muStar.value - a.muStar.value).slice(0, top);
  const titles = rowTitles(effects.map(({ name }) => name));
  const named = (all: readonly { readonly name: string; readonly count: number }[]): string =>
    `${listWord(all.slice(0, MOST_NAMED).map(({ name, count }) => `${changeWords(name)} (${count})`))}${all.length > MOST_NAMED ? ', and more' : ''}`;
  return [
    '',
    'Elementary effects over the whole range: mean size (mu*), mean (mu), and spread over trajectories (sigma)',
    ...tableLines(
      [
        ['  number', 'mu*', '95 % interval', 'mu', 'sigma', 'effects', 'address'],
        ...ranked.map(({ name, muStar, mu, sigma, count }) => [
          `  ${titles.get(name)}`,
          shortNumber(muStar.value),
          `${shortNumber(muStar.low)} to ${shortNumber(muStar.high)}`,
          shortNumber(mu),
          shortNumber(sigma),
          countWord(count),
          titles.get(name) === name ? '' : name,
        ]),
      ],
      [0, 6],
    ),
    ...(known.length > top
      ? [`  and ${countWord(known.length - top)} more numbers with smaller effects; --top shows more`]
      : []),
    'A sigma as large as mu* means that the effect depends on other numbers or on the draws, or is non-linear.',
    ...(lost === 0
      ? []
      : [
          `${countWord(lost)} of ${countWord(steps)} steps are lost, because a run at one of their ends failed or lacks the outcome.`,
        ]),
    ...(turns.length === 0
      ? []
      : [
          `Such runs begin or end when these numbers move (times): ${named(turns)}.${failed === 0 ? '' : ' Where they fail, --vary gives a number a narrower range.'}`,
        ]),
    ...(unknown.length === 0
      ? []
      : [
          `Undetermined, ${counted(unknown.length, 'number')} with fewer than ${FEWEST_EFFECTS} effects: ${named(unknown)}.`,
        ]),
  ];
}

const MOST_REASONS = 3;

/** Why runs failed; reasons that differ in their numbers only are one. */
function reasonLines(reasons: SensitivityAbout['reasons']): string[] {
  const kinds = new Map<string, { readonly reason: string; count: number }>();
  for (const [reason, count] of reasons) {
    const key = reason.replace(/\d[\d.e-]*/g, '0');
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { reason, count });
    else kind.count += count;
  }
  const ranked = [...kinds.values()].sort((a, b) => b.count - a.count);
  const rest = ranked.slice(MOST_REASONS).reduce((sum, { count }) => sum + count, 0);
  return [
    ...ranked.slice(0, MOST_REASONS).map(({ reason, count }) => `  ${counted(count, 'run')} failed: ${reason}`),
    ...(rest === 0 ? [] : [`  ${counted(rest, 'run')} failed for other reasons`]),
  ];
}

/** The whole report. */
export function sensitivityReport(outcomes: readonly SensitivityOutcome[], about: SensitivityAbout): string[] {
  const failed = about.failed > 0 ? `; ${countWord(about.failed)} failed runs are left out` : '';
  return [
    `Sensitivity of ${scenarioTitle(about.scenario, about.goodsUnit)}, seed ${about.seed}${failed}`,
    'Conditional on the spreads or ranges of the inputs; another range gives other shares.',
    ...reasonLines(about.reasons),
    ...outcomes.flatMap((outcome) => ['', ...sensitivityLines(outcome, about)]),
  ];
}

/** Columns of `sensitivity.csv`. */
export const SENSITIVITY_COLUMNS: readonly Column[] = [
  field('metric', '', 'Metric of a run whose variance is explained.', 'string'),
  field('source', '', 'Uncertain number, kind of evidence or part of the variance.', 'string'),
  field(
    'index',
    '',
    'What is measured. first, total: share of a number, from ranks [LinHan2023], or of a Saltelli design the mixture of least variance of [Jansen1999] and [SaltelliEtAl2010], and [Jansen1999]. evidence, smooth: share of all numbers of a kind, from ranks, and as lines and parabolas [Sudret2008]. dummy: noise floor. split: part of the variance. mu_star, mu, sigma, effects: of Morris, over the whole range, and their number.',
    'string',
  ),
  field('evidence', '', 'Evidence of the number; empty where the source is none.', 'string'),
  field('value', '1 or the unit of the metric', 'Estimate: a share of the variance, or an effect.'),
  field('low_95', '1 or the unit of the metric', 'Lower end of its 95 % interval.'),
  field('high_95', '1 or the unit of the metric', 'Upper end of its 95 % interval.'),
];

/** Rows of `sensitivity.csv`: one per metric, source and index, not rounded or clipped. */
export function sensitivityRows(
  outcomes: readonly SensitivityOutcome[],
  evidence: ReadonlyMap<string, string>,
): CsvValue[][] {
  return outcomes.flatMap(({ metric, shares, evidence: smooth, split, indices = [], effects = [] }) => {
    const row = (source: string, index: string, share: Share): CsvValue[] => [
      metric,
      source,
      index,
      evidence.get(source) ?? '',
      share.value,
      share.low,
      share.high,
    ];
    const plain = (value: number): Share => ({ value, low: Number.NaN, high: Number.NaN });
    return [
      ...indices.flatMap(({ name, first, total }) => [row(name, 'first', first), row(name, 'total', total)]),
      ...effects.flatMap(({ name, muStar, mu, sigma, count }) => [
        row(name, 'mu_star', muStar),
        row(name, 'mu', plain(mu)),
        row(name, 'sigma', plain(sigma)),
        row(name, 'effects', plain(count)),
      ]),
      ...(shares?.inputs ?? []).map((share) => row(share.name, 'first', share)),
      ...(shares?.groups ?? []).map((group) => row(group.name, 'evidence', group)),
      ...(shares === undefined ? [] : [row('all numbers', 'first', shares.sum)]),
      ...(shares === undefined ? [] : [row('noise floor', 'dummy', plain(shares.noiseFloor))]),
      ...(smooth?.groups ?? []).map((group) => row(group.name, 'smooth', group)),
      ...(smooth === undefined ? [] : [row('all numbers', 'smooth', smooth.all)]),
      ...(split === undefined
        ? []
        : [
            row('assumptions', 'split', split.assumptions),
            row('random draws', 'split', split.draws),
            row('both', 'split', split.both),
            ...split.axes.flatMap(({ name, first, total }) => [row(name, 'first', first), row(name, 'total', total)]),
          ]),
    ];
  });
}
