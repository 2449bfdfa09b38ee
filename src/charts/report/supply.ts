/** The section on the supply chain: how much orders and sales swing, and what each tier loses in the pause. */

import { memberOf } from '../../metrics/run-row.ts';
import { percentWord, shortNumber, spoken } from '../../output/words.ts';
import { bullwhipChart } from '../bullwhip.ts';
import { tierLosses } from '../gallery.ts';
import { spreadOf } from '../spread.ts';
import { numberColumn, type Table } from '../table.ts';
import { tierLossChart } from '../tier-losses.ts';
import type { DataTable } from './data-table.ts';
import type { PageFigure } from './page-figure.ts';
import type { ReportInput, Section } from './section.ts';

interface TierValues {
  readonly tier: string;
  readonly values: readonly number[];
}

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

/** A metric of each tier, in words, with its values. */
function byTier(runs: Table, family: string): TierValues[] {
  return runs.header.flatMap((name) => {
    const member = memberOf(name);
    return member?.family === family ? [{ tier: spoken(member.entity), values: numberColumn(runs, name) }] : [];
  });
}

function bullwhipFigure({ runs, frame }: ReportInput): PageFigure[] {
  const shown = byTier(runs, 'bullwhip').filter(({ values }) => values.some((value) => value > 0));
  if (shown.length === 0) return [];
  const medians = shown.map(({ tier, values }) => `${tier} ${shortNumber(spreadOf(values)?.p50 ?? Number.NaN)}`);
  return [
    {
      name: 'bullwhip',
      sheet: bullwhipChart(shown, runs.header.includes('wall'), frame),
      alts: [`Medians: ${medians.join(', ')}.`],
      tables: [spreadTable('Bullwhip ratio by tier', shown, shortNumber), ...growthTable(runs)],
    },
  ];
}

/** How much yearly sales vary, beside the bullwhip of orders; none where no sales are recorded. */
function growthTable(runs: Table): DataTable[] {
  const rows = byTier(runs, 'sales_growth_sd');
  if (rows.length === 0) return [];
  return [spreadTable('Standard deviation of yearly log growth of sales, without the pause', rows, shortNumber)];
}

function lossFigure({ runs, frame }: ReportInput): PageFigure[] {
  const losses = tierLosses(runs);
  if (losses.length === 0) return [];
  const medians = losses.map(({ tier, sales, profit }) => {
    const median = (values: readonly number[]): string => percentWord(spreadOf(values)?.p50 ?? Number.NaN);
    return `${tier} ${median(sales)} of sales, with profit worth ${median(profit)} of them`;
  });
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
      alts: [`Medians: ${medians.join('; ')}.`],
      tables: [
        table('Sales lost in the 24 months after the wall, share of those without the pause', ({ sales }) => sales),
        table('Sales lost in the worst twelve months', ({ worstYear }) => worstYear),
        table('Operating profit lost in 24 months, over the sales without the pause', ({ profit }) => profit),
        table('Orders lost in 24 months, share of those without the pause', ({ orders }) => orders),
      ],
    },
  ];
}

export function supplySection(input: ReportInput): Section | undefined {
  const figures = [...bullwhipFigure(input), ...lossFigure(input)];
  return figures.length === 0
    ? undefined
    : {
        id: 'supply',
        title: figures.length > 1 ? 'The supply chain: bullwhip and losses in the pause' : 'The supply chain: bullwhip',
        intro: [],
        figures,
      };
}
