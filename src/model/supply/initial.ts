/** Fills the network with the steady state of month 0: stocks, books and pipelines at the initial flows. */

import { OUTSIDE, type SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Give every link its book, pipelines and input stock at its flow of month 0. */
function fillLinks(state: SupplyState, network: SupplyNetwork): void {
  const { transit, mail } = state;
  const { links, shipLead, orderLead, supplier, customer, initialRate, isEquipment, backlogMonths } = network;
  for (let e = 0; e < links; e++) {
    const rate = initialRate[e];
    for (let k = 0; k < network.transitRows; k++) transit[k * links + e] = k < shipLead[e] ? rate : 0;
    for (let k = 0; k < network.mailRows; k++) mail[k * links + e] = k < orderLead[e] ? rate : 0;
    state.inTransitUnits[e] = shipLead[e] * rate;
    state.inMailUnits[e] = orderLead[e] * rate;
    const n = supplier[e];
    const backlog = n === OUTSIDE ? 0 : (backlogMonths[n] - 1) * rate;
    state.backlogRealUnits[e] = backlog;
    state.backlogPhantomUnits[e] = 0;
    state.backlogUnits[e] = backlog;
    state.firmUnits[e] = network.nonCancellable * backlog;
    const stocked = customer[e] !== OUTSIDE && isEquipment[e] === 0 && network.atOnce[customer[e]] === 0;
    state.rawUnits[e] = stocked ? network.stockMonths[customer[e]] * rate : 0;
    state.fill[e] = n === OUTSIDE ? 1 : Math.min(1, network.gamingBacklogMonths / backlogMonths[n]);
    state.placedUnits[e] = rate;
    state.dueOrders[e] = rate;
    state.orderedUnits[e] = rate;
    state.phantomOrderedUnits[e] = 0;
    state.cancelledUnits[e] = 0;
    state.phantomCancelledUnits[e] = 0;
    state.shippedUnits[e] = rate;
    state.receivedUnits[e] = rate;
    state.externalOrders[e] = 0;
    state.externalCancels[e] = 0;
    state.shippedUsdBn[e] = 0;
  }
}

/** Give every node its flow, forecast, capacity and works under way of month 0. */
function fillNodes(state: SupplyState, network: SupplyNetwork): void {
  const { install, installCursor, demandHistory } = state;
  const { initialFlow, initialCapacity, initialExpansion, installMonths, installBase, averageBase, averageMonths } =
    network;
  for (let n = 0; n < network.nodes; n++) {
    const flow = initialFlow[n];
    state.onHandUnits[n] = network.atOnce[n] === 1 ? network.stockMonths[n] * flow : 0;
    state.bookUnits[n] = (network.backlogMonths[n] - 1) * flow;
    state.nodePhantomUnits[n] = 0;
    state.nodeCancelledUnits[n] = 0;
    state.incomingUnits[n] = flow;
    state.endDemandUnits[n] = flow;
    state.producedUnits[n] = flow;
    state.nodeShippedUnits[n] = flow;
    state.smoothedShipments[n] = flow;
    state.level[n] = flow;
    state.trend[n] = network.initialTrend;
    state.forecastUnits[n] = flow;
    for (let k = 0; k < averageMonths[n]; k++) demandHistory[averageBase[n] + k] = flow;
    const capacity = initialCapacity[n];
    state.capacity[n] = capacity;
    const e = network.equipmentLink[n];
    const growth = initialExpansion[n];
    installCursor[n] = 0;
    for (let k = 0; k <= installMonths[n]; k++) install[installBase[n] + k] = k < installMonths[n] ? growth : 0;
    state.capacityUnderWay[n] = growth * (installMonths[n] + (e === OUTSIDE ? 0 : network.lineMonths[e]));
    state.expansionUnits[n] = growth;
    state.expansionUsdBn[n] = 0;
    state.salesUsdBn[n] = 0;
    state.purchasesUsdBn[n] = 0;
    state.utilisation[n] = network.initialUtilisation[n];
    state.fillRate[n] = 1;
    state.quotedLeadMonths[n] = network.leadMonths[n] + network.backlogMonths[n] - 1;
    state.priceFactor[n] = 1;
    state.othersUnits[n] = network.othersMw[n];
    state.othersScale[n] = 1;
    state.availability[n] = 1;
  }
}

/**
 * Reset the state to the steady state of month 0, ready for a run.
 *
 * Every pipeline slot holds the flow of its link, every book its normal months of orders, every input its target
 * stock. With outside orders equal to the initial rates and no expansion under way nothing moves, as
 * test/model/supply/stationary.test.ts asserts. Leaves `outageUniforms` alone.
 */
export function fillInitialSupply(state: SupplyState, network: SupplyNetwork): void {
  fillLinks(state, network);
  fillNodes(state, network);
  for (let s = 0; s < network.companies; s++) {
    state.companyAvailable[s] = 1;
    state.outageEnd[s] = 0;
    state.outageLoss[s] = 0;
    state.inOutage[s] = 0;
    state.outageEvent[s] = 0;
  }
}
