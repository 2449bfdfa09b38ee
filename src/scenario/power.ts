/** Power: regions with a queue, permits, grid additions, shells, and turbines behind the meter. */

import * as z from 'zod';
import { identifier, quantity, START, share, whole } from './fields.ts';

const RegionSchema = z.strictObject({
  id: identifier('Region id'),
  name: z.string().min(1).meta({ description: 'Display name' }),
  gridLoadMw: quantity({ unit: 'MW', min: 1, description: 'Load of everything but AI data centres at month 0' }),
  headroomMw: quantity({
    title: 'spare grid capacity',
    unit: 'MW',
    description: 'Firm grid capacity not yet allocated at month 0',
  }),
  additionsMwPerMonth: quantity({
    title: 'grid additions',
    unit: 'MW/month',
    min: 0.001,
    description: 'Firm capacity for data centres that the grid adds at month 0',
    start: START.sites,
  }),
  permitMonths: quantity({
    unit: 'months',
    min: 0.5,
    max: 120,
    description: 'Mean time in permitting at month 0',
    start: START.sites,
  }),
});

const BehindTheMeterSchema = z.strictObject({
  startMwPerMonth: quantity({
    title: 'turbines behind the meter at month 0',
    unit: 'MW/month',
    description: 'Available on-site generation at month 0',
  }),
  endMwPerMonth: quantity({
    title: 'turbines behind the meter',
    unit: 'MW/month',
    description: 'Available on-site generation after the ramp',
  }),
  rampMonths: quantity({ unit: 'months', min: 1, description: 'Length of the ramp' }),
  leadMonths: whole({ unit: 'months', min: 1, max: 120, description: 'Time from order to energisation' }),
  premiumUsdBnPerMw: quantity({ unit: 'USD bn/MW', max: 1, description: 'Cost above a grid connection' }),
});

export const PowerSchema = z.strictObject({
  electricalNode: identifier('Supply node from which sites order transformers and switchgear'),
  regions: z.array(RegionSchema).min(1),
  additionsDoublingMonths: quantity({
    title: 'doubling time of grid additions',
    unit: 'months',
    min: 1,
    description: 'Time in which grid additions double (linear ramp)',
    start: START.sites,
  }),
  studyMonths: whole({ unit: 'months', max: 120, description: 'Least age of a request to be granted' }),
  initialWaitMonths: whole({
    title: 'queue at month 0',
    unit: 'months',
    max: 240,
    description: 'Age of the request at the head of the queue at month 0',
  }),
  speculativeRatio: quantity({
    title: 'speculative requests',
    unit: '1',
    max: 50,
    description: 'Speculative MW requested for each MW that will be built; they withdraw when granted',
    start: START.sites,
  }),
  oppositionPerGw: quantity({
    title: 'local opposition',
    unit: '1/GW',
    max: 1,
    description: 'Growth of permit time with each GW energised in a region (local opposition)',
    start: START.sites,
  }),
  shellLeadMonths: whole({ unit: 'months', min: 1, max: 120, description: 'Building a shell', start: START.sites }),
  shellPriceUsdBnPerMw: quantity({
    unit: 'USD bn/MW',
    min: 0.0001,
    max: 1,
    description: 'Shell and power systems, transformer included',
    start: START.orders,
  }),
  siteCoverMonths: quantity({
    title: 'site pipeline in months of investment',
    unit: 'months',
    min: 1,
    max: 240,
    description: 'Target coverage of the site pipeline, in months of investment',
  }),
  siteGrowthPerMonth: quantity({
    unit: '1/month',
    max: 0.2,
    description: 'Monthly growth of the cohorts in the site pipeline at month 0: older ones are smaller',
  }),
  darkToleranceMonths: quantity({
    title: 'deliveries without a site',
    unit: 'months',
    max: 60,
    description: 'Deliveries without a site that a builder accepts when it orders',
  }),
  shellPriceGrowthPerYear: quantity({
    unit: '1/year',
    min: -0.3,
    max: 0.5,
    description: 'Log growth of the cost of a shell with power systems, per MW',
  }),
  siteAdjustMonths: quantity({
    unit: 'months',
    min: 1,
    max: 60,
    description: 'Time over which a gap in sites is requested',
  }),
  initialSpareMonths: quantity({
    title: 'spare sites at month 0',
    unit: 'months',
    max: 24,
    description: 'Empty energised sites at month 0, in months of deliveries',
  }),
  pue: quantity({ unit: '1', min: 1, max: 3, description: 'Power usage effectiveness: facility load over IT load' }),
  targetHeadroomShare: share('Headroom over yearly additions below which the price of power starts to rise'),
  priceConvexity: quantity({
    unit: '1',
    max: 20,
    description:
      'Surcharge on the price of power at scarcity 1, over the price without scarcity; it grows with the square',
  }),
  behindTheMeter: BehindTheMeterSchema,
});

export type Power = z.infer<typeof PowerSchema>;
