/** Market metrics of a run: columns that listed companies add to its row in `runs.csv`. */

import { counted } from '../numeric/counted.ts';
import { CORRELATION, type Measure, NUMBER, RATIO, SHARE } from '../columns/measure.ts';
import { EQUITY_CLASSES, type EquityClass } from '../columns/equity-class.ts';
import type { Trace } from '../columns/trace.ts';
import { sum } from '../numeric/sum.ts';
import { boomCounts } from './boom-windows.ts';
import { type RegimeCorrelation, regimeCorrelation } from './contagion.ts';
import {
  company,
  classGroup,
  DRAWDOWN,
  DRAWDOWN_EXCESS,
  FALL_AFTER_WALL,
  FALL_AFTER_WALL_EXCESS,
  type GroupOf,
  leadIndex,
  MARKET,
  market,
  median,
  ofMarket,
  VOLATILITY,
} from './market-falls.ts';
import { type MarketSeries, portfolioValue } from './market-series.ts';
import { indexFallsAfterBeats, meanFallsAfterBeats, reportReactions, tallyReports } from './report-reactions.ts';
import {
  absoluteReturns,
  autocorrelation,
  correlation,
  excessKurtosis,
  hillTailIndex,
  leverageEffect,
  skewness,
} from './return-facts.ts';
import { highest, lowest } from './series-values.ts';
import {
  type Metric,
  type MetricFamily,
  type MetricRows,
  member,
  metricsIn,
  MONTHS,
  once,
  type Reading,
  scalar,
  WHOLE,
} from './metric.ts';

/** Share of months in the tail whose index is measured. */
const TAIL_SHARE = 0.1;
/** Share of reports above consensus from which a month or quarter counts as one of beats. */
const MANY_BEATS = 0.8;

const NAMES: Readonly<Record<EquityClass | 'index', string>> = {
  builder: 'listed builders, median',
  supplier: 'listed suppliers, median',
  basket: 'baskets of beneficiaries, median',
  index: 'the market index',
};
const CLASSES = [...EQUITY_CLASSES, 'index'] as const;

/** Excess kurtosis: at least that of two equal heaps. */
const KURTOSIS: Measure = { unit: '1', range: [-2, Number.POSITIVE_INFINITY] };

/** A reading of the monthly returns of the market index, and of their sizes. */
const ofIndex = (read: (returns: Float64Array) => number): Reading =>
  ofMarket((series) => read(series.venueReturns[0]));
const indexSizes = once((trace) => absoluteReturns(market(trace).venueReturns[0]));
const ofSizes = (read: (sizes: Float64Array) => number): Reading => ofMarket((_, trace) => read(indexSizes(trace)));

const reactions = once((trace) => reportReactions(market(trace).reports));
const tally = once((trace) => tallyReports(market(trace).reports, market(trace).venueReturns[0].length));
const fallsAfter = (share: number) =>
  once((trace) => indexFallsAfterBeats(tally(trace), market(trace).venueReturns[0], share));
const beatMonths = fallsAfter(MANY_BEATS);
const reportMonths = fallsAfter(0);
const beatQuarters = once((trace) => meanFallsAfterBeats(tally(trace), MANY_BEATS));
const regimes = once((trace) => contagion(market(trace), trace.column('market_volatility_per_year', 'scalar')));
const booms = once((trace) => classBooms(market(trace)));
const venueBooms = once((trace) => market(trace).venuePrices.map(boomCounts));
/** A reading of a value that is computed once. */
const of = (read: (trace: Trace) => number): Reading => ofMarket((_, trace) => read(trace));
const ofRegimes = (read: (trace: Trace) => number): Reading => ({
  ...MARKET,
  needs: [...MARKET.needs, 'scalar/market_volatility_per_year'],
  read,
});
const venueTotal = (name: string): Reading => ({
  needs: [`venue/${name}`],
  read: (trace) => sum(trace.column(name, 'venue')),
});

const autocorrelationOfSizes = (lag: number): MetricRows => ({
  [`index_acf_abs_${lag}`]: [
    `Autocorrelation of absolute monthly returns of the market index at a lag of ${counted(lag, 'month')}.`,
    [CORRELATION, ofSizes((sizes) => autocorrelation(sizes, lag))],
  ],
});

