/** Checks a market: existing names, one source of earnings per company, discount rates above growth. */

import { type CheckProblem, unknownName } from './check-problem.ts';
import type { Economy } from './economy.ts';
import type { Intervention } from './interventions.ts';
import type { Market } from './market.ts';
import type { MarketRun } from './market-run.ts';
import { didYouMean } from './suggest.ts';

/** Least distance of every cost of equity from long-run growth, per year: below it, a price diverges. */
const LEAST_DISTANCE = 0.005;
/** Growth still to fade, `(g - gL) / kappa`, range of validity of the series of the multiple. */
export const LEAST_FADING = -4;
export const MOST_FADING = 6;

/** Problems of the market of an economy, and of news that are dated without one. */
export function checkMarket(scenario: Economy): CheckProblem[] {
  const { market, interventions } = scenario;
  if (market === undefined) {
    return interventions.flatMap((item, i): CheckProblem[] => {
      if (!NEWS_KINDS.includes(item.kind)) return [];
      const message = `${item.kind} needs a market, which this scenario lacks`;
      return [{ path: ['interventions', i, 'kind'], message }];
    });
  }
  const ids = market.equities.map(({ id }) => id);
  return [
    ...checkListings(market, scenario.finance.riskFreePerYear),
    ...checkEarnings(scenario, market),
    ...checkNews(interventions, ids),
    ...checkDays(interventions, market),
  ];
}

/** Problems of a plain market: its earnings are exogenous, and it has no builders to finance. */
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

/** Kinds of interventions that affect a market. */
const NEWS_KINDS = ['earnings-surprise', 'growth-revision', 'price-shock', 'narrative-impulse'];

/** News of companies that are not listed. */
function checkNews(interventions: readonly Intervention[], ids: readonly string[]): CheckProblem[] {
  return interventions.flatMap((item, i) => {
    if (!('equity' in item) || item.equity === undefined) return [];
    return unknownName(['interventions', i, 'equity'], 'listed company', item.equity, ids);
  });
}

/** News of one month that are dated to different days, or to a day that the month lacks. */
function checkDays(interventions: readonly Intervention[], { stress }: Market): CheckProblem[] {
  const days = new Map<number, number>();
  return interventions.flatMap((item, i): CheckProblem[] => {
    if (item.kind !== 'price-shock' || item.day === undefined) return [];
    const path = ['interventions', i, 'day'];
    if (item.day > stress.days) {
      return [{ path, message: `a month has ${stress.days} trading days (market.stress.days)` }];
    }
    const other = days.get(item.month);
    days.set(item.month, other ?? item.day);
    if (other === undefined || other === item.day) return [];
    return [{ path, message: `month ${item.month} already has news on day ${other}: one day a month can be dated` }];
  });
}

/** Problems of a market, for any source of earnings. */
function checkListings(market: Market, riskFreePerYear: number): CheckProblem[] {
  return [...checkMechanics(market), ...checkShares(market, riskFreePerYear)];
}

/** Hedging that would diverge, and venues with contradictory rules. */
function checkMechanics({ gamma, venues }: Market): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (gamma.hedging === 'next-month' && gamma.calm >= 1) {
    const message = 'must be below 1 when dealers hedge a month later: at 1 returns would oscillate for ever';
    problems.push({ path: ['market', 'gamma', 'calm'], message });
  }
  for (const [v, { follows, sidecar, breaker }] of venues.entries()) {
    if (v === 0 && follows) {
      const message = 'the first venue leads and follows nobody: write false, or list another venue first';
      problems.push({ path: ['market', 'venues', v, 'follows'], message });
    }
    if (sidecar > 0 && breaker > 0 && sidecar > breaker) {
      const message = `a fall of ${breaker} already halts all trading: give a sidecar below the breaker`;
      problems.push({ path: ['market', 'venues', v, 'sidecar'], message });
    }
  }
  return problems;
}

/** Companies without a venue, with a diverging price, or with growth that fades too slowly. */
function checkShares(market: Market, riskFreePerYear: number): CheckProblem[] {
  const venues = market.venues.map(({ id }) => id);
  const { equityPremiumPerYear, longGrowthPerYear } = market.valuation;
  return market.equities.flatMap(({ venue, beta, growthPerYear, growthFadePerYear }, e): CheckProblem[] => {
    const path = ['market', 'equities', e];
    const problems = unknownName([...path, 'venue'], 'venue', venue, venues);
    const fading = (growthPerYear - longGrowthPerYear) / growthFadePerYear;
    if (fading > MOST_FADING || fading < LEAST_FADING) {
      const message = `growth still to fade, (growth - long-run growth) / fade, is ${fading.toFixed(1)}; from ${LEAST_FADING} to ${MOST_FADING} can be priced: raise growthFadePerYear`;
      problems.push({ path: [...path, 'growthFadePerYear'], message });
    }
    const cost = riskFreePerYear + beta * equityPremiumPerYear;
    if (cost < longGrowthPerYear + LEAST_DISTANCE) {
      const message = `its cost of equity, ${cost.toFixed(4)} a year, must exceed growth in the long run, ${longGrowthPerYear}, by ${LEAST_DISTANCE}: raise beta or lower market.valuation.longGrowthPerYear`;
      problems.push({ path: [...path, 'beta'], message });
    }
    return problems;
  });
}

function checkEarnings({ firms, supply }: Economy, { equities }: Market): CheckProblem[] {
  const builders = firms.map(({ id }) => id);
  const nodes = supply.nodes.map(({ id }) => id);
  return equities.flatMap(({ of, earningsUsdBnPerYear }, e): CheckProblem[] => {
    const path = ['market', 'equities', e];
    if (of === undefined) {
      if (earningsUsdBnPerYear !== undefined) return [];
      return [{ path, message: 'needs earnings: name the builder or node in `of`, or give earningsUsdBnPerYear' }];
    }
    if (earningsUsdBnPerYear !== undefined) {
      return [
        { path: [...path, 'earningsUsdBnPerYear'], message: 'its earnings come from the accounts of `of`: drop one' },
      ];
    }
    if ((of.firm === undefined) === (of.node === undefined)) {
      return [{ path: [...path, 'of'], message: 'name either a firm or a node' }];
    }
    if (of.firm !== undefined) return unknownName([...path, 'of', 'firm'], 'firm', of.firm, builders);
    const node = supply.nodes.find(({ id }) => id === of.node);
    if (node === undefined) return unknownName([...path, 'of', 'node'], 'supply node', of.node ?? '', nodes);
    const companies = node.companies.map(({ id }) => id);
    if (of.company === undefined || companies.includes(of.company)) return [];
    const hint = didYouMean(of.company, companies);
    return [{ path: [...path, 'of', 'company'], message: `${node.id} has no company ${of.company}${hint}` }];
  });
}
