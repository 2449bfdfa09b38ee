/** Gathers the spreads of uncertain numbers into one section of the scenario, and checks each against its number. */

import { readSpread } from './evidence.ts';
import { joinKey, parsePath } from './path.ts';
import type { Position } from './position.ts';
import { numberFacts, type Schema, schemaAt } from './schema-walk.ts';
import { spreadProblem, SPREADS_KEY } from '../scenario/spread.ts';
import { childOf, type Leaf, type MapNode, type Problem, stepsOf, type Tree, treeOf, walk } from './tree.ts';

/** Numbers of the experiment, not of the world, which cannot be uncertain. */
const CHOSEN = /^(?:schemaVersion|horizonMonths|stop\.|firms\[[^\]]*\]\.strategy\.)/;

export interface Gathered {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** Values shared by the items of a list: their draws are shared too. */
const SHARED = /^supply\.nodeDefaults\b/;

/**
 * Move spreads that a file lists by path to their numbers, so that what changes a number changes its spread, and let
 * every number that takes a shared default draw with it.
 */
export function placeSpreads(root: Tree): Gathered {
  const { tree, problems } = placeListed(root);
  let shared = tree;
  for (const [path, { spread }] of uncertain(tree)) {
    const steps = SHARED.test(path) ? stepsOf(tree, parsePath(path) ?? []) : undefined;
    const { law, at } = spread;
    if (steps !== undefined) shared = withSpread(shared, steps, { law: { with: path, ...law }, at }) ?? shared;
  }
  return { tree: shared, problems };
}

function placeListed(root: Tree): Gathered {
  const listed = childOf(root, SPREADS_KEY);
  if (root.kind !== 'map' || listed?.kind !== 'map') return { tree: root, problems: [] };
  const problems: Problem[] = [];
  const entries = new Map(root.entries);
  entries.delete(SPREADS_KEY);
  let tree: Tree = { ...root, entries };
  for (const [path, written] of listed.entries) {
    const report = (message: string) => problems.push({ at: written.at, path: joinKey(SPREADS_KEY, path), message });
    const law = readSpread(written, report);
    const steps = stepsOf(tree, parsePath(path) ?? []);
    const placed: Tree | undefined = law && steps && withSpread(tree, steps, { law, at: written.at });
    if (law !== undefined && placed === undefined) report('the scenario has no number at this path');
    tree = placed ?? tree;
  }
  return { tree, problems };
}

function withSpread(tree: Tree, steps: readonly PropertyKey[], spread: Leaf['spread']): Tree | undefined {
  const [step, ...deeper] = steps;
  if (step === undefined) {
    return tree.kind === 'leaf' && typeof tree.value === 'number' ? { ...tree, ...(spread && { spread }) } : undefined;
  }
  const child = childOf(tree, step);
  const placed = child && withSpread(child, deeper, spread);
  if (placed === undefined) return undefined;
  if (tree.kind === 'map') return { ...tree, entries: new Map(tree.entries).set(String(step), placed) };
  if (tree.kind === 'list')
    return { ...tree, items: tree.items.map((item, i) => (i === Number(step) ? placed : item)) };
  return undefined;
}

/** List the spreads of all numbers under `spreads`, by path; none when the scenario says `spreads: off`. */
export function gatherSpreads(root: Tree, schema: Schema): Gathered {
  if (root.kind !== 'map') return { tree: root, problems: [] };
  const { tree, problems } = placeListed(root);
  const said = childOf(tree, SPREADS_KEY);
  if (said !== undefined && !(said.kind === 'leaf' && (said.value === 'on' || said.value === 'off'))) {
    return { tree: root, problems };
  }
  const bare = new Map((tree as MapNode).entries);
  bare.delete(SPREADS_KEY);
  const found =
    said?.kind === 'leaf' && said.value === 'off' ? [] : [...uncertain(tree)].filter(([path]) => !SHARED.test(path));
  const refused = found.flatMap(([path, leaf]): Problem[] => {
    const message = problemOf(tree, path, leaf, schema);
    return message === undefined ? [] : [{ at: leaf.spread.at, path, message }];
  });
  if (found.length > 0 && refused.length === 0) bare.set(SPREADS_KEY, listOf(found, tree.at));
  return { tree: { ...(tree as MapNode), entries: bare }, problems: [...problems, ...refused] };
}

type Uncertain = Leaf & { readonly spread: NonNullable<Leaf['spread']> };

function* uncertain(tree: Tree): Generator<readonly [string, Uncertain]> {
  for (const [path, node] of walk(tree))
    if (node.kind === 'leaf' && node.spread !== undefined) yield [path, node as Uncertain];
}

function listOf(found: readonly (readonly [string, Uncertain])[], at: Position): MapNode {
  const entries = found.map(([path, { spread }]) => [path, treeOf(spread.law, spread.at)] as const);
  return { kind: 'map', entries: new Map(entries), at };
}

function problemOf(tree: Tree, path: string, leaf: Uncertain, schema: Schema): string | undefined {
  if (leaf.evidence?.evidence === 'reported') {
    return 'a reported number is certain: drop its spread, or call it derived, estimated, calibrated or assumed';
  }
  if (CHOSEN.test(path)) return 'this number is a choice of the experimenter and cannot be uncertain: drop its spread';
  const kind = childOf(tree, 'kind');
  if (kind?.kind === 'leaf' && kind.value !== 'economy') {
    const range = `overbuild sensitivity <scenario> --design sobol --vary '${path}=<low>:<high>'`;
    return `a ${kind.value} run draws no numbers: drop the spread; to see what the number decides, vary it: ${range}`;
  }
  const steps = stepsOf(tree, parsePath(path) ?? []);
  const at = steps && schemaAt(schema, tree, steps);
  if (at === undefined || numberFacts(at) === undefined) return undefined;
  return typeof leaf.value === 'number' ? spreadProblem(leaf.spread.law, leaf.value) : undefined;
}
