/** Explains customers and returns: causes of changes of the compute price and of the return. */

import {
  type Figure,
  listed,
  lowestMonth,
  moved,
  type Part,
  percent,
  plain,
  points,
  type Reader,
  type Sentence,
  type Span,
  scalar,
  sentence,
  times,
} from './figures.ts';
import type { ExplainedRun } from './explained-run.ts';

const YEAR = 12;
/** A change of the return below this is not decomposed. */
const REPORTED_CHANGE = 0.005;
/** A recovery before the wall is reported beyond this. */
const REPORTED_RECOVERY = 0.02;

export function explainDemand(run: ExplainedRun): Sentence[] {
  const span = returnSpan(run.reader, run.stop);
  return [...explainMarket(run, span?.[1] ?? run.stop), ...(span === undefined ? [] : explainReturn(run, span))];
}

/** Supply of compute compared with payments of customers. */
function explainMarket({ reader, scenario }: ExplainedRun, stop: number): Sentence[] {
  const span = [0, stop] as const;
  const parts: Part[] = [
    'in ',
    reader.date(stop),
    ' energised compute was ',
    reader.growth(scalar('live_compute'), span, times),
    ' that of ',
    reader.date(0),
    ', AI revenue ',
    reader.growth(scalar('ai_revenue_usd_bn_per_year'), span, times),
    ' and the price of compute ',
    ...moved(reader, scalar('compute_price_index'), span),
    '; in between utilisation averaged ',
    reader.mean(scalar('utilisation'), span, percent),
    ` and adoption went from `,
    reader.at(scalar('adoption'), 0, percent),
    ' to ',
    reader.at(scalar('adoption'), stop, percent),
  ];
  const renewal = reader.at(scalar('renewal_rate'), stop, percent);
  const below = scenario.demand.targetUtilisation;
  const used = reader.series(scalar('utilisation'));
  const month = lowestMonth(used, span);
  const idle: Part[] =
    used[month] < below
      ? [
          '; utilisation of compute was lowest in ',
          reader.date(month),
          ', at ',
          reader.at(scalar('utilisation'), month, percent),
        ]
      : [];
  return [sentence('demand', stop, [...parts, ...idle, '; ', renewal, ' of customers would then have renewed.'])];
}

/** Contribution of one factor to the return. */
interface ReturnPart {
  readonly factor: string;
  readonly words: string;
  /** 1/year. */
  readonly change: number;
}

/** Sums over the year up to a month, from recorded columns. */
interface Year {
  readonly profit: number;
  /** Revenue over compute sold: the price. */
  readonly price: number;
  readonly utilisation: number;
  readonly compute: number;
  readonly revenue: number;
  readonly running: number;
  readonly depreciation: number;
  /** Capital in service, USD bn: the year's profit after tax over the return. */
  readonly capital: number;
}

function yearTo(reader: Reader, month: number, { serviceMargin, taxRate }: Rates): Year {
  const revenueRate = reader.series(scalar('ai_revenue_usd_bn_per_year'));
  const smoothed = reader.series(scalar('ai_operating_profit_usd_bn_per_year'));
  const live = reader.series(scalar('live_compute'));
  const used = reader.series(scalar('utilisation'));
  const firms = reader.trace.entities.firm.length;
  const charges = reader.trace.column('depreciation_usd_bn', 'firm');
  let revenue = 0;
  let operating = 0;
  let depreciation = 0;
  let sold = 0;
  let compute = 0;
  for (let m = month - YEAR + 1; m <= month; m++) {
    revenue += revenueRate[m] / YEAR;
    // The column decays by a twelfth per month, so the rest of its change is the month's profit.
    operating += smoothed[m] - smoothed[m - 1] * (1 - 1 / YEAR);
    for (let f = 0; f < firms; f++) depreciation += charges[m * firms + f];
    sold += used[m] * live[m];
    compute += live[m];
  }
  const profit = (operating - depreciation) * (1 - taxRate);
  return {
    profit,
    price: revenue / sold,
    utilisation: sold / compute,
    compute,
    revenue,
    running: serviceMargin * revenue - operating,
    depreciation,
    capital: profit / reader.series(scalar('roi_per_year'))[month],
  };
}

interface Rates {
  readonly serviceMargin: number;
  readonly taxRate: number;
}

/**
 * Decomposition of the change of the return between two months; the parts add up:
 * `roi = (1 - t) (m P U L - C - D) / K` with price P, utilisation U, energised compute L, running cost C, depreciation
 * D and capital K. The first term is decomposed by logarithmic means, the others by differences.
 */
