/** Compiles the supply network: parameters of nodes and links in flat arrays, nodes numbered from the customers up. */

import { pow } from '../../numeric/elementary.ts';
import { createBlocks, mapFloat64, mapInt32, mapUint8 } from '../../numeric/map-typed.ts';
import type { Claimants } from '../../scenario/rationing/rationing-rule.ts';
import type { Supply, SupplyNode } from '../../scenario/supply.ts';
import { compileNodes, compilePolicies } from './compile-nodes.ts';
import { type LinkPlan, OTHERS, OUTSIDE, planLinks, type SupplyCustomer } from './link-plan.ts';
import { orderNodes } from './order-nodes.ts';

const MONTHS_PER_YEAR = 12;

/** First slot of each pipeline of `lengths[k] + 1` consecutive slots, and the total number of slots. */
function layOut(lengths: ArrayLike<number>): { base: Int32Array; slots: number } {
  const base = new Int32Array(lengths.length);
  let slots = 0;
  for (let k = 0; k < lengths.length; k++) {
    base[k] = slots;
    slots += lengths[k] + 1;
  }
  return { base, slots };
}

/** Links grouped by the node that `side` names, as offsets and a flat list. */
function group(
  links: readonly LinkPlan[],
  nodes: number,
  side: (plan: LinkPlan) => number,
): { start: Int32Array; list: Int32Array } {
  const start = new Int32Array(nodes + 1);
  const ends = mapInt32(links, side);
  const list = new Int32Array(links.length);
  let listed = 0;
  for (let n = 0; n < nodes; n++) {
    start[n] = listed;
    for (let e = 0; e < ends.length; e++) if (ends[e] === n) list[listed++] = e;
  }
  start[nodes] = listed;
  return { start, list: list.subarray(0, listed) };
}

/** The link that carries equipment to each node, or `OUTSIDE`. */
function equipmentLinks(links: readonly LinkPlan[], nodes: number): Int32Array {
  const found = new Int32Array(nodes).fill(OUTSIDE);
  for (let e = links.length - 1; e >= 0; e--) if (links[e].equipment) found[links[e].customer] = e;
  return found;
}

/** The link from each node to customers outside the model, or `OUTSIDE`. */
function othersLinks(links: readonly LinkPlan[], nodes: number): Int32Array {
  const found = new Int32Array(nodes).fill(OUTSIDE);
  for (let e = links.length - 1; e >= 0; e--) {
    const { supplier, customerId, external, customer } = links[e];
    if (customerId === OTHERS && external < 0 && customer < 0 && supplier >= 0) found[supplier] = e;
  }
  return found;
}

/** Longest supply line of the inputs of each node, months. */
function longestLines(links: readonly LinkPlan[], nodes: number, lineMonths: Float64Array): Float64Array {
  const longest = new Float64Array(nodes);
  for (let e = 0; e < links.length; e++) {
    const { customer, equipment } = links[e];
    if (customer >= 0 && !equipment) longest[customer] = Math.max(longest[customer], lineMonths[e]);
  }
  return longest;
}

/** Holding cost of inputs of a node: its own, or the supplier's; 0 where neither has one. */
export function inputHoldingOf(node: SupplyNode | undefined, supplier: SupplyNode | undefined): number {
  return node?.cost?.inputHoldingUsdPerMw ?? supplier?.cost?.holdingUsdPerMw ?? 0;
}

/** Monthly growth of the flows of a node at month 0: that of its capacity, 0 where capacity does not grow. */
export function initialGrowthPerMonth({ expansion, capacityOverRate, capacityMwPerMonth }: SupplyNode): number {
  const isLimited = capacityOverRate !== undefined || capacityMwPerMonth !== undefined;
  return isLimited ? (expansion?.growthPerMonth ?? 0) : 0;
}

/** Orders over shipments of a node whose orders grow, when the share `1 / backlogMonths` of its backlog falls due. */
function ordersOverShipments(growth: number, backlogMonths: number): number {
  return (1 + growth * backlogMonths) / (1 + growth);
}

/** Orders over receipts of a growing flow with `leadMonths` on the way. */
export function ordersOverReceipts(growth: number, backlogMonths: number, leadMonths: number): number {
  return ordersOverShipments(growth, backlogMonths) * pow(1 + growth, leadMonths);
}

