/** The section on the supply chain: how much orders swing, and how deep they fell after the wall. */

import { percentWord, shortNumber } from '../../output/words.ts';
import { airPocketChart } from '../air-pocket.ts';
import { bullwhipChart } from '../bullwhip.ts';
import { spoken, tierPockets } from '../gallery.ts';
import { spreadOf } from '../spread.ts';
import { numberColumn } from '../table.ts';
import type { DataTable } from './data-table.ts';
import type { PageFigure } from './page-figure.ts';
import type { ReportInput, Section } from './section.ts';

/** A word of the quantiles of a tier. */
type Word = (value: number) => string;

function spreadTable(caption: string, rows: readonly (readonly [string, readonly number[]])[], word: Word): DataTable {
  return {
    caption,
    head: ['Tier', 'Runs', '5 %', '25 %', 'Median', '75 %', '95 %'],
    rows: rows.flatMap(([tier, values]) => {
      const spread = spreadOf(values);
      if (spread === undefined) return [];
      const { runs, p5, p25, p50, p75, p95 } = spread;
      return [[tier, String(runs), ...[p5, p25, p50, p75, p95].map(word)]];
    }),
  };
}

function bullwhipFigure({ runs, frame }: ReportInput): PageFigure[] {
  // A plain supply run has more columns that begin so: the peak gain and its period.
  const names = runs.header.filter((name) => /^bullwhip_(?!peak_(?:gain|period_months)_)/.test(name));
  const tiers = names.map((name) => ({
    tier: spoken(name.slice('bullwhip_'.length)),
    values: numberColumn(runs, name),
  }));
  const shown = tiers.filter(({ values }) => values.some((value) => value > 0));
  if (shown.length === 0) return [];
  const medians = shown.map(({ tier, values }) => `${tier} ${shortNumber(spreadOf(values)?.p50 ?? Number.NaN)}`);
  return [
    {
      name: 'bullwhip',
      sheet: bullwhipChart(shown, runs.header.includes('wall'), frame),
      alts: [`Medians: ${medians.join(', ')}.`],
      tables: [
        spreadTable(
          'Bullwhip ratio by tier',
          shown.map(({ tier, values }) => [tier, values]),
          shortNumber,
        ),
      ],
    },
  ];
}

function pocketFigure({ runs, frame }: ReportInput): PageFigure[] {
  const pockets = tierPockets(runs);
  if (pockets.length === 0) return [];
  const medians = pockets.map(({ tier, short, level, excess }) => {
    const median = (values: readonly number[]): string => percentWord(spreadOf(values)?.p50 ?? Number.NaN);
    return `${tier} ${median(short)} in the pause, ${median(level)} from peak to deepest quarter, ${median(excess)} deeper than without the pause`;
  });
  return [
    {
      name: 'air-pocket',
      sheet: airPocketChart(pockets, frame),
      alts: [`Medians: ${medians.join('; ')}.`],
      tables: [
        spreadTable(
          'Orders in the pause by tier, below the same months of the same run without it',
          pockets.map(({ tier, short }) => [tier, short]),
          percentWord,
        ),
        spreadTable(
          'Air pocket by tier, from peak to deepest quarter',
          pockets.map(({ tier, level }) => [tier, level]),
          percentWord,
        ),
        spreadTable(
          'Air pocket by tier, how much deeper than in the same run without the pause, in whatever months',
          pockets.map(({ tier, excess }) => [tier, excess]),
          percentWord,
        ),
      ],
    },
  ];
}

export function supplySection(input: ReportInput): Section | undefined {
  const figures = [...bullwhipFigure(input), ...pocketFigure(input)];
  return figures.length === 0
    ? undefined
    : {
        id: 'supply',
        title: figures.length > 1 ? 'The supply chain: bullwhip and air pocket' : 'The supply chain: bullwhip',
        intro: [],
        figures,
      };
}
