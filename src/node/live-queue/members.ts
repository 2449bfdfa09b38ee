/** Registers the workers and experiments of a queue, and renews their entries (heartbeats). */

import type { Redis } from 'ioredis';
import { SIGN_SECONDS, type Sign, signKey } from './protocol.ts';

/** Register a member with what it is. */
export async function signOn(redis: Redis, group: string, id: string, sign: Sign): Promise<void> {
  await redis.multi().sadd(group, id).set(signKey(id), JSON.stringify(sign), 'EX', SIGN_SECONDS).exec();
}

export async function signOff(redis: Redis, group: string, id: string): Promise<void> {
  if (redis.status === 'ready') await redis.multi().srem(group, id).del(signKey(id)).exec();
}

/** The members of a group that are alive; forgets those that gave no sign for long. */
export async function membersOf(redis: Redis, group: string): Promise<Sign[]> {
  const ids = await redis.smembers(group);
  if (ids.length === 0) return [];
  const signs = await redis.mget(ids.map(signKey));
  const gone = ids.filter((_, i) => signs[i] === null);
  if (gone.length > 0) await redis.srem(group, ...gone);
  return signs.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Sign]));
}
