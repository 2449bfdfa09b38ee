/** Connects to the server of a queue, says when it is lost and found again, and registers who works there. */

import { Redis } from 'ioredis';
import { MachineError } from '../../scenario/errors.ts';
import { SIGN_SECONDS, type Sign, signKey } from './protocol.ts';
import { withoutSecrets } from './queue-url.ts';

const CONNECT_MS = 10_000;
const MAX_RETRY_MS = 2000;

/**
 * Connect.
 *
 * @param tell  Hears when the connection is lost, and when it is there again.
 * @throws MachineError  When there is no server at the address, or it refuses the password.
 */
export async function connectRedis(url: string, tell: (message: string) => void): Promise<Redis> {
  const shown = withoutSecrets(url);
  let isOpen = false;
  let isLost = false;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    maxRetriesPerRequest: null,
    // A server that was never there is a mistake in the address; one that goes away comes back.
    retryStrategy: (times) => (isOpen ? Math.min(MAX_RETRY_MS, 50 * 2 ** Math.min(times, 10)) : null),
  });
  let why: Error | undefined;
  redis.on('error', (error: Error) => {
    why ??= error;
  });
  redis.on('close', () => {
    if (isOpen && !isLost) tell(`lost the queue at ${shown}; waiting for it`);
    isLost = isOpen;
  });
  redis.on('ready', () => {
    if (isLost) tell(`connected to the queue at ${shown} again`);
    isOpen = true;
    isLost = false;
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new MachineError([`cannot use the queue at ${shown}: ${(why ?? (error as Error)).message}`]);
  }
  return redis;
}

/** End a connection for good, without a word about it. */
export function disconnectRedis(redis: Redis): void {
  redis.removeAllListeners('close');
  redis.disconnect();
}

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

/** The same listener, which hears every message once. */
export function once(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (!told.has(message)) tell(message);
    told.add(message);
  };
}
