/** Which numbers a list shows, and in which order. */

import type { NumberInfo } from '../case-description.ts';

export const ORDERS = {
  influence: 'most influential first',
  file: 'as in the scenario',
  changed: 'changed ones only',
  weak: 'assumed ones first',
} as const;
export type Order = keyof typeof ORDERS;

export interface Sought {
  /** Words that must all occur in path, description, unit, evidence or source. */
  readonly words: string;
  readonly order: Order;
  readonly influence: Readonly<Record<string, number>>;
  readonly changed: Readonly<Record<string, number>>;
}

export function orderNumbers(
  numbers: readonly NumberInfo[],
  { words, order, influence, changed }: Sought,
): NumberInfo[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = numbers.filter(({ path, description, source, evidence, unit }) => {
    const text = `${path} ${description} ${source} ${evidence} ${unit}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  if (order === 'changed') return found.filter(({ path }) => path in changed);
  if (order === 'file') return found;
  // Sorting is stable: equal numbers stay in the order of the scenario.
  if (order === 'weak')
    return found.sort((a, b) => Number(b.evidence === 'assumed') - Number(a.evidence === 'assumed'));
  return found.sort((a, b) => (influence[b.path] ?? -1) - (influence[a.path] ?? -1));
}
