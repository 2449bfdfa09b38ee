/** Forecast by the moving average of demand. */

import * as z from 'zod';
import { whole } from '../fields.ts';
import { defineForecast } from './forecast.ts';

/** Source: moving average as in [ChenDreznerRyanSimchiLevi2000]. */
export const MOVING_AVERAGE = defineForecast({
  schema: z.strictObject({
    kind: z.literal('moving-average'),
    months: whole('months', [1, 120], 'Months averaged'),
  }),
  compile:
    ({ months }) =>
    () => ({
      historyMonths: months,
      step(node) {
        const { history } = node;
        let sum = node.demandUnits;
        for (let k = months - 1; k > 0; k--) {
          history[k] = history[k - 1];
          sum += history[k];
        }
        history[0] = node.demandUnits;
        node.level = sum / months;
        return node.level;
      },
    }),
});
