/** Periodic review: in which months a policy orders. */

import { whole } from '../fields.ts';

export const REVIEW = {
  reviewMonths: whole('months', [1, 120], 'Months between orders').default(1),
  phaseMonth: whole('months', [0, 119], 'First month with an order').default(0),
};

/** Whether a policy that first orders in `phaseMonth`, then every `reviewMonths`, orders in a month. */
export function isReviewed(month: number, phaseMonth: number, reviewMonths: number): boolean {
  const since = month - phaseMonth;
  return since >= 0 && since % reviewMonths === 0;
}
