/** The scenario schema: one for each kind of run, discriminated by `kind`. */

import * as z from 'zod';
import { BeliefsRunSchema } from './beliefs-run.ts';
import { EconomySchema } from './economy.ts';
import { MarketRunSchema } from './market-run.ts';
import { SupplyRunSchema } from './supply-run.ts';

/*
 * A section has its own file and is listed in the kind of run that needs it (`economy.ts` for the economy). Checks
 * between sections are in `check.ts`.
 */
export const ScenarioSchema = z.discriminatedUnion('kind', [
  EconomySchema,
  SupplyRunSchema,
  MarketRunSchema,
  BeliefsRunSchema,
]);

/** A resolved scenario: plain JSON, every number bare, every default filled in. */
export type Scenario = z.output<typeof ScenarioSchema>;
