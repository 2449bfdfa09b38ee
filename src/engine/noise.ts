/** Noise in play: execution errors of firms and misread moves of rivals. */

import type { Economy } from '../scenario/economy.ts';
import type { SeedKey } from '../random/seed.ts';
import { openStream, type StreamId, type StreamKey, streamId, uniformAt } from '../random/stream.ts';

export interface Misreadings {
  /** Whether an observer misreads what a rival played at decision k. */
  misread(observer: number, rival: number, k: number): boolean;
}

export interface PlayNoise extends Misreadings {
  /** Whether firm f plays the opposite of what it decided at decision k. */
  slips(f: number, k: number): boolean;
  /** Open the streams of a run. */
  open(seed: SeedKey, replication: number): void;
}

/** Keyed noise: a draw depends on (firm, decision) or (observer, rival, decision) alone. */
export function createPlayNoise({ noise, firms }: Economy): PlayNoise {
  const ids = firms.map((firm) => firm.id);
  const slipIds = ids.map((id) => streamId('execution', id));
  const readIds: StreamId[] = [];
  for (const observer of ids) for (const rival of ids) readIds.push(streamId('observation', `${observer}|${rival}`));
  let slipKeys: StreamKey[] = [];
  let readKeys: StreamKey[] = [];
  return {
    slips: (f, k) => noise.execution > 0 && uniformAt(slipKeys[f], k) < noise.execution,
    misread: (observer, rival, k) =>
      noise.observation > 0 && uniformAt(readKeys[observer * ids.length + rival], k) < noise.observation,
    open(seed, replication) {
      if (noise.execution > 0) slipKeys = slipIds.map((id) => openStream(seed, replication, id));
      if (noise.observation > 0) readKeys = readIds.map((id) => openStream(seed, replication, id));
    },
  };
}
