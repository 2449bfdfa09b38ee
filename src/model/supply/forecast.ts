/** Demand forecasts of a node. */

import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Most that a node lets forecast and orders be: a multiple of recent shipments where the scenario bounds orders. */
export function mostUnits(state: SupplyState, network: SupplyNetwork, n: number): number {
  if (!network.bounded) return Number.POSITIVE_INFINITY;
  return network.orderCap * Math.max(state.nodeShippedUnits[n], state.smoothedShipments[n]);
}

/** Update the forecast of node `n` with this month's demand: incoming orders, or end demand when it is shared. */
export function stepForecast(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { level, trend, forecasting } = state;
  forecasting.demandUnits = network.sharedDemand ? state.endDemandUnits[n] : state.incomingUnits[n];
  forecasting.horizonMonths = network.horizonMonths[n];
  forecasting.level = level[n];
  forecasting.trend = trend[n];
  forecasting.history = state.histories[n];
  const forecast = network.forecasts[n].step(forecasting);
  level[n] = forecasting.level;
  trend[n] = forecasting.trend;
  state.forecastUnits[n] = Math.min(forecast, mostUnits(state, network, n));
}
