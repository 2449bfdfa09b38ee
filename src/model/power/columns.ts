/** Columns of power: sites, queues, unpowered systems, price of power. */

import { quantity, RATIO } from '../../columns/measure.ts';
import { sum } from '../../numeric/sum.ts';
import type { ModelColumn } from '../world/world.ts';
import { connectionMonths } from './step-power.ts';

export const POWER_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'energised_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'Energised sites of all builders, turbines included.',
    read: (world) => sum(world.power.energisedMw),
  },
  {
    name: 'newly_energised_mw',
    ...quantity('MW/month'),
    shape: 'scalar',
    description: 'Grid-connected sites energised this month.',
    read: (world) => sum(world.power.newlyEnergisedMw),
  },
  {
    name: 'turbines_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'Turbines behind the meter installed since month 0.',
    read: (world) => sum(world.power.turbinesInstalledMw),
  },
  {
    name: 'staged_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'Systems delivered without power: they wait for an energised site.',
    read: (world) => sum(world.firms.stagedMw),
  },
  {
    name: 'staged_months',
    ...quantity('months'),
    shape: 'scalar',
    description: 'Systems delivered without power, in months of deliveries (smoothed over half a year).',
    read: ({ firms, power }) => sum(firms.stagedMw) / Math.max(1, power.smoothedDeliveriesMw),
  },
  {
    name: 'queue_wait_months',
    ...quantity('months'),
    shape: 'scalar',
    description:
      'Wait for a grid connection: age of the oldest request in the interconnection queue, a mean over regions without a moratorium, weighted by grid additions.',
    read: (world) => world.power.meanWaitMonths,
  },
  {
    name: 'connection_months',
    ...quantity('months'),
    shape: 'scalar',
    description:
      'Time from the request for grid power to energisation at current delays: queue, then the longer of permit with shell and transformer.',
    read: connectionMonths,
  },
  {
    name: 'queued_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'Requests in all interconnection queues, without speculative ones.',
    read: (world) => sum(world.power.queuedMw),
  },
  {
    name: 'power_price_index',
    ...RATIO,
    shape: 'scalar',
    description: 'Price of power relative to month 0, a mean over regions weighted by AI load.',
    read: (world) => world.power.meanPriceIndex,
  },
  {
    name: 'energised_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'Energised sites of the firm.',
    read: (world) => world.power.energisedMw,
  },
  {
    name: 'staged_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'Systems of the firm delivered without power.',
    read: (world) => world.firms.stagedMw,
  },
  {
    name: 'site_pipeline_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'Sites with a granted connection that are not yet energised.',
    read: (world) => world.power.underwayMw,
  },
  {
    name: 'grid_energised_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'AI load energised by the grid of the region.',
    read: (world) => world.power.regionEnergisedMw,
  },
  {
    name: 'headroom_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'Firm grid capacity not yet allocated.',
    read: (world) => world.power.headroomMw,
  },
  {
    name: 'queued_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'Requests in the queue, without speculative ones.',
    read: (world) => world.power.queuedMw,
  },
  {
    name: 'speculative_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'Speculative requests in the queue.',
    read: (world) => world.power.speculativeMw,
  },
  {
    name: 'wait_months',
    ...quantity('months'),
    shape: 'region',
    description: 'Wait for a grid connection: age of the oldest request in the queue.',
    read: (world) => world.power.waitMonths,
  },
  {
    name: 'power_price_index',
    ...RATIO,
    shape: 'region',
    description: 'Price of power, relative to month 0.',
    read: (world) => world.power.priceIndex,
  },
];
