/** The state of the supply network in one month: stocks, books, pipelines and what was just done. */

import type { SupplyNetwork } from './network.ts';

export interface SupplyState {
  /** Written by the caller before the orders of a month. New real orders of outside customers, MW. Shape [link]. */
  readonly externalOrders: Float64Array;
  /** Written by the caller: real orders that outside customers want to cancel, MW. Shape [link]. */
  readonly externalCancels: Float64Array;
  /** Written by the caller before month 0: uniforms in [0, 1). Shape [company, month]. */
  readonly outageUniforms: Float64Array;
  /** Length of the month axis of `outageUniforms`. */
  readonly maxMonths: number;
  /** Factor on the orders of customers that are not modelled; 1 unless the caller changes it. Shape [node]. */
  readonly othersScale: Float64Array;

  /** Shape [link], MW: order placed this month by the customer, before duplicates. */
  readonly placedUnits: Float64Array;
  /** Shape [link], MW: order of a node that reaches its supplier this month. */
  readonly dueOrders: Float64Array;
  /** Shape [link], MW: entered on the book this month, real and phantom together, and the phantom part. */
  readonly orderedUnits: Float64Array;
  readonly phantomOrderedUnits: Float64Array;
  /** Shape [link], MW: cancelled this month, real and phantom together, and the phantom part. */
  readonly cancelledUnits: Float64Array;
  readonly phantomCancelledUnits: Float64Array;
  /** Shape [link], MW: shipped and received this month. */
  readonly shippedUnits: Float64Array;
  readonly receivedUnits: Float64Array;
  /** Shape [link], MW, at the end of the month, all >= 0: unfilled orders that are needed, duplicates, and both. */
  readonly backlogRealUnits: Float64Array;
  readonly backlogPhantomUnits: Float64Array;
  readonly backlogUnits: Float64Array;
  /** Shape [link], MW: part of the backlog that cannot be cancelled. */
  readonly firmUnits: Float64Array;
  /** Shape [link], MW: on the way, and orders not yet on the book of the supplier. */
  readonly inTransitUnits: Float64Array;
  readonly inMailUnits: Float64Array;
  /** Shape [link], MW: stock of this input at its customer. */
  readonly rawUnits: Float64Array;
  /** Shape [link]: fill rate as the customer perceives it, in [0, 1]. */
  readonly fill: Float64Array;
  /** Shape [link], USD bn: value of this month's shipments. */
  readonly shippedUsdBn: Float64Array;
  /** Goods and orders under way, MW; row `month % rows` is due. Shape [row, link]. */
  readonly transit: Float64Array;
  readonly mail: Float64Array;

  /** Shape [node], MW, at the end of the month: finished stock, book, the duplicates in it. */
  readonly onHandUnits: Float64Array;
  /** Between the phases of a month: with this month's orders, before shipping. */
  readonly bookUnits: Float64Array;
  readonly nodePhantomUnits: Float64Array;
  /** Shape [node], MW: cancelled by its customers this month. */
  readonly nodeCancelledUnits: Float64Array;
  /** Shape [node], MW: orders received this month, and the end demand behind them. */
  readonly incomingUnits: Float64Array;
  readonly endDemandUnits: Float64Array;
  /** Shape [node], MW: made and shipped this month; shipments smoothed over a year. */
  readonly producedUnits: Float64Array;
  readonly nodeShippedUnits: Float64Array;
  readonly smoothedShipments: Float64Array;
  /** Shape [node]: smoothed demand, its relative growth a month, and the forecast, MW/month. */
  readonly level: Float64Array;
  readonly trend: Float64Array;
  readonly forecastUnits: Float64Array;
  /** Shape [averageSlots]: last demands of nodes with a moving average. */
  readonly demandHistory: Float64Array;
  /** Shape [node]: MW/month in place (infinite when unlimited), decided but not in place, decided this month. */
  readonly capacity: Float64Array;
  readonly capacityUnderWay: Float64Array;
  readonly expansionUnits: Float64Array;
  /** Shape [installSlots], MW/month: works that will become capacity. */
  readonly install: Float64Array;
  readonly installCursor: Int32Array;
  /** Shape [node], USD bn: building cost of this month's expansion beside equipment, sales and purchases. */
  readonly expansionUsdBn: Float64Array;
  readonly salesUsdBn: Float64Array;
  readonly purchasesUsdBn: Float64Array;
  /** Shape [node]: made over capacity, in [0, 1]; shipped over due, in [0, 1]. */
  readonly utilisation: Float64Array;
  readonly fillRate: Float64Array;
  /** Shape [node]: lead time quoted, months; price over that of month 0. */
  readonly quotedLeadMonths: Float64Array;
  readonly priceFactor: Float64Array;
  /** Shape [node]: what scarcity and learning each make of the price; everything ever shipped, MW. */
  readonly scarcityFactor: Float64Array;
  readonly learnedFactor: Float64Array;
  readonly everShippedUnits: Float64Array;
  /** Shape [node]: orders of customers that are not modelled, MW/month before `othersScale`. */
  readonly othersUnits: Float64Array;
  /** Shape [node]: share of capacity that no outage has taken, in [0, 1]. */
  readonly availability: Float64Array;

