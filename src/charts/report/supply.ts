/** The section on the supply chain: how much orders and sales swing, and what each tier loses in the pause. */

import { percentWord, shortNumber } from '../../output/words.ts';
import { bullwhipChart, networkPictures, type TierValues, valuesByTier } from '../tier-spread.ts';
import { tierLosses } from '../gallery.ts';
import { spreadOf } from '../spread.ts';
import type { Table } from '../table.ts';
import { LOSS_TITLES, tierLossChart } from '../tier-losses.ts';
import type { DataTable } from './data-table.ts';
import type { PageFigure } from './page-figure.ts';
import type { ReportInput, Section } from './section.ts';

const BULLWHIP = 'Bullwhip ratio by tier';

/** A word of the quantiles of a tier. */
type Word = (value: number) => string;

function spreadTable(caption: string, rows: readonly TierValues[], word: Word): DataTable {
  return {
    caption,
    head: ['Tier', 'Runs', '5 %', '25 %', 'Median', '75 %', '95 %'],
    rows: rows.flatMap(({ tier, values }) => {
      const spread = spreadOf(values);
      if (spread === undefined) return [];
      const { runs, p5, p25, p50, p75, p95 } = spread;
      return [[tier, String(runs), ...[p5, p25, p50, p75, p95].map(word)]];
    }),
  };
}

/** A picture of a measure of every tier, with its medians in words and its quantiles. */
function tierFigure(
  { name, spec, tiers, word }: ReturnType<typeof networkPictures>[number],
  caption: string,
): PageFigure {
  const medians = tiers.map(({ tier, values }) => `${tier} ${word(spreadOf(values)?.p50 ?? Number.NaN)}`);
  return {
    name,
    sheet: spec,
    alts: [`Medians: ${medians.join(', ')}.`],
    tables: [spreadTable(caption, tiers, word)],
  };
}

const CAPTIONS: Readonly<Record<string, string>> = {
  cost: 'Cost of holding, backlog and goods in transit by node',
  'fill-rate': 'Fill rate by node',
  bullwhip: 'Bullwhip ratio by node',
};

/** Cost, fill rate and bullwhip of a network alone; of an economy, bullwhip. */
function tierFigures({ runs, frame }: ReportInput): PageFigure[] {
  const alone = networkPictures(runs, frame);
  if (alone.length > 0) return alone.map((picture) => tierFigure(picture, CAPTIONS[picture.name]));
  const tiers = valuesByTier(runs, 'bullwhip').filter(({ values }) => values.some((value) => value > 0));
  if (tiers.length === 0) return [];
  const spec = bullwhipChart(tiers, runs.header.includes('wall'), frame);
  const figure = tierFigure({ name: 'bullwhip', spec, tiers, word: shortNumber }, BULLWHIP);
  return [{ ...figure, tables: [...figure.tables, ...growthTable(runs)] }];
}

/** How much yearly sales vary, beside the bullwhip of orders; none where no sales are recorded. */
function growthTable(runs: Table): DataTable[] {
  const rows = valuesByTier(runs, 'sales_growth_sd');
  if (rows.length === 0) return [];
  return [spreadTable('Standard deviation of yearly log growth of sales, without the pause', rows, shortNumber)];
}

function lossFigure({ runs, frame }: ReportInput): PageFigure[] {
  const losses = tierLosses(runs);
  if (losses.length === 0) return [];
  const medianWords = (of: string, read: (tier: (typeof losses)[number]) => readonly number[]): string => {
    const medians = losses.map((one) => `${one.tier} ${percentWord(spreadOf(read(one))?.p50 ?? Number.NaN)}`);
    return `Medians ${of}: ${medians.join(', ')}.`;
  };
  const table = (caption: string, read: (tier: (typeof losses)[number]) => readonly number[]): DataTable =>
    spreadTable(
      caption,
      losses.map((tier) => ({ tier: tier.tier, values: read(tier) })),
      percentWord,
    );
  return [
    {
      name: 'tier-losses',
      sheet: tierLossChart(losses, frame),
      panelTitles: LOSS_TITLES,
      alts: [
        medianWords('of lost sales', ({ sales }) => sales),
        medianWords('of lost profit over sales', ({ profit }) => profit),
      ],
      tables: [
        table('Sales lost in the 24 months after the wall, share of those without the pause', ({ sales }) => sales),
        table('Sales lost in the worst twelve months', ({ worstYear }) => worstYear),
        table('Operating profit lost in 24 months, over the sales without the pause', ({ profit }) => profit),
        table('Orders lost in 24 months, share of those without the pause', ({ orders }) => orders),
      ],
    },
  ];
}

function titleOf(figures: readonly PageFigure[]): string {
  const names = figures.map(({ name }) => name);
  if (names.includes('tier-losses')) return 'The supply chain: bullwhip and losses in the pause';
  return names.includes('fill-rate') ? 'The network, node by node' : 'The supply chain: bullwhip';
}

export function supplySection(input: ReportInput): Section | undefined {
  const figures = [...tierFigures(input), ...lossFigure(input)];
  return figures.length === 0
    ? undefined
    : {
        id: 'supply',
        title: titleOf(figures),
        intro: [],
        figures,
      };
}
