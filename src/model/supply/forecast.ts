/** Demand forecasts of a node. */

import { FORECAST, type SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Shares of the level between which an extrapolated forecast stays. */
const LEAST_EXTRAPOLATION = 0.25;
const MOST_EXTRAPOLATION = 4;
/** Growth of a month beyond which a jump says nothing about the trend. */
const MOST_GROWTH = 1;

/** Most that a node lets forecast and orders be, when orders are bounded: a multiple of recent shipments. */
export function mostUnits(state: SupplyState, network: SupplyNetwork, n: number): number {
  return network.orderCap * Math.max(state.nodeShippedUnits[n], state.smoothedShipments[n]);
}

/** Average of the last demands, the newest included; keeps them. */
function stepAverage(state: SupplyState, network: SupplyNetwork, n: number, demand: number): void {
  const { demandHistory, level } = state;
  const base = network.averageBase[n];
  const months = network.averageMonths[n];
  let sum = demand;
  for (let k = months - 1; k > 0; k--) {
    const last = demandHistory[base + k - 1];
    demandHistory[base + k] = last;
    sum += last;
  }
  demandHistory[base] = demand;
  level[n] = sum / months;
}

/** Exponential smoothing of level and relative growth. */
function stepLevelAndTrend(state: SupplyState, network: SupplyNetwork, n: number, demand: number): void {
  const { level, trend } = state;
  const before = level[n];
  const change = network.forecastWeight[n] * (demand - before);
  level[n] = before + change;
  if (before > 0) trend[n] += network.trendSmoothing[n] * (Math.min(MOST_GROWTH, change / before) - trend[n]);
}

/**
 * Update the forecast of node `n` with this month's demand: incoming orders, or end demand when it is shared.
 *
 * `trend`: exponential smoothing `level += a (d - level)`, `F = level (1 + w trend horizon)`, the horizon being the
 * longest supply line: peak demand carried on as if for ever. Bounded by a multiple of recent shipments where the
 * scenario bounds orders. Other rules as their names say.
 *
 * Source: moving average and smoothing as in [ChenDreznerRyanSimchiLevi2000].
 */
export function stepForecast(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { level, forecastUnits } = state;
  const demand = network.sharedDemand ? state.endDemandUnits[n] : state.incomingUnits[n];
  const kind = network.forecast[n];
  if (kind === FORECAST.trend) {
    stepLevelAndTrend(state, network, n, demand);
    const carried = 1 + network.trendWeight[n] * state.trend[n] * network.horizonMonths[n];
    forecastUnits[n] = level[n] * Math.min(MOST_EXTRAPOLATION, Math.max(LEAST_EXTRAPOLATION, carried));
  } else if (kind === FORECAST.exponential) {
    level[n] += network.forecastWeight[n] * (demand - level[n]);
    forecastUnits[n] = level[n];
  } else if (kind === FORECAST['moving-average']) {
    stepAverage(state, network, n, demand);
    forecastUnits[n] = level[n];
  } else {
    level[n] = demand;
    forecastUnits[n] = network.forecastMean[n] + network.forecastWeight[n] * (demand - network.forecastMean[n]);
  }
  if (network.bounded) forecastUnits[n] = Math.min(forecastUnits[n], mostUnits(state, network, n));
}
