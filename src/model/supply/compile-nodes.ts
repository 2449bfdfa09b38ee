/** The parameters of every node - policy, forecast, expansion, price - as flat arrays. */

import { log } from '../../numeric/elementary.ts';
import type { Supply, SupplyNode } from '../../scenario/supply.ts';
import type { Forecast, Policy } from '../../scenario/supply-policy.ts';
import { DISRUPTION, FORECAST, POLICY, RATIONING, type SupplyNetwork } from './network.ts';

/** Fields of the network with shape [node] that come straight from the scenario. */
type NodeArrays = Pick<
  SupplyNetwork,
  | 'leadMonths'
  | 'uptime'
  | 'atOnce'
  | 'backlogMonths'
  | 'rationing'
  | 'stockMonths'
  | 'policy'
  | 'stockGain'
  | 'lineGain'
  | 'levelMw'
  | 'reorderMw'
  | 'lotMw'
  | 'protectionMonths'
  | 'reviewMonths'
  | 'phaseMonth'
  | 'orderCapMw'
  | 'forecast'
  | 'forecastWeight'
  | 'trendWeight'
  | 'trendSmoothing'
  | 'forecastMean'
  | 'averageMonths'
  | 'averageBase'
  | 'averageSlots'
  | 'expands'
  | 'buildMonths'
  | 'maxExpansion'
  | 'expansionAdjust'
  | 'targetUtilisation'
  | 'expansionTrendWeight'
  | 'maxLogGrowth'
  | 'expansionBacklogMonths'
  | 'backlogClearMonths'
  | 'irreversible'
  | 'capacityKept'
  | 'expansionPrice'
  | 'priceUsdBnPerMw'
  | 'backlogSlope'
  | 'idleSlope'
  | 'minPriceFactor'
  | 'maxPriceFactor'
  | 'priceAdjustMonths'
  | 'learningExponent'
  | 'learnedFromUnits'
  | 'disruption'
  | 'disruptionDates'
  | 'failChance'
  | 'recoverChance'
  | 'disruptable'
  | 'holdingUsdPerMw'
  | 'stockoutUsdPerMw'
  | 'inTransitUsdPerMw'
  | 'initialOnHand'
  | 'initialBacklog'
  | 'initialInTransit'
  | 'initialOnOrder'
>;

interface Ordering {
  readonly stockGain: number;
  readonly lineGain: number;
  readonly levelMw: number;
  readonly reorderMw: number;
  readonly lotMw: number;
  readonly protectionMonths: number;
  readonly reviewMonths: number;
  readonly phaseMonth: number;
}

const NO_ORDERING: Ordering = {
  stockGain: 0,
  lineGain: 0,
  levelMw: 0,
  reorderMw: 0,
  lotMw: 0,
  protectionMonths: 0,
  reviewMonths: 1,
  phaseMonth: 0,
};

function orderingOf(policy: Policy): Ordering {
  switch (policy.kind) {
    case 'apiobpcs':
      return {
        ...NO_ORDERING,
        stockGain: 1 / policy.stockAdjustMonths,
        lineGain: policy.lineWeight / policy.lineAdjustMonths,
      };
    case 'order-up-to': {
      const { safetyMw: levelMw, protectionMonths, reviewMonths, phaseMonth } = policy;
      return { ...NO_ORDERING, levelMw, protectionMonths, reviewMonths, phaseMonth };
    }
    case 'base-stock': {
      const { levelMw, reviewMonths, phaseMonth } = policy;
      return { ...NO_ORDERING, levelMw, reviewMonths, phaseMonth };
    }
    case 'sterman': {
      const { stockWeight: stockGain, targetMw: levelMw, fixedMonths: phaseMonth, fixedMwPerMonth: lotMw } = policy;
      return { ...NO_ORDERING, stockGain, lineGain: stockGain * policy.lineWeight, levelMw, phaseMonth, lotMw };
    }
    case 's-S':
      return { ...NO_ORDERING, reorderMw: policy.reorderMw, levelMw: policy.levelMw };
    case 'r-Q':
      return { ...NO_ORDERING, reorderMw: policy.reorderMw, lotMw: policy.lotMw };
  }
}

/**
 * Weight of the newest demand in the forecast of a month.
 *
 * On AR(1) demand the minimum-mean-square forecast of the next A months together is
 * `A mu + rho (1 - rho^A) / (1 - rho) (d - mu)`; an A-th of it is the forecast of a month.
 *
 * Source: order-up-to on AR(1) demand [LeePadmanabhanWhang1997].
 */
function smoothingOf(forecast: Forecast, policy: Policy): number {
  if (forecast.kind === 'trend' || forecast.kind === 'exponential') return forecast.weight;
  if (forecast.kind !== 'ar1') return 0;
  const months = policy.kind === 'order-up-to' ? policy.protectionMonths : 1;
  if (months === 0) return 0;
  let power = 1;
  let sum = 0;
  for (let k = 1; k <= months; k++) {
    power *= forecast.autocorrelation;
    sum += power;
  }
  return sum / months;
}

/** Months listed, as one flag a month. */
function datesOf(months: readonly number[]): Uint8Array {
  const dates = new Uint8Array(months.reduce((most, month) => Math.max(most, month + 1), 0));
  for (const month of months) dates[month] = 1;
  return dates;
}

