/** Columns of power: sites, queues, staged systems, price of power. */

import { quantity, RATIO } from '../../columns/measure.ts';
import { sum } from '../../numeric/sum.ts';
import type { ModelColumn } from '../world/world.ts';
import { connectionMonths } from './step-power.ts';

export const POWER_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'energised_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'Sites of all builders that can be switched on, turbines included.',
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
    description: 'Systems delivered but dark for want of a site with power.',
    read: (world) => sum(world.firms.stagedMw),
  },
  {
    name: 'staged_months',
    ...quantity('months'),
    shape: 'scalar',
    description: 'Staged systems over deliveries a month, deliveries smoothed over half a year.',
    read: ({ firms, power }) => sum(firms.stagedMw) / Math.max(1, power.smoothedDeliveriesMw),
  },
  {
    name: 'queue_wait_months',
    ...quantity('months'),
    shape: 'scalar',
    description:
      'Age of the request at the head of the interconnection queue, weighted over regions without a moratorium by grid additions.',
    read: (world) => world.power.meanWaitMonths,
  },
  {
    name: 'connection_months',
    ...quantity('months'),
    shape: 'scalar',
    description:
      'From asking for grid power to running on it, as things stand: wait, permit and shell, or transformer.',
    read: connectionMonths,
  },
  {
    name: 'queued_mw',
    ...quantity('MW'),
    shape: 'scalar',
    description: 'Real requests waiting in all queues.',
    read: (world) => sum(world.power.queuedMw),
  },
  {
    name: 'power_price_index',
    ...RATIO,
    shape: 'scalar',
    description: 'Price of power over month 0, weighted over regions by AI load.',
    read: (world) => world.power.meanPriceIndex,
  },
  {
    name: 'energised_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'Sites of the firm that can be switched on.',
    read: (world) => world.power.energisedMw,
  },
  {
    name: 'staged_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'Systems of the firm delivered but dark.',
    read: (world) => world.firms.stagedMw,
  },
  {
    name: 'site_pipeline_mw',
    ...quantity('MW'),
    shape: 'firm',
    description: 'Sites granted and not yet energised.',
    read: (world) => world.power.underwayMw,
  },
  {
    name: 'grid_energised_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'AI load that the grid of the region has energised.',
    read: (world) => world.power.regionEnergisedMw,
  },
  {
    name: 'headroom_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'Firm capacity not yet promised.',
    read: (world) => world.power.headroomMw,
  },
  {
    name: 'queued_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'Real requests waiting.',
    read: (world) => world.power.queuedMw,
  },
  {
    name: 'speculative_mw',
    ...quantity('MW'),
    shape: 'region',
    description: 'Speculative requests that have not yet withdrawn.',
    read: (world) => world.power.speculativeMw,
  },
  {
    name: 'wait_months',
    ...quantity('months'),
    shape: 'region',
    description: 'Age of the request at the head of the queue.',
    read: (world) => world.power.waitMonths,
  },
  {
    name: 'power_price_index',
    ...RATIO,
    shape: 'region',
    description: 'Price of power over month 0.',
    read: (world) => world.power.priceIndex,
  },
];
