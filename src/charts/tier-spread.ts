/** Charts of a measure of every tier, one row each: bullwhip of orders, fill rate, cost. */

import { counted } from '../numeric/counted.ts';
import { memberOf } from '../metrics/run-row.ts';
import { inSentence } from '../output/metric-title.ts';
import { moneyWord, percentWord, shortNumber, listWord, spoken, withinSentence } from '../output/words.ts';
import { FAINT, figuresAtRight, type Frame, OKABE_ITO, PAPER, page, type Spec, PER_CENT } from './spec.ts';
import { spreadOf } from './spread.ts';
import { numberColumn, type Table } from './table.ts';

/** A measure of one tier: one value per run. */
export interface TierValues {
  readonly tier: string;
  readonly values: readonly number[];
}

/** A metric of each tier of a table of runs, in the order of its columns; `name` writes the id of a tier. */
export function valuesByTier(runs: Table, family: string, name: (id: string) => string = spoken): TierValues[] {
  return runs.header.flatMap((column) => {
    const member = memberOf(column);
    return member?.family === family ? [{ tier: name(member.entity), values: numberColumn(runs, column) }] : [];
  });
}

/** What a chart says of its measure. */
interface Measure {
  readonly title: string;
  readonly subtitle: string;
  readonly axis: Spec;
  readonly scale: Spec;
  /** A value at which a dashed line is drawn. */
  readonly mark: number;
  /** A value in words. */
  readonly word: (value: number) => string;
  /** What a slide says of the tier with the most, or the least. */
  readonly message: (tier: string, median: string) => string;
  readonly isLeast?: boolean;
}

const WIDTH = 560;
const ROW_HEIGHT = 36;
/** Ratios that differ by less than this factor need no log scale. */
const NARROW = 4;
const MARKS = 'Tiers from the buyers up. Mark: median of the runs. Thick line: middle half. Thin line: 90 % interval.';
/** The same where no tier has values that differ. */
const ALIKE = 'Tiers from the buyers up. All runs have the same value.';
/** Step of the lowest fill rate of an axis. */
const AXIS_STEP = 0.05;

/** A range of figures after one in the same unit: `97 to 100 %`, `5 to 7` of USD. */
function rangeWord(low: string, high: string): string {
  const [, before = ''] = /^(USD )/.exec(low) ?? [];
  const [, after = ''] = /( (?:%|mn|bn))$/.exec(high) ?? [];
  const isAlike = high.startsWith(before) && low.endsWith(after);
  const from = isAlike && after !== '' ? low.slice(0, -after.length) : low;
  return isAlike ? `${from.slice(before.length)} to ${high.slice(before.length)}` : `${low} to ${high}`;
}

/** Share of runs in which the first tier of an order has to be first, to be said to be. */
const CLEAR = 0.95;

/** The tier that the leading one leads in the fewest runs, with their share; undefined where that is almost all. */
function rivalOf(
  tiers: readonly TierValues[],
  leader: string,
  isLeast: boolean,
): { readonly tier: string; readonly share: number } | undefined {
  const [lead] = tiers.filter(({ tier }) => tier === leader);
  const shares = tiers
    .filter(({ tier }) => tier !== leader)
    .map(({ tier, values }) => {
      const pairs = values.flatMap((value, run) => {
        const difference = lead.values[run] - value;
        return Number.isFinite(difference) ? [isLeast ? -difference : difference] : [];
      });
      return { tier, share: pairs.filter((difference) => difference > 0).length / Math.max(1, pairs.length) };
    })
    .sort((a, b) => a.share - b.share);
  return shares.length > 0 && shares[0].share < CLEAR ? shares[0] : undefined;
}

