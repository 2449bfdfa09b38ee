/** The claims of the argument: for each the change of a scenario that tests it, the metric, and the verdict on its effect. */

import type { PairedDifference } from './paired-difference.ts';

/** What a claim is tested by: one change of the scenario, and one metric that it should move. */
export interface Claim {
  readonly claim: string;
  /** An overlay of the scenario, or `path=value` texts as `--set` takes them. */
  readonly change: string | readonly string[];
  /** `path=value` texts that hold with and without the change; none when absent. */
  readonly both?: readonly string[];
  /** Metrics of a run; several are added. */
  readonly metric: readonly string[];
  /** What the claim expects the change to do to the metric. */
  readonly expects: 'more' | 'less';
}

const noWalls = ['stop.rule=horizon'];
const outage = (node: string, company: string): string =>
  `interventions=[{kind: outage, node: ${node}, company: ${company}, month: 6, months: 12, loss: 1}]`;
const slowBuilder = 'interventions=[{kind: capex-change, firm: MSFT, month: 3, months: 21, factor: 0.5}]';
const remedy = 'interventions=[{kind: antitrust, month: 3, months: 1200}]';
const wholePrize = ['regulation.antitrust.prizeCut=1', 'regulation.antitrust.stringency=0'];

/** Every claim with its tests, in the order of the argument. */
export const CLAIMS: readonly Claim[] = [
  {
    claim: 'Memory is a single point of failure: without its largest maker for a year fewer systems are delivered',
    change: [outage('hbm', 'sk-hynix')],
    metric: ['two_year_delivered_mw'],
    expects: 'less',
  },
  {
    claim: 'So is packaging',
    change: [outage('packaging', 'tsmc')],
    metric: ['two_year_delivered_mw'],
    expects: 'less',
  },
  {
    claim: 'Double ordering makes orders of memory swing: nobody orders twice',
    change: ['supply.gaming.maxInflation=1'],
    metric: ['bullwhip_hbm'],
    expects: 'less',
  },
  {
    claim: 'Double ordering deepens the pause: nobody orders twice',
    change: ['supply.gaming.maxInflation=1'],
    metric: ['worst_year_sales_lost_hbm'],
    expects: 'less',
  },
  {
    claim: 'Suppliers extrapolate: they build for the demand of today',
    change: ['supply.nodes[*].expansion.trendWeight=0'],
    metric: ['sales_growth_sd_equipment'],
    expects: 'less',
  },
  {
    claim: 'Suppliers extrapolate: their orders carry no trend',
    change: ['supply.forecast.trendWeight=0'],
    metric: ['bullwhip_hbm'],
    expects: 'less',
  },
  {
    claim: 'Capacity cannot be given back: suppliers give it back',
    change: 'reversible-capacity',
    metric: ['worst_year_profit_lost_packaging', 'worst_year_profit_lost_hbm', 'worst_year_profit_lost_foundry'],
    expects: 'less',
  },
  {
    claim: 'The grid is the curve of capex: grids add half as much from the second year on',
    change: ['interventions=[{kind: grid-additions, month: 12, months: 1200, factor: 0.5}]'],
    both: noWalls,
    metric: ['peak_capex_usd_bn_per_year'],
    expects: 'less',
  },
  {
    claim: 'Transformers hold back: their makers deliver in half of the time',
    change: ['supply.nodes[electrical].leadMonths=*0.5'],
    metric: ['refused_for_sites'],
    expects: 'less',
  },
  {
    claim: 'Transformers hold back: half of the makers fail for two years',
    change: ['interventions=[{kind: outage, node: electrical, company: half, month: 6, months: 24, loss: 1}]'],
    both: ['supply.nodes[electrical].companies=[{id: half, share: 0.5}, {id: rest, share: 0.5}]'],
    metric: ['months_to_wall'],
    expects: 'less',
  },
  {
    claim: 'Local opposition holds back: permits take no longer the more is built',
    change: ['power.oppositionPerGw=0'],
    metric: ['refused_for_sites'],
    expects: 'less',
  },
  {
    claim: 'Permits hold back: they take twice as long from the second year on',
    change: ['interventions=[{kind: permit-time, month: 12, months: 1200, factor: 2}]'],
    metric: ['months_to_wall'],
    expects: 'less',
  },
  {
    claim: 'When one slows the others sprint: Microsoft orders half as much from month 3 to 23',
    change: [slowBuilder],
    both: noWalls,
    metric: ['AMZN', 'GOOGL', 'META', 'ORCL', 'NEO'].map((firm) => `two_year_orders_mw_${firm}`),
    expects: 'more',
  },
  {
    claim: 'The prize makes builders overspend: remedies take it away from month 3 on',
    change: [remedy],
    both: wholePrize,
    metric: ['overspend_ratio'],
    expects: 'less',
  },
  {
    claim: 'The prize shortens the race: remedies take it away from month 3 on',
    change: [remedy],
    both: wholePrize,
    metric: ['months_to_wall'],
    expects: 'more',
  },
  {
    claim: 'Boards that turn from growth to efficiency deepen the pause: they go on building for growth',
    change: ['capex.growthHaircut=0'],
    metric: ['investment_fall_after_wall'],
    expects: 'less',
  },
  {
    claim: 'Narrative and capex feed each other: prices and narrative do not reach beliefs and builders',
    change: ['market.reflexivity=0'],
    metric: ['peak_capex_usd_bn_per_year'],
    expects: 'less',
  },
  {
    claim: 'Narrative and capex feed each other on the way down',
    change: ['market.reflexivity=0'],
    metric: ['investment_fall_after_wall'],
    expects: 'less',
  },
  {
    claim: 'Short volatility deepens falls: dealers and funds do not sell into them',
    change: ['market.mechanisms.gamma=false', 'market.mechanisms.volatilityTarget=false'],
    metric: ['fall_after_wall_index'],
    expects: 'less',
  },
  {
    claim: 'Debt is fragile: lenders accept half as much from month 18 on',
    change: ['interventions=[{kind: credit-freeze, month: 18, months: 1200, factor: 0.5}]'],
    both: noWalls,
    metric: ['peak_capex_usd_bn_per_year'],
    expects: 'less',
  },
  {
    claim: 'Debt deepens the pause: lenders do not follow share prices',
    change: ['market.mechanisms.leverage=false'],
    metric: ['investment_fall_after_wall'],
    expects: 'less',
  },
  {
    claim: 'Payback a year late ends the race: customers learn to use AI in a year more',
    change: ['demand.maturityYears=+1'],
    metric: ['months_to_wall'],
    expects: 'less',
  },
  {
    claim: 'Concentration of buyers deepens the pause: other buyers grow three times as fast',
    change: 'diversified-buyers',
    metric: ['sales_lost_accelerator'],
    expects: 'less',
  },
  {
    claim: 'Toll roads choke traffic: suppliers do not raise prices in a shortage',
    change: ['supply.nodes[*].price.backlogSlope=0'],
    both: noWalls,
    metric: ['cumulative_ai_revenue_usd_bn'],
    expects: 'more',
  },
  {
    claim: 'Demand answers the price of compute: its elasticity is higher by a half',
    change: ['demand.priceElasticity=+0.5'],
    both: noWalls,
    metric: ['cumulative_ai_revenue_usd_bn'],
    expects: 'more',
  },
  {
    claim: 'Lever: more makers of memory steady its sales',
    change: 'more-hbm-makers',
    metric: ['sales_growth_sd_hbm'],
    expects: 'less',
  },
  {
    claim: 'Lever: more makers of memory save deliveries when the first of them fails',
    change: 'more-hbm-makers',
    both: [outage('hbm', 'sk-hynix')],
    metric: ['two_year_delivered_mw'],
    expects: 'more',
  },
  { claim: 'Lever: grids ahead put the wall off', change: 'grid-ahead', metric: ['months_to_wall'], expects: 'more' },
  {
    claim: 'Lever: pricing by outcome tames the race',
    change: 'outcome-pricing',
    metric: ['overspend_ratio'],
    expects: 'less',
  },
  {
    claim: 'Lever: pricing by outcome puts the wall off',
    change: 'outcome-pricing',
    metric: ['months_to_wall'],
    expects: 'more',
  },
  {
    claim: 'Lever: internal cash makes the pause shallower',
    change: 'internal-cash',
    metric: ['investment_fall_after_wall'],
    expects: 'less',
  },
  {
    claim: 'All five levers put the wall off',
    change: 'antifragile',
    metric: ['months_to_wall'],
    expects: 'more',
  },
  {
    claim: 'All five levers save sales of accelerators',
    change: 'antifragile',
    metric: ['sales_lost_accelerator'],
    expects: 'less',
  },
];

