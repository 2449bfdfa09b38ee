/** Slowdown experiment: growth of builders' orders slows, and orders, sales and profit of every tier are measured. */

import { createSimulator } from '../engine/simulate.ts';
import { quarterMean, WINDOW_MONTHS } from '../metrics/air-pocket.ts';
import { seriesOf } from '../metrics/series-values.ts';
import { sum } from '../numeric/sum.ts';
import type { Economy } from '../scenario/economy.ts';
import { type PairedDifference, type PairedRuns, pairedDifference } from './paired-difference.ts';

export interface SlowdownDesign extends PairedRuns {
  /** First month of the new growth; before it orders grow by `before` per month. */
  readonly month: number;
  readonly before: number;
  /** Monthly growth from then on, one for each path. */
  readonly after: readonly number[];
}

/** Results of one tier on one path: means over runs with intervals. */
export interface TierSlowdown {
  readonly node: string;
  /**
   * Orders in the second year after the slowdown over those in the year before it, minus 1; the same without a
   * slowdown.
   */
  readonly change: PairedDifference;
  readonly changeWithout: PairedDifference;
  /** Largest shortfall of three-month orders within two years from the path without a slowdown, as a share of it. */
  readonly below: PairedDifference;
  /**
   * Sales lost relative to that path in the worst twelve months of three years; lost operating profit over its sales.
   */
  readonly sales: PairedDifference;
  readonly profit: PairedDifference;
  /** Sales lost beyond the share lost by the node that builders buy from. */
  readonly beyondBuyers: PairedDifference;
}

export interface SlowdownPath {
  /** Monthly growth of builders' orders. */
  readonly growth: number;
  readonly tiers: readonly TierSlowdown[];
}

export interface SlowdownSeries {
  readonly growth: number;
  readonly node: string;
  readonly measure: (typeof MEASURES)[number]['name'];
  /** Mean over runs of three-month means, over the quarter before the slowdown; profit over sales. Shape [month]. */
  readonly values: Float64Array;
}

export interface SlowdownReport {
  readonly runs: number;
  readonly paths: readonly SlowdownPath[];
  /** Also for the path without a slowdown. */
  readonly series: readonly SlowdownSeries[];
  /** Month of the run of the first value of a series. */
  readonly firstMonth: number;
}

const YEAR = 12;
/** Months after the slowdown in which orders are compared, and months shown before and after it. */
const ORDER_MONTHS = 24;
const SHOWN_BEFORE = 12;
const SHOWN_AFTER = 36;
const MEASURES = [
  { name: 'orders', column: 'orders_mw', base: 'orders_mw' },
  { name: 'sales', column: 'sales_usd_bn', base: 'sales_usd_bn' },
  { name: 'profit', column: 'operating_profit_usd_bn', base: 'sales_usd_bn' },
] as const;
const COLUMNS = new Set(MEASURES.flatMap(({ column, base }) => [`node/${column}`, `node/${base}`]));

/** Orders, sales and profit of every node, shape [measure][node][month]. */
type Tiers = readonly (readonly Float64Array[])[];

/** Least number of months before the slowdown: a quarter for comparison. */
export const FIRST_SLOWDOWN_MONTH = SHOWN_BEFORE + WINDOW_MONTHS;

/**
 * Impose growth on the orders of all builders, lower it in one month, and compare with the path of unchanged growth.
 *
 * Walls are recorded without a pause. Both paths of a pair have the same shocks. Orders are imposed, so builders'
 * targets, earnings and credit have no effect; suppliers forecast, order, build and price as in any run.
 */
