/** Checks a plain market: exogenous earnings, and no builders to finance. */

import { type CheckProblem, unknownName } from './check-problem.ts';
import { checkDays, checkListings, checkNews } from './check-market.ts';
import type { MarketRun } from './market-run.ts';

/** Problems of a plain market. */
export function checkMarketRun(scenario: MarketRun): CheckProblem[] {
  const { market, earnings, interventions, riskFreePerYear } = scenario;
  const ids = market.equities.map(({ id }) => id);
  return [
    ...checkListings(market, riskFreePerYear),
    ...market.equities.flatMap(({ of, earningsUsdBnPerYear }, e): CheckProblem[] => {
      const path = ['market', 'equities', e];
      if (of !== undefined) {
        const message = 'a plain market has no builders or suppliers: give earningsUsdBnPerYear instead';
        return [{ path: [...path, 'of'], message }];
      }
      return earningsUsdBnPerYear === undefined ? [{ path, message: 'needs earnings: give earningsUsdBnPerYear' }] : [];
    }),
    ...(['costOfCapital', 'leverage'] as const).flatMap((name): CheckProblem[] => {
      if (!market.mechanisms[name]) return [];
      const message = 'a plain market has no builders to finance: set it to false, or leave it out';
      return [{ path: ['market', 'mechanisms', name], message }];
    }),
    ...earnings.flatMap(({ id }, i) => unknownName(['earnings', i, 'id'], 'listed company', id, ids)),
    ...checkNews(interventions, ids),
    ...checkDays(interventions, market),
  ];
}
