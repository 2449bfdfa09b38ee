/** The metrics of one run of the economy: what stands in its row of `runs.csv`. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { airPocket, monthsToRecover, shortfall, splitFall, WINDOW_MONTHS } from './air-pocket.ts';
import { growthBullwhip, growthVariance } from './bullwhip.ts';
import { runColumn } from './run-column.ts';

/** Months that make a year's rate. */
const YEAR = 12;

/** Columns of every run, before those of each supply node. */
const COMMON: readonly Column[] = [
  runColumn('wall', '1', 'First wall, or none.', 'string'),
  runColumn('wall_month', 'months', 'Month of the first wall, from 0; empty when none.'),
  runColumn('months_to_wall', 'months', 'Months until the first wall; the horizon when there is none.', 'integer'),
  runColumn('stop_reason', '1', 'horizon, first-wall or aftermath.', 'string'),
  runColumn('wall_reading', 'unit of the variable', "Value of the wall's variable when it fired."),
  runColumn('next_wall', '1', 'The other wall that stood closest to firing then, or at the horizon.', 'string'),
  runColumn('months', 'months', 'Months simulated.', 'integer'),
  runColumn(
    'peak_capex_usd_bn_per_year',
    'USD bn/year',
    'Highest capital expenditure of the builders in any twelve months.',
  ),
  runColumn('peak_capex_month', 'months', 'Last month of those twelve.'),
  runColumn(
    'cumulative_ai_capex_usd_bn',
    'USD bn',
    'AI capital expenditure of the builders up to the wall or the horizon.',
  ),
  runColumn('cumulative_ai_revenue_usd_bn', 'USD bn', 'AI revenue of the builders up to the wall or the horizon.'),
  runColumn('overspend_ratio', '1', 'Mean of target over disciplined capacity, less 1, up to the wall or the horizon.'),
  runColumn('economic_profit_usd_bn', 'USD bn', 'Economic profit of all builders up to the wall or the horizon.'),
  runColumn('stage_payoff_usd_bn', 'USD bn', 'Economic profit plus strategic prize up to the wall or the horizon.'),
  runColumn('mean_intensity', '1', 'Mean race intensity up to the wall or the horizon.'),
  runColumn('bound_power', '1', 'Mean share of wanted investment held back because systems already stand dark.'),
  runColumn('bound_gate', '1', 'Mean share of wanted investment held back by the option to wait.'),
  runColumn('bound_finance', '1', 'Mean share of wanted investment held back by finance.'),
  runColumn('staged_months_peak', 'months', 'Highest staged systems over deliveries a month.'),
  runColumn('queue_wait_months_peak', 'months', 'Longest mean wait at the head of the interconnection queues.'),
  runColumn('roi_min_per_year', '1/year', 'Lowest return on AI capital in service.'),
  runColumn('utilisation_min', '1', 'Lowest utilisation of live compute.'),
  runColumn('compute_price_end', '1', 'Price of effective compute in the last month over month 0.'),
  runColumn(
    'investment_fall',
    '1',
    "Fall of builders' orders from their peak: 1 - lowest three-month mean in all months followed after the wall over the highest before that low, of which part may be lost before the wall, and part long after the pause.",
  ),
  runColumn(
    'investment_fall_before_wall',
    '1',
    "Part of it lost by the wall: 1 - builders' orders in the three months up to the wall over their highest three-month mean by then.",
  ),
  runColumn(
    'investment_fall_after_wall',
    '1',
    "Fall of builders' orders from the wall to a quarter after the pause: 1 - lowest three-month mean in these months over the three months up to the wall; below 0 when they only rose, empty when nothing paused.",
  ),
  runColumn('restrictions', '1', 'Moratoria, permit delays, export controls and antitrust remedies begun.', 'integer'),
  runColumn('outages', '1', 'Outages of supplier companies begun.', 'integer'),
  runColumn('covenant_breaches', '1', 'Covenant breaches begun.', 'integer'),
  runColumn('worst_residual', '1', 'Worst relative residual of any accounting identity in any month.'),
];

