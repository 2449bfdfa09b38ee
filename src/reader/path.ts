/** Parses and formats paths within a scenario, such as `supply.nodes[hbm].leadMonths` or `firms[*].strategy.id`. */

/** A step into a map by key, or into a list by id, by index, or to all its items (`*`). */
export type Segment = { readonly key: string } | { readonly item: string };

/** Read an address; undefined when it is not one. */
export function parsePath(text: string): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  const token = /(?:^|\.)([^.[\]]+)|\[([^[\]]+)\]/y;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, key, item] = match;
    if (key !== undefined) segments.push({ key: key.trim() });
    else if (segments.length > 0) segments.push({ item: item.trim() });
    else return undefined;
  }
  return segments.length === 0 ? undefined : segments;
}

/** Add a map key to an address. */
export function joinKey(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Add a list item, by id or index, to an address. */
export function joinItem(path: string, item: string | number): string {
  return `${path}[${item}]`;
}

/** The id by which an item of a list is addressed: its `id`, or its index when it has none. */
export function itemName(item: unknown, index: number): string | number {
  if (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string') return item.id;
  return index;
}

/** Put a value at a path of nested maps and lists of items with an id. */
export function placeAt(root: Record<string, unknown>, path: string, value: unknown): void {
  let at = root;
  const segments = parsePath(path) ?? [];
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1;
    const next = segments[i + 1];
    if ('item' in segment) continue;
    if (isLast) at[segment.key] = value;
    else if (next !== undefined && 'item' in next) {
      const list = (at[segment.key] ?? []) as Record<string, unknown>[];
      at[segment.key] = list;
      let item = list.find(({ id }) => id === next.item);
      if (item === undefined) {
        item = { id: next.item };
        list.push(item);
      }
      at = item;
    } else {
      const map = (at[segment.key] ?? {}) as Record<string, unknown>;
      at[segment.key] = map;
      at = map;
    }
  }
}

/** The address that keys and indices lead to in plain data, its items by their ids. */
export function pathOf(root: unknown, keys: readonly PropertyKey[]): string {
  let at = root;
  let path = '';
  for (const key of keys) {
    const next: unknown = Reflect.get(Object(at), key);
    path = Array.isArray(at) ? joinItem(path, itemName(next, Number(key))) : joinKey(path, String(key));
    at = next;
  }
  return path;
}