/**
 * The part of the network that depends on nodes and customers, but not on the amounts ordered.
 *
 * Arrays have shape [node] unless said; links are sorted by supplier, then by customer id, links of outside suppliers
 * last.
 */
export function compileFrame(section: Supply, customers: readonly SupplyCustomer[]) {
  const ordered = orderNodes(section);
  const links = planLinks(section, ordered, customers);
  const N = ordered.length;
  const E = links.length;
  const out = group(links, N, (plan) => plan.supplier);
  const inputs = group(links, N, (plan) => (plan.equipment ? OUTSIDE : plan.customer));
  const ranked = out.list.slice();
  for (let n = 0; n < N; n++) {
    const rank = new Map(ordered[n].priority.map((id, place) => [id, place - E]));
    const place = (e: number): number => rank.get(links[e].customerId) ?? links[e].listed;
    if (out.start[n + 1] - out.start[n] > 1) {
      ranked.subarray(out.start[n], out.start[n + 1]).sort((a, b) => place(a) - place(b));
    }
  }
  const claimants = ordered.map((_, n): Claimants => {
    const [from, to] = [out.start[n], out.start[n + 1]];
    return { from, to, ranked: ranked.subarray(from, to) };
  });
  const equipmentLink = equipmentLinks(links, N);
  const backlogMonths = (n: number): number => (n === OUTSIDE ? 1 : ordered[n].backlogMonths);
  const late = section.orderTiming === 'end' ? 1 : 0;
  const lineMonths = mapFloat64(links, (plan) =>
    Math.max(0, plan.shipLead + plan.orderLead + backlogMonths(plan.supplier) - 1 - late),
  );
  const installMonths = mapInt32(ordered, ({ expansion }, n) => {
    if (expansion === undefined) return 0;
    const e = equipmentLink[n];
    return e < 0 ? expansion.buildMonths : Math.max(0, Math.round(expansion.buildMonths - lineMonths[e]));
  });
  const install = layOut(installMonths);
  const externalLink = new Int32Array(customers.length);
  for (const [e, plan] of links.entries()) if (plan.external >= 0) externalLink[plan.external] = e;

  const companies = ordered.flatMap((node, n) => {
    const listed =
      node.companies.length > 0
        ? node.companies
        : [{ id: node.id, share: 1, outageRatePerYear: 0, outageLoss: 0, outageMonths: 1 }];
    const total = listed.reduce((sum, company) => sum + company.share, 0);
    return listed.map((company) => ({ ...company, node: n, share: company.share / total }));
  });

  return {
    nodes: N,
    links: E,
    companies: companies.length,
    /** The nodes of the section, customers before their suppliers. */
    ordered,
    /** Ids along the node axis. */
    nodeIds: ordered.map((node) => node.id),
    /** Ids along the company axis, and the stream entity of each: `node/company`. */
    companyIds: companies.map((company) => `${ordered[company.node].id}/${company.id}`),
    /** Id of the customer of each link. Shape [link]. */
    customerIds: links.map((plan) => plan.customerId),
    /** Link of each customer handed to the compiler, in the order given. */
    externalLink,
    /** Shape [link]: 1 where orders that wait stay as they are until they are shipped. */
    waits: mapUint8(links, ({ external }) => Number(external === OUTSIDE || customers[external].isImpatient !== true)),
    /** Range of links to the customers of node n: `outStart[n] .. outStart[n + 1]`. Shape [node + 1]. */
    outStart: out.start,
    /** Links from the suppliers of node n, without equipment: `inLink[inStart[n] .. inStart[n + 1]]`. */
    inStart: inputs.start,
    inLink: inputs.list,
    /** Customers of each node. Shape [node]. */
    claimants,
    /** Link to the equipment node, or `OUTSIDE`. */
    equipmentLink,
    /** Link of customers outside the model, or `OUTSIDE`; their orders and monthly growth factor. */
    othersLink: othersLinks(links, N),
    othersMw: mapFloat64(ordered, (node) => node.othersMwPerMonth),
    othersGrowth: mapFloat64(ordered, (node) => pow(1 + node.othersGrowthPerYear, 1 / MONTHS_PER_YEAR)),
    /** Shape [link]: both ends, as node numbers or `OUTSIDE`. */
    supplier: mapInt32(links, (plan) => plan.supplier),
    customer: mapInt32(links, (plan) => plan.customer),
    /** Shape [link]: 1 where the link carries equipment for expansion. */
    isEquipment: mapUint8(links, (plan) => Number(plan.equipment)),
    /** Shape [link]: MW of this input per MW of product; on equipment links, per MW/month of capacity. */
    perMw: mapFloat64(links, (plan) => plan.perMw),
    /** Shape [link]: USD per MW and month of inputs held by the customer; its own rate, or that of the supplier. */
    inputHoldingUsdPerMw: mapFloat64(links, ({ supplier, customer }) =>
      inputHoldingOf(ordered[customer], ordered[supplier]),
    ),
    /** Shape [link]: months from shipment to receipt, and from placing an order to its entry in the backlog. */
    shipLead: mapInt32(links, (plan) => plan.shipLead),
    orderLead: mapInt32(links, (plan) => plan.orderLead),
    /** Rows of the pipelines of goods and of orders: row `month % rows` is due this month. */
    // One row more than the longest lead time, as room for a delayed pipeline.
    transitRows: links.reduce((most, plan) => Math.max(most, plan.shipLead), 0) + 2,
    mailRows: links.reduce((most, plan) => Math.max(most, plan.orderLead), 0) + 2,
    /** Shape [link]: supply line in the steady state, months of orders. */
    lineMonths,
    /** Horizon of the forecast trend, months: the longest supply line of an input. */
    horizonMonths: longestLines(links, N, lineMonths),
    /** Months from receipt of equipment to capacity, and first slot of the works under way. */
    installMonths,
    installBase: install.base,
    installSlots: install.slots,
    /** Shape [company]: its node, its share of capacity, and its outages. */
    companyNode: mapInt32(companies, (company) => company.node),
    companyShare: mapFloat64(companies, (company) => company.share),
    outageChance: mapFloat64(companies, (company) => company.outageRatePerYear / MONTHS_PER_YEAR),
    outageLoss: mapFloat64(companies, (company) => company.outageLoss),
    outageMonths: mapInt32(companies, (company) => company.outageMonths),
    // Last, because object keys after a spread are a hundred times slower.
    ...compileNodes(ordered),
  };
}

