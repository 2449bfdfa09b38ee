/** The head of the page in plain words: which wall, when, how often, how deep. */

import { countWord, listWord, percentWord, plainName, shortNumber } from '../../output/words.ts';
import { withinSentence } from '../gallery.ts';
import { spreadOf } from '../spread.ts';
import { numberColumn, type Table } from '../table.ts';
import { monthWord } from './fan-figure.ts';
import type { ReportInput } from './section.ts';
import { isOnlyRecorded, leadingWalls, type WallFact, wallFacts, wallWord } from './walls.ts';

/** Whose range it is, of what only a run with a wall has. */
const OF_THOSE = 'nine in ten of the runs that met one';

export interface KeyFigure {
  readonly value: string;
  readonly label: string;
  readonly note: string;
}

export interface Headline {
  readonly sentences: readonly string[];
  readonly figures: readonly KeyFigure[];
}

function column(runs: Table, name: string): number[] {
  return runs.header.includes(name) ? numberColumn(runs, name) : [];
}

/** Depth and length of the pause: how far the builders' own orders fell from the wall. */
function depth({ runs }: ReportInput): { sentences: readonly string[]; figure: KeyFigure } | undefined {
  const after = spreadOf(column(runs, 'investment_fall_after_wall'));
  if (after === undefined) return undefined;
  const range = `${percentWord(after.p5)} to ${percentWord(after.p95)} in 90 % of the runs that paused`;
  const rise = after.p5 < 0 ? ', below 0 a rise' : '';
  const length = spreadOf(column(runs, 'pause_months'));
  const lasted =
    length === undefined
      ? []
      : [
          `The pause lasted ${shortNumber(length.p50)} months (median; ${shortNumber(length.p5)} to ${shortNumber(length.p95)}).`,
        ];
  return {
    sentences: [
      `In the pause the builders' own orders fell by ${percentWord(after.p50)} from the quarter of the wall to their lowest quarter (median; ${range}${rise}).`,
      ...lasted,
    ],
    figure: { value: percentWord(after.p50), label: "fall of builders' orders in the pause", note: range },
  };
}

/** How far the share index fell around the wall, where there is a market; over the whole run where there is no wall. */
function market({ runs }: ReportInput): string | undefined {
  const around = spreadOf(column(runs, 'fall_after_wall_index'));
  const words = ({ p5, p50, p95 }: { p5: number; p50: number; p95: number }): string =>
    `by ${percentWord(p50)} (median; ${percentWord(p5)} to ${percentWord(p95)} in 90 % of the runs`;
  if (around !== undefined) {
    return `From its highest in the year before the wall to its lowest in the two years after, the share index of AI fell ${words(around)} that met a wall).`;
  }
  const deepest = spreadOf(column(runs, 'drawdown_index'));
  return deepest && `From its highest point the share index fell, at most, ${words(deepest)}).`;
}

/** The tier with the highest median of a metric. */
function mostOf(runs: Table, prefix: string): { tier: string; p5: number; p50: number; p95: number } | undefined {
  const tiers = runs.header.flatMap((name) => {
    const spread = name.startsWith(prefix) ? spreadOf(column(runs, name)) : undefined;
    return spread === undefined ? [] : [{ tier: withinSentence(name.slice(prefix.length)), ...spread }];
  });
  return tiers.sort((a, b) => b.p50 - a.p50)[0];
}

/** What the pause costs the tier that loses most sales. */
function losses({ runs }: ReportInput): string[] {
  const most = mostOf(runs, 'sales_lost_');
  if (most === undefined) return [];
  const range = `${percentWord(most.p5)} to ${percentWord(most.p95)} in 90 % of the runs that paused`;
  return [
    `Suppliers sell less than in the same months of the same run without the pause (an air pocket): in the two years after the wall, ${percentWord(most.p50)} less at ${most.tier}, which loses most (median; ${range}).`,
  ];
}

/** `300 runs`, `300 runs of 20 configurations`. */
function runsWord({ runs, design }: ReportInput): string {
  const over = design === undefined ? '' : ` of ${countWord(design.rows.length)} configurations`;
  return `${countWord(runs.rows.length)} runs${over}`;
}

