/** Initialises the supply network: one month of a path of growth, steady without growth, or explicit values of the scenario. */

import { pow } from '../../numeric/elementary.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';
import { type SteadyStocks, steadyStocks } from './steady-stock.ts';

/** Backlog of link `e` at month 0, MW. */
function initialBacklog(network: SupplyNetwork, e: number): number {
  const n = network.supplier[e];
  if (n === OUTSIDE) return 0;
  if (Number.isNaN(network.initialBacklog[n]))
    return ((network.backlogMonths[n] - 1) * network.initialRate[e]) / (1 + network.initialGrowth[n]);
  const flow = network.initialFlow[n];
  const equal = 1 / (network.outStart[n + 1] - network.outStart[n]);
  return network.initialBacklog[n] * (flow > 0 ? network.initialRate[e] / flow : equal);
}

/**
 * Fill pipeline `e` of `rows`, shape [month, link], with what was sent in each month before month 0.
 *
 * @param sent  `now` in month 0, and `1 + growth` times less for every month before.
 * @returns     Units on the way.
 */
function fillPipeline(
  rows: Float64Array,
  e: number,
  leadMonths: number,
  sent: { readonly now: number; readonly growth: number; readonly links: number },
): number {
  let travelling = 0;
  for (let month = 0; month * sent.links < rows.length; month++) {
    const units = month < leadMonths ? sent.now / pow(1 + sent.growth, leadMonths - month) : 0;
    rows[month * sent.links + e] = units;
    travelling += units;
  }
  return travelling;
}

/** Fill backlog and pipelines of every link at month 0. */
function fillLinks(state: SupplyState, network: SupplyNetwork, { waitingUnits }: SteadyStocks): void {
  const { transit, mail } = state;
  const { links, shipLead, orderLead, supplier, customer, initialRate, initialOrders } = network;
  for (let e = 0; e < links; e++) {
    const n = supplier[e];
    const rate = initialRate[e];
    const placed = initialOrders[e];
    const c = customer[e];
    const isGiven = c !== OUTSIDE && !Number.isNaN(network.initialInTransit[c]);
    const goods = isGiven ? network.initialInTransit[c] : rate;
    const orders = isGiven ? network.initialOnOrder[c] : placed;
    const growth = isGiven || n === OUTSIDE ? 0 : network.initialGrowth[n];
    state.inTransitUnits[e] = fillPipeline(transit, e, shipLead[e], { now: goods, growth, links });
    state.inMailUnits[e] = fillPipeline(mail, e, orderLead[e], { now: orders, growth, links });
    const backlog = initialBacklog(network, e) + waitingUnits[e];
    state.backlogRealUnits[e] = backlog;
    state.backlogPhantomUnits[e] = 0;
    state.backlogUnits[e] = backlog;
    state.firmUnits[e] = network.nonCancellable * backlog;
    state.place[e] = 1;
    state.rawUnits[e] = 0;
    state.fill[e] = n === OUTSIDE ? 1 : Math.min(1, network.gamingBacklogMonths / network.backlogMonths[n]);
    state.placedUnits[e] = placed;
    state.dueOrders[e] = placed;
    state.orderedUnits[e] = placed;
    state.shippedUnits[e] = rate;
    state.dispatchedUnits[e] = rate;
    state.receivedUnits[e] = rate / pow(1 + growth, shipLead[e]);
    state.phantomOrderedUnits[e] = 0;
    state.cancelledUnits[e] = 0;
    state.phantomCancelledUnits[e] = 0;
    state.externalOrders[e] = 0;
    state.externalCancels[e] = 0;
    state.shippedUsdBn[e] = 0;
    state.heldUnits[e] = 0;
    state.dockUnits[e] = 0;
  }
}

/** Fill the stock of node `n` at month 0: finished goods and inputs. */
function fillStock(state: SupplyState, network: SupplyNetwork, stocks: SteadyStocks, n: number): void {
  state.onHandUnits[n] = stocks.onHandUnits[n];
  for (let i = network.inStart[n]; i < network.inStart[n + 1]; i++) {
    const e = network.inLink[i];
    state.rawUnits[e] = stocks.inputUnits[e] * network.perMw[e];
  }
}

