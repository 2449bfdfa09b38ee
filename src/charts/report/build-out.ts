/** The sections drawn month by month: the build-out, orders by tier, and share prices. */

import { counted } from '../../numeric/counted.ts';
import { countWord, percentRange, percentWord, withinSentence } from '../../output/words.ts';
import { aroundWallChart } from '../around-wall.ts';
import { fansOf, shareFalls } from '../gallery.ts';
import { aroundWalls, orderFans, shareFans } from '../sample.ts';
import { fallsOf, pointsOf, shareFallsChart } from '../share-falls.ts';
import type { Frame } from '../spec.ts';
import { type Spread, spreadOf } from '../spread.ts';
import { numberColumn, type Table } from '../table.ts';
import { goodsUnitOf } from '../../output/manifest.ts';
import type { BatchFacts } from '../../output/batch-facts.ts';
import { fanFigure, monthWord } from './fan-figure.ts';
import type { PageFigure } from './page-figure.ts';
import type { ReportInput, Section } from './section.ts';

/** Series of the build-out, in this order; a folder has those that its kind of run records. */
const SHOWN: readonly (readonly [column: RegExp, title: string])[] = [
  [/^capex_/, 'Capital expenditure of all builders'],
  [/^ai_revenue_/, 'AI revenue of all builders'],
  [/^live_mw$/, 'Energised systems'],
  [/^staged_mw$/, 'Systems delivered without power'],
  [/^utilisation$/, 'Utilisation of energised compute'],
  [/^compute_price/, 'Price of compute'],
  [/^roi_/, 'Return on AI capital'],
  [/^queue_wait_/, 'Wait for a grid connection'],
  [/^end_demand/, 'What customers need'],
  [/^end_received/, 'What customers receive'],
  [/^end_unmet/, 'What customers still wait for'],
];
const MARKET_INDEX = /^market_index$/;
/** Metric of the fall of suppliers' share prices around the wall. */
const FALL = 'fall_after_wall_supplier';
const EXCESS = 'fall_after_wall_excess_supplier';
const REACH =
  'A run is followed for some months after its wall and then leaves the picture. The picture ends at the horizon, or where fewer than half of the runs are left.';

/** Which runs leave the fans first. */
function whoLeaves({ walls }: BatchFacts, { frame }: ReportInput): string {
  const [first] = [...walls].sort((a, b) => a.months.p50 - b.months.p50);
  if (first === undefined || walls.length < 2) return '';
  const when = monthWord(first.months.p50, frame);
  return ` The first to leave are runs that ${first.name} stopped (median ${when}), so later months show the others.`;
}

export function buildOutSection(input: ReportInput, facts: BatchFacts): Section | undefined {
  const { quantiles, runs, frame, horizonMonths } = input;
  const fans = fansOf(quantiles, horizonMonths).filter(({ points }) => points.length > 0);
  const shown = SHOWN.flatMap(([pattern, title]) =>
    fans.filter(({ column }) => pattern.test(column)).map((fan) => ({ ...fan, title })),
  );
  const drawn = shown.length > 0 ? shown : fans.slice(0, 8);
  if (drawn.length === 0) return undefined;
  const isEconomy = runs.header.includes('wall');
  const title = `${isEconomy ? 'The build-out' : 'Month by month'} in ${counted(runs.rows.length, 'run')}`;
  return {
    id: 'build-out',
    title: isEconomy ? 'The build-out, month by month' : 'Month by month',
    intro: [
      `Quantiles are taken month by month, so no single run follows a line.${isEconomy ? ` ${REACH}${whoLeaves(facts, input)}` : ''}`,
    ],
    figures: [fanFigure('build-out', { title }, drawn, frame)],
  };
}

/** Why runs were repeated: what the folder lacks. */
function whyRepeated({ manifest, runs }: ReportInput, count: number): string {
  const whole = runs.header.includes('wall')
    ? 'The series of this folder hold its runs, but not what they would have been without the pause'
    : 'The pictures are drawn from whole runs';
  const lacks = manifest.identity.series ? whole : 'This folder stores no orders by month';
  return `${lacks}, so ${countWord(count)} of its runs, evenly spread, were repeated for these pictures; each gave the numbers of its row.`;
}