function supplyHeadline(input: ReportInput): Headline {
  const { runs } = input;
  const prefix = 'bullwhip_';
  const tiers = runs.header.flatMap((name) => {
    const spread =
      name.startsWith(prefix) && !/_(?:peak|gain|period)/.test(name) ? spreadOf(column(runs, name)) : undefined;
    return spread === undefined ? [] : [{ tier: plainName(name.slice(prefix.length)), spread }];
  });
  const [most] = tiers.sort((a, b) => b.spread.p50 - a.spread.p50);
  const count = runsWord(input);
  const shares = market(input);
  if (most === undefined)
    return {
      sentences: [shares === undefined ? `What ${count} show.` : `${shares.slice(0, -1)}, in ${count}.`],
      figures: [],
    };
  const ratio = shortNumber(most.spread.p50);
  const range = `${shortNumber(most.spread.p5)} to ${shortNumber(most.spread.p95)} in nine runs in ten`;
  return {
    sentences: [
      `In ${count} orders swing most at ${most.tier}: their variance is ${ratio} times that of end demand (median).`,
    ],
    figures: [{ value: ratio, label: `bullwhip ratio of ${most.tier}`, note: range }],
  };
}

/** Whether the runs of a batch differ in nothing but their number. */
function isWithoutChance({ runs, design }: ReportInput): boolean {
  const [first] = runs.rows;
  const isSame = (name: string, at: number): boolean =>
    name === 'run' || runs.rows.every((row) => row[at] === first[at]);
  return design === undefined && runs.rows.length > 1 && runs.header.every(isSame);
}

export function headline(input: ReportInput): Headline {
  const { sentences, figures } = told(input);
  if (!isWithoutChance(input)) return { sentences, figures };
  const count = countWord(input.runs.rows.length);
  const equal = `All ${count} runs came out equal: this scenario leaves nothing to chance, and one run says as much.`;
  return { sentences: [...sentences, equal], figures };
}

/** Which wall came first most often, as far as the runs can tell. */
function mostOften(input: ReportInput, facts: readonly WallFact[]): { sentence: string; figure?: KeyFigure } {
  const item = ({ wall, share, months }: WallFact): string =>
    `${wallWord(wall)} (${percentWord(share)}, ${monthWord(months.p50, input.frame)})`;
  const leaders = leadingWalls(input, facts);
  if (leaders.length === 0) return { sentence: `Shares and median months: ${facts.map(item).join(', ')}.` };
  const others = facts.slice(leaders.length).map(item);
  const rest = others.length > 0 ? `; then ${others.join(', ')}` : '';
  const names = listWord(leaders.map(({ wall }) => wallWord(wall)));
  const shares = listWord(leaders.map(({ share }) => percentWord(share)));
  const note = `in ${shares} of the runs`;
  if (leaders.length > 1) {
    return {
      sentence: `Most often it was ${listWord(leaders.map(item))}, not told apart${rest}.`,
      figure: { value: names, label: 'the most frequent first walls, not told apart', note },
    };
  }
  const [{ months }] = leaders;
  const often = facts.length === 1 ? 'Each time' : 'Most often';
  return {
    sentence: `${often} it was ${names}: in ${shares} of the runs, in ${monthWord(months.p50, input.frame)} at the median${rest}.`,
    figure: { value: names, label: facts.length === 1 ? 'the only first wall' : 'the most frequent first wall', note },
  };
}

function told(input: ReportInput): Headline {
  const { runs, frame } = input;
  const count = runsWord(input);
  if (!runs.header.includes('wall')) return supplyHeadline(input);
  const facts = wallFacts(input);
  if (facts.length === 0) {
    return { sentences: [`No wall stopped the race in any of ${count}.`], figures: [] };
  }
  const stopped = facts.reduce((sum, { share }) => sum + share, 0);
  const when = spreadOf(column(runs, 'wall_month'));
  const often = mostOften(input, facts);
  const verb = isOnlyRecorded(input) ? 'would have stopped' : 'stopped';
  const fall = depth(input);
  const shares = market(input);
  const sentences = [
    `A wall ${verb} the race in ${percentWord(stopped)} of ${count}.`,
    often.sentence,
    ...(fall?.sentences ?? []),
    ...losses(input),
    ...(shares === undefined ? [] : [shares]),
    ...(input.assumptions === undefined ? [] : [input.assumptions]),
  ];
  const figures: KeyFigure[] = [
    {
      value: percentWord(stopped),
      label: `of runs met a wall`,
      note: `${percentWord(1 - stopped)} ran to the horizon`,
    },
    ...(often.figure === undefined ? [] : [often.figure]),
    ...(when === undefined
      ? []
      : [
          {
            value: monthWord(when.p50, frame),
            label: 'median month of the first wall',
            note: `${monthWord(when.p5, frame)} to ${monthWord(when.p95, frame)} in ${OF_THOSE}`,
          },
        ]),
    ...(fall === undefined ? [] : [fall.figure]),
  ];
  return { sentences, figures };
}
