/** Metrics of a run of the economy: the columns of its row in `runs.csv`. */

import { LOSS, NUMBER, quantity, RATIO, SHARE, signed } from '../columns/measure.ts';
import type { Trace } from '../columns/trace.ts';
import { quarterMean, splitFall, WINDOW_MONTHS } from './air-pocket.ts';
import {
  countEvents,
  type Metric,
  type MetricFamily,
  MONTHS,
  member,
  metric,
  ofRun,
  once,
  type Reading,
  scalar,
  typed,
} from './metric.ts';
import { NODE_FAMILIES } from './node-metrics.ts';
import { highest, lowest, total } from './series-values.ts';
import { isWalled, untilWall, withoutPause } from './without-pause.ts';

/** Months of a yearly rate. */
const YEAR = 12;
const TWO_YEARS = 24;

const sumToWall = (name: string): Reading => scalar(name, (values, trace) => total(values, untilWall(trace)));
const meanToWall = (name: string): Reading =>
  scalar(name, (values, trace) => total(values, untilWall(trace)) / untilWall(trace));
const whole = typed('integer', RATIO);
const word = typed('string', NUMBER);

const peakCapex = once((trace) => peakYear(trace.column('capex_usd_bn', 'scalar')));
const splitInvestmentFall = once((trace) => {
  if (!isWalled(trace)) return { before: Number.NaN, after: Number.NaN };
  const { outcome } = trace;
  // Without a pause no month after the wall counts.
  const last = outcome.stopReason === 'aftermath' ? pauseMonths(trace)[1] + WINDOW_MONTHS : outcome.wallMonth;
  return splitFall(trace.column('investment_mw', 'scalar'), outcome.wallMonth, last);
});

/** Money and compute of the first year; NaN in a run that is shorter. */
const firstYear = (name: string, scale: number): Reading =>
  scalar(name, (values, { months }) => (months < YEAR ? Number.NaN : total(values, YEAR) * scale));
const FIRST_YEAR: readonly Metric[] = [
  metric(
    'first_year_capex_usd_bn',
    quantity('USD bn'),
    'Cash capital expenditure of the builders in the first twelve months, AI and other, leases not included; empty in a shorter run.',
    firstYear('capex_usd_bn', 1),
  ),
  metric(
    'first_year_bonds_usd_bn',
    quantity('USD bn'),
    'Bonds issued by the builders in the first twelve months; empty in a shorter run.',
    firstYear('bonds_usd_bn', 1),
  ),
  metric(
    'first_year_leases_usd_bn',
    quantity('USD bn'),
    'Leased AI investment of the builders in the first twelve months; empty in a shorter run.',
    firstYear('lease_usd_bn', 1),
  ),
  metric(
    'first_year_utilisation',
    SHARE,
    'Mean utilisation of energised compute in the first twelve months; empty in a shorter run.',
    firstYear('utilisation', 1 / YEAR),
  ),
  metric(
    'two_year_delivered_mw',
    quantity('MW'),
    'Systems delivered to the builders in the first 24 months; empty in a shorter run.',
    scalar('delivered_mw', (values, { months }) => (months < TWO_YEARS ? Number.NaN : total(values, TWO_YEARS))),
  ),
];

