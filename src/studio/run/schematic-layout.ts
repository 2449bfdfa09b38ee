/** Where tiers, builders and sites stand in the schematic, and which flows join them. */

import type { InspectedRun } from '../inspected-run.ts';

export const WIDTH = 900;
export const HEIGHT = 380;
export const TIER = { width: 122, height: 74 };
const COLUMN = 150;
const LEFT = 4;
/** Columns before the builders: makers of equipment, parts, accelerators, servers. */
const TOP = 40;
const BOTTOM = HEIGHT - 20;

export interface Placed {
  readonly id: string;
  /** Index among the nodes of a series. */
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

export interface Link {
  readonly from: Placed;
  readonly to: Placed;
}

export interface Layout {
  readonly tiers: readonly Placed[];
  readonly links: readonly Link[];
  /** Left edge of the builders, and of the sites. */
  readonly builders: number;
  readonly sites: number;
  readonly systems: Placed | undefined;
  readonly electrical: Placed | undefined;
}

/** Put each tier one column left of whom it supplies: systems next to the builders, equipment first. */
export function layOut({ supply, nodes, systemsNode, electricalNode }: InspectedRun): Layout {
  const depth = new Map<string, number>();
  const visit = (id: string, level: number): void => {
    if ((depth.get(id) ?? -1) >= level || level > supply.length) return;
    depth.set(id, level);
    const node = supply.find((other) => other.id === id);
    for (const input of node?.inputs ?? []) visit(input, level + 1);
    if (node !== undefined && node.equipment !== '') visit(node.equipment, level + 1);
  };
  visit(systemsNode, 0);
  const deepest = Math.max(...depth.values());
  const builders = LEFT + (deepest + 1) * COLUMN;
  const columns = Array.from({ length: deepest + 1 }, (_, level) => supply.filter(({ id }) => depth.get(id) === level));
  const placed = columns.flatMap((column, level) =>
    column.map(({ id }, i): Placed => {
      const gap = (BOTTOM - TOP) / column.length;
      const x = LEFT + (deepest - level) * COLUMN;
      return { id, at: nodes.indexOf(id), x, y: TOP + gap * (i + 0.5) - TIER.height / 2 };
    }),
  );
  const sites = builders + 158;
  const electrical = nodes.includes(electricalNode)
    ? { id: electricalNode, at: nodes.indexOf(electricalNode), x: sites + 4, y: BOTTOM - TIER.height }
    : undefined;
  const find = (id: string): Placed | undefined => placed.find((tier) => tier.id === id);
  const links = supply.flatMap(({ id, inputs, equipment }) => {
    const to = find(id);
    if (to === undefined) return [];
    return [...inputs, equipment].flatMap((input): Link[] => {
      const from = find(input);
      return from === undefined ? [] : [{ from, to }];
    });
  });
  return {
    tiers: electrical === undefined ? placed : [...placed, electrical],
    links,
    builders,
    sites,
    systems: find(systemsNode),
    electrical,
  };
}

/** A curve from the right edge of one tier to the left edge of another. */
export function curve({ from, to }: Link, shift: number): string {
  const [x1, y1] = [from.x + TIER.width, from.y + TIER.height / 2 + shift];
  const [x2, y2] = [to.x, to.y + TIER.height / 2 + shift];
  const middle = (x1 + x2) / 2;
  return `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
}