/** Metrics that need no wall and no class of companies. */
const COMMON: readonly Metric[] = metricsIn({
  index_skew: [
    'Skewness of monthly returns of the market index; below 0 when falls are larger than rises.',
    [NUMBER, ofIndex(skewness)],
  ],
  index_kurtosis: [
    'Excess kurtosis of monthly returns of the market index; 0 for normal ones.',
    [KURTOSIS, ofIndex(excessKurtosis)],
  ],
  index_acf_1: [
    'Autocorrelation of returns of the market index from one month to the next.',
    [CORRELATION, ofIndex((index) => autocorrelation(index, 1))],
  ],
  ...autocorrelationOfSizes(1),
  ...autocorrelationOfSizes(3),
  ...autocorrelationOfSizes(6),
  index_tail_index: [
    'Tail index (Hill) of the largest tenth of absolute returns of the market index, over the next smaller one.',
    [RATIO, ofSizes(tailIndex)],
  ],
  index_leverage: [
    'Leverage effect: correlation of the return of the market index with the next absolute return; below 0 when falls raise volatility.',
    [CORRELATION, ofIndex(leverageEffect)],
  ],
  share_kurtosis: [
    'Excess kurtosis of monthly returns of single shares, baskets included, median.',
    [KURTOSIS, ofMarket(({ returns }) => median(returns.map(excessKurtosis)))],
  ],
  share_index_correlation: [
    'Correlation of returns of single shares, baskets included, with the market index, median.',
    [
      CORRELATION,
      ofMarket(({ returns, venueReturns }) => median(returns.map((one) => correlation(one, venueReturns[0])))),
    ],
  ],
  correlation_calm: [
    'Correlation of other venues with the market index in months that are not stressed, mean; empty with fewer than twelve months of either kind.',
    [CORRELATION, ofRegimes((trace) => regimes(trace).calm)],
  ],
  correlation_stressed: [
    'Correlation of other venues with the market index in stressed months, mean: the quarter with the highest volatility at the end of the month before.',
    [CORRELATION, ofRegimes((trace) => regimes(trace).stressed)],
  ],
  correlation_adjusted: [
    'Correlation r of other venues with the market index in stressed months, adjusted to calm volatility: r / sqrt(1 + d (1 - r^2)), d the variance of the market index in stress over that in calm, minus 1; mean.',
    [CORRELATION, ofRegimes((trace) => regimes(trace).adjusted)],
  ],
  reports: ['Quarterly reports of listed companies.', [WHOLE, of((trace) => reactions(trace).reports)]],
  beat_rate: ['Share of reports above consensus.', [SHARE, of((trace) => reactions(trace).beatRate)]],
  reaction_beat: [
    'Mean log return of the month of a beat, minus that of the same company in months without a report.',
    [NUMBER, of((trace) => reactions(trace).beat)],
  ],
  reaction_miss: [
    'Mean log return of the month of a miss, minus that of the same company in months without a report.',
    [NUMBER, of((trace) => reactions(trace).miss)],
  ],
  reaction_mean: [
    'Mean log return of the month of a report, minus that of the same company in months without a report.',
    [NUMBER, of((trace) => reactions(trace).all)],
  ],
  reaction_slope_above: [
    'Slope of the reaction on the surprise of investors, for positive surprises.',
    [NUMBER, of((trace) => reactions(trace).slopeAbove)],
  ],
  reaction_slope_below: [
    'Slope of the reaction on the surprise of investors, for negative surprises.',
    [NUMBER, of((trace) => reactions(trace).slopeBelow)],
  ],
  beat_months: [
    'Months in which at least 80 % of the reports beat consensus.',
    [WHOLE, of((trace) => beatMonths(trace).periods)],
  ],
  beat_months_fall: ['Those of them in which the market index fell.', [WHOLE, of((trace) => beatMonths(trace).falls)]],
  report_months: ['Months with a report.', [WHOLE, of((trace) => reportMonths(trace).periods)]],
  report_months_fall: [
    'Those of them in which the market index fell.',
    [WHOLE, of((trace) => reportMonths(trace).falls)],
  ],
  beat_quarters: [
    'Quarters of the run, counted from month 0, in which at least 80 % of the reports beat consensus.',
    [WHOLE, of((trace) => beatQuarters(trace).periods)],
  ],
  beat_quarters_fall: [
    'Those of them in which the mean reaction was below 0.',
    [WHOLE, of((trace) => beatQuarters(trace).falls)],
  ],
  booms: [
    'Run-ups: times the mean price of a class gained 100 % in two years, with two following years, in which no other is counted.',
    [WHOLE, of((trace) => total(booms(trace), (found) => found.booms))],
  ],
  boom_crashes: [
    'Those of them with a fall of 40 % within the next two years.',
    [WHOLE, of((trace) => total(booms(trace), (found) => found.crashes))],
  ],
  boom_windows: [
    'Years of the run, counted from month 0, with two years before and after them, for each class.',
    [WHOLE, of((trace) => total(booms(trace), (found) => found.windows))],
  ],
  boom_window_crashes: [
    'Those of them with a fall of 40 % within the next two years.',
    [WHOLE, of((trace) => total(booms(trace), (found) => found.windowCrashes))],
  ],
  index_doubled: [
    'Months in which the index of a venue was at twice its level of a year before or more, with a following year.',
    [WHOLE, of((trace) => total(venueBooms(trace), (found) => found.doubled))],
  ],
  index_halved: [
    'Those of them in which it was at half that or less a year later.',
    [WHOLE, of((trace) => total(venueBooms(trace), (found) => found.halved))],
  ],
  index_end: [
    'Market index in the last month, relative to the start of month 0.',
    [RATIO, scalar('market_index', (index, { months }) => index[months - 1])],
  ],
  narrative_peak: ['Highest strength of the narrative.', [CORRELATION, scalar('narrative', highest)]],
  narrative_low: ['Lowest strength of the narrative.', [CORRELATION, scalar('narrative', lowest)]],
  amplified_share: [
    'Share of months in which dealer hedging amplifies returns.',
    [
      SHARE,
      scalar(
        'gamma_feedback',
        (gammas, { months }) => gammas.reduce((count, gamma) => count + Number(gamma < 0), 0) / months,
      ),
    ],
  ],
  sidecars: ['Number of halts of programme trading, all venues.', [WHOLE, venueTotal('sidecars')]],
  breakers: ['Number of halts of all trading, all venues.', [WHOLE, venueTotal('breakers')]],
});