/** Metrics of every run, before those of each builder and supply node. */
const COMMON: readonly Metric[] = [
  word(
    'wall',
    'Id of the first wall; the text none where no wall was triggered, never empty.',
    ofRun(({ outcome }) => outcome.wall),
  ),
  metric(
    'wall_month',
    quantity('months'),
    'Month of the first wall, from 0 as `month` in other tables; empty when none.',
    ofRun((trace) => (isWalled(trace) ? trace.outcome.wallMonth : Number.NaN)),
  ),
  typed('integer', quantity('months'))(
    'months_to_wall',
    'Length of the race in months: wall_month + 1, or the horizon when there is no wall, so every run has it.',
    ofRun(untilWall),
  ),
  word(
    'stop_reason',
    'horizon, first-wall or aftermath.',
    ofRun(({ outcome }) => outcome.stopReason),
  ),
  metric(
    'wall_reading',
    signed('unit of the variable'),
    "Value of the wall's variable when the wall was triggered.",
    ofRun(({ outcome }) => outcome.wallReading),
  ),
  word(
    'next_wall',
    'The other wall that was closest to being triggered then, or at the horizon.',
    ofRun(({ outcome }) => outcome.nextWall),
  ),
  MONTHS,
  metric(
    'peak_capex_usd_bn_per_year',
    quantity('USD bn/year'),
    'Highest capital expenditure of the builders in any twelve months; of a shorter run, that of all months at a yearly rate.',
    scalar('capex_usd_bn', (_, trace) => peakCapex(trace).value),
  ),
  metric(
    'peak_capex_month',
    quantity('months'),
    'Last month of the twelve months of highest capital expenditure.',
    scalar('capex_usd_bn', (_, trace) => peakCapex(trace).month),
  ),
  metric(
    'cumulative_ai_capex_usd_bn',
    quantity('USD bn'),
    'AI capital expenditure of the builders up to the wall or the horizon.',
    sumToWall('ai_capex_usd_bn'),
  ),
  metric(
    'cumulative_ai_revenue_usd_bn',
    quantity('USD bn'),
    'AI revenue of the builders up to the wall or the horizon.',
    scalar('ai_revenue_usd_bn_per_year', (values, trace) => total(values, untilWall(trace)) / YEAR),
  ),
  metric(
    'overspend_ratio',
    RATIO,
    'Overspend: target capacity over disciplined target, minus 1; mean up to the wall or the horizon.',
    meanToWall('overspend_ratio'),
  ),
  metric(
    'economic_profit_usd_bn',
    signed('USD bn'),
    'Economic profit of all builders up to the wall or the horizon.',
    sumToWall('economic_profit_usd_bn'),
  ),
  metric('mean_intensity', SHARE, 'Mean race intensity up to the wall or the horizon.', meanToWall('mean_intensity')),
  metric(
    'prize',
    NUMBER,
    'Psi, the strategic prize: value of market share beyond its revenue, implied by the orders of month 0.',
    scalar('prize', (psi) => psi[0]),
  ),
  metric(
    'refused_for_sites',
    SHARE,
    'Mean share of wanted orders not placed for lack of a site with power, up to the wall or the horizon.',
    meanToWall('refused_for_sites'),
  ),
  metric(
    'bound_finance',
    SHARE,
    'Mean share of wanted orders with a site not placed for lack of finance, up to the wall or the horizon.',
    meanToWall('bound_finance'),
  ),
  ...FIRST_YEAR,
  metric(
    'staged_months_peak',
    quantity('months'),
    'Most systems delivered without power, in months of deliveries.',
    scalar('staged_months', highest),
  ),
  metric(
    'queue_wait_months_peak',
    quantity('months'),
    'Longest wait for a grid connection, mean over regions.',
    scalar('queue_wait_months', highest),
  ),
  metric(
    'roi_min_per_year',
    signed('1/year'),
    'Lowest return on AI capital in service.',
    scalar('roi_per_year', lowest),
  ),
  metric('utilisation_min', SHARE, 'Lowest utilisation of energised compute.', scalar('utilisation', lowest)),
  metric(
    'compute_price_end',
    RATIO,
    'Price of effective compute in the last month, relative to the start of month 0.',
    scalar('compute_price_index', (values, trace) => values[trace.months - 1]),
  ),
  metric(
    'orders_at_wall_over_peak',
    SHARE,
    "Builders' orders in the three months up to the wall, over their highest three-month mean by then.",
    scalar('investment_mw', (_, trace) => 1 - splitInvestmentFall(trace).before),
  ),
  metric(
    'unpaused_orders_after_a_year',
    RATIO,
    "Builders' orders in the three months up to a year after the wall without the pause, over those in the three months up to the wall.",
    {
      needs: ['scalar/investment_mw'],
      compares: ['scalar/investment_mw'],
      read: (trace) => (trace.counterfactual === undefined ? Number.NaN : yearAfterWall(trace)),
    },
  ),
  metric(
    'pause_months',
    quantity('months'),
    'Length of the pause within the simulated months; empty without a pause.',
    ofRun((trace) =>
      trace.counterfactual === undefined ? Number.NaN : pauseMonths(trace)[1] - trace.outcome.wallMonth,
    ),
  ),
  metric(
    'investment_fall_after_wall',
    LOSS,
    "Fall of builders' orders from the wall to a quarter after the pause: 1 - lowest three-month mean in these months over the three months up to the wall; below 0 when they never fell, empty without a pause.",
    scalar('investment_mw', (_, trace) => splitInvestmentFall(trace).after),
  ),
  whole(
    'restrictions',
    'Number of moratoria, permit delays, export controls and antitrust remedies.',
    countEvents('moratorium', 'permit-delay', 'export-control', 'antitrust'),
  ),
  whole('outages', 'Number of outages of supplier companies.', countEvents('outage')),
  whole('covenant_breaches', 'Number of covenant breaches.', countEvents('covenant-breach')),
  metric(
    'worst_residual',
    RATIO,
    'Worst relative residual of any accounting identity in any month.',
    ofRun(({ outcome }) => outcome.worstResidual),
  ),
];

const FIRM_ORDERS: MetricFamily<number> = {
  family: 'two_year_orders_mw',
  ...quantity('MW'),
  text: (firm) => `Systems that ${firm} orders in the first ${TWO_YEARS} months; empty in a shorter run.`,
  of: (f) => ({
    needs: ['firm/investment_mw'],
    read: (trace) => {
      if (trace.months < TWO_YEARS) return Number.NaN;
      const orders = trace.column('investment_mw', 'firm');
      let ordered = 0;
      for (let month = 0; month < TWO_YEARS; month++) ordered += orders[month * trace.entities.firm.length + f];
      return ordered;
    },
  }),
};

/** Metrics of a run of the economy with these builders and supply nodes. */
export function economyRunMetrics(firms: readonly string[], nodes: readonly string[]): readonly Metric[] {
  return [
    ...COMMON,
    ...firms.map((firm, f) => member(FIRM_ORDERS, firm, f)),
    ...nodes.flatMap((node, n) => NODE_FAMILIES.map((family) => member(family, node, n))),
  ];
}

/** First and last month of the pause after a wall, within the simulated months. */
function pauseMonths({ events, months, outcome }: Trace): [first: number, last: number] {
  const ended = events.find(({ kind }) => kind === 'pause-end');
  return [outcome.wallMonth + 1, ended?.month ?? months - 1];
}

/** Builders' orders in the quarter that ends a year after the wall, without the pause, over those up to the wall. */
function yearAfterWall(trace: Trace): number {
  const { wallMonth } = trace.outcome;
  const later = wallMonth + YEAR;
  if (wallMonth < WINDOW_MONTHS - 1 || later >= trace.months) return Number.NaN;
  const orders = withoutPause(trace, 'investment_mw', 'scalar');
  return quarterMean(orders, 1, 0, later) / quarterMean(orders, 1, 0, wallMonth);
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
