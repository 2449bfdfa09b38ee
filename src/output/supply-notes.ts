/** Notes on settings of a supply network that reach fewer nodes than one may think, or none. */

import { supplyCustomers } from '../model/supply/customers.ts';
import { compileNetwork, inputHoldingOf } from '../model/supply/network.ts';
import { steadyStocks } from '../model/supply/steady-stock.ts';
import type { ParsedScenario } from '../reader/parse.ts';
import type { Policy } from '../scenario/policies/policies.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Supply, SupplyNode } from '../scenario/supply.ts';
import { listWord, percentWord, shortNumber } from './words.ts';

/** What sets the stock of a policy that reads no target stock in months. */
const LEVELS: Readonly<Record<Exclude<Policy['kind'], 'apiobpcs'>, string>> = {
  'order-up-to': 'protectionMonths and safetyMw',
  'base-stock': 'levelMw',
  sterman: 'targetMw',
  's-S': 'reorderMw and levelMw',
  'r-Q': 'reorderMw and lotMw',
};
/** Policies that order without a forecast. */
const WITHOUT_FORECAST: readonly Policy['kind'][] = ['base-stock', 's-S', 'r-Q'];

/** A value of a node that nothing reads. */
interface UnreadValue {
  readonly node: number;
  readonly key: 'stockMonths' | 'forecast';
  readonly words: string;
}

/** Values of nodes that their ordering policies do not use. */
function unreadValues({ policy: shared, nodes }: Supply): UnreadValue[] {
  return nodes.flatMap((own: SupplyNode, node): UnreadValue[] => {
    const { kind } = own.policy ?? shared;
    if (own.inputs.length === 0) return [];
    const start = `has no effect: the policy ${kind} of ${own.id}`;
    return [
      ...(own.stockMonths > 0 && kind !== 'apiobpcs'
        ? [{ node, key: 'stockMonths', words: `${start} orders by its ${LEVELS[kind]}` } as const]
        : []),
      ...(own.forecast !== undefined && own.expansion === undefined && WITHOUT_FORECAST.includes(kind)
        ? [{ node, key: 'forecast', words: `${start} orders without a forecast` } as const]
        : []),
    ];
  });
}

/** Rules that nodes may have of their own. */
const RULES = ['policy', 'forecast'] as const;

/** Nodes with a rule of their own, which changes such as `supply.policy={...}` leave as it is. */
function keptRules(scenario: Scenario, changes: readonly string[]): string[] {
  if (scenario.kind !== 'supply') return [];
  const { supply } = scenario;
  return RULES.flatMap((rule) => {
    const isChanged = changes.some((change) => new RegExp(`^supply\\.${rule}[.=]`).test(change));
    const own = supply.nodes.filter((node) => node[rule] !== undefined);
    if (!isChanged || own.length === 0) return [];
    const [keep, its] = own.length === 1 ? ['keeps', 'its'] : ['keep', 'their'];
    const how = `to change ${its} ${rule} too, change supply.nodes[${own.length === 1 ? own[0].id : '*'}].${rule}`;
    return [
      `supply.${rule} is that of nodes without their own: ${listWord(own.map(({ id }) => id))} ${keep} ${its} own; ${how}`,
    ];
  });
}

/** How to cover more: the key of each policy and its value with `units` more, of a flow in MW a month. */
function coverWords(policy: Policy, units: number, flow: number): string {
  switch (policy.kind) {
    case 'order-up-to':
      return `protectionMonths of ${shortNumber(policy.protectionMonths + units / flow)}`;
    case 'base-stock':
    case 's-S':
      return `levelMw of ${shortNumber(policy.levelMw + units)}`;
    case 'r-Q':
      return `reorderMw of ${shortNumber(policy.reorderMw + units)}`;
    case 'sterman':
      return `targetMw of ${shortNumber(policy.targetMw + units)}`;
    case 'apiobpcs':
      return `stockMonths of the node larger by ${shortNumber(units / flow)}`;
  }
}

export const MEAN_STOCK = 'stock_mw';
/** From this relative difference on stock alone may explain a difference in service. */
const MATERIAL = 0.05;
/** From here on a multiple says more than per cent. */
const MANY = 1;

/** That policies hold different stock, where they do; the stock that a disruption takes is its effect. */
export function stockNote(change: string, [before, after]: readonly [number, number]): string | undefined {
  const share = after / before - 1;
  if (change.includes('.disruption') || !(Math.abs(share) >= MATERIAL)) return undefined;
  const by = `differs by ${share > 0 ? '+' : ''}${percentWord(share)}`;
  const times = Number.isFinite(share) ? `is ${shortNumber(share + 1)} times that of the base` : 'is 0 in the base';
  return `Mean stock ${share < MANY ? by : times}, which alone changes the fill rate.`;
}

