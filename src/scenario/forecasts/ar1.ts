/** Forecast of AR(1) demand with known parameters: minimum mean square error. */

import * as z from 'zod';
import { quantity } from '../fields.ts';
import { defineForecast } from './forecast.ts';

/**
 * Weight of the newest deviation: the minimum-mean-square forecast of the next A months together is
 * `A mu + rho (1 - rho^A) / (1 - rho) (d - mu)`; an A-th of it is the forecast of a month.
 */
function weightOver(months: number, autocorrelation: number): number {
  if (months === 0) return 0;
  let power = 1;
  let sum = 0;
  for (let k = 1; k <= months; k++) {
    power *= autocorrelation;
    sum += power;
  }
  return sum / months;
}

/** Source: order-up-to on AR(1) demand [LeePadmanabhanWhang1997]. */
export const AR1 = defineForecast({
  schema: z.strictObject({
    kind: z.literal('ar1'),
    meanMwPerMonth: quantity('MW/month', [0], 'Mean of demand'),
    autocorrelation: quantity('1', [-0.999, 0.999], 'Rho of demand'),
  }),
  compile:
    ({ meanMwPerMonth, autocorrelation }) =>
    (protectionMonths) => {
      const weight = weightOver(protectionMonths, autocorrelation);
      return {
        step(node) {
          node.level = node.demandUnits;
          return meanMwPerMonth + weight * (node.demandUnits - meanMwPerMonth);
        },
        steadyUnits: (flow) => meanMwPerMonth + weight * (flow - meanMwPerMonth),
      };
    },
});
