/** Undo and redo of studies, stored so that a reload loses nothing. */

/** Addresses of studies in the order in which they were made, and which of them is shown. */
export interface History {
  readonly addresses: readonly string[];
  readonly at: number;
}

/** Steps that can be undone. */
const MOST = 200;
const KEY = 'overbuild-studio';

export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Make an address the present one; those undone are dropped. An address that is there already changes nothing. */
export function visit({ addresses, at }: History, address: string): History {
  if (addresses[at] === address) return { addresses, at };
  const past = [...addresses.slice(0, at + 1), address].slice(-MOST);
  return { addresses: past, at: past.length - 1 };
}

/** Move by `step`; undefined where there is nothing. */
export function move({ addresses, at }: History, step: -1 | 1): History | undefined {
  const next = at + step;
  return next < 0 || next >= addresses.length ? undefined : { addresses, at: next };
}

/** The stored history when it is at this address, else one that begins here. */
export function openHistory(shelf: Shelf | undefined, address: string): History {
  try {
    const stored = JSON.parse(shelf?.getItem(KEY) ?? 'null') as History | null;
    if (stored !== null && Array.isArray(stored.addresses) && Number.isInteger(stored.at)) {
      return visit(stored, address);
    }
  } catch {
    // A history that cannot be read is none.
  }
  return { addresses: [address], at: 0 };
}

export function storeHistory(shelf: Shelf | undefined, history: History): void {
  try {
    shelf?.setItem(KEY, JSON.stringify(history));
  } catch {
    // A page without storage still undoes until it is closed.
  }
}