/** The second derivative, which no single metric shows: sales that a slowing costs a tier beyond what it costs servers. */
export const SLOWDOWN = {
  claim: 'The second derivative: orders slow from 3.5 to 1.5 % a month and equipment loses more sales than servers',
  month: 48,
  before: 0.035,
  after: 0.015,
  node: 'equipment',
} as const;

export const VERDICTS = ['strong', 'weak', 'inert', 'wrong sign'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Effects from this part of the standard deviation of the metric over runs on are strong. */
export const STRONG_SIZE = 0.2;

/** Size of an effect: its mean over the standard deviation of the metric over runs of the base; 0 where nothing moves. */
export function effectSize({ mean }: PairedDifference, spread: number): number {
  return mean === 0 ? 0 : mean / spread;
}

/**
 * The verdict on an effect: inert when its 95 % interval holds 0, wrong sign when it lies on the other side of 0 than
 * the claim says, strong when its size is at least 0.2, else weak.
 */
export function verdictOn(difference: PairedDifference, spread: number, expects: Claim['expects']): Verdict {
  const { low, high, mean } = difference;
  if (!(low > 0 || high < 0)) return 'inert';
  if (mean > 0 !== (expects === 'more')) return 'wrong sign';
  return Math.abs(effectSize(difference, spread)) >= STRONG_SIZE ? 'strong' : 'weak';
}