const CLASS_FAMILIES = [DRAWDOWN, DRAWDOWN_EXCESS, FALL_AFTER_WALL, FALL_AFTER_WALL_EXCESS, VOLATILITY];
const PLAIN_FAMILIES = [DRAWDOWN, DRAWDOWN_EXCESS, VOLATILITY];

/** Metrics that a run with a market has besides those of the economy. */
export const MARKET_RUN_METRICS: readonly Metric[] = [
  ...CLASSES.flatMap((name) => {
    const group = name === 'index' ? leadIndex : classGroup(name);
    return CLASS_FAMILIES.map((family) => member(family, name, group, NAMES[name]));
  }),
  ...COMMON,
];

const PRICE_END: MetricFamily<number> = {
  family: 'price_end',
  ...RATIO,
  text: (equity) => `Price of ${equity} in the last month, relative to the start of month 0.`,
  of: (e) => ofMarket(({ prices }, { months }) => prices[e][months - 1]),
};
const OWN_EXCESS: MetricFamily<GroupOf> = {
  ...DRAWDOWN_EXCESS,
  text: (equity) =>
    `Largest fall of the price minus the median fall of the same months in 15 random orders: ${equity}.`,
};

/** Metrics of a plain market run with these listed companies. */
export function plainMarketMetrics(equities: readonly string[]): readonly Metric[] {
  return [
    ...metricsIn(MONTHS),
    ...PLAIN_FAMILIES.map((family) => member(family, 'index', leadIndex, NAMES.index)),
    ...COMMON,
    ...equities.flatMap((id, e) => {
      const group = company(e);
      return [
        member(PRICE_END, id, e),
        ...[DRAWDOWN, OWN_EXCESS, VOLATILITY].map((family) => member(family, id, group)),
      ];
    }),
  ];
}

/** Scalar series of a market whose monthly quantiles a batch reports. */
export const MARKET_FAN_COLUMNS: readonly string[] = ['market_index', 'market_volatility_per_year', 'narrative'];

function total<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((count, item) => count + read(item), 0);
}

function tailIndex(sizes: Float64Array): number {
  const tail = Math.floor(TAIL_SHARE * sizes.length);
  return tail > 0 ? hillTailIndex(sizes, tail) : Number.NaN;
}

/** Counts of booms over classes of companies. */
function classBooms({ prices, classes }: MarketSeries): ReturnType<typeof boomCounts>[] {
  return EQUITY_CLASSES.map((name) => boomCounts(portfolioValue(prices.filter((_, e) => classes[e] === name))));
}

/** Correlation of other venues with the lead venue, by the volatility at the end of the month before. */
function contagion({ venueReturns }: MarketSeries, volatility: Float64Array): RegimeCorrelation {
  const [lead, ...others] = venueReturns.map((one) => one.subarray(1));
  const known = volatility.subarray(0, volatility.length - 1);
  const found = others.map((other) => regimeCorrelation(lead, other, known));
  const mean = (read: (regime: (typeof found)[number]) => number): number =>
    found.reduce((sum, regime) => sum + read(regime), 0) / found.length;
  return {
    calm: mean((regime) => regime.calm),
    stressed: mean((regime) => regime.stressed),
    adjusted: mean((regime) => regime.adjusted),
  };
}
