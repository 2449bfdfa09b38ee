/** Forecast of demand with a known mean. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { defineForecast } from './forecast.ts';

export const CONSTANT_MEAN = defineForecast({
  schema: z.strictObject({
    kind: z.literal('constant'),
    meanMwPerMonth: quantity('MW/month', [0], 'Mean of demand, known'),
  }),
  compile:
    ({ meanMwPerMonth }) =>
    () => ({
      step(node) {
        node.level = node.demandUnits;
        return meanMwPerMonth;
      },
      steadyUnits: () => meanMwPerMonth,
    }),
});
