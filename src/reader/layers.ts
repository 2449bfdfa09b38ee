/** Loads the files of one scenario (base, extensions, overlays) and merges them in order. */

import { type DemandList, startProblem, withDemandFiles } from './demand-file.ts';
import { placeSpreads } from './gather-spreads.ts';
import { mergeTrees } from './merge.ts';
import { applyChanges } from './overrides.ts';
import { formatProblem, type Position } from './position.ts';
import { quoted } from './quoted.ts';
import { type ReadFile, readYaml } from './read.ts';
import { splitChanges } from './relative.ts';
import { restoreTree } from './stored-tree.ts';
import { UserError } from '../scenario/errors.ts';
import type { Schema } from './schema-walk.ts';
import { type MapNode, type Problem, type Tree, walk } from './tree.ts';

/** A scenario file as text. */
export interface SourceFile {
  /** Name for messages; equal names mean the same file. */
  readonly file: string;
  readonly text: string;
  /** Its tree as `storeTree` made it. */
  readonly stored?: string;
}

/**
 * Fetches the file called `name` in a file or overlay list of `from`; undefined, or a UserError, when there is none.
 */
export type Load = (name: string, from: string) => SourceFile | undefined;

/** Finds files among texts by name: `baseline`, `baseline.yaml`, or an overlay without its folder, `grid-ahead`. */
export function loadFrom(texts: Readonly<Record<string, string>>): Load {
  return (name) => {
    const bare = name.replace(/\.yaml$/, '');
    const file = [name, `${bare}.yaml`, `overlays/${bare}.yaml`].find((candidate) => Object.hasOwn(texts, candidate));
    return file === undefined ? undefined : { file, text: texts[file] };
  };
}

/** Problem lines without a position in the merged scenario. */
export interface Layers {
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
  /** Every file used, lowest layer first. */
  readonly files: readonly string[];
  readonly name: string;
}

/** Files read lately: a command reads a scenario for several purposes. */
const recent = new Map<string, ReadFile>();
const MOST_RECENT = 64;

/** Read a scenario file; one that was read lately is not parsed again. */
export function readSource({ file, text, stored }: SourceFile): ReadFile {
  const key = `${file}\n${text}`;
  const read =
    recent.get(key) ??
    (stored === undefined
      ? readYaml(text, (line, column) => ({ file, line, column }))
      : { tree: restoreTree(stored, file), problems: [] });
  recent.delete(key);
  recent.set(key, read);
  if (recent.size > MOST_RECENT) recent.delete([...recent.keys()][0]);
  return read;
}

interface Layer {
  readonly file: string;
  readonly tree: MapNode;
  /** `base`: below the main file through `extends`. */
  readonly role: 'base' | 'main' | 'overlay';
  /** Demand that the file takes from other files. */
  readonly demands: readonly DemandList[];
}

/**
 * Read a file, the files that it extends, and the overlays, each once, and merge them. The name and description of a
 * base are dropped; those of an overlay are appended to the main file's. `schema` tells numbers, which a file may change
 * relative to those below it.
 */
export function readLayers(
  main: SourceFile,
  { overlays, load, schema }: { readonly overlays: readonly string[]; readonly load: Load; readonly schema: Schema },
): Layers {
  const stack = new Stack(load);
  stack.add(main, 'main', []);
  for (const name of overlays) {
    const overlay = stack.fetch(name, main.file, { override: '' });
    if (overlay !== undefined) stack.add(overlay, 'overlay', []);
  }
  const files = stack.layers.map((layer) => layer.file);
  const name = title(stack.layers);
  if (stack.unusable) return { problems: stack.problems, files, name };
  const report = (problem: Problem) => stack.problems.push(problem);
  let tree: MapNode | undefined;
  for (const layer of stack.layers.map(withoutForeignTitle)) {
    const { rest, changes } = splitChanges(layer);
    const laid = (tree === undefined ? rest : mergeTrees(tree, rest as Tree, report)) as MapNode;
    tree = laid;
    if (changes.length === 0) continue;
    const placed = placeSpreads(laid);
    const changed = applyChanges(placed.tree, changes, schema);
    stack.problems.push(...placed.problems, ...changed.problems);
    tree = changed.tree as MapNode;
  }
  if (tree !== undefined) stack.problems.push(...startProblems(tree, stack.layers));
  return { tree: withDescription(tree as MapNode, stack.layers), problems: stack.problems, files, name };
}

