/** The address of a queue: a Redis or Valkey server, with its password from the environment. */

import { UsageError } from '../../scenario/errors.ts';

const SCHEMES = ['redis:', 'rediss:'];
const EXAMPLE = 'redis://localhost:6379, or rediss:// with TLS';

/** The URL without user and password. */
export function withoutSecrets(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}

/**
 * Check the address of a queue and complete it.
 *
 * @param env  `OVERBUILD_QUEUE_USER` and `OVERBUILD_QUEUE_PASSWORD` serve where the address names none.
 * @throws UsageError  Where it is no address of a Redis server; the message repeats no password.
 */
export function readQueueUrl(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !SCHEMES.includes(url.protocol) || url.hostname === '') {
    throw new UsageError([`--queue: expected an address such as ${EXAMPLE}, got ${withoutSecrets(text)}`]);
  }
  if (!/^(?:\/\d*)?$/.test(url.pathname)) {
    throw new UsageError([`--queue: after the host comes the number of a database or nothing, got ${url.pathname}`]);
  }
  if (url.username === '') url.username = env.OVERBUILD_QUEUE_USER ?? '';
  if (url.password === '') url.password = encodeURIComponent(env.OVERBUILD_QUEUE_PASSWORD ?? '');
  return url.href;
}
