/** Orders the nodes so that every customer precedes its suppliers. */

import type { Supply, SupplyNode } from '../../scenario/supply.ts';

/** Compare ids by code unit: the order does not depend on the locale. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ids of the nodes that a node orders from: inputs, then equipment. */
export function suppliersOf(node: SupplyNode): string[] {
  const inputs = node.inputs.filter((input) => input.id !== 'external').map((input) => input.id);
  const equipment = node.expansion?.equipment;
  return equipment === undefined ? inputs : [...inputs, equipment];
}

/**
 * Sort nodes from the customers up; ties by id, so that the order in the scenario has no effect.
 *
 * @returns Every node once, or fewer when the network has a cycle: those on it are missing.
 */
export function orderNodes(section: Supply): SupplyNode[] {
  const waiting = new Map(section.nodes.map((node) => [node.id, 0]));
  for (const node of section.nodes) {
    for (const id of suppliersOf(node)) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  }
  const left = [...section.nodes].sort((a, b) => compareIds(a.id, b.id));
  const ordered: SupplyNode[] = [];
  for (;;) {
    const next = left.findIndex((node) => waiting.get(node.id) === 0);
    if (next < 0) return ordered;
    const [node] = left.splice(next, 1);
    ordered.push(node);
    for (const id of suppliersOf(node)) waiting.set(id, (waiting.get(id) ?? 0) - 1);
  }
}
