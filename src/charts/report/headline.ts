/** The head of the page in plain words: which wall, when, how often, how deep. */

import { countWord, percentWord, plainName, shortNumber } from '../../output/words.ts';
import { spoken } from '../gallery.ts';
import { spreadOf } from '../spread.ts';
import { numberColumn, type Table } from '../table.ts';
import { monthWord } from './fan-figure.ts';
import type { ReportInput } from './section.ts';
import { isOnlyRecorded, wallFacts, wallWord } from './walls.ts';

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

/** Fall of the builders' own orders after the wall. */
function depth({ runs }: ReportInput): { sentence: string; figure: KeyFigure } | undefined {
  const spread = spreadOf(column(runs, 'investment_fall'));
  if (spread === undefined) return undefined;
  const range = `${percentWord(spread.p5)} to ${percentWord(spread.p95)} in nine runs in ten`;
  return {
    sentence: `After the wall the builders' own orders fell by ${percentWord(spread.p50)} of their peak (median; ${range}).`,
    figure: { value: percentWord(spread.p50), label: "fall of builders' orders after the wall", note: range },
  };
}

/** How far the share index fell, where there is a market. */
function market({ runs }: ReportInput): string | undefined {
  const deepest = spreadOf(column(runs, 'drawdown_index'));
  if (deepest === undefined) return undefined;
  const repricing = spreadOf(column(runs, 'repricing_index'));
  const range = `${percentWord(deepest.p5)} to ${percentWord(deepest.p95)} in nine runs in ten`;
  const after =
    repricing === undefined
      ? ''
      : `; from the month of the wall to its lowest it fell by ${percentWord(repricing.p50)}`;
  return `At its deepest the share index of AI stood ${percentWord(deepest.p50)} below its highest point (median; ${range})${after}.`;
}

/** The deepest air pocket of any tier, in level and in excess. */
function pocket({ runs }: ReportInput): string | undefined {
  const prefix = 'air_pocket_excess_';
  const tiers = runs.header.flatMap((name) => {
    if (!name.startsWith(prefix)) return [];
    const tier = name.slice(prefix.length);
    const level = spreadOf(column(runs, `air_pocket_${tier}`));
    const excess = spreadOf(column(runs, name));
    return level === undefined || excess === undefined ? [] : [{ tier, level: level.p50, excess: excess.p50 }];
  });
  const [first] = tiers.sort((a, b) => b.level - a.level);
  if (first === undefined) return undefined;
  const excess = percentWord(first.excess);
  return `Upstream, orders fell most at ${spoken(first.tier)}: by ${percentWord(first.level)} of their peak (median); compared with the same run without the pause, by ${excess} of the peak more.`;
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

export function headline(input: ReportInput): Headline {
  const { runs, frame } = input;
  const count = runsWord(input);
  if (!runs.header.includes('wall')) return supplyHeadline(input);
  const facts = wallFacts(input);
  if (facts.length === 0) {
    return { sentences: [`No wall stopped the race in any of ${count}.`], figures: [] };
  }
  const stopped = facts.reduce((sum, { share }) => sum + share, 0);
  const when = spreadOf(column(runs, 'wall_month'));
  const [first, ...others] = facts;
  const verb = isOnlyRecorded(input) ? 'would have stopped' : 'stopped';
  const rest = others.map(
    ({ wall, share, months }) => `${wallWord(wall)} (${percentWord(share)}, ${monthWord(months.p50, frame)})`,
  );
  const fall = depth(input);
  const upstream = pocket(input);
  const shares = market(input);
  const sentences = [
    `A wall ${verb} the race in ${percentWord(stopped)} of ${count}.`,
    `Most often it was ${wallWord(first.wall)}: in ${percentWord(first.share)} of the runs, in ${monthWord(first.months.p50, frame)} at the median${rest.length > 0 ? `; then ${rest.join(', ')}` : ''}.`,
    ...(fall === undefined ? [] : [fall.sentence]),
    ...(upstream === undefined ? [] : [upstream]),
    ...(shares === undefined ? [] : [shares]),
  ];
  const figures: KeyFigure[] = [
    {
      value: percentWord(stopped),
      label: `of runs met a wall`,
      note: `${percentWord(1 - stopped)} ran to the horizon`,
    },
    {
      value: wallWord(first.wall),
      label: 'the most frequent first wall',
      note: `in ${percentWord(first.share)} of the runs`,
    },
    ...(when === undefined
      ? []
      : [
          {
            value: monthWord(when.p50, frame),
            label: 'median month of the first wall',
            note: `${monthWord(when.p5, frame)} to ${monthWord(when.p95, frame)} in nine runs in ten`,
          },
        ]),
    ...(fall === undefined ? [] : [fall.figure]),
  ];
  return { sentences, figures };
}