export function measureSlowdown(scenario: Economy, design: SlowdownDesign): SlowdownReport {
  const { seed, runs, month, before, after, onRun } = design;
  const growths = [before, ...after];
  const simulators = growths.map((growth) => createSimulator(slowed(scenario, design, growth), COLUMNS));
  const nodes = scenario.supply.nodes.map(({ id }) => id);
  const found = after.map(() => nodes.map((): number[][] => []));
  const shown = growths.map(() => MEASURES.map(() => nodes.map(() => new Float64Array(SHOWN_BEFORE + SHOWN_AFTER))));
  let order: readonly string[] = nodes;
  for (let k = 0; k < runs; k++) {
    let without: Tiers = [];
    for (const [g, simulator] of simulators.entries()) {
      const trace = simulator.run(seed, k);
      onRun?.();
      order = trace.entities.node;
      const tiers = MEASURES.map(({ column }) => order.map((_, n) => seriesOf(trace, column, 'node', n)));
      if (g === 0) without = tiers;
      else for (const [n] of order.entries()) found[g - 1][n].push(outcomesOf(tiers, without, { n, month }));
      addShown(shown[g], tiers, month);
    }
  }
  const systems = order.indexOf(scenario.capex.systemsNode);
  return {
    runs,
    firstMonth: month - SHOWN_BEFORE,
    paths: after.map((growth, g) => ({
      growth,
      tiers: order.map((node, n) => {
        const [change, changeWithout, below, sales, profit] = Array.from({ length: OUTCOMES }, (_, i) =>
          pairedDifference(found[g][n].map((outcomes) => outcomes[i])),
        );
        const beyondBuyers = pairedDifference(
          found[g][n].map((outcomes, k) => outcomes[SALES] - found[g][systems][k][SALES]),
        );
        return { node, change, changeWithout, below, sales, profit, beyondBuyers };
      }),
    })),
    series: growths.flatMap((growth, g) =>
      MEASURES.flatMap(({ name }, m) =>
        order.map((node, n) => ({ growth, node, measure: name, values: shown[g][m][n].map((all) => all / runs) })),
      ),
    ),
  };
}

/** The scenario with imposed orders, simulated to the last month shown. */
function slowed(scenario: Economy, { month, before }: SlowdownDesign, growth: number): Economy {
  const kind = 'order-growth' as const;
  return {
    ...scenario,
    horizonMonths: month + SHOWN_AFTER,
    stop: { ...scenario.stop, rule: 'horizon' },
    interventions: [
      ...scenario.interventions,
      { kind, month: 0, months: month, growthPerMonth: before },
      { kind, month, months: SHOWN_AFTER, growthPerMonth: growth },
    ],
  };
}

const meanUpTo = (values: Float64Array, month: number): number => quarterMean(values, 1, 0, month);
const yearSum = (values: Float64Array, from: number): number => sum(values.subarray(from, from + YEAR));

const OUTCOMES = 5;
const SALES = 3;

/** Outcomes of one tier in one run, in the order of `TierSlowdown`. */
function outcomesOf(
  tiers: Tiers,
  without: Tiers,
  { n, month }: { readonly n: number; readonly month: number },
): number[] {
  const [orders, sales, profit] = tiers.map((measure) => measure[n]);
  const [ordersWithout, salesWithout, profitWithout] = without.map((measure) => measure[n]);
  let below = 0;
  for (let m = month + WINDOW_MONTHS - 1; m < month + ORDER_MONTHS; m++) {
    below = Math.max(below, 1 - meanUpTo(orders, m) / meanUpTo(ordersWithout, m));
  }
  const change = (values: Float64Array): number => yearSum(values, month + YEAR) / yearSum(values, month - YEAR) - 1;
  const worst = (values: Float64Array, other: Float64Array): number => {
    let most = Number.NEGATIVE_INFINITY;
    for (let from = month; from + YEAR <= month + SHOWN_AFTER; from++) {
      most = Math.max(most, (yearSum(other, from) - yearSum(values, from)) / yearSum(salesWithout, from));
    }
    return most;
  };
  return [change(orders), change(ordersWithout), below, worst(sales, salesWithout), worst(profit, profitWithout)];
}

/** Add the months shown, each measure over its base in the quarter before the slowdown. */
function addShown(shown: readonly (readonly Float64Array[])[], tiers: Tiers, month: number): void {
  for (const [m, { base }] of MEASURES.entries()) {
    const bases = tiers[MEASURES.findIndex(({ column }) => column === base)];
    for (const [n, values] of tiers[m].entries()) {
      const over = meanUpTo(bases[n], month - 1);
      for (let t = 0; t < SHOWN_BEFORE + SHOWN_AFTER; t++) {
        shown[m][n][t] += meanUpTo(values, month - SHOWN_BEFORE + t) / over;
      }
    }
  }
}