/** Draw one row per tier, in the order given (customers first): thin line p5-p95, thick line p25-p75, mark median. */
function tierSpreadChart(tiers: readonly TierValues[], measure: Measure, frame: Frame): Spec {
  const { title, subtitle, axis, scale, mark, word, message, isLeast = false } = measure;
  const values = tiers.flatMap(({ tier, values: own }) => {
    const spread = spreadOf(own);
    if (spread === undefined) return [];
    const [low, middle, high] = [spread.p5, spread.p50, spread.p95].map(word);
    return [{ tier, ...spread, median: middle, text: low === high ? middle : `${middle} (${rangeWord(low, high)})` }];
  });
  const y = {
    field: 'tier',
    type: 'nominal',
    sort: null,
    axis: { title: null, grid: true, tickBand: 'extent' },
  };
  const x = { type: 'quantitative', scale, axis };
  const bar = (low: string, high: string, strokeWidth: number): Spec => ({
    mark: { type: 'rule', color: OKABE_ITO[0], strokeWidth, strokeCap: 'round' },
    encoding: { y, x: { field: low, ...x }, x2: { field: high } },
  });
  const line: Spec = {
    data: { values: [{}] },
    mark: { type: 'rule', color: FAINT, strokeDash: [4, 3] },
    encoding: { x: { datum: mark } },
  };
  const median: Spec = {
    mark: { type: 'point', filled: true, size: 60, opacity: 1, color: OKABE_ITO[0], stroke: PAPER, strokeWidth: 1 },
    encoding: { y, x: { field: 'p50', ...x } },
  };
  const texts = new Set(values.map(({ text }) => text));
  const [same] = texts.size === 1 ? texts : [];
  const marks = values.every(({ p5, p95 }) => p5 === p95) ? ALIKE : MARKS;
  const first = values.reduce((most, one) => ((isLeast ? one.p50 < most.p50 : one.p50 > most.p50) ? one : most));
  const rival = rivalOf(tiers, first.tier, isLeast);
  const other = values.find(({ tier }) => tier === rival?.tier);
  return page(
    [
      {
        width: WIDTH,
        height: { step: ROW_HEIGHT },
        data: { values },
        layer: [line, bar('p5', 'p95', 1.5), bar('p25', 'p75', 9), median, figuresAtRight(y, 'text')],
      },
    ],
    {
      title,
      subtitle: [subtitle, marks],
      slide: {
        message:
          same === undefined || values.length === 1
            ? rival === undefined || other === undefined
              ? message(inSentence(first.tier), first.median)
              : `${title}: ${inSentence(first.tier)} ${first.median} and ${inSentence(other.tier)} ${other.median}; ${inSentence(first.tier)} is ${isLeast ? 'lower' : 'higher'} in ${percentWord(rival.share)} of the runs`
            : `${title}: ${same}`,
        note: `${subtitle} ${marks}`,
      },
    },
    frame,
  );
}

/** Variability of orders at each tier, relative to the buyers. */
export function bullwhipChart(tiers: readonly TierValues[], hasWalls: boolean, frame: Frame): Spec {
  const measure: Measure = {
    title: hasWalls
      ? 'Variability of orders at each tier, in the runs without the pause'
      : 'Variability of orders at each tier',
    subtitle: hasWalls
      ? 'Right of the dashed line at 1, the orders that a tier receives vary more than those of the buyers.'
      : 'Dashed line at 1: end demand in total. A node that serves one of several customers may be above 1, because their demand varies more than the total.',
    axis: {
      title: hasWalls
        ? "Variance of yearly growth: orders received over builders' orders (log scale)"
        : 'Variance of orders received over that of end demand, each over its squared mean (log scale)',
      values: [0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000],
      labelOverlap: 'greedy',
      format: '~g',
    },
    scale: { type: 'log', nice: false, padding: 10 },
    mark: 1,
    word: shortNumber,
    message: (tier, median) => `Orders received vary most at ${tier}: ${median} times the variance of end demand`,
  };
  // A log scale has no place for 0.
  const positive = tiers.map(({ tier, values }) => ({
    tier,
    values: values.map((value) => (value > 0 ? value : Number.NaN)),
  }));
  const all = positive.flatMap(({ values }) => values.filter(Number.isFinite));
  const [least, most] = all.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [1, 1]);
  // Within a small range a linear scale has more ticks to read by, and room for 0.
  const narrow: Measure = {
    ...measure,
    axis: { title: String(measure.axis.title).replace(' (log scale)', ''), format: '~g', tickCount: 5 },
    scale: { zero: true, nice: true },
  };
  return tierSpreadChart(positive, most > NARROW * least ? measure : narrow, frame);
}

