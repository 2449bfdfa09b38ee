/** What must hold between the parts of a supply network: references that lead somewhere, shares, and no circle. */

import type { CheckProblem } from './check-problem.ts';
import { didYouMean } from './suggest.ts';
import type { Supply, SupplyNode } from './supply.ts';

/** A source without limit, which is no node. */
const EXTERNAL = 'external';
/** Shares written with two or three digits may miss 1 by rounding. */
const SHARE_TOLERANCE = 0.005;

/** Check a supply network; `customers` are those outside it that `priority` may name. */
export function checkSupply(supply: Supply, customers: readonly string[]): CheckProblem[] {
  const ids = supply.nodes.map((node) => node.id);
  const problems = supply.nodes.flatMap((node, n) =>
    checkNode(node, ids, customers).map(({ path, message }) => ({ path: ['supply', 'nodes', n, ...path], message })),
  );
  const circle = findCircle(supply.nodes);
  if (circle !== undefined) {
    const n = ids.indexOf(circle[0]);
    const message = `nodes supply each other in a circle: ${circle.join(' needs ')}`;
    problems.push({ path: ['supply', 'nodes', n], message });
  }
  return problems;
}

function checkNode(node: SupplyNode, ids: readonly string[], customers: readonly string[]): CheckProblem[] {
  const problems: CheckProblem[] = [];
  const known = (id: string, path: readonly PropertyKey[], allowed: readonly string[]) => {
    if (allowed.includes(id)) return;
    problems.push({ path, message: `there is no supply node ${id}${didYouMean(id, allowed)}` });
  };
  for (const [i, input] of node.inputs.entries()) known(input.id, ['inputs', i, 'id'], [...ids, EXTERNAL]);
  const equipment = node.expansion?.equipment;
  if (equipment !== undefined) known(equipment, ['expansion', 'equipment'], ids);
  for (const [i, customer] of node.priority.entries()) {
    const allowed = [...ids, ...customers];
    if (allowed.includes(customer)) continue;
    problems.push({
      path: ['priority', i],
      message: `there is no customer ${customer}${didYouMean(customer, allowed)}`,
    });
  }
  if (node.capacityMwPerMonth !== undefined && node.capacityOverRate !== undefined) {
    const message = 'capacity is given twice: keep capacityMwPerMonth or capacityOverRate, and delete the other (null)';
    problems.push({ path: ['capacityOverRate'], message });
  }
  const total = node.companies.reduce((sum, company) => sum + company.share, 0);
  if (node.companies.length > 0 && Math.abs(total - 1) > SHARE_TOLERANCE) {
    const message = `shares of the companies must add up to 1, and add up to ${Number(total.toFixed(6))}`;
    problems.push({ path: ['companies'], message });
  }
  return problems;
}

/** A circle of needs, its first node repeated at the end; undefined when there is none. */
function findCircle(nodes: readonly SupplyNode[]): readonly string[] | undefined {
  const needs = new Map(nodes.map((node) => [node.id, needsOf(node)]));
  const done = new Set<string>();
  const search = (id: string, trail: readonly string[]): readonly string[] | undefined => {
    const start = trail.indexOf(id);
    if (start >= 0) return [...trail.slice(start), id];
    if (done.has(id)) return undefined;
    for (const need of needs.get(id) ?? []) {
      const circle = search(need, [...trail, id]);
      if (circle !== undefined) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const node of nodes) {
    const circle = search(node.id, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

function needsOf(node: SupplyNode): string[] {
  const equipment = node.expansion?.equipment;
  return [...node.inputs.map((input) => input.id), ...(equipment === undefined ? [] : [equipment])];
}