/** Columns of a run whose trace has these supply nodes. */
export function economyRunColumns(nodes: readonly string[]): readonly Column[] {
  return [...COMMON, ...nodes.flatMap(nodeColumns)];
}

function nodeColumns(node: string): Column[] {
  const id = node.replaceAll('-', '_');
  return [
    runColumn(
      `bullwhip_${id}`,
      '1',
      `Variance of the yearly growth of orders at ${node} over that of builders' orders, up to the wall.`,
    ),
    runColumn(
      `air_pocket_${id}`,
      '1',
      `Fall of orders at ${node} from their peak: 1 - lowest three-month mean after the wall over the highest before that low.`,
    ),
    runColumn(
      `air_pocket_excess_${id}`,
      '1',
      `The same less the fall in the same run without the pause, at ${node}, whose lowest months and peak may be others.`,
    ),
    runColumn(
      `pause_shortfall_${id}`,
      '1',
      `Orders at ${node} in the pause below those of the same run without it, in the same months: 1 - sum over sum.`,
    ),
    runColumn(
      `recover_months_${id}`,
      'months',
      `Months from the wall until orders at ${node} are back at their peak; empty when never.`,
    ),
    runColumn(
      `phantom_share_peak_${id}`,
      '1',
      `Share of duplicate orders in the backlog of ${node} when that is largest.`,
    ),
    runColumn(`cancelled_mw_${id}`, 'MW', `Orders cancelled at ${node} in the run.`),
  ];
}

/** Metrics of a run by column name; NaN where a run has none (no wall, no pause). */
export function economyRunMetrics(trace: Trace): Record<string, number | string> {
  const { outcome, months } = trace;
  const walled = outcome.wallMonth >= 0;
  const end = walled ? outcome.wallMonth + 1 : months;
  const scalar = (name: string): Float64Array => trace.column(name, 'scalar');
  const capex = scalar('capex_usd_bn');
  const peak = peakYear(capex);
  const pause = pauseMonths(trace);
  // Where nothing paused no month after the wall counts.
  const last = outcome.stopReason === 'aftermath' ? pause[1] + WINDOW_MONTHS : outcome.wallMonth;
  const fall = walled ? splitFall(scalar('investment_mw'), outcome.wallMonth, last) : undefined;
  const row: Record<string, number | string> = {
    wall: outcome.wall,
    wall_month: walled ? outcome.wallMonth : Number.NaN,
    months_to_wall: end,
    stop_reason: outcome.stopReason,
    wall_reading: outcome.wallReading,
    next_wall: outcome.nextWall,
    months,
    peak_capex_usd_bn_per_year: peak.value,
    peak_capex_month: peak.month,
    cumulative_ai_capex_usd_bn: total(scalar('ai_capex_usd_bn'), end),
    cumulative_ai_revenue_usd_bn: total(scalar('ai_revenue_usd_bn_per_year'), end) / YEAR,
    overspend_ratio: total(scalar('overspend_ratio'), end) / end,
    economic_profit_usd_bn: total(scalar('economic_profit_usd_bn'), end),
    stage_payoff_usd_bn: total(scalar('stage_payoff_usd_bn'), end),
    mean_intensity: total(scalar('mean_intensity'), end) / end,
    bound_power: total(scalar('bound_power'), end) / end,
    bound_gate: total(scalar('bound_gate'), end) / end,
    bound_finance: total(scalar('bound_finance'), end) / end,
    staged_months_peak: highest(scalar('staged_months')),
    queue_wait_months_peak: highest(scalar('queue_wait_months')),
    roi_min_per_year: lowest(scalar('roi_per_year')),
    utilisation_min: lowest(scalar('utilisation')),
    compute_price_end: scalar('compute_price_index')[months - 1],
    investment_fall: walled ? airPocket(scalar('investment_mw'), 1, 0, end) : Number.NaN,
    investment_fall_before_wall: fall?.before ?? Number.NaN,
    investment_fall_after_wall: fall?.after ?? Number.NaN,
    restrictions: count(trace, ['moratorium', 'permit-delay', 'export-control', 'antitrust']),
    outages: count(trace, ['outage']),
    covenant_breaches: count(trace, ['covenant-breach']),
    worst_residual: outcome.worstResidual,
  };
  const nodes = trace.entities.node;
  const orders = trace.column('orders_mw', 'node');
  const unpaused = trace.counterfactual?.column('orders_mw', 'node').slice();
  unpaused?.set(orders.subarray(0, end * nodes.length));
  const cancelled = trace.column('cancelled_mw', 'node');
  const phantom = trace.column('backlog_phantom_mw', 'node');
  const backlog = trace.column('backlog_mw', 'node');
  const below = growthVariance(scalar('investment_mw').subarray(0, end));
  for (const [n, node] of nodes.entries()) {
    const id = node.replaceAll('-', '_');
    const pocket = walled ? airPocket(orders, nodes.length, n, end) : Number.NaN;
    let own = Number.NaN;
    let short = Number.NaN;
    if (unpaused !== undefined) {
      own = airPocket(unpaused, nodes.length, n, end);
      short = shortfall(orders, unpaused, { width: nodes.length, offset: n, months: pause });
    }
    row[`bullwhip_${id}`] = growthBullwhip(columnOf(orders, nodes.length, n, end), below);
    row[`air_pocket_${id}`] = pocket;
    row[`air_pocket_excess_${id}`] = pocket - own;
    row[`pause_shortfall_${id}`] = short;
    row[`recover_months_${id}`] = walled ? monthsToRecover(orders, nodes.length, n, end) : Number.NaN;
    row[`phantom_share_peak_${id}`] = shareAtPeak(phantom, backlog, nodes.length, n);
    let sum = 0;
    for (let i = n; i < cancelled.length; i += nodes.length) sum += cancelled[i];
    row[`cancelled_mw_${id}`] = sum;
  }
  return row;
}