/** How much of the orders due each tier ships. */
export function fillRateChart(tiers: readonly TierValues[], frame: Frame): Spec {
  const lows = tiers.flatMap(({ values }) => spreadOf(values)?.p5 ?? []);
  const start = Math.max(0, Math.floor(Math.min(1, ...lows) / AXIS_STEP - 1) * AXIS_STEP);
  const measure: Measure = {
    title: 'Fill rate of each tier',
    subtitle: 'Share of the orders due that a tier shipped over the run; what is missing waited or lapsed.',
    axis: { title: start > 0 ? `Fill rate (axis starts at ${percentWord(start)})` : 'Fill rate', ...PER_CENT },
    scale: { domain: [start, 1], nice: false, zero: false },
    mark: 1,
    word: percentWord,
    message: (tier, median) => `Service is lowest at ${tier}: ${median} of the orders due are shipped`,
    isLeast: true,
  };
  return tierSpreadChart(tiers, measure, frame);
}

/** What stock, backlog and transport cost at each tier that has a cost; `months` are those of a run. */
export function costChart(all: readonly TierValues[], frame: Frame, months?: number): Spec {
  const tiers = all.filter(({ values }) => values.some((value) => value > 0));
  const without = all.filter((tier) => !tiers.includes(tier)).map(({ tier }) => tier);
  const over = months === undefined ? 'over the run' : `over ${counted(months, 'month')}`;
  const left =
    without.length === 0
      ? ''
      : ` Left out, without a cost in the scenario or with 0 in every run: ${listWord(without)}.`;
  const measure: Measure = {
    title: 'Cost of each tier',
    subtitle: `Cost of holding, backlog and goods in transit ${over}.${left}`,
    axis: { title: 'Cost (USD)', format: '~s', tickCount: 5, labelExpr: "datum.value === 0 ? '0' : datum.label" },
    scale: { zero: true },
    mark: 0,
    word: moneyWord,
    message: (tier, median) => `Cost is highest at ${tier}: ${median} ${over}`,
  };
  return tierSpreadChart(tiers, measure, frame);
}

/** A picture of a measure by tier. */
interface TierPicture {
  readonly name: string;
  readonly spec: Spec;
  readonly tiers: readonly TierValues[];
  readonly word: (value: number) => string;
}

/** Pictures of a network alone: cost where it has costs, fill rate and bullwhip of every tier. */
export function networkPictures(runs: Table, frame: Frame): TierPicture[] {
  const [costs, rates, bullwhips] = ['cost_usd', 'fill_rate', 'bullwhip'].map((family) =>
    valuesByTier(runs, family, withinSentence),
  );
  if (!rates.some(({ values }) => values.some(Number.isFinite))) return [];
  const months = spreadOf(runs.header.includes('months') ? numberColumn(runs, 'months') : [])?.p50;
  const isAbove = ({ values }: TierValues): boolean => values.some((value) => value > 0);
  return [
    ...(costs.some(isAbove)
      ? [{ name: 'cost', spec: costChart(costs, frame, months), tiers: costs.filter(isAbove), word: moneyWord }]
      : []),
    { name: 'fill-rate', spec: fillRateChart(rates, frame), tiers: rates, word: percentWord },
    ...(bullwhips.some(isAbove)
      ? [{ name: 'bullwhip', spec: bullwhipChart(bullwhips, false, frame), tiers: bullwhips, word: shortNumber }]
      : []),
  ];
}
