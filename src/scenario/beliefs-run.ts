/** A plain model of heterogeneous beliefs: traders who switch between forecasts of a price by past profit. */

import * as z from 'zod';
import { schemaVersion, TITLE } from './head.ts';
import { identifier, quantity, whole } from './fields.ts';

const pure = (description: string, min = 0, max = 1e6): z.ZodNumber => quantity('1', [min, max], description);

const TypeSchema = z.strictObject({
  id: identifier('Type of trader'),
  trend: pure('g: forecast of the deviation over the last one; 0 is a fundamentalist', -10, 10),
  bias: pure('b: added to the forecast', -100, 100).default(0),
  cost: pure('C: cost of the forecast in a period').default(0),
});

const BeliefsSchema = z.strictObject({
  grossReturn: pure('R: gross return of the safe asset in a period', 1, 2),
  choiceIntensity: pure('Beta: intensity of choice, speed of switching to profitable forecasts'),
  demandSlope: pure('D: demand per unit of expected excess return, 1 / (a sigma^2)'),
  initialDeviation: pure('Deviation of price from fundamental value before period 0', -1000, 1000),
  noise: pure('Standard deviation of shocks to the price', 0, 1000).default(0),
  types: z.array(TypeSchema).min(1),
});

export const BeliefsRunSchema = z.strictObject({
  schemaVersion,
  kind: z.literal('beliefs').meta({ description: 'Traders who switch between beliefs' }),
  ...TITLE,
  horizonMonths: whole('months', [1, 20_000], 'Periods simulated, one month each'),
  beliefs: BeliefsSchema,
});

/** A resolved run of beliefs: every number bare, every default filled in. */
export type BeliefsRun = z.infer<typeof BeliefsRunSchema>;
