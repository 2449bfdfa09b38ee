/** A batch whose runs are simulated by workers of a queue: the same bytes, whatever happens to workers and server. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { readQueueUrl } from '../../src/node/live-queue/queue-url.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';
import { LACKS_REDIS, startRedis } from '../support/redis.ts';

const RUNS = 20;
const BATCH = ['batch', 'baseline', '--set', 'horizonMonths=24', '--runs', String(RUNS)];

async function localBatch(): Promise<Record<string, string>> {
  const folder = temporaryFolder();
  const { code, stderr } = await cli([...BATCH, '--jobs', '1', '--out', folder]);
  expect([code, stderr]).toEqual([0, '']);
  return filesOf(folder);
}

describe('the address of a queue', () => {
  it('takes user and password from the environment where it names none', () => {
    const env = { OVERBUILD_QUEUE_USER: 'me', OVERBUILD_QUEUE_PASSWORD: 'p@ss/word' };
    const url = new URL(readQueueUrl('rediss://queue.example:6380/2', env));
    expect([url.username, decodeURIComponent(url.password), url.host]).toEqual([
      'me',
      'p@ss/word',
      'queue.example:6380',
    ]);
    expect(readQueueUrl('redis://you:secret@host', env)).toBe('redis://you:secret@host');
  });

  it.each(['localhost:6379', 'http://localhost', 'redis://', 'redis://host/table', 'nonsense'])(
    'refuses %s',
    (text) => {
      expect(() => readQueueUrl(text, {})).toThrow(/^--queue: /);
    },
  );

  it('is refused with a sentence and no password when no server is there', async () => {
    const argv = [...BATCH, '--queue', 'redis://me:secret@127.0.0.1:1', '--out', temporaryFolder()];
    const { code, stderr } = await cli(argv);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^overbuild: cannot use the queue at redis:\/\/127\.0\.0\.1:1: /);
    expect(stderr).not.toContain('secret');
  });
});

describe.skipIf(LACKS_REDIS)('on a server', () => {
  it('writes the bytes of a local batch, and no password; an interrupted worker ends politely', async () => {
    const { url } = await startRedis();
    let interrupt = (): void => undefined;
    const onListen = (listener: () => void): void => {
      interrupt = listener;
    };
    const worker = cli(['worker', '--queue', url, '--jobs', '1'], { onListen });
    const folder = temporaryFolder();
    const withPassword = url.replace('redis://', 'redis://default:unneeded@');
    const { code, stderr } = await cli([...BATCH, '--queue', withPassword, '--out', folder]);
    expect(stderr).toMatch(/^$|WARN|without any password/);
    expect(code).toBe(0);
    expect(filesOf(folder)).toEqual(await localBatch());
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).not.toContain('unneeded');
    interrupt();
    const served = await worker;
    expect([served.code, served.stdout]).toEqual([0, expect.stringMatching(/Simulated 20 rows in \d+ chunk/)]);
  });

  it('says that no worker is there, of which version others are, and ends when it is interrupted', async () => {
    const { url } = await startRedis();
    const redis = new Redis(url);
    await redis.sadd('overbuild:workers', 'other');
    await redis.set('overbuild:sign:other', JSON.stringify({ version: '1.0.0-0.1.0', threads: 4 }), 'EX', 600);
    let interrupt = (): void => undefined;
    const { code, stdout, stderr } = await cli([...BATCH, '--queue', url, '--out', temporaryFolder()], {
      onListen: (listener) => {
        interrupt = listener;
      },
      // What it says when it is interrupted is told too.
      onTold: (text) => text.includes('no worker') && interrupt(),
    });
    expect(stderr).toMatch(/^[^\n]*no worker serves [^ ]+ \(there are workers of version 1\.0\.0-0\.1\.0, not /);
    expect([code, stdout]).toEqual([130, expect.stringContaining('Interrupted: 0 runs are safe')]);
    redis.disconnect();
    const { stdout: served } = await cli(['worker', '--queue', url, '--jobs', '1', '--runtime', '1s']);
    expect(served).toContain('Simulated 0 rows in 0 chunks');
  });
});
