/** Applies `--set path=value` and relative changes of files: `*k` multiplies, `+k` or `add k` adds, else the value itself. */

import { fillDefaults } from './defaults.ts';
import { evidenceOfOverride } from './evidence.ts';
import { mergeTrees } from './merge.ts';
import { joinItem, joinKey, parsePath, type Segment } from './path.ts';
import type { Position } from './position.ts';
import { quoted } from './quoted.ts';
import { type FileChange, OPERATION, operationOf } from './relative.ts';
import { type ReadFile, readYaml } from './read.ts';
import { childSchema, defaultOf, keysAt, numberFacts, type Schema } from './schema-walk.ts';
import { movedSpread, SPREADS_KEY } from '../scenario/spread.ts';
import { nearest } from '../scenario/suggest.ts';
import {
  idOf,
  indexOf,
  isListById,
  type Leaf,
  locate,
  type MapNode,
  type Problem,
  stepsOf,
  type Tree,
} from './tree.ts';

/** A new value; text is read as `--set` reads it: `*1.5` multiplies, `+10` adds, anything else is the value. */
export type OverrideValue = string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };

/** Changes by path (`{ 'power.regions[*].additionsMwPerMonth': '*1.5' }`), or as texts `path=value`; in their order. */
export type Overrides = readonly string[] | { readonly [path: string]: OverrideValue };

const isTexts = (overrides: Overrides): overrides is readonly string[] => Array.isArray(overrides);

