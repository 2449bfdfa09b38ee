/** Parses YAML text into a tree with positions, and reports all syntax problems. */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { isEvidenced, unwrapEvidence } from './evidence.ts';
import { joinItem, joinKey } from './path.ts';
import type { Position } from './position.ts';
import { idOf, type Leaf, type MapNode, type Problem, type Tree } from './tree.ts';

export interface ReadFile {
  /** Absent when the text is not YAML. */
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
}

/** Plainer texts for messages of the YAML library. */
const PLAIN_WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces, not tabs',
  MULTIPLE_DOCS: 'one file holds one scenario: a second one starts here (---)',
  BLOCK_AS_IMPLICIT_KEY:
    'a key inside the value of another: indent it as the keys beside it, or quote the text if it holds ": "',
  MULTILINE_IMPLICIT_KEY: 'this line has no key: write `key: value`',
};

const EMPTY = 'the file is empty; start it with `extends: baseline.yaml` and the keys to change, or copy a scenario';

/** Read one file. `locate` turns a line and column (from 1) into a position, for text that is not a file. */
export function readYaml(text: string, locate: (line: number, column: number) => Position): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return locate(line, col);
  };
  const problems: Problem[] = syntaxProblems([...document.errors, ...document.warnings], at);
  if (problems.length > 0) return { problems };
  if (document.contents === null) {
    return { problems: [{ at: locate(1, 1), path: '', message: EMPTY }] };
  }
  const reader = new Reader(at, problems);
  return { tree: reader.read(document.contents, '', at(document.contents.range?.[0] ?? 0)), problems };
}

/** One problem per line; indentation problems after another problem are dropped as consequences. */
function syntaxProblems(errors: readonly YAMLError[], at: (offset: number) => Position): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const error of errors) {
    const position = at(error.pos[0]);
    const line = 'line' in position ? String(position.line) : '';
    if (seen.has(line) || (seen.size > 0 && error.code === 'BAD_INDENT')) continue;
    seen.add(line);
    problems.push({ at: position, path: '', message: `not YAML: ${PLAIN_WORDS[error.code] ?? plain(error.message)}` });
  }
  return problems;
}

function plain(message: string): string {
  if (/without - indicator/.test(message))
    return 'a list item without its dash: check the indentation, or begin the item with `- `';
  if (/same column/.test(message)) return 'this line is not at the column of those beside it: check the indentation';
  if (message.startsWith('Unresolved tag')) return 'tags such as !name are not used here';
  return message.charAt(0).toLowerCase() + message.slice(1);
}

class Reader {
  readonly #at: (offset: number) => Position;
  readonly #problems: Problem[];

  constructor(at: (offset: number) => Position, problems: Problem[]) {
    this.#at = at;
    this.#problems = problems;
  }

  read(node: Node | null, path: string, at: Position): Tree {
    if (isMap(node)) return this.#map(node, path, at);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.#item(item as Node, index, path));
      this.#reportDuplicateIds(items, path);
      return { kind: 'list', items, at };
    }
    if (isAlias(node)) {
      const hint = /^[\d.]/.test(node.source) ? ` (a factor needs quotes: "*${node.source}")` : '';
      this.#report(
        at,
        path,
        `*${node.source} refers to a value elsewhere, which is not supported: write it out${hint}`,
      );
      return { kind: 'leaf', value: null, at, reported: true };
    }
    return this.#scalar(isScalar(node) ? node : undefined, path, at);
  }

  #item(node: Node | null, index: number, path: string): Tree {
    const id = isMap(node) ? node.get('id') : undefined;
    const name = typeof id === 'string' ? id : index;
    return this.read(node, joinItem(path, name), this.#at(node?.range?.[0] ?? 0));
  }

  #map(node: YAMLMap, path: string, at: Position): Tree {
    const entries = new Map<string, Tree>();
    for (const pair of node.items) {
      const keyNode = pair.key as Node;
      const keyAt = this.#at(keyNode.range?.[0] ?? 0);
      if (!isScalar(keyNode) || keyNode.value === null) {
        this.#report(keyAt, path, 'a key must be a single word');
        continue;
      }
      const key = String(keyNode.value);
      const childPath = joinKey(path, key);
      if (key === '<<') {
        this.#report(keyAt, path, 'merging with << is not supported: use `extends: other.yaml`, or write the keys out');
        continue;
      }
      const first = entries.get(key);
      if (first !== undefined) {
        const line = 'line' in first.at ? `, first in line ${first.at.line}` : '';
        this.#report(keyAt, childPath, `written twice in the same map${line}; keep one`);
        continue;
      }
      entries.set(key, this.read(pair.value as Node | null, childPath, keyAt));
    }
    const map: MapNode = { kind: 'map', entries, at };
    return isEvidenced(map) ? unwrapEvidence(map, path, (problem) => this.#problems.push(problem)) : map;
  }

  #scalar(node: Scalar | undefined, path: string, at: Position): Leaf {
    const value = node?.value ?? null;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const word = Number.isNaN(value) ? 'not a number (.nan)' : 'infinite (.inf)';
      this.#report(at, path, `expected a finite number, but this is ${word}`);
      return { kind: 'leaf', value: null, at, reported: true };
    }
    // Adding 0 turns -0 into 0, so that equal scenarios have equal bits.
    if (typeof value === 'number') {
      const written = node?.source;
      const isPlain = written === undefined || written === String(value);
      return { kind: 'leaf', value: value + 0, at, ...(isPlain ? {} : { written }) };
    }
    if (typeof value === 'boolean' || typeof value === 'string') return { kind: 'leaf', value, at };
    return { kind: 'leaf', value: null, at, ...((node?.source ?? '') === '' ? { isEmpty: true } : {}) };
  }

  #reportDuplicateIds(items: readonly Tree[], path: string): void {
    const seen = new Map<string, Tree>();
    for (const item of items) {
      const id = idOf(item);
      if (id === undefined) continue;
      const first = seen.get(id);
      const line = first !== undefined && 'line' in first.at ? `, first in line ${first.at.line}` : '';
      if (first !== undefined) this.#report(item.at, joinItem(path, id), `duplicate id ${id}${line}`);
      seen.set(id, first ?? item);
    }
  }

  #report(at: Position, path: string, message: string): void {
    this.#problems.push({ at, path, message });
  }
}
