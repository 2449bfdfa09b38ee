/** The head of the page: the facts that the terminal prints too, as sentences and as key figures. */

import { memberOf } from '../../metrics/run-row.ts';
import { counted } from '../../numeric/counted.ts';
import {
  type BatchFacts,
  factsOf,
  headlineNumbers,
  monthIn,
  type NumberFact,
  rangeOf,
  SHORTFALL_WORDS,
  shareWord,
} from '../../output/batch-facts.ts';
import { findSummary, monthsByWall, type SummaryRow, summariseNumbers, summariseWords } from '../../output/summary.ts';
import {
  countWord,
  listWord,
  moneyWord,
  percentRange,
  percentWord,
  shortNumber,
  withinSentence,
} from '../../output/words.ts';
import { scenarioTitle } from '../../output/change-words.ts';
import { wallShares, wallsMessage } from '../compare-walls.ts';
import { numberColumn, textColumn } from '../table.ts';
import { isComparison, type ReportInput } from './section.ts';
import { isOnlyRecorded } from './walls.ts';

export interface KeyFigure {
  readonly value: string;
  readonly label: string;
  readonly note: string;
}

export interface Headline {
  readonly sentences: readonly string[];
  /** How often each wall comes first, and when. */
  readonly walls?: readonly KeyFigure[];
  readonly figures: readonly KeyFigure[];
  /** What the figures are of, and what their intervals leave out. */
  readonly notes?: readonly string[];
}

/** Why probabilities of walls are not known as well as their intervals say. */
const TUNED = 'Thresholds of the walls are assumed or tuned.';
const SAMPLING =
  'Intervals of 95 % are sampling error alone: thresholds of the walls are assumed or tuned. Those of 90 % are the spread over runs.';

/** Columns that say which run a row is. */
const IDENTITY = new Set(['run', 'configuration', 'seed', 'scenario', 'scenario_hash', 'status', 'reason']);

/** Statistics over the runs of a table, of all configurations together; what a design varies is no result. */
function summaryOf({ runs, design }: ReportInput): SummaryRow[] {
  const walls = runs.header.includes('wall') ? textColumn(runs, 'wall') : [];
  return runs.header.flatMap((name): SummaryRow[] => {
    if (IDENTITY.has(name) || design?.header.includes(name) === true) return [];
    const column = { name, unit: '', shape: 'run', description: '' } as const;
    if (name === 'wall') return summariseWords(column, walls);
    const values = Float64Array.from(numberColumn(runs, name));
    if (name === 'wall_month') for (const [row, wall] of walls.entries()) if (wall === 'none') values[row] = Number.NaN;
    return [summariseNumbers(column, '', values), ...monthsByWall(column, values, walls)];
  });
}

export interface PageFacts extends BatchFacts {
  readonly summary: readonly SummaryRow[];
}

export function pageFacts(input: ReportInput): PageFacts {
  const summary = summaryOf(input);
  const { startMonth } = input.frame;
  const isIndependent = input.design === undefined;
  return { ...factsOf({ summary, startMonth, isIndependent, isOnlyRecorded: isOnlyRecorded(input) }), summary };
}

/** What the pause costs the tier that loses most sales. */
function shortfallSentences({ tiers }: BatchFacts): string[] {
  const [most] = [...tiers].sort((a, b) => b.sales.p50 - a.sales.p50);
  if (most === undefined) return [];
  const { p5, p50, p95 } = most.sales;
  const spread = p5 === p95 ? 'in all runs that paused' : `median; 90 % interval ${percentRange(p5, p95)}`;
  const loss = `The ${most.tier} tier loses most: its sales are ${percentWord(p50)} lower than without the pause (${spread}).`;
  return [SHORTFALL_WORDS.long, loss];
}

/** `300 runs`, `300 runs of 20 configurations`. */
function runsWord(input: ReportInput): string {
  const { runs, design } = input;
  const over = design === undefined ? '' : ` of ${counted(design.rows.length, 'configuration')}`;
  return `${counted(runs.rows.length, 'run')}${isComparison(input) ? ' of the base' : over}`;
}

/** The interval of a figure, or that it is the same in all runs. */
function noteOf(
  p5: number,
  p95: number,
  word: (value: number) => string,
  range = `${word(p5)} to ${word(p95)}`,
): string {
  return word(p5) === word(p95) ? 'in all runs' : `90 % interval ${range}`;
}

/** Of a plain network: the fill rate of every node, and its cost where the scenario has costs. */
function serviceFigures(summary: readonly SummaryRow[]): KeyFigure[] {
  const rates = summary.flatMap((row): KeyFigure[] => {
    const { family, entity = '' } = memberOf(row.metric) ?? {};
    const range = family === 'fill_rate' ? rangeOf(row) : undefined;
    if (range === undefined) return [];
    const { p5, p50, p95 } = range;
    const label = `fill rate of ${withinSentence(entity)}`;
    return [{ value: percentWord(p50), label, note: noteOf(p5, p95, percentWord, percentRange(p5, p95)) }];
  });
  const cost = rangeOf(findSummary(summary, 'cost_usd'));
  if (cost === undefined || cost.p95 === 0) return rates;
  const note = noteOf(cost.p5, cost.p95, moneyWord);
  return [...rates, { value: moneyWord(cost.p50), label: 'cost of holding, backlog and transport', note }];
}