/** Read what the scenario says of every node; defaults filled in. */
export function compileNodes(section: Supply, nodes: readonly SupplyNode[]): NodeArrays {
  const reals = (read: (node: SupplyNode) => number): Float64Array => Float64Array.from(nodes, read);
  const integers = (read: (node: SupplyNode) => number): Int32Array => Int32Array.from(nodes, read);
  const codes = (read: (node: SupplyNode) => number): Uint8Array => Uint8Array.from(nodes, read);
  const policies = nodes.map((node) => node.policy ?? section.policy);
  const forecasts = nodes.map((node) => node.forecast ?? section.forecast);
  const orderings = policies.map(orderingOf);
  const ordering = (read: (ordering: Ordering) => number): Float64Array => Float64Array.from(orderings, read);
  const trends = forecasts.map((forecast) => (forecast.kind === 'trend' ? forecast : undefined));
  const averages = forecasts.map((forecast) => (forecast.kind === 'moving-average' ? forecast.months : 0));
  const means = forecasts.map((f) => (f.kind === 'constant' || f.kind === 'ar1' ? f.meanMwPerMonth : 0));
  const averageBase = new Int32Array(nodes.length);
  let averageSlots = 0;
  for (const [n, months] of averages.entries()) {
    averageBase[n] = averageSlots;
    averageSlots += months;
  }
  return {
    leadMonths: reals((node) => node.leadMonths),
    uptime: reals((node) => node.uptime),
    atOnce: codes((node) => Number(node.production === 'at-once')),
    backlogMonths: reals((node) => node.backlogMonths),
    rationing: codes((node) => RATIONING[node.rationing]),
    stockMonths: reals((node) => node.stockMonths),
    policy: Uint8Array.from(policies, (policy) => POLICY[policy.kind]),
    stockGain: ordering((o) => o.stockGain),
    lineGain: ordering((o) => o.lineGain),
    levelMw: ordering((o) => o.levelMw),
    reorderMw: ordering((o) => o.reorderMw),
    lotMw: ordering((o) => o.lotMw),
    protectionMonths: ordering((o) => o.protectionMonths),
    reviewMonths: Int32Array.from(orderings, (o) => o.reviewMonths),
    phaseMonth: Int32Array.from(orderings, (o) => o.phaseMonth),
    orderCapMw: Float64Array.from(policies, (policy) => policy.orderCapMwPerMonth ?? Number.POSITIVE_INFINITY),
    forecast: Uint8Array.from(forecasts, (forecast) => FORECAST[forecast.kind]),
    forecastWeight: Float64Array.from(forecasts, (forecast, n) => smoothingOf(forecast, policies[n])),
    trendWeight: Float64Array.from(trends, (trend) => trend?.trendWeight ?? 0),
    trendSmoothing: Float64Array.from(trends, (trend) => trend?.trendSmoothing ?? 0),
    forecastMean: Float64Array.from(means),
    averageMonths: Int32Array.from(averages),
    averageBase,
    averageSlots,
    expands: codes((node) => Number(node.expansion !== undefined)),
    buildMonths: integers((node) => node.expansion?.buildMonths ?? 0),
    maxExpansion: reals((node) => node.expansion?.maxSharePerMonth ?? 0),
    expansionAdjust: reals((node) => 1 / (node.expansion?.adjustMonths ?? 1)),
    targetUtilisation: reals((node) => node.expansion?.targetUtilisation ?? 1),
    expansionTrendWeight: reals((node) => node.expansion?.trendWeight ?? 0),
    maxLogGrowth: reals((node) => node.expansion?.maxLogGrowth ?? 0),
    expansionBacklogMonths: reals((node) => node.expansion?.normalBacklogMonths ?? 0),
    backlogClearMonths: reals((node) => node.expansion?.backlogClearMonths ?? 1),
    irreversible: codes((node) => Number(node.expansion?.irreversible ?? true)),
    capacityKept: reals((node) => 1 - (node.expansion?.wearPerMonth ?? 0)),
    expansionPrice: reals((node) => node.expansion?.priceUsdBnPerMw ?? 0),
    priceUsdBnPerMw: reals((node) => node.price?.priceUsdBnPerMw ?? 0),
    backlogSlope: reals((node) => node.price?.backlogSlope ?? 0),
    idleSlope: reals((node) => node.price?.idleSlope ?? 0),
    minPriceFactor: reals((node) => node.price?.minFactor ?? 1),
    maxPriceFactor: reals((node) => node.price?.maxFactor ?? 1),
    priceAdjustMonths: reals((node) => node.price?.adjustMonths ?? 1),
    learningExponent: reals((node) => -log(1 - (node.price?.learning?.ratePerDoubling ?? 0)) / Math.LN2),
    learnedFromUnits: reals((node) => node.price?.learning?.cumulativeMw ?? 1),
    disruption: codes((node) => DISRUPTION[node.disruption?.kind ?? 'none']),
    disruptionDates: nodes.map((node) => datesOf(node.disruption?.months ?? [])),
    failChance: reals((node) => node.disruption?.failPerMonth ?? 0),
    recoverChance: reals((node) => node.disruption?.recoverPerMonth ?? 1),
    disruptable: nodes.some((node) => node.disruption !== undefined),
    holdingUsdPerMw: reals((node) => node.cost?.holdingUsdPerMw ?? 0),
    stockoutUsdPerMw: reals((node) => node.cost?.stockoutUsdPerMw ?? 0),
    inTransitUsdPerMw: reals((node) => node.cost?.inTransitUsdPerMw ?? 0),
    initialOnHand: reals((node) => node.initial?.onHandMw ?? Number.NaN),
    initialBacklog: reals((node) => node.initial?.backlogMw ?? Number.NaN),
    initialInTransit: reals((node) => node.initial?.inTransitMwPerMonth ?? Number.NaN),
    initialOnOrder: reals((node) => node.initial?.onOrderMwPerMonth ?? Number.NaN),
  };
}