/** Changes as texts `path=value`. */
export function overrideTexts(overrides: Overrides = []): readonly string[] {
  if (isTexts(overrides)) return overrides;
  return Object.entries(overrides).map(
    ([path, value]) => `${path}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
}

export interface Overridden {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** The node at a path, or its shared default; undefined when there is neither. To find a default takes time. */
type Standing = () => Tree | undefined;

/** Effect of an override on its node; undefined deletes it. */
type Change = (standing: Standing, path: string, schema: Schema | undefined) => Tree | undefined;

/** A message to the user about one override. */
class Refusal extends Error {}

/** Apply overrides in the order given, each to the outcome of those before. */
export function applyOverrides(tree: Tree, overrides: readonly string[], schema: Schema): Overridden {
  const problems: Problem[] = [];
  let current = tree;
  for (const override of overrides) {
    const at: Position = { override };
    try {
      current = applyOverride(current, override, schema);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ at, path: '', message: error.message });
    }
  }
  return { tree: current, problems };
}

function applyOverride(tree: Tree, override: string, schema: Schema): Tree {
  const equals = override.indexOf('=');
  const [left, right] = equals < 0 ? [override, ''] : [override.slice(0, equals), override.slice(equals + 1).trim()];
  const segments = parsePath(left.trim());
  if (equals < 0) throw new Refusal('expected path=value, such as power.pue=1.2 or power.pue=*1.1');
  if (segments === undefined) {
    throw new Refusal(`${left.trim() || '(empty)'} is not a path; write one such as supply.nodes[hbm].leadMonths`);
  }
  if (right === '') throw new Refusal('no value after the equals sign (write null to delete)');
  if (left.trim() === SPREADS_KEY && (right === 'on' || right === 'off') && tree.kind === 'map') {
    const at: Position = { override };
    return { ...tree, entries: new Map(tree.entries).set(SPREADS_KEY, { kind: 'leaf', value: right, at }) };
  }
  const change = changeOf(right, { override });
  const editor = new Editor({ override }, (old, path, at) =>
    change(() => old ?? sharedDefault(tree, schema, path), path, at),
  );
  return editor.edit(tree, schema, segments, '') ?? tree;
}

/** Value of an item from the defaults of its list; undefined when there is none. */
function sharedDefault(tree: Tree, schema: Schema, path: string): Tree | undefined {
  const filled = fillDefaults(tree, schema);
  if (filled === tree) return undefined;
  return locate(filled, stepsOf(filled, parsePath(path) ?? []) ?? ['']).node;
}

function changeOf(text: string, at: Position): Change {
  const [, operator, factor] = OPERATION.exec(text) ?? [];
  if (operator === undefined) return literal(text, at);
  const amount = Number(factor);
  if (factor.trim() === '' || !Number.isFinite(amount)) {
    throw new Refusal(`expected a number after ${operator}, got ${quoted(factor)}`);
  }
  return (standing, path, schema) => {
    const old = standing();
    const before = old === undefined ? defaultOf(schema as Schema) : old.kind === 'leaf' ? old.value : old.kind;
    if (typeof before !== 'number') {
      const verb = operator === '*' ? 'multiplied' : 'added to';
      throw new Refusal(`only a number can be ${verb}, and ${path} is ${nameOf(before)}`);
    }
    const value = operator === '*' ? before * amount + 0 : before + amount;
    const spread = old?.kind === 'leaf' ? old.spread : undefined;
    const law = spread && (operator === '*' ? movedSpread(spread.law, amount, 0) : movedSpread(spread.law, 1, amount));
    return {
      kind: 'leaf',
      value,
      at,
      evidence: evidenceOfOverride(at),
      ...(law === undefined ? {} : { spread: { law, at } }),
    };
  };
}

/** Apply the changes of a file to what is below it, in the order of the file. */
export function applyChanges(tree: Tree, changes: readonly FileChange[], schema: Schema): Overridden {
  const problems: Problem[] = [];
  let current = tree;
  for (const { segments, value } of changes) {
    const below = current;
    const edit: Edit = (found, path, at) => {
      const old = found ?? sharedDefault(below, schema, path);
      const text = operationOf(value);
      const isNumber = at !== undefined && numberFacts(at) !== undefined;
      if (text === undefined || !(isNumber || (old?.kind === 'leaf' && typeof old.value === 'number'))) {
        return setTo(value)(() => old, path, at);
      }
      const made = changeOf(text, value.at)(() => old, path, at) as Leaf;
      const evidence = (value as Leaf).evidence ?? { evidence: 'assumed', source: `${text} on the value below` };
      return { ...made, evidence };
    };
    try {
      current = new Editor(value.at, edit).edit(current, schema, segments, '') ?? current;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ at: value.at, path: '', message: error.message });
    }
  }
  return { tree: current, problems };
}

function nameOf(standing: unknown): string {
  if (standing === undefined || standing === null) return 'not set';
  return typeof standing === 'string' && (standing === 'map' || standing === 'list')
    ? `a ${standing}`
    : JSON.stringify(standing);
}

function literal(text: string, at: Position): Change {
  // A sweep sets numbers: those that are written as they are printed need no parser.
  const isNumber = String(Number(text)) === text && Number.isFinite(Number(text));
  const { tree, problems }: ReadFile = isNumber
    ? { tree: { kind: 'leaf', value: Number(text), at }, problems: [] }
    : readYaml(text, () => at);
  if (tree === undefined || problems.length > 0) {
    throw new Refusal(problems[0]?.message ?? 'expected a value after the equals sign');
  }
  return setTo(marked(tree, at));
}

/** The value itself, merged into a map or a list by id; other lists are replaced, interventions too; null deletes. */
function setTo(value: Tree): Change {
  if (value.kind === 'leaf' && value.value === null) {
    return (standing, path) => {
      if (standing() === undefined) throw new Refusal(`${path} is not set, so it cannot be deleted`);
      return undefined;
    };
  }
  if (value.kind === 'leaf') return () => value;
  return (standing, path) => {
    const old = standing();
    if (old === undefined || (value.kind === 'list' && !isListById(value))) return value;
    return mergeTrees(
      old,
      value,
      ({ path: where, message }) => {
        throw new Refusal(`${where}: ${message}`);
      },
      path,
    );
  };
}

/** Numbers given on the command line count as assumptions. */
function marked(tree: Tree, at: Position): Tree {
  if (tree.kind === 'map') return { ...tree, entries: new Map([...tree.entries].map(([k, v]) => [k, marked(v, at)])) };
  if (tree.kind === 'list') return { ...tree, items: tree.items.map((item) => marked(item, at)) };
  if (typeof tree.value !== 'number' || tree.evidence !== undefined) return tree;
  return { ...tree, evidence: evidenceOfOverride(at) };
}

/** Effect on the node at the end of a path, which may be absent; undefined deletes it. */
type Edit = (found: Tree | undefined, path: string, schema: Schema | undefined) => Tree | undefined;

class Editor {
  readonly #at: Position;
  readonly #change: Edit;

  constructor(at: Position, change: Edit) {
    this.#at = at;
    this.#change = change;
  }

  /** The node after the change at the end of the path. */
  edit(node: Tree | undefined, schema: Schema | undefined, rest: readonly Segment[], path: string): Tree | undefined {
    if (rest.length === 0) return this.#change(node, path, schema);
    const [segment, ...deeper] = rest;
    if ('item' in segment) return this.#items(node, schema, segment.item, { deeper, path });
    return this.#key(node, schema, segment.key, { deeper, path });
  }

  #key(node: Tree | undefined, schema: Schema | undefined, key: string, at: Rest): Tree {
    const path = joinKey(at.path, key);
    const map: Tree = node ?? { kind: 'map', entries: new Map<string, Tree>(), at: this.#at };
    if (map.kind === 'list') throw new Refusal(listAdvice(map.items, at.path, key));
    if (map.kind === 'leaf') throw new Refusal(`${at.path} is a plain value and has no key ${key}`);
    const next = schema && childSchema(schema, node, key);
    if (next === undefined && !map.entries.has(key)) {
      const known = schema === undefined ? [] : keysAt(schema, node);
      const words = known ?? [...map.entries.keys()];
      const guess = nearest(key, words);
      const hint =
        guess === undefined
          ? `; ${at.path === '' ? 'a scenario' : at.path} has ${words.join(', ')}`
          : ` (did you mean ${joinKey(at.path, guess)}?)`;
      throw new Refusal(`there is no ${path}${hint}`);
    }
    const child = this.edit(map.entries.get(key), next, at.deeper, path);
    if (at.deeper.length === 0 && (key === 'id' || key === 'kind') && child !== undefined) {
      return this.#rename(map, key, child as Leaf, at.path);
    }
    const entries = new Map(map.entries);
    if (child !== undefined) return { ...map, entries: entries.set(key, child) };
    entries.delete(key);
    return { ...map, entries, deleted: new Map(map.deleted).set(key, this.#at) };
  }

  /** Another `id` or `kind` replaces the whole map, because its other keys belonged to the old one. */
  #rename(map: MapNode, key: string, value: Leaf, path: string): Tree {
    if (path === '') return { ...map, entries: new Map(map.entries).set(key, value) };
    if (path.endsWith(']') && key === 'id') {
      throw new Refusal('the id of a list item cannot be changed: delete the item and add another');
    }
    const old = map.entries.get(key);
    if (old?.kind === 'leaf' && old.value === value.value) return map;
    return { ...map, entries: new Map<string, Tree>([[key, value]]) };
  }

  #items(node: Tree | undefined, schema: Schema | undefined, item: string, at: Rest): Tree {
    if (node?.kind !== 'list') throw new Refusal(`${at.path} is not a list, so [${item}] has no meaning`);
    const every = item === '*';
    const index = every ? -1 : indexOf(node, item);
    if (!every && index < 0) {
      const ids = node.items.map(idOf).filter((id) => id !== undefined);
      const guess = nearest(item, ids);
      const there =
        ids.length > 0
          ? `the list has ${[...new Set(ids)].join(', ')}`
          : `the list has ${node.items.length} items, counted from 0`;
      const hint = guess === undefined ? `; ${there}` : ` (did you mean ${joinItem(at.path, guess)}?)`;
      throw new Refusal(`there is no ${joinItem(at.path, item)}${hint}`);
    }
    const items = node.items.flatMap((old, i) => {
      if (!every && i !== index) return [old];
      const edited = this.edit(
        old,
        schema && childSchema(schema, node, i),
        at.deeper,
        joinItem(at.path, idOf(old) ?? i),
      );
      return edited === undefined ? [] : [edited];
    });
    return { ...node, items };
  }
}

/** The rest of a path, and its start. */
interface Rest {
  readonly deeper: readonly Segment[];
  readonly path: string;
}

function listAdvice(items: readonly Tree[], path: string, key: string): string {
  const example = items.some((item) => idOf(item) === key)
    ? key
    : (items.map(idOf).find((id) => id !== undefined) ?? '0');
  return `${path} is a list: name the item in brackets, such as ${joinItem(path, example)}, or [*] for all of them`;
}