/** Why the disruption of a node stops nothing, where it does. */
function idleDisruption({ id, inputs, disruption }: SupplyNode): string | undefined {
  if (disruption === undefined || disruption.kind === 'production') return undefined;
  const other = '; kind: production stops what the node makes';
  if (inputs.length === 0)
    return `${id} orders nothing, so a disruption of its ${disruption.kind} has no effect${other}`;
  const isHeld = disruption.kind !== 'shipments' || inputs.some((input) => input.id !== 'external');
  return isHeld
    ? undefined
    : `nothing holds what external ships to ${id}, so this disruption has no effect; kind: transport stops it`;
}

/** Inputs of a node with a holding cost that cost nothing to hold, although the node may hold them. */
function freeInputs(node: SupplyNode, nodes: readonly SupplyNode[]): string | undefined {
  const { id, inputs, cost, production, capacityMwPerMonth, capacityOverRate, disruption } = node;
  const isHeld =
    production === 'to-order' ||
    inputs.length > 1 ||
    (capacityMwPerMonth ?? capacityOverRate) !== undefined ||
    disruption?.kind === 'production' ||
    disruption?.kind === 'receipt';
  if (!isHeld || cost === undefined || cost.holdingUsdPerMw === 0) return undefined;
  const supplierOf = (input: string): SupplyNode | undefined => nodes.find((other) => other.id === input);
  const free = inputs.filter((input) => inputHoldingOf(node, supplierOf(input.id)) === 0).map((input) => input.id);
  if (free.length === 0 || cost.inputHoldingUsdPerMw !== undefined) return undefined;
  return `holdingUsdPerMw charges what ${id} makes, so its inputs from ${listWord(free)} cost nothing to hold; inputHoldingUsdPerMw charges them, and 0 says that they are free`;
}

/** Notes that a screen shows; `validate` prints all. */
const MOST_NOTES = 6;

/** The notes of some scenarios under a report, each once. */
export function noteLines(notes: readonly string[]): string[] {
  const all = [...new Set(notes)];
  const more = all.length - MOST_NOTES;
  return [
    ...all.slice(0, MOST_NOTES).map((note) => `Note: ${note}.`),
    ...(more > 0 ? [`Note: ${more} more; validate prints all.`] : []),
  ];
}

/**
 * What may surprise in a network alone: policies that cover less than their supply line, disruptions and values without
 * effect, stock that costs nothing, and nodes that these changes do not reach.
 */
export function supplyNotes({ scenario, problem }: ParsedScenario, changes: readonly string[]): string[] {
  if (scenario.kind !== 'supply') return [];
  const { supply } = scenario;
  const unread = unreadValues(supply).map(({ node, key, words }) => problem(['supply', 'nodes', node, key], words));
  const network = compileNetwork(supply, supplyCustomers(scenario.demandProcess));
  const { shortUnits, isUnsteady } = steadyStocks(network);
  const idle = supply.nodes.flatMap((node, at) => {
    const why = idleDisruption(node);
    return why === undefined ? [] : [problem(['supply', 'nodes', at, 'disruption'], why)];
  });
  const free = supply.nodes.flatMap((node, at) => {
    const why = freeInputs(node, supply.nodes);
    return why === undefined ? [] : [problem(['supply', 'nodes', at, 'cost'], why)];
  });
  const short = supply.nodes.flatMap((node, at) => {
    const n = network.nodeIds.indexOf(node.id);
    if (shortUnits[n] === 0) return [];
    const flow = network.initialFlow[n];
    const steps = node.policy === undefined ? ['supply', 'policy'] : ['supply', 'nodes', at, 'policy'];
    const lack = shortNumber(shortUnits[n] / flow);
    const months = `${lack} ${lack === '1' ? 'month' : 'months'} of orders`;
    const cover = coverWords(node.policy ?? supply.policy, shortUnits[n], flow);
    const words =
      isUnsteady[n] === 1
        ? `month 0 is not steady at ${node.id}: its policy covers ${months} less than its supply line, and its customers change orders that wait, so the first months are a transition`
        : `orders always wait at ${node.id}, ${months} beyond its normal backlog, because its policy covers less than its supply line`;
    return [problem(steps, `${words}; ${cover} would cover it at constant demand`)];
  });
  return [...idle, ...free, ...short, ...unread, ...keptRules(scenario, changes)];
}
