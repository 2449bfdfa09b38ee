/** Demand forecasts of a node. */

import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Update the forecast of a node with this month's demand: incoming orders, or end demand if that is shared. */
export function compileForecasts(state: SupplyState, network: SupplyNetwork): (n: number) => void {
  const { level, trend, forecasting, endDemandUnits, incomingUnits, forecastUnits, histories } = state;
  const { sharedDemand, horizonMonths, forecasts } = network;
  const demandUnits = sharedDemand ? endDemandUnits : incomingUnits;
  return (n) => {
    forecasting.demandUnits = demandUnits[n];
    forecasting.horizonMonths = horizonMonths[n];
    forecasting.level = level[n];
    forecasting.trend = trend[n];
    forecasting.history = histories[n];
    forecastUnits[n] = forecasts[n].step(forecasting);
    level[n] = forecasting.level;
    trend[n] = forecasting.trend;
  };
}
