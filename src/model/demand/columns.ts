/** Columns of demand: adoption, compute, price, shares. */

import { columnsFrom } from '../../columns/column.ts';
import { quantity, RATIO, SHARE, signed } from '../../columns/measure.ts';
import { sum } from '../../numeric/sum.ts';
import type { ModelColumn, World } from '../world/world.ts';

const { scalar, firm } = columnsFrom<World>();

export const DEMAND_COLUMNS: readonly ModelColumn[] = [
  scalar('live_mw', quantity('MW'), 'IT load of energised AI systems of all builders.', (w) => sum(w.firms.liveMw)),
  scalar('delivered_mw', quantity('MW/month'), 'Systems that all builders received this month.', (w) =>
    sum(w.firms.receivedMw),
  ),
  scalar(
    'live_compute',
    quantity('effective MW'),
    'Energised compute: MW times the performance of their vintage (month 0 = 1).',
    (w) => w.demand.live,
  ),
  scalar('adoption', SHARE, 'Share of potential AI spending adopted.', (w) => w.demand.adoption),
  scalar(
    'customer_return',
    RATIO,
    'Benefit of AI to customers over its cost to them, intangible investment included.',
    (w) => w.demand.customerReturn,
  ),
  scalar('renewal_rate', SHARE, 'Share of customers who would renew their contract.', (w) => w.demand.renewal),
  scalar(
    'compute_price_index',
    RATIO,
    'Mean price of effective compute, relative to the start of month 0.',
    (w) => w.demand.priceIndex,
  ),
  scalar('utilisation', SHARE, 'Utilisation: compute sold over energised compute.', (w) => w.demand.utilisation),
  scalar(
    'ai_revenue_usd_bn_per_year',
    quantity('USD bn/year'),
    'AI revenue of all builders, annualised.',
    (w) => w.demand.revenueUsdBnPerYear,
  ),
  scalar(
    'lab_committed_usd_bn_per_year',
    quantity('USD bn/year'),
    'Commitments of AI labs to pay builders.',
    (w) => w.demand.labCommittedUsdBnPerYear,
  ),
  scalar(
    'lab_paid_usd_bn_per_year',
    quantity('USD bn/year'),
    'Payments of AI labs to builders.',
    (w) => w.demand.labPaidUsdBnPerYear,
  ),
  scalar(
    'lab_revenue_usd_bn_per_year',
    quantity('USD bn/year'),
    'Revenue of AI labs.',
    (w) => w.demand.labRevenueUsdBnPerYear,
  ),
  scalar(
    'spot_price_index',
    RATIO,
    'Spot price of effective compute, relative to the start of month 0.',
    (w) => w.demand.spotPriceIndex,
  ),
  scalar(
    'growth_belief_per_year',
    signed('1/year'),
    'Growth of contested AI revenue that builders expect, log.',
    (w) => w.demand.growthBelief,
  ),
  firm('live_mw', quantity('MW'), 'IT load of energised AI systems.', (w) => w.firms.liveMw),
  firm(
    'market_share',
    SHARE,
    'Market share of demand for compute outside lab contracts; sums to 1 over builders.',
    (w) => w.firms.share,
  ),
  firm(
    'committed_usd_bn_per_year',
    quantity('USD bn/year'),
    'Commitments of AI labs signed with the builder.',
    (w) => w.firms.committedUsdBnPerYear,
  ),
  firm('delivered_mw', quantity('MW/month'), 'Systems received this month.', (w) => w.firms.receivedMw),
];
