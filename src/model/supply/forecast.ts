/** Demand forecasts of a node. */

import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Update the forecast of node `n` with this month's demand: incoming orders, or end demand if that is shared. */
export function stepForecast(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { level, trend, forecasting } = state;
  forecasting.demandUnits = network.sharedDemand ? state.endDemandUnits[n] : state.incomingUnits[n];
  forecasting.horizonMonths = network.horizonMonths[n];
  forecasting.level = level[n];
  forecasting.trend = trend[n];
  forecasting.history = state.histories[n];
  state.forecastUnits[n] = network.forecasts[n].step(forecasting);
  level[n] = forecasting.level;
  trend[n] = forecasting.trend;
}
