/** Checks a supply section: known ids, no cycle, consistent capacities and shares. */

import type * as z from 'zod';
import type { Supply, SupplyNode } from './supply.ts';

type Report = (path: (string | number)[], message: string) => void;

const SHARES_TOLERANCE = 0.02;

function suppliersOf(node: SupplyNode): string[] {
  const inputs = node.inputs.map((input) => input.id).filter((id) => id !== 'external');
  return node.expansion?.equipment === undefined ? inputs : [...inputs, node.expansion.equipment];
}

/** Nodes on a cycle, or upstream of one, found by removing nodes without customers repeatedly. */
function cyclic(nodes: readonly SupplyNode[]): Set<string> {
  const left = new Set(nodes.map((node) => node.id));
  for (let removed = true; removed; ) {
    removed = false;
    for (const node of nodes) {
      if (!left.has(node.id) || suppliersOf(node).some((id) => left.has(id))) continue;
      left.delete(node.id);
      removed = true;
    }
  }
  return left;
}

function checkNode(node: SupplyNode, report: Report): void {
  if (node.capacityMwPerMonth !== undefined && node.capacityOverRate !== undefined) {
    report(['capacityOverRate'], 'give either capacityMwPerMonth or capacityOverRate, not both');
  }
  const limited = node.capacityMwPerMonth !== undefined || node.capacityOverRate !== undefined;
  if (node.expansion !== undefined && !limited) report(['expansion'], 'a node without a capacity cannot expand');
  if (node.production === 'at-once' && node.inputs.length === 0) {
    report(['production'], 'a node without inputs makes to order: it cannot process inputs');
  }
  const total = node.companies.reduce((sum, company) => sum + company.share, 0);
  if (node.companies.length > 0 && Math.abs(total - 1) > SHARES_TOLERANCE) {
    report(['companies'], `shares of the companies add up to ${Math.round(total * 1000) / 1000}, expected 1`);
  }
}

/** Report every contradiction of a supply section at its path. */
export function checkSupply(
  section: Supply & { readonly nodeDefaults?: object | undefined },
  context: z.RefinementCtx,
): void {
  for (const key of Object.keys(section.nodeDefaults ?? {}) as (keyof SupplyNode)[]) {
    if (section.nodes.some((node) => node[key] !== undefined)) continue;
    const message = `no node has the section ${key}, so these values have no effect: write ${key} at a node, or delete them`;
    context.addIssue({ code: 'custom', path: ['nodeDefaults', key], message });
  }
  const ids = section.nodes.map((node) => node.id);
  const loops = cyclic(section.nodes);
  for (const [n, node] of section.nodes.entries()) {
    const report: Report = (path, message) =>
      context.addIssue({ code: 'custom', path: ['nodes', n, ...path], message });
    if (ids.indexOf(node.id) !== n) report(['id'], `duplicate node "${node.id}"`);
    checkNode(node, report);
    for (const [i, input] of node.inputs.entries()) {
      if (input.id !== 'external' && !ids.includes(input.id)) {
        report(['inputs', i, 'id'], `unknown node: "${input.id}" (known: ${ids.join(', ')}, external)`);
      }
      if (node.inputs.findIndex((other) => other.id === input.id) !== i)
        report(['inputs', i, 'id'], `duplicate input "${input.id}"`);
      const atOnce = input.id === 'external' && section.orderTiming === 'end' && (input.leadMonths ?? 0) === 0;
      if (atOnce)
        report(['inputs', i, 'leadMonths'], 'orders placed at the end of the month need a lead time of at least 1');
    }
    for (const [s, company] of node.companies.entries()) {
      if (node.companies.findIndex((other) => other.id === company.id) !== s) {
        report(['companies', s, 'id'], `duplicate company "${company.id}"`);
      }
    }
    const equipment = node.expansion?.equipment;
    if (equipment !== undefined && !ids.includes(equipment)) {
      report(['expansion', 'equipment'], `unknown node: "${equipment}" (known: ${ids.join(', ')})`);
    }
    if (loops.has(node.id)) report(['inputs'], `the supply graph has a cycle through or below "${node.id}"`);
  }
}
