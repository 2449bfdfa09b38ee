/** Compiles the market of a scenario into plain arrays: constants of every listed company and venue. */

import { exp, log } from '../../numeric/elementary.ts';
import { mapFloat64, mapInt32 } from '../../numeric/map-typed.ts';
import type { Market } from '../../scenario/market.ts';
import { fillMultiple, MULTIPLE_TERMS } from './multiple.ts';

/** Every array has shape [equity] unless said. */
export interface MarketRules {
  readonly market: Market;
  readonly equities: number;
  readonly venues: number;
  readonly months: number;
  readonly equityIds: readonly string[];
  readonly venueIds: readonly string[];
  /** Reflexivity of each channel: R where its mechanism is on, else 0. */
  readonly reflexivity: number;
  readonly costReflexivity: number;
  readonly leverageReflexivity: number;
  /** Long-run growth of log earnings a month. */
  readonly longGrowthPerMonth: number;
  readonly venue: Int32Array;
  readonly beta: Float64Array;
  readonly initialGrowth: Float64Array;
  readonly fade: Float64Array;
  /** `e^{-kappa/12}`, and years of faded growth in a month `(1 - e^{-kappa/12}) / kappa`. */
  readonly monthlyFade: Float64Array;
  readonly monthlyYears: Float64Array;
  /** Share of news that remains at the end of the look-back: `e^{-kappa months/12}`. */
  readonly lookbackFade: Float64Array;
  readonly payoutShare: Float64Array;
  readonly logPayoutShare: Float64Array;
  readonly ownVolatility: Float64Array;
  /** Month of the run, modulo 3, in which it reports. */
  readonly reportPhase: Int32Array;
  /** Cost of equity at usual volatility and narrative, per year. */
  readonly baseCost: Float64Array;
  /** Coefficients of the multiple at the rate of month 0, shape [equity, term]. */
  readonly multiple: Float64Array;
}

const MONTHS_PER_QUARTER = 3;

/** Length of a run, its first calendar month, and its risk-free rate. */
export interface MarketSetting {
  readonly startMonth: string;
  readonly months: number;
  readonly riskFreePerYear: number;
}

/** Compile a market. Equities are sorted by id, so that their order in the scenario has no effect. */
export function compileMarket(listed: Market, { startMonth, months, riskFreePerYear }: MarketSetting): MarketRules {
  const market = { ...listed, equities: [...listed.equities].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  const { equities, venues, mechanisms, valuation } = market;
  const firstCalendarMonth = Number(startMonth.slice(-2)) - 1;
  const per = (read: (equity: Market['equities'][number]) => number): Float64Array => mapFloat64(equities, read);
  const E = equities.length;
  const fade = per((e) => e.growthFadePerYear);
  const baseCost = per((e) => riskFreePerYear + e.beta * valuation.equityPremiumPerYear);
  const multiple = new Float64Array(E * MULTIPLE_TERMS);
  for (let e = 0; e < E; e++) {
    const row = multiple.subarray(e * MULTIPLE_TERMS, (e + 1) * MULTIPLE_TERMS);
    fillMultiple(row, baseCost[e] - valuation.longGrowthPerYear, fade[e]);
  }
  const R = market.reflexivity;
  return {
    market,
    equities: E,
    venues: venues.length,
    months,
    equityIds: equities.map((e) => e.id),
    venueIds: venues.map((v) => v.id),
    reflexivity: R,
    costReflexivity: mechanisms.costOfCapital ? R : 0,
    leverageReflexivity: mechanisms.leverage ? R : 0,
    longGrowthPerMonth: valuation.longGrowthPerYear / 12,
    venue: mapInt32(equities, (e) => venues.findIndex((v) => v.id === e.venue)),
    beta: per((e) => e.beta),
    initialGrowth: per((e) => e.growthPerYear),
    fade,
    monthlyFade: fade.map((kappa) => exp(-kappa / 12)),
    monthlyYears: fade.map((kappa) => (1 - exp(-kappa / 12)) / kappa),
    lookbackFade: fade.map((kappa) => exp((-kappa * market.beliefs.extrapolationMonths) / 12)),
    payoutShare: per((e) => e.payoutShare),
    logPayoutShare: per((e) => log(e.payoutShare)),
    ownVolatility: per((e) => e.ownVolatilityPerMonth),
    reportPhase: mapInt32(
      equities,
      (e) => (e.reportMonth - (firstCalendarMonth % MONTHS_PER_QUARTER) + MONTHS_PER_QUARTER) % MONTHS_PER_QUARTER,
    ),
    baseCost,
    multiple,
  };
}