/** Divide the equipment ordered for node `n` into that of its expansion and that of its migration. */
function fillEquipment(state: SupplyState, network: SupplyNetwork, n: number): void {
  const e = network.equipmentLink[n];
  const expansion = network.initialExpansion[n];
  state.expansionDueUnits[n] = 0;
  state.migrationDueUnits[n] = 0;
  if (e !== OUTSIDE) {
    // Where orders are placed at the end of a month, those of the month before are also on the way.
    const placed = network.ordersAtEnd ? state.placedUnits[e] : 0;
    const due = (state.backlogUnits[e] + state.inTransitUnits[e] + placed) / network.perMw[e];
    const perMonth = expansion + network.migration[n] * network.initialCapacity[n];
    state.expansionDueUnits[n] = perMonth > 0 ? (due * expansion) / perMonth : 0;
    state.migrationDueUnits[n] = due - state.expansionDueUnits[n];
  }
  state.capacityUnderWay[n] = expansion * network.installMonths[n] + state.expansionDueUnits[n];
}

/** Fill flow, forecast, capacity and construction of every node at month 0. */
function fillNodes(state: SupplyState, network: SupplyNetwork, stocks: SteadyStocks): void {
  const { install, installCursor } = state;
  const { initialFlow, initialCapacity, initialExpansion, installMonths, installBase } = network;
  for (let n = 0; n < network.nodes; n++) {
    const flow = initialFlow[n];
    const capacity = initialCapacity[n];
    const growth = initialExpansion[n];
    fillStock(state, network, stocks, n);
    let orders = 0;
    state.nodeBacklogUnits[n] = 0;
    for (let out = network.outStart[n]; out < network.outStart[n + 1]; out++) {
      state.nodeBacklogUnits[n] += state.backlogUnits[out];
      orders += network.initialOrders[out];
    }
    state.nodePhantomUnits[n] = 0;
    state.nodeCancelledUnits[n] = 0;
    state.incomingUnits[n] = orders;
    state.endDemandUnits[n] = orders;
    state.producedUnits[n] = flow;
    state.nodeShippedUnits[n] = flow;
    state.smoothedShipments[n] = flow;
    state.level[n] = orders;
    state.trend[n] = network.initialTrend;
    state.forecastUnits[n] = orders;
    state.histories[n].fill(orders);
    state.capacity[n] = capacity;
    installCursor[n] = 0;
    for (let k = 0; k <= installMonths[n]; k++) install[installBase[n] + k] = k < installMonths[n] ? growth : 0;

    fillEquipment(state, network, n);
    state.expansionUnits[n] = growth;
    state.expansionUsdBn[n] = 0;
    state.salesUsdBn[n] = 0;
    state.purchasesUsdBn[n] = 0;
    state.utilisation[n] = network.initialUtilisation[n];
    state.fillRate[n] = 1;
    const served = Math.min(flow, capacity * network.uptime[n]);
    // After the shipments of a month the backlog is larger by the growth of the node.
    const left = state.nodeBacklogUnits[n] * (1 + network.initialGrowth[n]);
    state.quotedLeadMonths[n] = network.leadMonths[n] + (served > 0 ? left / served : 0);
    state.priceFactor[n] = 1;
    state.scarcityFactor[n] = 1;
    state.learnedFactor[n] = 1;
    state.grownFactor[n] = 1;
    state.everShippedUnits[n] = network.learnedFromUnits[n];
    state.othersUnits[n] = network.othersMw[n];
    state.othersScale[n] = 1;
    state.availability[n] = 1;
    state.disrupted[n] = 0;
    state.holdingUsd[n] = 0;
    state.stockoutUsd[n] = 0;
    state.inTransitUsd[n] = 0;
    state.metUnits[n] = flow;
  }
}

/**
 * Reset the state to month 0, ready for a run.
 *
 * Every pipeline holds what was sent when flows were smaller by the growth of their supplier's capacity; every backlog
 * holds its normal months of orders, every node its target stock, or longer backlogs where its policy covers less than
 * its supply line, unless the scenario gives explicit values. With
 * outside orders equal to the initial ones and no expansion the network is stationary
 * (test/model/supply/stationary.test.ts). Does not change the uniforms.
 */
export function fillInitialSupply(state: SupplyState, network: SupplyNetwork): void {
  const stocks = steadyStocks(network);
  fillLinks(state, network, stocks);
  fillNodes(state, network, stocks);
  for (let s = 0; s < network.companies; s++) {
    state.companyAvailable[s] = 1;
    state.outageEnd[s] = 0;
    state.outageLoss[s] = 0;
    state.inOutage[s] = 0;
    state.outageEvent[s] = 0;
  }
}
