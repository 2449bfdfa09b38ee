/** Parts of a piece of work that several machines share. */

import { UsageError } from '../../scenario/errors.ts';

/** Part `index` of `count` parts, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** What a shard holds of so many configurations or runs: the first, and how many. */
export function shardRange(
  size: number,
  { index, count }: Shard = { index: 1, count: 1 },
  noun = 'configurations',
): [number, number] {
  const from = Math.floor((size * (index - 1)) / count);
  const range = Math.floor((size * index) / count) - from;
  if (range === 0) throw new UsageError(`shard ${index}/${count} of ${size} ${noun} is empty`);
  return [from, range];
}

/** The shard that an identity names (`2/5`); `undefined` when it names none. */
export function readShard(text: string | undefined): Shard | undefined {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text ?? '') ?? [];
  return index === undefined ? undefined : { index: Number(index), count: Number(count) };
}
