/** Columns of power: sites, queues, unpowered systems, price of power. */

import { columnsFrom } from '../../columns/column.ts';
import { quantity, RATIO } from '../../columns/measure.ts';
import { sum } from '../../numeric/sum.ts';
import type { ModelColumn, World } from '../world/world.ts';
import { connectionMonths } from './step-power.ts';

const { scalar, firm, region } = columnsFrom<World>();

export const POWER_COLUMNS: readonly ModelColumn[] = [
  scalar('energised_mw', quantity('MW'), 'Energised sites of all builders, turbines included.', (w) =>
    sum(w.power.energisedMw),
  ),
  scalar('newly_energised_mw', quantity('MW/month'), 'Grid-connected sites energised this month.', (w) =>
    sum(w.power.newlyEnergisedMw),
  ),
  scalar('turbines_mw', quantity('MW'), 'Turbines behind the meter installed since month 0.', (w) =>
    sum(w.power.turbinesInstalledMw),
  ),
  scalar('staged_mw', quantity('MW'), 'Systems delivered without power: they wait for an energised site.', (w) =>
    sum(w.firms.stagedMw),
  ),
  scalar(
    'staged_months',
    quantity('months'),
    'Systems delivered without power, in months of deliveries (smoothed over half a year).',
    ({ firms, power }) => sum(firms.stagedMw) / Math.max(1, power.smoothedDeliveriesMw),
  ),
  scalar(
    'queue_wait_months',
    quantity('months'),
    'Wait for a grid connection: age of the oldest request in the interconnection queue, a mean over regions without a moratorium, weighted by grid additions.',
    (w) => w.power.meanWaitMonths,
  ),
  scalar(
    'connection_months',
    quantity('months'),
    'Time from the request for grid power to energisation at current delays: queue, then the longer of permit with shell and transformer.',
    connectionMonths,
  ),
  scalar('queued_mw', quantity('MW'), 'Requests in all interconnection queues, without speculative ones.', (w) =>
    sum(w.power.queuedMw),
  ),
  scalar(
    'power_price_index',
    RATIO,
    'Price of power relative to the start of month 0, a mean over regions weighted by AI load.',
    (w) => w.power.meanPriceIndex,
  ),
  firm('energised_mw', quantity('MW'), 'Energised sites of the firm.', (w) => w.power.energisedMw),
  firm('staged_mw', quantity('MW'), 'Systems of the firm delivered without power.', (w) => w.firms.stagedMw),
  firm(
    'site_pipeline_mw',
    quantity('MW'),
    'Sites with a granted connection that are not yet energised.',
    (w) => w.power.underwayMw,
  ),
  region(
    'grid_energised_mw',
    quantity('MW'),
    'AI load energised by the grid of the region.',
    (w) => w.power.regionEnergisedMw,
  ),
  region('headroom_mw', quantity('MW'), 'Firm grid capacity not yet allocated.', (w) => w.power.headroomMw),
  region('queued_mw', quantity('MW'), 'Requests in the queue, without speculative ones.', (w) => w.power.queuedMw),
  region('speculative_mw', quantity('MW'), 'Speculative requests in the queue.', (w) => w.power.speculativeMw),
  region(
    'wait_months',
    quantity('months'),
    'Wait for a grid connection: age of the oldest request in the queue.',
    (w) => w.power.waitMonths,
  ),
  region('power_price_index', RATIO, 'Price of power, relative to the start of month 0.', (w) => w.power.priceIndex),
];