export function ordersSection(input: ReportInput): Section | undefined {
  const { replay, frame, horizonMonths } = input;
  if ('why' in replay) {
    return { id: 'orders', title: 'Orders by tier', intro: [`Left out. ${replay.why}`], figures: [] };
  }
  const fans = orderFans(replay.sample, horizonMonths, goodsUnitOf(input.manifest)).filter(
    ({ points }) => points.length > 0,
  );
  if (fans.length === 0) return undefined;
  const { count, walled } = replay.sample;
  const around = aroundWalls(replay.sample).filter(({ points }) => points.length > 0);
  const figures = [
    fanFigure('orders', { title: `Orders by tier, buyers first, in ${counted(count, 'run')}` }, fans, frame),
  ];
  if (around.length > 0) {
    figures.push({
      name: 'around-wall',
      sheet: aroundWallChart(around, `${counted(walled, 'run')} that met a wall`, frame),
      panelTitles: around.map(({ tier }) => tier),
      alts: around.map(({ tier, points }) => {
        const low = points.reduce((least, point) => (point.p50 < least.p50 ? point : least), points[0]);
        return `${tier}: the median is lowest ${counted(low.month, 'month')} from the wall, at ${percentWord(low.p50)} of the peak.`;
      }),
      tables: around.map(({ tier, points }) => ({
        caption: `${tier}: three-month orders, per cent of their peak up to the wall`,
        head: ['Months after the wall', '25 %', 'Median', '75 %', 'Median without the pause'],
        rows: points
          .filter(({ month }) => month % 3 === 0)
          .map(({ month, p25, p50, p75, unpaused }) => [
            String(month),
            ...[p25, p50, p75, unpaused].map((value) => percentWord(value).replace(' %', '')),
          ]),
      })),
    });
  }
  return {
    id: 'orders',
    title: 'Orders by tier',
    intro: [whyRepeated(input, count)],
    figures,
  };
}

/** Falls around the wall, which curves by calendar month hide. */
function fallSentences(runs: Table): string[] {
  const spread = (column: string): Spread | undefined =>
    runs.header.includes(column) ? spreadOf(numberColumn(runs, column)) : undefined;
  const [fall, excess] = [FALL, EXCESS].map(spread);
  if (fall === undefined) return [];
  const pause =
    excess === undefined
      ? ''
      : ` The pause itself adds ${percentWord(excess.p50).replace('%', 'points')} (median over runs, 90 % interval ${percentRange(excess.p5, excess.p95).replace(' %', '')}).`;
  return [
    `Prices fall around the wall, at another date in each run, so these curves hide the falls. Around the wall of its run, from the highest of the year before to the lowest after it, the share price of the median supplier falls by ${percentWord(fall.p50)} at the median (90 % interval ${percentRange(fall.p5, fall.p95)}).${pause}`,
  ];
}

/** Falls with the pause and without it, by class; none where runs have none. */
function fallFigures(runs: Table, frame: Frame): PageFigure[] {
  const groups = shareFalls(runs);
  const sheet = shareFallsChart(groups, frame);
  if (sheet === undefined) return [];
  const rows = fallsOf(groups).map(({ group, paused, unpaused, excess }) => [
    group,
    ...[paused, unpaused].map(({ p5, p50, p95 }) => `${percentWord(p50)} (${percentRange(p5, p95)})`),
    pointsOf(excess),
  ]);
  const head = ['Shares', 'With the pause', 'Without', 'What the pause adds'];
  const alt = rows.map(([group, , , added]) => `${group}: the pause adds ${added}.`).join(' ');
  return [
    {
      name: 'share-falls',
      sheet,
      alts: [alt],
      tables: [{ caption: 'Fall from the peak around the wall, median (90 % interval)', head, rows }],
    },
  ];
}

interface MarketOf {
  readonly market?: { readonly venues?: readonly { readonly id?: string; readonly restShare?: number }[] };
}

/** What the market index holds, which is why it falls less than the shares. */
function indexSentences({ resolvedScenario }: ReportInput['manifest']): string[] {
  const [{ id = '', restShare = 0 } = {}] = (resolvedScenario as MarketOf).market?.venues ?? [];
  if (restShare === 0) return [];
  return [
    `The market index is that of the ${withinSentence(id)} market: ${percentWord(1 - restShare)} the shares of the model listed there, by capitalisation, and ${percentWord(restShare)} the rest of the market. The rest follows moves of the whole market, not earnings from the build-out, so the index usually falls less than each class.`,
  ];
}

export function marketSection({
  manifest,
  quantiles,
  runs,
  replay,
  frame,
  horizonMonths,
}: ReportInput): Section | undefined {
  const sampled =
    'sample' in replay ? shareFans(replay.sample, horizonMonths).filter(({ points }) => points.length > 0) : [];
  // One set of runs for one picture: the quantiles of all runs only where none were repeated.
  const index = fansOf(quantiles, horizonMonths).filter(
    ({ column, points }) => MARKET_INDEX.test(column) && points.length > 0,
  );
  const fans = sampled.length > 0 ? sampled : index.map((fan) => ({ ...fan, title: 'Market index' }));
  const count = 'sample' in replay && sampled.length > 0 ? replay.sample.count : runs.rows.length;
  if (fans.length === 0) return undefined;
  return {
    id: 'shares',
    title: 'Share prices',
    intro: [
      'Prices relative to the start of month 0. Each line of a class is the unweighted mean of its shares: builders, their suppliers, and baskets of shares whose companies are not in the model. Falls are those of the median share of a class.',
      ...indexSentences(manifest),
      ...fallSentences(runs),
    ],
    figures: [
      fanFigure('shares', { title: `Share prices by class in ${counted(count, 'run')}` }, fans, frame),
      ...fallFigures(runs, frame),
    ],
  };
}