/** First and last month of the pause after a wall, as far as it was followed. */
function pauseMonths({ events, months, outcome }: Trace): [first: number, last: number] {
  const ended = events.find(({ kind }) => kind === 'pause-end');
  return [outcome.wallMonth + 1, ended?.month ?? months - 1];
}

/** Values of one entity over the first months, shape [month]. */
function columnOf(values: Float64Array, width: number, offset: number, months: number): Float64Array {
  const out = new Float64Array(months);
  for (let month = 0; month < months; month++) out[month] = values[month * width + offset];
  return out;
}

function total(values: Float64Array, end: number): number {
  let sum = 0;
  for (let month = 0; month < end; month++) sum += values[month];
  return sum;
}

function highest(values: Float64Array): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const value of values) best = Math.max(best, value);
  return best;
}

function lowest(values: Float64Array): number {
  let best = Number.POSITIVE_INFINITY;
  for (const value of values) best = Math.min(best, value);
  return best;
}

/** Highest sum over any twelve months and the last of them; scaled up when the run is shorter than a year. */
function peakYear(values: Float64Array): { value: number; month: number } {
  let sum = 0;
  let value = Number.NEGATIVE_INFINITY;
  let month = -1;
  for (let m = 0; m < values.length; m++) {
    sum += values[m] - (m >= YEAR ? values[m - YEAR] : 0);
    const rate = m + 1 < YEAR ? (sum * YEAR) / (m + 1) : sum;
    if ((m + 1 >= YEAR || m === values.length - 1) && rate > value) {
      value = rate;
      month = m;
    }
  }
  return { value, month };
}

/** Share of `part` in `whole` in the month in which the whole is largest; 0 when it is never above 0. */
function shareAtPeak(part: Float64Array, whole: Float64Array, width: number, offset: number): number {
  let peak = 0;
  let share = 0;
  for (let i = offset; i < whole.length; i += width) {
    if (whole[i] <= peak) continue;
    peak = whole[i];
    share = part[i] / whole[i];
  }
  return share;
}

function count(trace: Trace, kinds: readonly string[]): number {
  let number = 0;
  for (const event of trace.events) if (kinds.includes(event.kind)) number++;
  return number;
}
