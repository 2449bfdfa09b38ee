/** Power: regions with a queue, permits, grid additions, shells, and turbines behind the meter. */

import * as z from 'zod';
import { identifier, quantity, share, START, text, whole } from './fields.ts';

const RegionSchema = z.strictObject({
  id: identifier('Region id'),
  name: text('Display name'),
  gridLoadMw: quantity('MW', [1], 'Load of everything but AI data centres at month 0'),
  headroomMw: quantity('MW', [0], 'Firm grid capacity not yet allocated at month 0', { title: 'spare grid capacity' }),
  additionsMwPerMonth: quantity('MW/month', [0.001], 'Firm capacity for data centres that the grid adds at month 0', {
    title: 'grid additions',
    start: START.sites,
  }),
  permitMonths: quantity('months', [0.5, 120], 'Mean time in permitting at month 0', { start: START.sites }),
});

const BehindTheMeterSchema = z.strictObject({
  startMwPerMonth: quantity('MW/month', [0], 'Available on-site generation at month 0', {
    title: 'turbines behind the meter at month 0',
  }),
  endMwPerMonth: quantity('MW/month', [0], 'Available on-site generation after the ramp', {
    title: 'turbines behind the meter',
  }),
  rampMonths: quantity('months', [1], 'Length of the ramp'),
  leadMonths: whole('months', [1, 120], 'Time from order to energisation'),
  premiumUsdBnPerMw: quantity('USD bn/MW', [0, 1], 'Cost above a grid connection'),
});

export const PowerSchema = z.strictObject({
  electricalNode: identifier('Supply node from which sites order transformers and switchgear'),
  regions: z.array(RegionSchema).min(1),
  additionsDoublingMonths: quantity('months', [1], 'Time in which grid additions double (linear ramp)', {
    title: 'doubling time of grid additions',
    start: START.sites,
  }),
  studyMonths: whole('months', [0, 120], 'Least age of a request to be granted'),
  initialWaitMonths: whole('months', [0, 240], 'Age of the request at the head of the queue at month 0', {
    title: 'queue at month 0',
  }),
  speculativeRatio: quantity(
    '1',
    [0, 50],
    'Speculative MW requested for each MW that will be built; they withdraw when granted',
    { title: 'speculative requests', start: START.sites },
  ),
  oppositionPerGw: quantity(
    '1/GW',
    [0, 1],
    'Growth of permit time with each GW energised in a region (local opposition)',
    { title: 'local opposition', start: START.sites },
  ),
  shellLeadMonths: whole('months', [1, 120], 'Building a shell', { start: START.sites }),
  shellPriceUsdBnPerMw: quantity('USD bn/MW', [0.0001, 1], 'Shell and power systems, transformer included', {
    start: START.orders,
  }),
  siteCoverMonths: quantity('months', [1, 240], 'Target coverage of the site pipeline, in months of investment', {
    title: 'site pipeline in months of investment',
  }),
  siteGrowthPerMonth: quantity(
    '1/month',
    [0, 0.2],
    'Monthly growth of the cohorts in the site pipeline at month 0: older ones are smaller',
  ),
  darkToleranceMonths: quantity('months', [0, 60], 'Deliveries without a site that a builder accepts when it orders', {
    title: 'deliveries without a site',
  }),
  shellPriceGrowthPerYear: quantity(
    '1/year',
    [-0.3, 0.5],
    'Log growth of the cost of a shell with power systems, per MW',
  ),
  siteAdjustMonths: quantity('months', [1, 60], 'Time over which a gap in sites is requested'),
  initialSpareMonths: quantity('months', [0, 24], 'Empty energised sites at month 0, in months of deliveries', {
    title: 'spare sites at month 0',
  }),
  pue: quantity('1', [1, 3], 'Power usage effectiveness: facility load over IT load'),
  targetHeadroomShare: share('Headroom over yearly additions below which the price of power starts to rise'),
  priceConvexity: quantity(
    '1',
    [0, 20],
    'Surcharge on the price of power at scarcity 1, over the price without scarcity; it grows with the square',
  ),
  behindTheMeter: BehindTheMeterSchema,
});

export type Power = z.infer<typeof PowerSchema>;