/**
 * The part of the network that depends on the orders of customers and on shared rules.
 *
 * Flows of month 0 are computed from the customers up. Every node and the orders that it receives grow at the rate of
 * its capacity under construction: it ships what was ordered when orders were smaller, and it orders for the time at
 * which the goods arrive. Without growth this is the steady state.
 */
export function compileFlows(section: Supply, frame: NetworkFrame, customers: readonly SupplyCustomer[]) {
  const {
    nodes: N,
    ordered,
    supplier,
    externalLink,
    equipmentLink,
    othersLink,
    outStart,
    inStart,
    inLink,
    perMw,
    shipLead,
    orderLead,
    backlogMonths,
  } = frame;
  const initialOrders = new Float64Array(frame.links);
  const initialRate = new Float64Array(frame.links);
  const initialFlow = new Float64Array(N);
  const initialSales = new Float64Array(N);
  const initialGrowth = mapFloat64(ordered, initialGrowthPerMonth);
  const initialCapacity = new Float64Array(N);
  const initialExpansion = new Float64Array(N);
  for (let c = 0; c < customers.length; c++) initialOrders[externalLink[c]] = customers[c].orderMwPerMonth;
  for (let n = 0; n < N; n++) if (othersLink[n] >= 0) initialOrders[othersLink[n]] = frame.othersMw[n];
  for (let n = 0; n < N; n++) {
    const { expansion, capacityOverRate, capacityMwPerMonth } = ordered[n];
    const step = 1 + initialGrowth[n];
    for (let e = outStart[n]; e < outStart[n + 1]; e++) {
      initialRate[e] = initialOrders[e] / ordersOverShipments(initialGrowth[n], backlogMonths[n]);
      initialFlow[n] += initialRate[e];
      initialSales[n] += initialRate[e] / pow(step, shipLead[e]);
    }
    for (let i = inStart[n]; i < inStart[n + 1]; i++) {
      const e = inLink[i];
      const received = initialFlow[n] * perMw[e];
      const from = supplier[e];
      initialRate[e] = received;
      initialOrders[e] = received;
      if (from !== OUTSIDE)
        initialOrders[e] *= ordersOverReceipts(initialGrowth[from], backlogMonths[from], orderLead[e] + shipLead[e]);
    }
    initialCapacity[n] =
      capacityOverRate === undefined
        ? (capacityMwPerMonth ?? Number.POSITIVE_INFINITY)
        : capacityOverRate * initialFlow[n];
    if (expansion === undefined || initialCapacity[n] === Number.POSITIVE_INFINITY) continue;
    initialExpansion[n] = (expansion.growthPerMonth + expansion.wearPerMonth) * initialCapacity[n];
    const e = equipmentLink[n];
    const migrated = expansion.migrationPerMonth * initialCapacity[n];
    if (e >= 0) initialOrders[e] = (initialExpansion[n] + migrated) * perMw[e];
  }
  const { gaming, cancellation } = section;
  const exponent = gaming?.exponent ?? 0;
  const maxInflation = gaming?.maxInflation ?? 1;
  return {
    /** Shape [link]: orders placed and shipments made in month 0, MW/month. */
    initialOrders,
    initialRate,
    /** Shape [link]: 1 where the customer inflates its orders in shortage. */
    games: supplier.map((n) => {
      if (gaming === undefined || maxInflation <= 1 || n === OUTSIDE) return 0;
      return Number(!gaming.onlyWhereItPays || frame.rationing[n].rewardsInflation);
    }),
    /** Monthly growth of flows at month 0. Shape [node]. */
    initialGrowth,
    /** Shipments of month 0 and what arrives then, MW/month, and the capacity that serves them (infinite when unlimited). */
    initialFlow,
    initialSales,
    initialCapacity,
    /** Flow over capacity of month 0; 0 where capacity is unlimited. */
    initialUtilisation: initialFlow.map((flow, n) => (initialCapacity[n] > 0 ? flow / initialCapacity[n] : 0)),
    /** Expansion decided each month before month 0, MW/month. */
    initialExpansion,
    /** Whether orders are placed after the month's arrivals are known. */
    ordersAtEnd: section.orderTiming === 'end',
    sharedDemand: section.sharedDemand,
    initialTrend: section.initialTrendPerMonth,
    /** Quota gaming: off when `gaming` is false. */
    gaming: maxInflation > 1 && exponent > 0,
    gamingExponent: exponent,
    maxInflation,
    /** Fill rate at and below which inflation is at its maximum. */
    fillAtMaxInflation: exponent > 0 ? pow(maxInflation, -1 / exponent) : 0,
    inflationAdjust: 1 / (gaming?.adjustMonths ?? 1),
    gamingBacklogMonths: gaming?.normalBacklogMonths ?? 1,
    fillGain: 1 / (gaming?.fillMonths ?? 1),
    cancelRate: cancellation?.ratePerMonth ?? 1,
    nonCancellable: cancellation?.nonCancellableShare ?? 0,
    /** Share of yearly shipments covered by long-term agreements. */
    agreedShare: section.agreedShare,
    ...compilePolicies(section, ordered),
  };
}

/**
 * Compile a checked supply section for the customers that order from it.
 *
 * @param customers  All customers outside the network, at most once per node each.
 */
export function compileNetwork(section: Supply, customers: readonly SupplyCustomer[]) {
  const frame = compileFrame(section, customers);
  const network = { ...frame, ...compileFlows(section, frame, customers) };
  const place = createBlocks();
  const tables: Record<string, unknown> = network;
  for (const [name, table] of Object.entries(network)) {
    if (table instanceof Float64Array || table instanceof Int32Array || table instanceof Uint8Array) {
      tables[name] = place(table);
    }
  }
  return network;
}

type NetworkFrame = ReturnType<typeof compileFrame>;
export type SupplyNetwork = ReturnType<typeof compileNetwork>;
