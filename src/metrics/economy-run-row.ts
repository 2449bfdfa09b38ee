/** Metrics of a run of the economy: the columns of its row in `runs.csv`. */

import { LOSS, NUMBER, quantity, RATIO, SHARE, signed } from '../columns/measure.ts';
import type { Trace } from '../columns/trace.ts';
import { quarterMean, splitFall, WINDOW_MONTHS } from './air-pocket.ts';
import {
  countEvents,
  type Metric,
  type MetricFamily,
  type MetricRows,
  MONTHS,
  member,
  metricsIn,
  ofRun,
  once,
  type Reading,
  scalar,
  WHOLE,
  WHOLE_MONTHS,
  WORD,
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
const FIRST_YEAR: MetricRows = {
  first_year_capex_usd_bn: [
    'Cash capital expenditure of the builders in the first twelve months, AI and other, leases not included; empty in a shorter run.',
    [quantity('USD bn'), firstYear('capex_usd_bn', 1)],
  ],
  first_year_bonds_usd_bn: [
    'Bonds issued by the builders in the first twelve months; empty in a shorter run.',
    [quantity('USD bn'), firstYear('bonds_usd_bn', 1)],
  ],
  first_year_leases_usd_bn: [
    'Leased AI investment of the builders in the first twelve months; empty in a shorter run.',
    [quantity('USD bn'), firstYear('lease_usd_bn', 1)],
  ],
  first_year_utilisation: [
    'Mean utilisation of energised compute in the first twelve months; empty in a shorter run.',
    [SHARE, firstYear('utilisation', 1 / YEAR)],
  ],
  two_year_delivered_mw: [
    'Systems delivered to the builders in the first 24 months; empty in a shorter run.',
    [
      quantity('MW'),
      scalar('delivered_mw', (values, { months }) => (months < TWO_YEARS ? Number.NaN : total(values, TWO_YEARS))),
    ],
  ],
};

/** Metrics of every run, before those of each builder and supply node. */
const COMMON: readonly Metric[] = metricsIn({
  wall: [
    'Id of the first wall; the text none where no wall was triggered, never empty.',
    [WORD, ofRun(({ outcome }) => outcome.wall)],
  ],
  wall_month: [
    'Month of the first wall, from 0 as `month` in other tables; empty when none.',
    [quantity('months'), ofRun((trace) => (isWalled(trace) ? trace.outcome.wallMonth : Number.NaN))],
  ],
  months_to_wall: [
    'Length of the race in months: wall_month + 1, or the horizon when there is no wall, so every run has it.',
    [WHOLE_MONTHS, ofRun(untilWall)],
  ],
  stop_reason: ['horizon, first-wall or aftermath.', [WORD, ofRun(({ outcome }) => outcome.stopReason)]],
  wall_reading: [
    "Value of the wall's variable when the wall was triggered.",
    [signed('unit of the variable'), ofRun(({ outcome }) => outcome.wallReading)],
  ],
  next_wall: [
    'The other wall that was closest to being triggered then, or at the horizon.',
    [WORD, ofRun(({ outcome }) => outcome.nextWall)],
  ],
  ...MONTHS,
  peak_capex_usd_bn_per_year: [
    'Highest capital expenditure of the builders in any twelve months; of a shorter run, that of all months at a yearly rate.',
    [quantity('USD bn/year'), scalar('capex_usd_bn', (_, trace) => peakCapex(trace).value)],
  ],
  peak_capex_month: [
    'Last month of the twelve months of highest capital expenditure.',
    [quantity('months'), scalar('capex_usd_bn', (_, trace) => peakCapex(trace).month)],
  ],
  cumulative_ai_capex_usd_bn: [
    'AI capital expenditure of the builders up to the wall or the horizon.',
    [quantity('USD bn'), sumToWall('ai_capex_usd_bn')],
  ],
  cumulative_ai_revenue_usd_bn: [
    'AI revenue of the builders up to the wall or the horizon.',
    [
      quantity('USD bn'),
      scalar('ai_revenue_usd_bn_per_year', (values, trace) => total(values, untilWall(trace)) / YEAR),
    ],
  ],
  overspend_ratio: [
    'Overspend: target capacity over disciplined target, minus 1; mean up to the wall or the horizon.',
    [RATIO, meanToWall('overspend_ratio')],
  ],
  economic_profit_usd_bn: [
    'Economic profit of all builders up to the wall or the horizon.',
    [signed('USD bn'), sumToWall('economic_profit_usd_bn')],
  ],
  mean_intensity: ['Mean race intensity up to the wall or the horizon.', [SHARE, meanToWall('mean_intensity')]],
  prize: [
    'Psi, the strategic prize: value of market share beyond its revenue, implied by the orders of month 0.',
    [NUMBER, scalar('prize', (psi) => psi[0])],
  ],
  refused_for_sites: [
    'Mean share of wanted orders not placed for lack of a site with power, up to the wall or the horizon.',
    [SHARE, meanToWall('refused_for_sites')],
  ],
  bound_finance: [
    'Mean share of wanted orders with a site not placed for lack of finance, up to the wall or the horizon.',
    [SHARE, meanToWall('bound_finance')],
  ],
  ...FIRST_YEAR,
  staged_months_peak: [
    'Most systems delivered without power, in months of deliveries.',
    [quantity('months'), scalar('staged_months', highest)],
  ],
  queue_wait_months_peak: [
    'Longest wait for a grid connection, mean over regions.',
    [quantity('months'), scalar('queue_wait_months', highest)],
  ],
  roi_min_per_year: ['Lowest return on AI capital in service.', [signed('1/year'), scalar('roi_per_year', lowest)]],
  utilisation_min: ['Lowest utilisation of energised compute.', [SHARE, scalar('utilisation', lowest)]],
  compute_price_end: [
    'Price of effective compute in the last month, relative to the start of month 0.',
    [RATIO, scalar('compute_price_index', (values, trace) => values[trace.months - 1])],
  ],
  orders_at_wall_over_peak: [
    "Builders' orders in the three months up to the wall, over their highest three-month mean by then.",
    [SHARE, scalar('investment_mw', (_, trace) => 1 - splitInvestmentFall(trace).before)],
  ],
  unpaused_orders_after_a_year: [
    "Builders' orders in the three months up to a year after the wall without the pause, over those in the three months up to the wall.",
    [
      RATIO,
      {
        needs: ['scalar/investment_mw'],
        compares: ['scalar/investment_mw'],
        read: (trace) => (trace.counterfactual === undefined ? Number.NaN : yearAfterWall(trace)),
      },
    ],
  ],
  pause_months: [
    'Length of the pause within the simulated months; empty without a pause.',
    [
      quantity('months'),
      ofRun((trace) =>
        trace.counterfactual === undefined ? Number.NaN : pauseMonths(trace)[1] - trace.outcome.wallMonth,
      ),
    ],
  ],
  investment_fall_after_wall: [
    "Fall of builders' orders from the wall to a quarter after the pause: 1 - lowest three-month mean in these months over the three months up to the wall; below 0 when they never fell, empty without a pause.",
    [LOSS, scalar('investment_mw', (_, trace) => splitInvestmentFall(trace).after)],
  ],
  restrictions: [
    'Number of moratoria, permit delays, export controls and antitrust remedies.',
    [WHOLE, countEvents('moratorium', 'permit-delay', 'export-control', 'antitrust')],
  ],
  outages: ['Number of outages of supplier companies.', [WHOLE, countEvents('outage')]],
  covenant_breaches: ['Number of covenant breaches.', [WHOLE, countEvents('covenant-breach')]],
  worst_residual: [
    'Worst relative residual of any accounting identity in any month.',
    [RATIO, ofRun(({ outcome }) => outcome.worstResidual)],
  ],
});

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