  /** Shape [link], MW: dispatched this month; held by the supplier and waiting at the dock through a disruption. */
  readonly dispatchedUnits: Float64Array;
  readonly heldUnits: Float64Array;
  readonly dockUnits: Float64Array;
  /** Shape [node]: 1 while disrupted; uniforms for that, shape [node, month], written by the caller before month 0. */
  readonly disrupted: Uint8Array;
  readonly disruptionUniforms: Float64Array;
  /** Shape [node], USD: costs of the month; MW: demand met from stock. */
  readonly holdingUsd: Float64Array;
  readonly stockoutUsd: Float64Array;
  readonly inTransitUsd: Float64Array;
  readonly metUnits: Float64Array;

  /** Shape [company]: share of its capacity available, first month after its outage, and its loss meanwhile. */
  readonly companyAvailable: Float64Array;
  readonly outageEnd: Int32Array;
  readonly outageLoss: Float64Array;
  /** Shape [company]: 1 during an outage. */
  readonly inOutage: Uint8Array;
  /** Shape [company]: 1 in the month an outage starts, 2 in the month after its last, else 0. */
  readonly outageEvent: Uint8Array;
}

/** Allocate the state of a network for runs of at most `maxMonths`; `fillInitialSupply` gives it its values. */
export function createSupplyState(network: SupplyNetwork, maxMonths: number): SupplyState {
  const { nodes, links, companies } = network;
  const perLink = (): Float64Array => new Float64Array(links);
  const perNode = (): Float64Array => new Float64Array(nodes);
  return {
    externalOrders: perLink(),
    externalCancels: perLink(),
    outageUniforms: new Float64Array(companies * maxMonths).fill(1),
    maxMonths,
    othersScale: perNode().fill(1),
    placedUnits: perLink(),
    dueOrders: perLink(),
    orderedUnits: perLink(),
    phantomOrderedUnits: perLink(),
    cancelledUnits: perLink(),
    phantomCancelledUnits: perLink(),
    shippedUnits: perLink(),
    receivedUnits: perLink(),
    backlogRealUnits: perLink(),
    backlogPhantomUnits: perLink(),
    backlogUnits: perLink(),
    firmUnits: perLink(),
    inTransitUnits: perLink(),
    inMailUnits: perLink(),
    rawUnits: perLink(),
    fill: perLink(),
    shippedUsdBn: perLink(),
    transit: new Float64Array(network.transitRows * links),
    mail: new Float64Array(network.mailRows * links),
    onHandUnits: perNode(),
    bookUnits: perNode(),
    nodePhantomUnits: perNode(),
    nodeCancelledUnits: perNode(),
    incomingUnits: perNode(),
    endDemandUnits: perNode(),
    producedUnits: perNode(),
    nodeShippedUnits: perNode(),
    smoothedShipments: perNode(),
    level: perNode(),
    trend: perNode(),
    forecastUnits: perNode(),
    demandHistory: new Float64Array(network.averageSlots),
    capacity: perNode(),
    capacityUnderWay: perNode(),
    expansionUnits: perNode(),
    install: new Float64Array(network.installSlots),
    installCursor: new Int32Array(nodes),
    expansionUsdBn: perNode(),
    salesUsdBn: perNode(),
    purchasesUsdBn: perNode(),
    utilisation: perNode(),
    fillRate: perNode(),
    quotedLeadMonths: perNode(),
    priceFactor: perNode(),
    scarcityFactor: perNode(),
    learnedFactor: perNode(),
    everShippedUnits: perNode(),
    othersUnits: perNode(),
    availability: perNode(),
    dispatchedUnits: perLink(),
    heldUnits: perLink(),
    dockUnits: perLink(),
    disrupted: new Uint8Array(nodes),
    disruptionUniforms: new Float64Array(network.disruptable ? nodes * maxMonths : 0).fill(1),
    holdingUsd: perNode(),
    stockoutUsd: perNode(),
    inTransitUsd: perNode(),
    metUnits: perNode(),
    companyAvailable: new Float64Array(companies),
    outageEnd: new Int32Array(companies),
    inOutage: new Uint8Array(companies),
    outageLoss: new Float64Array(companies),
    outageEvent: new Uint8Array(companies),
  };
}