/** Demand whose file starts in another month than the scenario; one that a later file replaced is not asked. */
function startProblems(tree: MapNode, layers: readonly Layer[]): Problem[] {
  const start = tree.entries.get('startMonth');
  const demands = layers.flatMap((layer) => layer.demands);
  if (demands.length === 0 || start?.kind !== 'leaf') return [];
  const used = new Set(walk(tree).map(([, node]) => node));
  return demands.flatMap((demand) => {
    const message = used.has(demand.list) ? startProblem(demand, start.value) : undefined;
    return message === undefined ? [] : [{ at: demand.at, path: '', message }];
  });
}

class Stack {
  readonly layers: Layer[] = [];
  readonly problems: Problem[] = [];
  /** A file is missing or not YAML, so the rest is not checked. */
  unusable = false;
  readonly #load: Load;

  constructor(load: Load) {
    this.#load = load;
  }

  /** Add a file above everything it extends. `below` lists the files that led here. */
  add(source: SourceFile, role: Layer['role'], below: readonly string[]): void {
    if (this.layers.some((layer) => layer.file === source.file)) return;
    const { tree, problems } = readSource(source);
    this.problems.push(...problems);
    if (tree?.kind !== 'map') {
      this.unusable = true;
      if (tree !== undefined) this.#report(tree.at, '', notKeys(tree));
      return;
    }
    const entries = new Map(tree.entries);
    const base = entries.get('extends');
    entries.delete('extends');
    if (base !== undefined) this.#extend(base, source.file, [...below, source.file], role);
    const read = withDemandFiles(
      { ...tree, entries },
      {
        fetch: (name, at) => this.fetch(name, source.file, at),
        report: (at, message) => this.#report(at, '', message),
      },
    );
    this.layers.push({ file: source.file, tree: read.tree, role, demands: read.lists });
  }

  /** Load a file, reporting at `at` when there is none. */
  fetch(name: string, from: string, at: Position): SourceFile | undefined {
    try {
      const source = this.#load(name, from);
      if (source !== undefined) return source;
      this.#report(at, '', `there is no ${/\.csv$/i.test(name) ? 'file' : 'scenario file'} ${name}`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const message of error.problems) this.#report(at, '', message);
    }
    this.unusable = true;
    return undefined;
  }

  #extend(base: Tree, file: string, below: readonly string[], role: Layer['role']): void {
    if (base.kind !== 'leaf' || typeof base.value !== 'string') {
      this.unusable = true;
      this.#report(base.at, 'extends', 'expected the name of one scenario file, such as baseline.yaml');
      return;
    }
    const source = this.fetch(base.value, file, base.at);
    if (source === undefined) return;
    if (below.includes(source.file)) {
      this.unusable = true;
      this.#report(base.at, 'extends', `files extend each other in a circle: ${[...below, source.file].join(' -> ')}`);
      return;
    }
    this.add(source, role === 'overlay' ? 'overlay' : 'base', below);
  }

  #report(at: Position, path: string, message: string): void {
    this.problems.push({ at, path, message });
  }
}

function notKeys(tree: Tree): string {
  const found = tree.kind === 'leaf' ? quoted(tree.value) : `a ${tree.kind}`;
  return `expected keys with values, such as \`extends: baseline.yaml\`, got ${found}`;
}

function withoutForeignTitle(layer: Layer): MapNode {
  if (layer.role === 'main') return layer.tree;
  const entries = new Map(layer.tree.entries);
  entries.delete('name');
  entries.delete('description');
  return { ...layer.tree, entries };
}

/** Name of the main file and of each overlay: what they say, or the name of the file. */
function title(layers: readonly Layer[]): string {
  const named = layers.filter((layer) => layer.role !== 'base');
  return named.map((layer) => textOf(layer, 'name') ?? fileStem(layer.file)).join('+');
}

function withDescription(tree: MapNode, layers: readonly Layer[]): MapNode {
  const texts = layers.map((layer) => (layer.role === 'base' ? undefined : textOf(layer, 'description')));
  const given = texts.filter((text) => text !== undefined);
  if (given.length === 0 || (given.length === 1 && tree.entries.has('description'))) return tree;
  const at = tree.entries.get('description')?.at ?? tree.at;
  const entries = new Map(tree.entries).set('description', {
    kind: 'leaf',
    value: given.map(asSentence).join(' '),
    at,
  });
  return { ...tree, entries };
}

function textOf(layer: Layer, key: string): string | undefined {
  const leaf = layer.tree.entries.get(key);
  return leaf?.kind === 'leaf' && typeof leaf.value === 'string' && leaf.value !== '' ? leaf.value : undefined;
}

/** `power-tight` of `scenarios/power-tight.yaml`. */
export function fileStem(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}

/** One printable line of a problem; one without a place has only its message. */
export function problemLine({ at, path, message }: Problem): string {
  return 'override' in at && at.override === '' ? message : formatProblem(at, path, message);
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
