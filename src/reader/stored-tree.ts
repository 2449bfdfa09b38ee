/** Tree of a scenario file as JSON: the build stores those of the package, whose YAML took a quarter of a short command. */

import type { FilePosition } from './position.ts';
import { readYaml } from './read.ts';
import type { Leaf, ListNode, MapNode, Tree } from './tree.ts';

type Place = Omit<FilePosition, 'file'>;
/** A node whose positions lack the name of the file; the entries of a map are pairs. */
type Stored =
  | (Omit<Leaf, 'at' | 'spread'> & { at: Place; spread?: Omit<NonNullable<Leaf['spread']>, 'at'> & { at: Place } })
  | (Pick<MapNode, 'kind'> & { at: Place; entries: [key: string, child: Stored][] })
  | (Pick<ListNode, 'kind'> & { at: Place; items: Stored[] });

/** The tree of a text as JSON; undefined when the text has problems. */
export function storeTree(text: string): string | undefined {
  const { tree, problems } = readYaml(text, (line, column) => ({ file: '', line, column }));
  if (tree === undefined || problems.length > 0) return undefined;
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'file') return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

/** The tree of the file of this name. */
export function restoreTree(json: string, file: string): Tree {
  const placed = ({ line, column }: Place): FilePosition => ({ file, line, column });
  const restored = (node: Stored): Tree => {
    const at = placed(node.at);
    if (node.kind === 'list') return { kind: 'list', items: node.items.map(restored), at };
    if (node.kind === 'map') {
      return { kind: 'map', entries: new Map(node.entries.map(([key, child]) => [key, restored(child)])), at };
    }
    const { spread, ...leaf } = node;
    return spread === undefined ? { ...leaf, at } : { ...leaf, at, spread: { ...spread, at: placed(spread.at) } };
  };
  return restored(JSON.parse(json) as Stored);
}
