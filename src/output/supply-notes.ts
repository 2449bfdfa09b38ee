/** Notes on settings of a supply network that reach fewer nodes than one may think, or none. */

import type { Scenario } from '../scenario/schema.ts';
import type { Supply, SupplyNode } from '../scenario/supply.ts';
import { listWord } from './words.ts';

type Policy = Supply['policy'];

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
export interface UnreadValue {
  readonly node: number;
  readonly key: 'stockMonths' | 'forecast';
  readonly words: string;
}

/** Values of nodes that their ordering policies do not use. */
export function unreadValues({ policy: shared, nodes }: Supply): UnreadValue[] {
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
export function keptRules(scenario: Scenario, changes: readonly string[]): string[] {
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

/** The same, and changed values of nodes that nothing reads. */
export function changeNotes(scenario: Scenario, changes: readonly string[]): string[] {
  if (scenario.kind !== 'supply') return [];
  const { nodes } = scenario.supply;
  const unread = unreadValues(scenario.supply).flatMap(({ node, key, words }) => {
    const places = [nodes[node].id, '*'].map((id) => `supply.nodes[${id}].${key}`);
    const isChanged = changes.some((change) => places.some((place) => change.startsWith(place)));
    return isChanged ? [`${places[0]} ${words}`] : [];
  });
  return [...keptRules(scenario, changes), ...unread];
}
