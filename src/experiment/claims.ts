/** The claims of the argument: each with the change of a scenario that tests it, the metric, and the verdict. */

import type { PairedDifference } from './paired-difference.ts';

/** Test of a claim: one change of the scenario, and one metric that it should change. */
export interface Claim {
  readonly claim: string;
  /** An overlay of the scenario, or `path=value` texts as `--set` takes them. */
  readonly change: string | readonly string[];
  /** `path=value` texts applied with and without the change; none when absent. */
  readonly both?: readonly string[];
  /** Metrics of a run; several are added. */
  readonly metric: readonly string[];
  /** Expected direction of the effect on the metric. */
  readonly expects: 'more' | 'less';
}

type Effect = Pick<Claim, 'metric' | 'expects'>;
const more = (...metric: readonly string[]): Effect => ({ metric, expects: 'more' });
const less = (...metric: readonly string[]): Effect => ({ metric, expects: 'less' });
const noWalls = ['stop.rule=horizon'];
const outage = (node: string, company: string): string =>
  `interventions=[{kind: outage, node: ${node}, company: ${company}, month: 6, months: 12, loss: 1}]`;
const slowBuilder = 'interventions=[{kind: capex-change, firm: MSFT, month: 3, months: 21, factor: 0.5}]';
const remedy = 'interventions=[{kind: antitrust, month: 3, months: 1200}]';
const wholePrize = ['regulation.antitrust.prizeCut=1', 'regulation.antitrust.stringency=0'];

