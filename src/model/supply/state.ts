/** State of the supply network in a month: stocks, backlogs, pipelines and flows. */

import { createBlocks } from '../../numeric/map-typed.ts';
import { sum } from '../../numeric/sum.ts';
import { createOrderingView } from '../../scenario/policies/policy.ts';
import type { SupplyNetwork } from './network.ts';

/** Allocate the state of a network for runs of at most `maxMonths`; `fillInitialSupply` fills it. */
export function createSupplyState(network: SupplyNetwork, maxMonths: number) {
  const { nodes, links, companies } = network;
  const place = createBlocks();
  const perLink = (): Float64Array => place(new Float64Array(links));
  const perNode = (): Float64Array => place(new Float64Array(nodes));
  const remembered = network.forecasts.map(({ historyMonths = 0 }) => historyMonths);
  const demandHistory = new Float64Array(sum(remembered));
  const mostInputs = Math.max(0, ...network.inStart.subarray(1).map((to, n) => to - network.inStart[n]));
  return {
    /** Temporary: state shown to the policy and the forecast of a node. */
    ordering: createOrderingView(mostInputs),
    forecasting: { demandUnits: 0, horizonMonths: 0, level: 0, trend: 0, history: demandHistory },
    /** Written by the caller before the orders of a month. New real orders of outside customers, MW. Shape [link]. */
    externalOrders: perLink(),
    /** Written by the caller: real orders that outside customers want to cancel, MW. Shape [link]. */
    externalCancels: perLink(),
    /** Written by the caller: weight of each customer in the deliveries of `unevenNode` (-1: none). Shape [link]. */
    place: perLink(),
    unevenNode: -1,
    /** Written by the caller before month 0: uniforms in [0, 1). Shape [company, month]. */
    outageUniforms: new Float64Array(companies * maxMonths).fill(1),
    /** Length of the month axis of `outageUniforms`. */
    maxMonths,
    /** Factor on the orders of customers outside the model; 1 by default. Shape [node]. */
    othersScale: perNode().fill(1),

    /** Shape [link], MW: order placed this month by the customer, before duplicates. */
    placedUnits: perLink(),
    /** Shape [link], MW: order of a node that reaches its supplier this month. */
    dueOrders: perLink(),
    /** Shape [link], MW: orders entered this month, real and duplicate together, and the duplicate part. */
    orderedUnits: perLink(),
    phantomOrderedUnits: perLink(),
    /** Shape [link], MW: cancelled this month, real and duplicate together, and the duplicate part. */
    cancelledUnits: perLink(),
    phantomCancelledUnits: perLink(),
    /** Shape [link], MW: shipped and received this month. */
    shippedUnits: perLink(),
    receivedUnits: perLink(),
    /** Shape [link], MW, at the end of the month, all >= 0: real backlog, duplicate orders, and both. */
    backlogRealUnits: perLink(),
    backlogPhantomUnits: perLink(),
    backlogUnits: perLink(),
    /** Shape [link], MW: part of the backlog that cannot be cancelled. */
    firmUnits: perLink(),
    /** Shape [link], MW: goods in transit, and orders not yet received by the supplier. */
    inTransitUnits: perLink(),
    inMailUnits: perLink(),
    /** Shape [link], MW: stock of this input at its customer. */
    rawUnits: perLink(),
    /** Shape [link]: fill rate perceived by the customer, in [0, 1]. */
    fill: perLink(),
    /** Shape [link], USD bn: value of this month's shipments. */
    shippedUsdBn: perLink(),
    /** Goods and orders under way, MW; row `month % rows` is due. Shape [row, link]. */
    transit: place(new Float64Array(network.transitRows * links)),
    mail: place(new Float64Array(network.mailRows * links)),

    /** Shape [node], MW, at the end of the month: finished stock, backlog, and its duplicates. */
    onHandUnits: perNode(),
    /** Between the phases of a month: with this month's orders, before shipping. */
    nodeBacklogUnits: perNode(),
    nodePhantomUnits: perNode(),
    /** Shape [node], MW: cancelled by its customers this month. */
    nodeCancelledUnits: perNode(),
    /** Shape [node], MW: orders received this month, and the end demand behind them. */
    incomingUnits: perNode(),
    endDemandUnits: perNode(),
    /** Shape [node], MW: produced and shipped this month; shipments smoothed over a year. */
    producedUnits: perNode(),
    nodeShippedUnits: perNode(),
    smoothedShipments: perNode(),
    /** Shape [node]: smoothed demand, its relative growth a month, and the forecast, MW/month. */
    level: perNode(),
    trend: perNode(),
    forecastUnits: perNode(),
    /** Recent demands used by the forecasts, node after node; and the section of each node. */
    demandHistory,
    histories: remembered.map((months, n) => {
      const first = sum(remembered.slice(0, n));
      return demandHistory.subarray(first, first + months);
    }),
    /** Shape [node]: MW/month in place (infinite when unlimited), decided but not in place, decided this month. */
    capacity: perNode(),
    capacityUnderWay: perNode(),
    expansionUnits: perNode(),
    /** Shape [installSlots], MW/month: capacity under construction. */
    install: new Float64Array(network.installSlots),
    installCursor: new Int32Array(nodes),
    /** Shape [node], USD bn: building cost of this month's expansion beside equipment, sales and purchases. */
    expansionUsdBn: perNode(),
    salesUsdBn: perNode(),
    purchasesUsdBn: perNode(),
    /** Shape [node]: production over capacity, in [0, 1]; shipments over orders due, in [0, 1]. */
    utilisation: perNode(),
    fillRate: perNode(),
    /** Shape [node]: quoted lead time, months; price relative to month 0. */
    quotedLeadMonths: perNode(),
    priceFactor: perNode(),
    /** Shape [node]: price factors of scarcity and learning; cumulative shipments, MW. */
    scarcityFactor: perNode(),
    learnedFactor: perNode(),
    /** Shape [node]: growth of the content of a MW, a part of `learnedFactor`. */
    grownFactor: perNode(),
    /** Shape [node]: equipment on order for expansion and for migration, MW/month of capacity. */
    expansionDueUnits: perNode(),
    migrationDueUnits: perNode(),
    everShippedUnits: perNode(),
    /** Shape [node]: orders of customers outside the model, MW/month before `othersScale`. */
    othersUnits: perNode(),
    /** Shape [node]: share of capacity not lost to outages, in [0, 1]. */
    availability: perNode(),

    /** Shape [link], MW: dispatched this month; held by the supplier and waiting at the dock during a disruption. */
    dispatchedUnits: perLink(),
    heldUnits: perLink(),
    dockUnits: perLink(),
    /**
     * Shape [node]: 1 while disrupted; uniforms for that, shape [node, month], written by the caller before month 0.
     */
    disrupted: new Uint8Array(nodes),
    disruptionUniforms: new Float64Array(network.disruptable ? nodes * maxMonths : 0).fill(1),
    /** Shape [node], USD: costs of the month; MW: demand met from stock. */
    holdingUsd: perNode(),
    stockoutUsd: perNode(),
    inTransitUsd: perNode(),
    metUnits: perNode(),

    /** Shape [company]: available share of its capacity, first month after its outage, and the loss during it. */
    companyAvailable: new Float64Array(companies),
    outageEnd: new Int32Array(companies),
    outageLoss: new Float64Array(companies),
    /** Shape [company]: 1 during an outage. */
    inOutage: new Uint8Array(companies),
    /** Shape [company]: 1 in the month an outage starts, 2 in the month after its last, else 0. */
    outageEvent: new Uint8Array(companies),
  };
}

export type SupplyState = ReturnType<typeof createSupplyState>;
