/** The metrics of the market in one run: what a run with listed companies adds to its row of `runs.csv`. */

import type { Column } from '../columns/column.ts';
import { EQUITY_CLASSES, type EquityClass } from '../columns/equity-class.ts';
import type { Trace } from '../columns/trace.ts';
import { quantile } from '../numeric/statistics.ts';
import { sum } from '../numeric/sum.ts';
import { boomCounts } from './boom-windows.ts';
import { regimeCorrelation } from './contagion.ts';
import { maxDrawdown, shuffledDrawdown } from './drawdown.ts';
import { type MarketSeries, portfolioValue, readMarket } from './market-series.ts';
import { indexFallsAfterBeats, meanFallsAfterBeats, reportReactions, tallyReports } from './report-reactions.ts';
import {
  absoluteReturns,
  annualVolatility,
  autocorrelation,
  correlation,
  excessKurtosis,
  hillTailIndex,
  leverageEffect,
  skewness,
} from './return-facts.ts';
import { runColumn } from './run-column.ts';

/** Share of months that make the tail whose index is measured. */
const TAIL_SHARE = 0.1;
/** Share of reports above consensus from which a month or quarter is one of beats. */
const MANY_BEATS = 0.8;

const NAMES: Readonly<Record<EquityClass | 'index', string>> = {
  builder: 'listed builders, median',
  supplier: 'listed suppliers, median',
  basket: 'baskets of beneficiaries, median',
  index: 'the lead index',
};
const CLASSES = [...EQUITY_CLASSES, 'index'] as const;

/** Columns that a run with a market has besides those of the economy. */
export const MARKET_RUN_COLUMNS: readonly Column[] = [
  ...CLASSES.flatMap((name) => [
    runColumn(`drawdown_${name}`, '1', `Largest fall of the price from its peak: ${NAMES[name]}.`),
    runColumn(
      `drawdown_excess_${name}`,
      '1',
      `The same less the median fall of the same months of that company in 15 shuffled orders: ${NAMES[name]}.`,
    ),
    runColumn(`repricing_${name}`, '1', `Fall from the month of the wall to the lowest after it: ${NAMES[name]}.`),
    runColumn(
      `repricing_excess_${name}`,
      '1',
      `The same less the fall in the same run without the pause: ${NAMES[name]}.`,
    ),
    runColumn(`volatility_${name}_per_year`, '1/year', `Standard deviation of monthly log returns: ${NAMES[name]}.`),
  ]),
  runColumn('index_skew', '1', 'Lopsidedness of monthly returns of the lead index; below 0 when falls are larger.'),
  runColumn('index_kurtosis', '1', 'Excess kurtosis of monthly returns of the lead index; 0 for normal ones.'),
  runColumn('index_acf_1', '1', 'Autocorrelation of returns of the lead index from one month to the next.'),
  ...[1, 3, 6].map((lag) =>
    runColumn(`index_acf_abs_${lag}`, '1', `Autocorrelation of the sizes of its returns, ${lag} months apart.`),
  ),
  runColumn('index_tail_index', '1', 'Hill index of the largest tenth of the sizes of its returns.'),
  runColumn('index_leverage', '1', 'Correlation of its return with the size of the next; below 0 when falls unsettle.'),
  runColumn('share_kurtosis', '1', 'Excess kurtosis of monthly returns of single companies, median.'),
  runColumn('share_index_correlation', '1', 'Correlation of their returns with the lead index, median.'),
  runColumn('correlation_calm', '1', 'Correlation of other venues with the lead index in calm months, mean.'),
  runColumn('correlation_stressed', '1', 'The same in the quarter of months that follow the highest volatility.'),
  runColumn('correlation_adjusted', '1', 'The stressed one at the volatility of calm months.'),
  runColumn('reports', '1', 'Quarterly reports of listed companies.', 'integer'),
  runColumn('beat_rate', '1', 'Share of reports above consensus.'),
  runColumn('reaction_beat', '1', 'Mean log return of the month of a beat, less that of months without a report.'),
  runColumn('reaction_miss', '1', 'The same for a miss.'),
  runColumn('reaction_mean', '1', 'The same for all reports.'),
  runColumn('reaction_slope_above', '1', 'Slope of the reaction on the surprise of investors, where they are pleased.'),
  runColumn('reaction_slope_below', '1', 'The same where they are disappointed.'),
  runColumn('beat_months', '1', 'Months in which at least 80 % of the reports beat consensus.', 'integer'),
  runColumn('beat_months_fall', '1', 'Those of them in which the lead index fell.', 'integer'),
  runColumn('report_months', '1', 'Months with a report.', 'integer'),
  runColumn('report_months_fall', '1', 'Those of them in which the lead index fell.', 'integer'),
  runColumn('beat_quarters', '1', 'Quarters in which at least 80 % of the reports beat consensus.', 'integer'),
  runColumn('beat_quarters_fall', '1', 'Those of them in which the mean reaction was below 0.', 'integer'),
  runColumn('booms', '1', 'Times a class of companies gained 100 % in two years, with two years to follow.', 'integer'),
  runColumn('boom_crashes', '1', 'Those of them with a fall of 40 % within the two years after.', 'integer'),
  runColumn('boom_windows', '1', 'Years of a class with two years before and after them.', 'integer'),
  runColumn('boom_window_crashes', '1', 'Those of them with a fall of 40 % within the two years after.', 'integer'),
  runColumn(
    'index_doubled',
    '1',
    'Months at which the index of a venue stood at twice its level of a year ago.',
    'integer',
  ),
  runColumn('index_halved', '1', 'Those of them after which it halved within the next year.', 'integer'),
  runColumn('index_end', '1', 'Lead index in the last month over month 0.'),
  runColumn('narrative_peak', '1', 'Highest narrative.'),
  runColumn('narrative_low', '1', 'Lowest narrative.'),
  runColumn('amplified_share', '1', 'Share of months in which hedging of dealers amplifies moves.'),
  runColumn('sidecars', '1', 'Halts of programme trading, all venues.', 'integer'),
  runColumn('breakers', '1', 'Halts of all trading, all venues.', 'integer'),
];