/** Every claim with its tests, in the order of the argument. */
export const CLAIMS: readonly Claim[] = [
  {
    claim: 'Memory is a single point of failure: without its largest maker for a year, fewer systems are delivered',
    change: [outage('hbm', 'sk-hynix')],
    ...less('two_year_delivered_mw'),
  },
  {
    claim: 'Packaging is a single point of failure: without its largest maker for a year, fewer systems are delivered',
    change: [outage('packaging', 'tsmc')],
    ...less('two_year_delivered_mw'),
  },
  {
    claim: 'Double ordering makes orders of memory fluctuate: no customer orders twice',
    change: ['supply.gaming.maxInflation=1'],
    ...less('bullwhip_hbm'),
  },
  {
    claim: 'Double ordering deepens the pause: no customer orders twice',
    change: ['supply.gaming.maxInflation=1'],
    ...less('worst_year_sales_lost_hbm'),
  },
  {
    claim: 'Suppliers extrapolate: they build for current demand',
    change: ['supply.nodes[*].expansion.trendWeight=0'],
    ...less('sales_growth_sd_equipment'),
  },
  {
    claim: 'Suppliers extrapolate: their orders carry no trend',
    change: ['supply.forecast.trendWeight=0'],
    ...less('bullwhip_hbm'),
  },
  {
    claim: 'Capacity is irreversible: suppliers can reduce it',
    change: 'reversible-capacity',
    ...less('worst_year_profit_lost_packaging', 'worst_year_profit_lost_hbm', 'worst_year_profit_lost_foundry'),
  },
  {
    claim: 'Grid additions limit capex: grids add half as much from the second year on',
    change: ['interventions=[{kind: grid-additions, month: 12, months: 1200, factor: 0.5}]'],
    both: noWalls,
    ...less('peak_capex_usd_bn_per_year'),
  },
  {
    claim: 'Transformers limit deployment: their makers deliver in half the time',
    change: ['supply.nodes[electrical].leadMonths=*0.5'],
    ...less('refused_for_sites'),
  },
  {
    claim: 'Transformers limit deployment: half of the makers fail for two years',
    change: ['interventions=[{kind: outage, node: electrical, company: half, month: 6, months: 24, loss: 1}]'],
    both: ['supply.nodes[electrical].companies=[{id: half, share: 0.5}, {id: rest, share: 0.5}]'],
    ...less('months_to_wall'),
  },
  {
    claim: 'Local opposition limits deployment: permit times do not grow with existing load',
    change: ['power.oppositionPerGw=0'],
    ...less('refused_for_sites'),
  },
  {
    claim: 'Permits limit deployment: they take twice as long from the second year on',
    change: ['interventions=[{kind: permit-time, month: 12, months: 1200, factor: 2}]'],
    ...less('months_to_wall'),
  },
  {
    claim: 'When one builder slows, the others order more: Microsoft orders half as much from month 3 to 23',
    change: [slowBuilder],
    both: noWalls,
    ...more(...['AMZN', 'GOOGL', 'META', 'ORCL', 'NEO'].map((firm) => `two_year_orders_mw_${firm}`)),
  },
  {
    claim: 'The strategic prize makes builders overspend: antitrust remedies remove it from month 3 on',
    change: [remedy],
    both: wholePrize,
    ...less('overspend_ratio'),
  },
  {
    claim: 'The strategic prize shortens the race: antitrust remedies remove it from month 3 on',
    change: [remedy],
    both: wholePrize,
    ...more('months_to_wall'),
  },
  {
    claim: 'Boards that turn from growth to efficiency deepen the pause: they continue to build for growth',
    change: ['capex.growthHaircut=0'],
    ...less('investment_fall_after_wall'),
  },
  {
    claim: 'Narrative and capex reinforce each other: prices and narrative do not affect beliefs and builders',
    change: ['market.reflexivity=0'],
    ...less('peak_capex_usd_bn_per_year'),
  },
  {
    claim: 'Narrative and capex reinforce each other in the downturn',
    change: ['market.reflexivity=0'],
    ...less('investment_fall_after_wall'),
  },
  {
    claim: 'Short-volatility positions deepen falls: dealers and funds do not sell in them',
    change: ['market.mechanisms.gamma=false', 'market.mechanisms.volatilityTarget=false'],
    ...less('fall_after_wall_index'),
  },
  {
    claim: 'Debt is fragile: lenders accept half as much from month 18 on',
    change: ['interventions=[{kind: credit-freeze, month: 18, months: 1200, factor: 0.5}]'],
    both: noWalls,
    ...less('peak_capex_usd_bn_per_year'),
  },
  {
    claim: 'Debt deepens the pause: lenders do not follow share prices',
    change: ['market.mechanisms.leverage=false'],
    ...less('investment_fall_after_wall'),
  },
  {
    claim: 'Payback a year later ends the race: customers need a year longer to learn to use AI',
    change: ['demand.maturityYears=+1'],
    ...less('months_to_wall'),
  },
  {
    claim: 'Concentration of buyers deepens the pause: other buyers grow three times as fast',
    change: 'diversified-buyers',
    ...less('sales_lost_accelerator'),
  },
  {
    claim: 'Scarcity prices of suppliers limit the build-out: suppliers do not raise prices in a shortage',
    change: ['supply.nodes[*].price.backlogSlope=0'],
    both: noWalls,
    ...more('cumulative_ai_revenue_usd_bn'),
  },
  {
    claim: 'Demand responds to the price of compute: its elasticity is higher by a half',
    change: ['demand.priceElasticity=+0.5'],
    both: noWalls,
    ...more('cumulative_ai_revenue_usd_bn'),
  },
  {
    claim: 'Lever: more makers of memory steady its sales',
    change: 'more-hbm-makers',
    ...less('sales_growth_sd_hbm'),
  },
  {
    claim: 'Lever: more makers of memory save deliveries when the first of them fails',
    change: 'more-hbm-makers',
    both: [outage('hbm', 'sk-hynix')],
    ...more('two_year_delivered_mw'),
  },
  {
    claim: 'Lever: more grid from the second year on delays the wall',
    change: 'grid-ahead',
    ...more('months_to_wall'),
  },
  {
    claim: 'Grid built before the race delays the wall: half as much again is added and under way at month 0',
    change: ['power.regions[*].additionsMwPerMonth=*1.5'],
    ...more('months_to_wall'),
  },
  {
    claim: 'Lever: pricing by outcome slows the race',
    change: 'outcome-pricing',
    ...less('overspend_ratio'),
  },
  {
    claim: 'Lever: pricing by outcome delays the wall',
    change: 'outcome-pricing',
    ...more('months_to_wall'),
  },
  {
    claim: 'Lever: financing from cash flow makes the pause shallower',
    change: 'internal-cash',
    ...less('investment_fall_after_wall'),
  },
  {
    claim: 'All five levers delay the wall',
    change: 'antifragile',
    ...more('months_to_wall'),
  },
  {
    claim: 'All five levers protect sales of accelerators',
    change: 'antifragile',
    ...less('sales_lost_accelerator'),
  },
];

/**
 * The second derivative, which no single metric shows: sales that a tier loses in a slowdown beyond the loss of
 * servers.
 */
export const SLOWDOWN = {
  claim:
    'The second derivative: growth of orders slows from 3.5 to 1.5 % a month, and equipment loses more sales than servers',
  month: 48,
  before: 0.035,
  after: 0.015,
  node: 'equipment',
} as const;

export const VERDICTS = ['strong', 'weak', 'inert', 'wrong sign'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Effects of at least this part of the standard deviation of the metric over runs are strong. */
export const STRONG_SIZE = 0.2;

/**
 * Size of an effect: its mean over the standard deviation of the metric over runs of the base; 0 for a constant metric.
 */
export function effectSize({ mean }: PairedDifference, spread: number): number {
  return mean === 0 ? 0 : mean / spread;
}

/**
 * The verdict on an effect: inert when its 95 % interval contains 0, wrong sign when the interval is on the other side
 * of 0 than claimed, strong when its size is at least 0.2, else weak.
 */
export function verdictOn(difference: PairedDifference, spread: number, expects: Claim['expects']): Verdict {
  const { low, high, mean } = difference;
  if (!(low > 0 || high < 0)) return 'inert';
  if (mean > 0 !== (expects === 'more')) return 'wrong sign';
  return Math.abs(effectSize(difference, spread)) >= STRONG_SIZE ? 'strong' : 'weak';
}
