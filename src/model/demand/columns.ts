/** Columns of demand: adoption, compute, price, shares. */

import { quantity, RATIO, SHARE, signed } from '../../columns/measure.ts';
import { sum } from '../../numeric/sum.ts';
import type { ModelColumn } from '../world/world.ts';

export const DEMAND_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'live_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'IT load of energised AI systems of all builders.',
    read: (world) => sum(world.firms.liveMw),
  },
  {
    name: 'delivered_mw',
    ...quantity('MW/month'),
    shape: 'scalar',
    description: 'Systems that all builders received this month.',
    read: (world) => sum(world.firms.receivedMw),
  },
  {
    name: 'live_compute',
    ...quantity('effective MW'),
    shape: 'scalar',
    description: 'Energised compute: MW times the performance of their vintage (month 0 = 1).',
    read: (world) => world.demand.live,
  },
  {
    name: 'adoption',
    ...SHARE,
    shape: 'scalar',
    description: 'Share of potential AI spending adopted.',
    read: (world) => world.demand.adoption,
  },
  {
    name: 'customer_return',
    ...RATIO,
    shape: 'scalar',
    description: 'Benefit of AI to customers over its cost to them, intangible investment included.',
    read: (world) => world.demand.customerReturn,
  },
  {
    name: 'renewal_rate',
    ...SHARE,
    shape: 'scalar',
    description: 'Share of customers who would renew their contract.',
    read: (world) => world.demand.renewal,
  },
  {
    name: 'compute_price_index',
    ...RATIO,
    shape: 'scalar',
    description: 'Mean price of effective compute, relative to month 0.',
    read: (world) => world.demand.priceIndex,
  },
  {
    name: 'utilisation',
    ...SHARE,
    shape: 'scalar',
    description: 'Utilisation: compute sold over energised compute.',
    read: (world) => world.demand.utilisation,
  },
  {
    name: 'ai_revenue_usd_bn_per_year',
    ...quantity('USD bn/year'),
    shape: 'scalar',
    description: 'AI revenue of all builders, annualised.',
    read: (world) => world.demand.revenueUsdBnPerYear,
  },
  {
    name: 'lab_committed_usd_bn_per_year',
    ...quantity('USD bn/year'),
    shape: 'scalar',
    description: 'Commitments of AI labs to pay builders.',
    read: (world) => world.demand.labCommittedUsdBnPerYear,
  },
  {
    name: 'lab_paid_usd_bn_per_year',
    ...quantity('USD bn/year'),
    shape: 'scalar',
    description: 'Payments of AI labs to builders.',
    read: (world) => world.demand.labPaidUsdBnPerYear,
  },
  {
    name: 'lab_revenue_usd_bn_per_year',
    ...quantity('USD bn/year'),
    shape: 'scalar',
    description: 'Revenue of AI labs.',
    read: (world) => world.demand.labRevenueUsdBnPerYear,
  },
  {
    name: 'spot_price_index',
    ...RATIO,
    shape: 'scalar',
    description: 'Spot price of effective compute, relative to month 0.',
    read: (world) => world.demand.spotPriceIndex,
  },
  {
    name: 'growth_belief_per_year',
    ...signed('1/year'),
    shape: 'scalar',
    description: 'Growth of contested AI revenue that builders expect, log.',
    read: (world) => world.demand.growthBelief,
  },
  {
    name: 'live_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'IT load of energised AI systems.',
    read: (world) => world.firms.liveMw,
  },
  {
    name: 'market_share',
    ...SHARE,
    shape: 'firm',
    description: 'Market share of demand for compute outside lab contracts; sums to 1 over builders.',
    read: (world) => world.firms.share,
  },
  {
    name: 'committed_usd_bn_per_year',
    ...quantity('USD bn/year'),
    shape: 'firm',
    description: 'Commitments of AI labs signed with the builder.',
    read: (world) => world.firms.committedUsdBnPerYear,
  },
  {
    name: 'delivered_mw',
    ...quantity('MW/month'),
    shape: 'firm',
    description: 'Systems received this month.',
    read: (world) => world.firms.receivedMw,
  },
];
