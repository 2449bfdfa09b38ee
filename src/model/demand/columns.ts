/** Columns of demand: adoption, compute, price, shares. */

import { sum } from '../../numeric/sum.ts';
import type { ModelColumn } from '../world/world.ts';

export const DEMAND_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'live_mw',
    unit: 'MW',
    shape: 'scalar',
    description: 'IT load of live AI systems of all builders.',
    read: (world) => sum(world.firms.liveMw),
  },
  {
    name: 'delivered_mw',
    unit: 'MW/month',
    shape: 'scalar',
    description: 'Systems that all builders received this month.',
    read: (world) => sum(world.firms.receivedMw),
  },
  {
    name: 'live_compute',
    unit: 'effective MW',
    shape: 'scalar',
    description: 'Effective compute live: MW times the performance of their vintage, month 0 = 1.',
    read: (world) => world.demand.live,
  },
  {
    name: 'adoption',
    unit: '1',
    shape: 'scalar',
    description: 'Share of potential AI spending adopted, in [0, 1].',
    read: (world) => world.demand.adoption,
  },
  {
    name: 'customer_return',
    unit: '1',
    shape: 'scalar',
    description: 'Benefit to customers over what AI costs them, intangibles included.',
    read: (world) => world.demand.customerReturn,
  },
  {
    name: 'renewal_rate',
    unit: '1',
    shape: 'scalar',
    description: 'Share of customers who would renew, in [0, 1].',
    read: (world) => world.demand.renewal,
  },
  {
    name: 'compute_price_index',
    unit: '1',
    shape: 'scalar',
    description: 'Price of effective compute over month 0.',
    read: (world) => world.demand.priceIndex,
  },
  {
    name: 'utilisation',
    unit: '1',
    shape: 'scalar',
    description: 'Compute sold over compute live, in [0, 1].',
    read: (world) => world.demand.utilisation,
  },
  {
    name: 'ai_revenue_usd_bn_per_year',
    unit: 'USD bn/year',
    shape: 'scalar',
    description: 'AI revenue of all builders at the yearly rate of the month.',
    read: (world) => world.demand.revenueUsdBnPerYear,
  },
  {
    name: 'growth_belief_per_year',
    unit: '1/year',
    shape: 'scalar',
    description: 'Log growth of AI revenue that builders believe in.',
    read: (world) => world.demand.growthBelief,
  },
  {
    name: 'live_mw',
    unit: 'MW',
    shape: 'firm',
    description: 'IT load of live AI systems.',
    read: (world) => world.firms.liveMw,
  },
  {
    name: 'market_share',
    unit: '1',
    shape: 'firm',
    description: 'Share of the demand for compute, in [0, 1]; adds to 1.',
    read: (world) => world.firms.share,
  },
  {
    name: 'delivered_mw',
    unit: 'MW/month',
    shape: 'firm',
    description: 'Systems received this month.',
    read: (world) => world.firms.receivedMw,
  },
];
