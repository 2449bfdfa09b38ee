/** Facts of a finished batch, for the terminal and the page: walls, headline numbers in everyday units, order shortfall. */

import { leadersOf } from '../metrics/leading-shares.ts';
import { metricsByEntity } from '../metrics/run-row.ts';
import { withUnit } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { findSummary, type SummaryRow } from './summary.ts';
import { calendarMonth, listWord, percentRange, percentWord, shortNumber, withinSentence } from './words.ts';

const NONE = 'none';
const [P5, MEDIAN, P95] = [0, 2, 4];

export interface FactsInput {
  /** Statistics over the runs that ended as their scenario says. */
  readonly summary: readonly SummaryRow[];
  /** First calendar month, `2025-10`; undefined where it is not known. */
  readonly startMonth: string | undefined;
  /** Whether the runs are independent draws of one scenario; those of a sweep are not. */
  readonly isIndependent: boolean;
  /** Whether the race goes on after a wall (`stop.rule: horizon`). */
  readonly isOnlyRecorded: boolean;
}

/** Median over the runs that have a value, and their 90 % interval. */
export interface Range {
  readonly runs: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

interface Probability {
  readonly share: number;
  /** 95 % interval; undefined where runs are no independent draws. */
  readonly interval: readonly [low: number, high: number] | undefined;
}

export interface WallFact extends Probability {
  readonly wall: string;
  /** In a sentence: `ROI`. */
  readonly name: string;
  /** Months of the run in which it is the first wall. */
  readonly months: Range;
}

/** A quantity of a run in words. */
export interface NumberFact {
  readonly metric: string;
  readonly label: string;
  /** The median with its unit: `USD 1,753 bn a year`. */
  readonly median: string;
  /** The 90 % interval in the same unit: `721 to 3,412`; empty where nothing varies. */
  readonly interval: string;
  /** The same with its unit: `USD 721 to 3,412 bn a year`. */
  readonly spread: string;
  /** Runs that have a value. */
  readonly runs: number;
}

/** Shares that a tier of suppliers loses in the 24 months after a wall, compared with the run without the pause. */
export interface TierFact {
  readonly tier: string;
  readonly sales: Range;
  readonly worstYear: Range | undefined;
  readonly profit: Range | undefined;
  readonly orders: Range | undefined;
}

export interface BatchFacts {
  /** Probability of any wall, and the months of the first; undefined for a scenario without walls. */
  readonly stopped: (Probability & { readonly months: Range | undefined }) | undefined;
  /** The most frequent first. */
  readonly walls: readonly WallFact[];
  /** How often and when a wall stopped the race, then which came first most often. */
  readonly wallSentences: readonly string[];
  readonly numbers: readonly NumberFact[];
  readonly tiers: readonly TierFact[];
  /** Whether all runs are equal. */
  readonly isWithoutChance: boolean;
}

/** What order shortfall means, said once above the tiers. */
export const SHORTFALL_WORDS = {
  short: 'Sales lost in the 24 months after the wall, compared with no pause:',
  long: 'Losses of a tier cover the 24 months after the wall, compared with the same months of the same run without the pause.',
};

/** How a quantity is written. */
interface Unit {
  readonly word: (text: string) => string;
  readonly text: (value: number) => string;
}

const plain = (word: (text: string) => string, scale = 1): Unit => ({ word, text: (x) => shortNumber(x * scale) });
const USD_BN_A_YEAR = plain((text) => `USD ${text} bn a year`);
const USD_BN = plain((text) => `USD ${text} bn`);
const GW = plain((text) => `${text} GW`, 1e-3);
const MONTHS = plain((text) => withUnit(text, 'months'));
const NUMBER = plain((text) => text);
const PERCENT: Unit = { word: (text) => `${text} %`, text: (value) => percentWord(value).replace(' %', '') };

const POINTS: Unit = { word: (text) => withUnit(text, 'points'), text: PERCENT.text };

/** Fall of suppliers' shares around the wall, and its excess over that without the pause. */
const SUPPLIERS_FALL = 'fall_after_wall_supplier';
const SUPPLIERS_EXCESS = 'fall_after_wall_excess_supplier';

/** The fall without the pause, in a row of its own: the first minus the second in every run. */
export const UNPAUSED_FALL = 'unpaused_fall_supplier';
/** The fall and its excess, from which it follows. */
export const UNPAUSED_FALL_FROM = [SUPPLIERS_FALL, SUPPLIERS_EXCESS] as const;

/** Quantities of a run, those of the first screen before all others. A batch has those that its kind of run records. */
const QUANTITIES: readonly (readonly [metric: string, label: string, unit: Unit])[] = [
  ['peak_capex_usd_bn_per_year', 'Peak capital expenditure of the builders', USD_BN_A_YEAR],
  ['two_year_delivered_mw', 'Systems delivered in the first two years', GW],
  ['overspend_ratio', 'Overspend above the disciplined target', PERCENT],
  ['investment_fall_after_wall', "Fall of builders' orders in the pause", PERCENT],
  [SUPPLIERS_FALL, "Fall of median supplier's share from peak", PERCENT],
  [SUPPLIERS_EXCESS, 'That fall minus the fall without the pause', POINTS],
  [UNPAUSED_FALL, 'The fall in the same runs without the pause', PERCENT],
  ['cumulative_ai_capex_usd_bn', 'AI capital expenditure until the wall or the horizon', USD_BN],
  ['cumulative_ai_revenue_usd_bn', 'AI revenue until then', USD_BN],
  ['economic_profit_usd_bn', 'Economic profit of all builders until then', USD_BN],
  ['first_year_capex_usd_bn', 'Capital expenditure of the first year', USD_BN],
  ['first_year_bonds_usd_bn', 'Bonds sold in the first year', USD_BN],
  ['first_year_leases_usd_bn', 'AI investment leased in the first year', USD_BN],
  ['orders_at_wall_over_peak', "Builders' orders at the wall over their peak by then", PERCENT],
  ['pause_months', 'Length of the pause', MONTHS],
  ['staged_months_peak', 'Most unpowered systems, in months of deliveries', MONTHS],
  ['utilisation_min', 'Lowest utilisation of energised compute', PERCENT],
  ['roi_min_per_year', 'Lowest return on AI capital, a year', PERCENT],
  ['fall_after_wall_index', 'Fall of the market index from its peak', PERCENT],
  ['fall_after_wall_excess_index', 'That fall minus the fall without the pause', POINTS],
  ['volatility_index_per_year', 'Volatility of the market index, a year', PERCENT],
  ['beat_rate', 'Earnings reports above consensus', PERCENT],
  ['deviation_mean', 'Deviation of price from value in the last quarter of the run', NUMBER],
  ['swing', 'Highest minus lowest deviation there', NUMBER],
];
/** How many of them are headline numbers, apart from the part of the pause. */
const HEADLINE_NUMBERS = 5;

/** The headline numbers; a fall of share prices with the part of it that is the pause's own. */
export function headlineNumbers({ numbers }: BatchFacts): (NumberFact & { readonly pause?: NumberFact })[] {
  const excess = numbers.find(({ metric }) => metric === SUPPLIERS_EXCESS);
  return numbers
    .filter((one) => one !== excess && one.metric !== UNPAUSED_FALL)
    .slice(0, HEADLINE_NUMBERS)
    .map((one) => (one.metric === SUPPLIERS_FALL && excess !== undefined ? { ...one, pause: excess } : one));
}

export function factsOf(input: FactsInput): BatchFacts {
  const { summary } = input;
  const walls = wallsOf(input);
  const stopped = stoppedOf(input);
  return {
    stopped,
    walls,
    wallSentences: stopped === undefined ? [] : wallSentences(input, stopped, walls),
    numbers: QUANTITIES.flatMap(([metric, label, unit]) => {
      const range = rangeOf(findSummary(summary, metric));
      if (range === undefined) return [];
      const { p5, p50, p95, runs } = range;
      const interval = p5 === p95 ? '' : `${unit.text(p5)} to ${unit.text(p95)}`;
      const spread = interval && unit.word(interval);
      return [{ metric, label, median: unit.word(unit.text(p50)), interval, spread, runs }];
    }),
    tiers: tiersOf(summary),
    isWithoutChance: isWithoutChance(summary),
  };
}

export function rangeOf(row: SummaryRow | undefined): Range | undefined {
  if (row === undefined || row.n === 0) return undefined;
  return { runs: row.n, p5: row.quantiles[P5], p50: row.quantiles[MEDIAN], p95: row.quantiles[P95] };
}

/** `Jan 2029`, or `month 39` where the calendar is not known. */
export function monthIn(startMonth: string | undefined, month: number): string {
  return startMonth === undefined ? `month ${shortNumber(month)}` : calendarMonth(startMonth, month);
}

/** A probability with its interval: `47 % (40 to 54 %)`. */
export function probabilityWord({ share, interval }: Probability): string {
  return interval === undefined ? percentWord(share) : `${percentWord(share)} (${percentRange(...interval)})`;
}

/** A share of runs, median and 90 % interval: `28 % (4.6 to 50 %)`; `-` where no run has it. */
export function shareWord(range: Range | undefined): string {
  if (range === undefined) return '-';
  const { p5, p50, p95 } = range;
  return p5 === p95 ? percentWord(p50) : `${percentWord(p50)} (${percentRange(p5, p95)})`;
}

function sharesOf(summary: readonly SummaryRow[]): SummaryRow[] {
  return summary.filter(({ metric, level, n }) => metric === 'wall' && level !== '' && n > 0);
}

function wallsOf({ summary, isIndependent }: FactsInput): WallFact[] {
  return sharesOf(summary)
    .flatMap(({ level, mean, ciLow, ciHigh }): WallFact[] => {
      const months = rangeOf(findSummary(summary, 'wall_month', level));
      if (level === NONE || months === undefined) return [];
      const interval = isIndependent ? ([ciLow, ciHigh] as const) : undefined;
      return [{ wall: level, name: withinSentence(level), share: mean, interval, months }];
    })
    .sort((a, b) => b.share - a.share || (a.wall < b.wall ? -1 : 1));
}

function stoppedOf({ summary, isIndependent }: FactsInput): BatchFacts['stopped'] {
  const rows = sharesOf(summary);
  if (rows.length === 0) return undefined;
  const { n } = rows[0];
  const share = 1 - (rows.find(({ level }) => level === NONE)?.mean ?? 0);
  const interval = isIndependent ? shareInterval(Math.round(share * n), n) : undefined;
  return { share, interval, months: rangeOf(findSummary(summary, 'wall_month')) };
}

function wallSentences(
  { summary, startMonth, isIndependent, isOnlyRecorded }: FactsInput,
  stopped: NonNullable<BatchFacts['stopped']>,
  walls: readonly WallFact[],
): string[] {
  const verb = isOnlyRecorded ? 'would have stopped' : 'stopped';
  const { months } = stopped;
  if (months === undefined || walls.length === 0) return [`No wall ${verb} any run.`];
  const when = monthIn(startMonth, months.p50);
  const interval = stopped.interval === undefined ? '' : ` (95 % interval ${percentRange(...stopped.interval)})`;
  const often = `A wall ${verb} ${percentWord(stopped.share)} of runs${interval}, in ${when} (median).`;
  if (walls.length === 1) return [often, `The first wall was ${walls[0].name} each time.`];
  // Configurations of a sweep share their random draws, and which of them there are was chosen: no wall leads.
  if (!isIndependent) return [often];
  const leaders = leadersOf(walls, sharesOf(summary)[0].n).map(({ name }) => name);
  const first = listWord(leaders);
  const which =
    leaders.length === 1
      ? `${first} came first most often (significant at 5 %).`
      : `${first} came first about equally often (difference not significant).`;
  return [often, which.charAt(0).toUpperCase() + which.slice(1)];
}

/** Tiers of an economy, buyers first: what each loses in the pause. */
function tiersOf(summary: readonly SummaryRow[]): TierFact[] {
  const range = (metric: string | undefined): Range | undefined =>
    metric === undefined ? undefined : rangeOf(findSummary(summary, metric));
  return [...metricsByEntity(summary.map(({ metric }) => metric))].flatMap(([node, of]): TierFact[] => {
    const sales = range(of.sales_lost);
    if (sales === undefined) return [];
    const [worstYear, profit, orders] = [of.worst_year_sales_lost, of.profit_lost, of.orders_lost].map(range);
    return [{ tier: withinSentence(node), sales, worstYear, profit, orders }];
  });
}

/** Whether all runs are equal, so that spreads and intervals say nothing. */
function isWithoutChance(summary: readonly SummaryRow[]): boolean {
  const most = summary.reduce((count, { n }) => Math.max(count, n), 0);
  return most > 1 && summary.every(({ n, min, max }) => n === 0 || min === max);
}
