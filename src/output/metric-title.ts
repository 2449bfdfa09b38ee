/** Titles of metrics and series in words, with their unit or without. */

import { isShareMetric, memberOf, unitOfMetric } from '../metrics/run-row.ts';
import {
  capital,
  percentWord,
  plainName,
  quantityWord,
  signedNumber,
  signedPoints,
  spoken,
  withinSentence,
} from './words.ts';

/** `economic_profit_usd_bn` in USD bn as `Economic profit`; `cost_usd_depot` as `Cost, depot`. */
export function metricTitle(name: string, unit: string): string {
  const member = memberOf(name);
  if (member !== undefined) return `${spoken(bareName(member.family, unit))}, ${withinSentence(member.entity)}`;
  return spoken(bareName(name, unit));
}

/** The same with the unit, unless a word says it: `Economic profit (USD bn)`, `Months to wall`. */
export function metricLabel(name: string, unit: string): string {
  const title = metricTitle(name, unit);
  const isSaid = unit === '' || unit === '1' || title.toLowerCase().split(' ').includes(unit.toLowerCase());
  return isSaid ? title : `${title} (${unit})`;
}

/** Titles of rows where the words of the name say too little. */
const ROWS: Readonly<Record<string, string>> = {
  overspend_ratio: 'Overspend',
  investment_fall_after_wall: "Fall of builders' orders in the pause",
  fall_after_wall_supplier: "Fall of median supplier's share from peak",
  fall_after_wall_index: 'Fall of market index from peak',
  refused_for_sites: 'Orders refused for lack of powered sites',
  bound_finance: 'Orders refused for lack of finance',
  staged_months_peak: 'Most unpowered systems, in deliveries',
  queue_wait_months_peak: 'Longest wait for a grid connection',
  roi_min_per_year: 'Lowest return on AI capital',
  utilisation_min: 'Lowest utilisation of compute',
  beat_rate: 'Earnings reports above consensus',
  mean_intensity: 'Race intensity',
  cumulative_ai_capex_usd_bn: 'AI capital expenditure until the wall',
  cumulative_ai_revenue_usd_bn: 'AI revenue until the wall',
  air_pocket: 'Deepest fall of orders',
  phantom_share_peak: 'Most duplicate orders',
  stock_mw: 'Mean stock',
  recover_months: 'Time to recover',
  bullwhip_local: 'Local bullwhip',
  cancelled_mw: 'Orders cancelled',
  sales_growth_sd: 'Standard deviation of sales growth',
};

/** Differences of shares. */
const POINTS = /^(?:drawdown|fall_after_wall)_excess_/;
const THOUSAND = 1000;
const MILLION = 1e6;

/** The unit in which people read a metric of this size, and its scale: per cent for shares and rates, GW for many MW, USD mn. */
export function readUnit(name: string, unit: string, size: number): readonly [scale: number, unit: string] {
  if (POINTS.test(name)) return [100, 'points'];
  if (isShareMetric(name)) return [100, '%'];
  if (unit === '1/year') return [100, '% a year'];
  if (unit === 'MW' && size >= THOUSAND) return [1 / THOUSAND, 'GW'];
  if (unit === 'USD' && size >= MILLION) return [1 / MILLION, 'USD mn'];
  return [1, unit === '1' || unit.startsWith('unit of') ? '' : unit];
}

/** How people read the levels of a metric of this size, and differences between them: points for per cent. */
export interface Reading {
  readonly scale: number;
  /** Of differences; `''` for pure numbers. */
  readonly unit: string;
  readonly level: (value: number) => string;
  readonly difference: (value: number) => string;
}

export function readingOf(name: string, unit: string, size: number): Reading {
  const [scale, own] = readUnit(name, unit, size);
  const isShare = own === '%' || own === 'points';
  return {
    scale,
    unit: own.replace('%', 'points'),
    level: (value) => (own === '%' ? percentWord(value) : quantityWord(scale * value, own)),
    difference: (value) => (isShare ? signedPoints(value) : signedNumber(scale * value)),
  };
}

/** The title of a row that states its unit elsewhere. */
export function rowName(name: string, unit: string): string {
  const member = memberOf(name);
  const family = ROWS[member?.family ?? ''];
  return ROWS[name] ?? (family && `${family}, ${withinSentence(member?.entity ?? '')}`) ?? metricTitle(name, unit);
}

/** A row of a table of means: its title with the unit in which its cells are; `''` for pure numbers. */
export function rowTitle(name: string, unit: string): string {
  const own = unitOfMetric(name) ?? unit;
  const title = rowName(name, own);
  if (title === metricTitle(name, own) && (unit === own || unit === '')) return metricLabel(name, unit);
  return `${title}${unit === '' ? '' : ` (${unit})`}`;
}

/** Names in a condition, and quoted words. */
const NAME = /"[^"]*"|'[^']*'|[A-Za-z][A-Za-z0-9_-]*/g;

/** A metric, or a condition on metrics, in words: `wall = power` as `First wall = power`; other text stays. */
export function outcomeWords(outcome: string): string {
  const unit = unitOfMetric(outcome);
  if (unit !== undefined && outcome !== 'wall') return metricLabel(outcome, unit);
  const words = outcome.replace(NAME, (name) => {
    if (name === 'wall') return 'first wall';
    const own = unitOfMetric(name);
    return own === undefined ? name : inSentence(metricTitle(name, own));
  });
  return words === outcome ? outcome : capital(words);
}

/** A title within a sentence: `HBM stock` stays, `Cost, depot` becomes `cost, depot`. */
export function inSentence(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** Words of a name without its unit at the end. */
function bareName(name: string, unit: string): string {
  const words = plainName(name);
  const unitWords = unit.toLowerCase().replaceAll('/', ' per ');
  const endings = [
    unitWords,
    unitWords.replace(/^1 /, ''),
    unitWords.replaceAll(' per ', ' '),
    unitWords.split(' per ')[0],
    // Goods of a supply scenario may have a unit of their own; the name of the column has megawatts.
    'mw',
  ];
  const ending = endings.find((one) => one !== '' && words.endsWith(` ${one}`));
  return ending === undefined ? words : words.slice(0, -ending.length - 1);
}