function returnParts(reader: Reader, [from, to]: Span, rates: Rates): ReturnPart[] {
  const a = yearTo(reader, from, rates);
  const b = yearTo(reader, to, rates);
  const after = 1 - rates.taxRate;
  const margin = (year: Year): number => (after * rates.serviceMargin * year.revenue) / year.capital;
  const weight = logMean(margin(b), margin(a));
  const change = (factor: string, words: string, value: number): ReturnPart => ({ factor, words, change: value });
  return [
    change('price', 'the price of compute', weight * Math.log(b.price / a.price)),
    change('utilisation', 'utilisation', weight * Math.log(b.utilisation / a.utilisation)),
    change(
      'compute per capital',
      'compute for a dollar of capital',
      weight * Math.log(b.compute / b.capital / (a.compute / a.capital)),
    ),
    change('running cost', 'running cost', after * (a.running / a.capital - b.running / b.capital)),
    change('depreciation', 'depreciation', after * (a.depreciation / a.capital - b.depreciation / b.capital)),
  ];
}

/** Logarithmic mean of two positive numbers. */
function logMean(a: number, b: number): number {
  return a === b ? a : (a - b) / Math.log(a / b);
}

/** From the highest return of the first phase to the lowest before the wall, or over the whole time when it rose. */
function returnSpan(reader: Reader, stop: number): Span | undefined {
  if (stop <= YEAR) return undefined;
  const roi = reader.series(scalar('roi_per_year'));
  let best: Span = [YEAR, stop];
  let fall = 0;
  let peak = YEAR;
  for (let month = YEAR; month <= stop; month++) {
    if (roi[month] > roi[peak]) peak = month;
    if (roi[peak] - roi[month] > fall) {
      fall = roi[peak] - roi[month];
      best = [peak, month];
    }
  }
  return fall > REPORTED_CHANGE ? best : [YEAR, stop];
}

function explainReturn({ reader, stop, scenario }: ExplainedRun, span: Span): Sentence[] {
  const rates = { serviceMargin: scenario.demand.serviceMargin, taxRate: scenario.finance.taxRate };
  const roi = reader.series(scalar('roi_per_year'));
  const [, to] = span;
  const sentences = [explainParts(reader, span, returnParts(reader, span, rates))];
  if (roi[stop] - roi[to] > REPORTED_RECOVERY) {
    sentences.push(
      sentence('return', stop, [
        'by ',
        reader.date(stop),
        ' the return had recovered to ',
        reader.at(scalar('roi_per_year'), stop, percent),
        '; AI capital then cost ',
        reader.at(scalar('payback_years'), stop, plain),
        ' years of AI profit.',
      ]),
    );
  }
  return sentences;
}

function explainParts(reader: Reader, [from, to]: Span, parts: readonly ReturnPart[]): Sentence {
  const roi = scalar('roi_per_year');
  const start = reader.at(roi, from, percent);
  const end = reader.at(roi, to, percent);
  if (Math.abs(end.value - start.value) <= REPORTED_CHANGE) {
    const levels: Part[] = [start, ' a year in ', reader.date(from), ' and ', end, ' in ', reader.date(to)];
    return sentence('return', to, ['the return on AI capital in service hardly changed: ', ...levels, '.']);
  }
  const fell = end.value < start.value;
  const sorted = [...parts].sort((a, b) => (fell ? a.change - b.change : b.change - a.change));
  const figure = ({ factor, change }: ReturnPart): Figure => ({
    text: points(change),
    value: change,
    measure: 'part',
    ...roi,
    per: factor,
    month: to,
    fromMonth: from,
  });
  const isWith = ({ change }: ReturnPart): boolean => (fell ? change < 0 : change >= 0);
  const item = (part: ReturnPart): Part[] => [`${part.words} `, figure(part)];
  const against = sorted.filter((part) => !isWith(part)).reverse();
  const [first] = sorted;
  return sentence('return', to, [
    `the return on AI capital in service ${fell ? 'fell' : 'rose'} from `,
    start,
    ' a year in ',
    reader.date(from),
    ' to ',
    end,
    ' in ',
    reader.date(to),
    `, mainly because of ${first.words}; contributions in percentage points: `,
    ...listed(sorted.filter(isWith).map(item)),
    ...(against.length === 0 ? [] : [', against ', ...listed(against.map(item))]),
    '.',
  ]);
}