/** Of a plain run: the tier whose orders vary most, or how far the index fell. */
function plainHeadline(input: ReportInput, { summary }: PageFacts): Headline {
  const count = runsWord(input);
  const tiers = summary.flatMap((row) => {
    const { family, entity = '' } = memberOf(row.metric) ?? {};
    const range = family === 'bullwhip' ? rangeOf(row) : undefined;
    return range === undefined ? [] : [{ tier: withinSentence(entity), range }];
  });
  const [most] = tiers.sort((a, b) => b.range.p50 - a.range.p50);
  const fall = rangeOf(findSummary(summary, 'drawdown_index'));
  if (most === undefined) {
    const sentence =
      fall && `The market index fell by ${shareWord(fall)} at most (median, 90 % interval), in ${count}.`;
    return { sentences: [sentence ?? `What ${count} show.`], figures: [] };
  }
  const { p5, p50, p95 } = most.range;
  const ratio = shortNumber(p50);
  const sentence = `In ${count} orders vary most at ${most.tier}: their variance is ${ratio} times that of end demand (median).`;
  const note = noteOf(p5, p95, shortNumber);
  return {
    sentences: [sentence],
    figures: [{ value: ratio, label: `bullwhip ratio of ${most.tier}`, note }, ...serviceFigures(summary)],
  };
}

export function headline(input: ReportInput, facts: PageFacts): Headline {
  const own = facts.stopped === undefined ? plainHeadline(input, facts) : raceHeadline(input, facts);
  const found = isComparison(input) ? comparedHeadline(input, own) : own;
  if (!facts.isWithoutChance || input.design !== undefined) return found;
  const count = countWord(input.runs.rows.length);
  return {
    ...found,
    sentences: [...found.sentences, `All ${count} runs are equal: nothing in this scenario is random.`],
  };
}

/** Of a comparison: what the changes do, then what the runs of the base say. */
function comparedHeadline({ sensitivity, manifest }: ReportInput, own: Headline): Headline {
  const shares = sensitivity?.compared === undefined ? [] : wallShares(sensitivity.compared);
  const effect = shares.length > 0 ? wallsMessage(shares, shares[0].scenario) : (sensitivity?.title ?? '');
  const base = scenarioTitle(manifest.identity.scenario);
  const note = `The figures above and the sentences below are of the base alone, ${base}: medians, where effects are differences of means.`;
  const figures = own.figures.map((figure) =>
    figure.label.includes('of the base') ? figure : { ...figure, label: `${figure.label} (base)` },
  );
  return { ...own, figures, sentences: [`${effect}.`, ...own.sentences], notes: [note, ...(own.notes ?? [])] };
}

/** The part of a fall that is the pause's own. */
function pauseNote(pause: NumberFact | undefined): string {
  if (pause === undefined) return '';
  const { median, spread } = pause;
  return `the pause itself adds ${median}${spread === '' ? '' : ` (90 % interval ${spread})`}`;
}

/** How often each wall comes first, and when; how often none is met; and when any is. */
function wallFigures(input: ReportInput, { stopped, walls }: PageFacts): KeyFigure[] {
  const at = (month: number): string => monthIn(input.frame.startMonth, month);
  const runs = runsWord(input);
  const months = stopped?.months;
  const intervalNote = (ends: readonly [number, number] | undefined): string[] =>
    ends === undefined ? [] : [`95 % interval ${percentRange(...ends)}`];
  const none = 1 - (stopped?.share ?? 0);
  const ends = stopped?.interval;
  return [
    ...walls.map(({ name, share, interval, months }) => ({
      value: percentWord(share),
      label: `of ${runs}: ${name} first`,
      note: [...intervalNote(interval), `median ${at(months.p50)}`].join('; '),
    })),
    {
      value: percentWord(none),
      label: `of ${runs}: no wall`,
      note: intervalNote(ends === undefined ? undefined : [1 - ends[1], 1 - ends[0]]).join('; '),
    },
    ...(months === undefined
      ? []
      : [
          {
            value: at(months.p50),
            label: 'median month of the first wall',
            note: noteOf(months.p5, months.p95, at),
          },
        ]),
  ];
}

function raceHeadline(input: ReportInput, facts: PageFacts): Headline {
  const { stopped, wallSentences, walls } = facts;
  if (stopped?.months === undefined) return { sentences: wallSentences, figures: [] };
  const [often, ...which] = wallSentences;
  const each = listWord(walls.map(({ name, share }) => `${name} ${percentWord(share)}`));
  const caused = walls.length < 2 ? often : `${often.replace(/\.$/, '')}: ${each} came first.`;
  return {
    sentences: [caused, ...which, ...shortfallSentences(facts)],
    walls: wallFigures(input, facts),
    figures: headlineNumbers(facts).map(({ median, label, spread, pause }) => ({
      value: median,
      label,
      note: [spread === '' ? '' : `90 % interval ${spread}`, pauseNote(pause)].filter(Boolean).join('; '),
    })),
    notes: [stopped.interval === undefined ? TUNED : SAMPLING],
  };
}
