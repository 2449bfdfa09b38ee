/** Compiles the parameters of every node (policy, forecast, rationing, expansion, price) into flat arrays. */

import { exp, log } from '../../numeric/elementary.ts';
import { mapFloat64, mapInt32, mapUint8 } from '../../numeric/map-typed.ts';
import { compileForecast } from '../../scenario/forecasts/forecasts.ts';
import { compilePolicy } from '../../scenario/policies/policies.ts';
import { rationingRule } from '../../scenario/rationing/rationing.ts';
import type { Supply, SupplyNode } from '../../scenario/supply.ts';

/** Kinds of disruption of a node; the number is the code in `disruption`. */
export const DISRUPTION = { none: 0, orders: 1, shipments: 2, transport: 3, receipt: 4, production: 5 } as const;

/** Listed months as one flag per month. */
function datesOf(months: readonly number[]): Uint8Array {
  const dates = new Uint8Array(months.reduce((most, month) => Math.max(most, month + 1), 0));
  for (const month of months) dates[month] = 1;
  return dates;
}

/** Policy, forecast and cap on orders of every node: its own, or those of the section. Arrays have shape [node]. */
export function compilePolicies(section: Supply, nodes: readonly SupplyNode[]) {
  const shared = compilePolicy(section.policy);
  const policies = nodes.map(({ policy }) => (policy === undefined ? shared : compilePolicy(policy)));
  return {
    policies,
    forecasts: nodes.map(({ forecast }, n) =>
      compileForecast(forecast ?? section.forecast, policies[n].protectionMonths ?? 1),
    ),
    /** Largest monthly order, MW of product. */
    orderCapMw: mapFloat64(
      nodes,
      ({ policy }) => (policy ?? section.policy).orderCapMwPerMonth ?? Number.POSITIVE_INFINITY,
    ),
  };
}

/** Read the parameters of every node, with defaults. Arrays have shape [node]. */
export function compileNodes(nodes: readonly SupplyNode[]) {
  const reals = (read: (node: SupplyNode) => number): Float64Array => mapFloat64(nodes, read);
  const integers = (read: (node: SupplyNode) => number): Int32Array => mapInt32(nodes, read);
  const codes = (read: (node: SupplyNode) => number): Uint8Array => mapUint8(nodes, read);
  return {
    rationing: nodes.map((node) => rationingRule(node.rationing)),
    /** Flow over capacity of month 0; 0 where capacity is unlimited. */
    leadMonths: reals((node) => node.leadMonths),
    uptime: reals((node) => node.uptime),
    /** 1 where inputs become product as they come. */
    atOnce: codes((node) => Number(node.production === 'at-once')),
    /** Normal order backlog in months of orders before shipping, >= 1. */
    backlogMonths: reals((node) => node.backlogMonths),
    stockMonths: reals((node) => node.stockMonths),
    expands: codes((node) => Number(node.expansion !== undefined)),
    buildMonths: integers((node) => node.expansion?.buildMonths ?? 0),
    /** Months from receipt of equipment to capacity, and first slot of the works under way. */
    maxExpansion: reals((node) => node.expansion?.maxSharePerMonth ?? 0),
    expansionAdjust: reals((node) => 1 / (node.expansion?.adjustMonths ?? 1)),
    targetUtilisation: reals((node) => node.expansion?.targetUtilisation ?? 1),
    expansionTrendWeight: reals((node) => node.expansion?.trendWeight ?? 0),
    maxLogGrowth: reals((node) => node.expansion?.maxLogGrowth ?? 0),
    expansionBacklogMonths: reals((node) => node.expansion?.normalBacklogMonths ?? 0),
    backlogClearMonths: reals((node) => node.expansion?.backlogClearMonths ?? 1),
    irreversible: codes((node) => Number(node.expansion?.irreversible ?? true)),
    /** Share of capacity that does not wear out within a month. */
    capacityRetained: reals((node) => 1 - (node.expansion?.wearPerMonth ?? 0)),
    /** Share of capacity that wears out, and whose equipment is replaced by the next generation's, a month. */
    wear: reals((node) => node.expansion?.wearPerMonth ?? 0),
    migration: reals((node) => node.expansion?.migrationPerMonth ?? 0),
    expansionPrice: reals((node) => node.expansion?.priceUsdBnPerMw ?? 0),
    priceUsdBnPerMw: reals((node) => node.price?.priceUsdBnPerMw ?? 0),
    backlogSlope: reals((node) => node.price?.backlogSlope ?? 0),
    idleSlope: reals((node) => node.price?.idleSlope ?? 0),
    minPriceFactor: reals((node) => node.price?.minFactor ?? 1),
    maxPriceFactor: reals((node) => node.price?.maxFactor ?? 1),
    /** Monthly growth factor of price and cost of a MW. */
    priceStep: reals((node) => exp((node.price?.growthPerYear ?? 0) / 12)),
    priceAdjustMonths: reals((node) => node.price?.adjustMonths ?? 1),
    /** Exponent b of learning, 0 without learning; and cumulative shipments before month 0, MW. */
    learningExponent: reals((node) => -log(1 - (node.price?.learning?.ratePerDoubling ?? 0)) / Math.LN2),
    learnedFromUnits: reals((node) => node.price?.learning?.cumulativeMw ?? 1),
    /** Kind of disruption of the node; the listed months (1 disrupted), or monthly probabilities. */
    disruption: codes((node) => DISRUPTION[node.disruption?.kind ?? 'none']),
    disruptionDates: nodes.map((node) => datesOf(node.disruption?.months ?? [])),
    failChance: reals((node) => node.disruption?.failPerMonth ?? 0),
    recoverChance: reals((node) => node.disruption?.recoverPerMonth ?? 1),
    /** Whether any node can be disrupted. */
    disruptable: nodes.some((node) => node.disruption !== undefined),
    /** USD per MW and month. */
    holdingUsdPerMw: reals((node) => node.cost?.holdingUsdPerMw ?? 0),
    stockoutUsdPerMw: reals((node) => node.cost?.stockoutUsdPerMw ?? 0),
    inTransitUsdPerMw: reals((node) => node.cost?.inTransitUsdPerMw ?? 0),
    /** Explicit stocks and pipelines of month 0, MW and MW/month; NaN where the steady state applies. */
    initialOnHand: reals((node) => node.initial?.onHandMw ?? Number.NaN),
    initialBacklog: reals((node) => node.initial?.backlogMw ?? Number.NaN),
    initialInTransit: reals((node) => node.initial?.inTransitMwPerMonth ?? Number.NaN),
    initialOnOrder: reals((node) => node.initial?.onOrderMwPerMonth ?? Number.NaN),
  };
}
