/** Forecast by exponential smoothing. */

import * as z from 'zod';
import { share } from '../fields.ts';
import { defineForecast } from './forecast.ts';

/** Source: smoothing as in [ChenDreznerRyanSimchiLevi2000]. */
export const EXPONENTIAL = defineForecast({
  schema: z.strictObject({ kind: z.literal('exponential'), weight: share('Weight of the newest demand') }),
  compile:
    ({ weight }) =>
    () => ({
      step(node) {
        node.level += weight * (node.demandUnits - node.level);
        return node.level;
      },
    }),
});
