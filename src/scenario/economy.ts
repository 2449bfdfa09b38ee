/** Sections of an economy scenario, in reading order. */

import * as z from 'zod';
import { schemaVersion, TITLE } from './head.ts';
import { CapexSchema } from './capex.ts';
import { DemandSchema } from './demand.ts';
import { whole } from './fields.ts';
import { FinanceSchema } from './finance.ts';
import { FirmsSchema } from './firms.ts';
import { InterventionsSchema } from './interventions.ts';
import { MarketSchema } from './market.ts';
import { NarrativeSchema, NoiseSchema } from './noise.ts';
import { PowerSchema } from './power.ts';
import { RegulationSchema } from './regulation.ts';
import { SpreadsSchema } from './spread.ts';
import { SupplySchema } from './supply.ts';
import { StopSchema, WallsSchema } from './walls.ts';

export const EconomySchema = z.strictObject({
  schemaVersion,
  kind: z
    .literal('economy')
    .default('economy')
    .meta({ description: 'A race of builders; the other kinds simulate a part of it alone' }),
  ...TITLE,
  horizonMonths: whole('months', [1, 600], 'Months in which walls are checked'),
  firms: FirmsSchema,
  capex: CapexSchema,
  supply: SupplySchema,
  power: PowerSchema,
  demand: DemandSchema,
  finance: FinanceSchema,
  regulation: RegulationSchema,
  walls: WallsSchema,
  stop: StopSchema,
  noise: NoiseSchema,
  narrative: NarrativeSchema,
  market: MarketSchema.optional(),
  interventions: InterventionsSchema,
  spreads: SpreadsSchema.optional(),
});

/** A resolved economy: every number bare, every default filled in. */
export type Economy = z.infer<typeof EconomySchema>;
