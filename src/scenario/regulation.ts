/** Regulation: pressure from the race, and restrictions that respond to it. */

import * as z from 'zod';
import { identifier, quantity, share, whole } from './fields.ts';

const hazard = (what: string) => ({
  ratePerYear: quantity({ unit: '1/year', max: 12, description: `Hazard of ${what} at month-0 pressure` }),
  sensitivity: quantity({ unit: '1', max: 20, description: 'Beta: log hazard per unit of pressure' }),
  months: whole({ unit: 'months', min: 1, max: 240, description: `Duration of ${what}` }),
  stringency: quantity({ unit: '1', max: 10, description: 'Contribution to stringency while in force' }),
});

export const RegulationSchema = z.strictObject({
  pressure: z.strictObject({
    powerPriceWeight: quantity({ unit: '1', max: 10, description: 'Weight of log power price' }),
    loadShareWeight: quantity({
      unit: '1',
      max: 100,
      description: 'Weight of data centres in regional load, over month 0',
    }),
    concentrationWeight: quantity({ unit: '1', max: 100, description: 'Weight of the rise of the Herfindahl index' }),
    capexGdpWeight: quantity({
      unit: '1',
      max: 100,
      description: 'Weight of AI capex as a share of output, over month 0',
    }),
  }),
  moratorium: z.strictObject(hazard('a moratorium in a region')),
  permitDelay: z.strictObject({
    ...hazard('a permit delay in a region'),
    factor: quantity({ unit: '1', min: 1, max: 100, description: 'Factor on permit time while it lasts' }),
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
