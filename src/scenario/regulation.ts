/** Regulation: pressure from the race, and restrictions that respond to it. */

import * as z from 'zod';
import { identifier, quantity, share, whole } from './fields.ts';

const hazard = (what: string) => ({
  ratePerYear: quantity('1/year', [0, 12], `Hazard of ${what} at month-0 pressure`),
  sensitivity: quantity('1', [0, 20], 'Beta: log hazard per unit of pressure'),
  months: whole('months', [1, 240], `Duration of ${what}`),
  stringency: quantity('1', [0, 10], 'Contribution to stringency while in force'),
});

export const RegulationSchema = z.strictObject({
  pressure: z.strictObject({
    powerPriceWeight: quantity('1', [0, 10], 'Weight of log power price'),
    loadShareWeight: quantity('1', [0, 100], 'Weight of data centres in regional load, over month 0'),
    concentrationWeight: quantity('1', [0, 100], 'Weight of the rise of the Herfindahl index'),
    capexGdpWeight: quantity('1', [0, 100], 'Weight of AI capex as a share of output, over month 0'),
  }),
  moratorium: z.strictObject(hazard('a moratorium in a region')),
  permitDelay: z.strictObject({
    ...hazard('a permit delay in a region'),
    factor: quantity('1', [1, 100], 'Factor on permit time while it lasts'),
  }),
  exportControl: z.strictObject({
    ...hazard('an export control'),
    node: identifier('Supply node whose other customers are cut'),
    demandCut: share('Cut of the orders of those customers'),
    revenueCut: share('Cut of potential AI spending'),
  }),
  antitrust: z.strictObject({
    ...hazard('an antitrust remedy'),
    prizeCut: share('Cut of the strategic prize'),
  }),
});

export type Regulation = z.infer<typeof RegulationSchema>;