/** Metrics of the market in a run by column name; NaN where it has none. */
export function marketRunMetrics(trace: Trace): Record<string, number> {
  return Object.assign({}, ...marketRunParts(trace));
}

/** The same in parts, for a row that has other metrics too: every copy of so many names takes its time. */
export function marketRunParts(trace: Trace): Record<string, number>[] {
  const series = readMarket(trace);
  const index = series.venueReturns[0];
  const lead = {
    name: 'index',
    returns: [index],
    prices: [series.venuePrices[0]],
    unpaused: series.unpaused && [series.unpaused.venuePrices[0]],
  };
  return [
    ...EQUITY_CLASSES.map((name) => fallMetrics(classOf(series, name), trace)),
    fallMetrics(lead, trace),
    indexMetrics(index),
    shareMetrics(series, index),
    contagionMetrics(series, trace.column('market_volatility_per_year', 'scalar')),
    reportMetrics(series, index),
    boomMetrics(series),
    storyMetrics(trace),
  ];
}

function storyMetrics(trace: Trace): Record<string, number> {
  const total = (name: string): number => sum(trace.column(name, 'venue'));
  let amplified = 0;
  for (const gamma of trace.column('gamma_feedback', 'scalar')) if (gamma < 0) amplified++;
  let peak = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  for (const narrative of trace.column('narrative', 'scalar')) {
    if (narrative > peak) peak = narrative;
    if (narrative < low) low = narrative;
  }
  return {
    index_end: trace.column('market_index', 'scalar')[trace.months - 1],
    narrative_peak: peak,
    narrative_low: low,
    amplified_share: amplified / trace.months,
    sidecars: total('sidecars'),
    breakers: total('breakers'),
  };
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Companies or indices whose falls are told together. */
interface Group {
  readonly name: string;
  readonly returns: readonly Float64Array[];
  readonly prices: readonly Float64Array[];
  /** Prices without the pause; absent when nothing paused. */
  readonly unpaused?: readonly Float64Array[] | undefined;
}

function classOf({ returns, prices, classes, unpaused }: MarketSeries, name: EquityClass): Group {
  const isMember = (_: unknown, e: number): boolean => classes[e] === name;
  const freely = unpaused?.prices.filter(isMember);
  return { name, returns: returns.filter(isMember), prices: prices.filter(isMember), unpaused: freely };
}

/** Falls and volatility of some companies, medians over them. */
function fallMetrics({ name, returns, prices, unpaused }: Group, { outcome }: Trace): Record<string, number> {
  const { wallMonth } = outcome;
  const drawdowns = returns.map(maxDrawdown);
  const repriced = (after: readonly Float64Array[]): number =>
    wallMonth < 0 ? Number.NaN : median(prices.map((one, i) => fallAfter(one[wallMonth], after[i], wallMonth)));
  const repricing = repriced(prices);
  return {
    [`drawdown_${name}`]: median(drawdowns),
    [`drawdown_excess_${name}`]: middleExcess(returns, drawdowns),
    [`repricing_${name}`]: repricing,
    [`repricing_excess_${name}`]: unpaused === undefined ? Number.NaN : repricing - repriced(unpaused),
    [`volatility_${name}_per_year`]: median(returns.map(annualVolatility)),
  };
}

/**
 * Drawdown in excess of its null of the company in the middle, the mean of two when their number is even: shuffling
 * every company would cost more than the rest of the row.
 */
function middleExcess(returns: readonly Float64Array[], drawdowns: readonly number[]): number {
  const order = drawdowns.map((_, i) => i).sort((a, b) => drawdowns[a] - drawdowns[b] || a - b);
  const middle = order.slice(Math.ceil(order.length / 2) - 1, Math.floor(order.length / 2) + 1);
  return middle.reduce((sum, i) => sum + drawdowns[i] - shuffledDrawdown(returns[i]), 0) / middle.length;
}

/** Share of the price at a month that is lost at the lowest of `after` beyond it; 0 when it never falls below. */
function fallAfter(price: number, after: Float64Array, month: number): number {
  let lowest = price;
  for (let later = month + 1; later < after.length; later++) if (after[later] < lowest) lowest = after[later];
  return 1 - lowest / price;
}

function indexMetrics(index: Float64Array): Record<string, number> {
  const sizes = absoluteReturns(index);
  const tail = Math.floor(TAIL_SHARE * sizes.length);
  return {
    index_skew: skewness(index),
    index_kurtosis: excessKurtosis(index),
    index_acf_1: autocorrelation(index, 1),
    index_acf_abs_1: autocorrelation(sizes, 1),
    index_acf_abs_3: autocorrelation(sizes, 3),
    index_acf_abs_6: autocorrelation(sizes, 6),
    index_tail_index: tail > 0 ? hillTailIndex(sizes, tail) : Number.NaN,
    index_leverage: leverageEffect(index),
  };
}

function shareMetrics({ returns }: MarketSeries, index: Float64Array): Record<string, number> {
  return {
    share_kurtosis: median(returns.map(excessKurtosis)),
    share_index_correlation: median(returns.map((one) => correlation(one, index))),
  };
}

/** Correlation of other venues with the lead one, by the volatility known at the end of the month before. */
function contagionMetrics({ venueReturns }: MarketSeries, volatility: Float64Array): Record<string, number> {
  const [lead, ...others] = venueReturns.map((one) => one.subarray(1));
  const known = volatility.subarray(0, volatility.length - 1);
  const found = others.map((other) => regimeCorrelation(lead, other, known));
  const mean = (read: (regime: (typeof found)[number]) => number): number =>
    found.reduce((sum, regime) => sum + read(regime), 0) / found.length;
  return {
    correlation_calm: mean((regime) => regime.calm),
    correlation_stressed: mean((regime) => regime.stressed),
    correlation_adjusted: mean((regime) => regime.adjusted),
  };
}

function reportMetrics({ reports }: MarketSeries, index: Float64Array): Record<string, number> {
  const reactions = reportReactions(reports);
  const tally = tallyReports(reports, index.length);
  const beats = indexFallsAfterBeats(tally, index, MANY_BEATS);
  const all = indexFallsAfterBeats(tally, index, 0);
  const quarters = meanFallsAfterBeats(tally, MANY_BEATS);
  return {
    reports: reactions.reports,
    beat_rate: reactions.beatRate,
    reaction_beat: reactions.beat,
    reaction_miss: reactions.miss,
    reaction_mean: reactions.all,
    reaction_slope_above: reactions.slopeAbove,
    reaction_slope_below: reactions.slopeBelow,
    beat_months: beats.periods,
    beat_months_fall: beats.falls,
    report_months: all.periods,
    report_months_fall: all.falls,
    beat_quarters: quarters.periods,
    beat_quarters_fall: quarters.falls,
  };
}

/** Counts of booms over classes of companies, and of doubled and halved indices over venues. */
function boomMetrics({ prices, classes, venuePrices }: MarketSeries): Record<string, number> {
  const row = { booms: 0, boom_crashes: 0, boom_windows: 0, boom_window_crashes: 0, index_doubled: 0, index_halved: 0 };
  for (const name of EQUITY_CLASSES) {
    const found = boomCounts(portfolioValue(prices.filter((_, e) => classes[e] === name)));
    row.booms += found.booms;
    row.boom_crashes += found.crashes;
    row.boom_windows += found.windows;
    row.boom_window_crashes += found.windowCrashes;
  }
  for (const index of venuePrices) {
    const found = boomCounts(index);
    row.index_doubled += found.doubled;
    row.index_halved += found.halved;
  }
  return row;
}
