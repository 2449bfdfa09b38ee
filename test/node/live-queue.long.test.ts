/** Workers and coordinators that are killed, hang or are there twice leave the bytes of a batch that was left alone. */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { CHECKPOINT_FILE } from '../../src/node/files/checkpoint.ts';
import { createGenerator } from '../../src/random/generator.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { contentOf } from '../support/crashes.ts';
import { type Started, startProgram } from '../support/program.ts';
import { LACKS_REDIS, startQueueWorker, startRedis } from '../support/redis.ts';

const KILLS = 50;
const batchOf = (runs: number): string[] => ['batch', 'baseline', '--set', 'horizonMonths=24', '--runs', `${runs}`];
const BATCH = batchOf(1000);

let local: Promise<Record<string, string>> | undefined;
/** What the batch leaves that was made without a queue. */
function alone(): Promise<Record<string, string>> {
  local ??= (async () => {
    const folder = temporaryFolder();
    expect((await startProgram([...BATCH, '--jobs', '2', '--out', folder]).ended).code).toBe(0);
    return contentOf(folder);
  })();
  return local;
}

it.skipIf(LACKS_REDIS)('loses nothing and writes nothing twice', async () => {
  const chance = createGenerator('kills of a queue');
  const whole = await alone();
  const { url } = await startRedis();
  const workers: Started[] = [await startQueueWorker(url), await startQueueWorker(url)];
  let kills = 0;
  while (kills < KILLS) {
    const folder = temporaryFolder();
    const start = (): Started => startProgram([...BATCH, '--queue', url, '--out', folder, '--resume']);
    let coordinator = start();
    for (let over = false; !over; ) {
      const ended = coordinator.ended.then(() => true);
      over = await Promise.race([ended, wait(100 + 900 * chance.uniform(), false)]);
      if (over || kills >= KILLS) {
        over = await ended;
      } else if (chance.uniform() < 0.5) {
        coordinator.process.kill('SIGKILL');
        kills += (await coordinator.ended).signal === 'SIGKILL' ? 1 : 0;
        coordinator = start();
      } else {
        const w = Math.floor(chance.uniform() * workers.length);
        workers[w].process.kill('SIGKILL');
        await workers[w].ended;
        kills++;
        workers[w] = await startQueueWorker(url);
      }
    }
    const { code, stderr } = await coordinator.ended;
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('defect')]);
    expect(contentOf(folder)).toEqual(whole);
  }
});

it.skipIf(LACKS_REDIS)(
  'gives the chunk of a worker that hangs to another, and takes it once when both deliver',
  async () => {
    const whole = await alone();
    const { url } = await startRedis();
    const hanging = await startQueueWorker(url);
    const folder = temporaryFolder();
    const batch = startProgram([...BATCH, '--queue', url, '--out', folder]);
    await wait(1500);
    hanging.process.kill('SIGSTOP');
    await startQueueWorker(url);
    await wait(12_000);
    hanging.process.kill('SIGCONT');
    expect((await batch.ended).code).toBe(0);
    expect(contentOf(folder)).toEqual(whole);
  },
);

it.skipIf(LACKS_REDIS)('serves two coordinators of one experiment, each with a folder of its own', async () => {
  const { url } = await startRedis();
  await startQueueWorker(url);
  await startQueueWorker(url);
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  const batches = [one, other].map((out) => startProgram([...BATCH, '--queue', url, '--out', out]));
  while (!existsSync(join(one, CHECKPOINT_FILE))) await wait(20);
  const third = await startProgram([...BATCH, '--queue', url, '--out', one, '--resume']).ended;
  expect([third.code, third.stderr]).toEqual([2, expect.stringMatching(/is being written by process/)]);
  for (const { ended } of batches) expect((await ended).code).toBe(0);
  expect(contentOf(one)).toEqual(contentOf(other));
});

it.skipIf(LACKS_REDIS)('survives workers that are killed and a server that loses everything', async () => {
  const whole = await alone();
  const server = await startRedis();
  const folder = temporaryFolder();
  const batch = startProgram([...BATCH, '--queue', server.url, '--out', folder]);
  const redis = new Redis(server.url);
  while ((await redis.keys('overbuild:setup:*')).length === 0) await wait(10);
  redis.disconnect();
  await server.stop();
  await wait(300);
  await server.start();
  const first = await startQueueWorker(server.url);
  await wait(300);
  first.process.kill('SIGKILL');
  await startQueueWorker(server.url);
  const { code, stderr } = await batch.ended;
  expect(code).toBe(0);
  expect(contentOf(folder)).toEqual(whole);
  expect(stderr).toMatch(/lost the queue[^\n]*\n[\s\S]*connected to the queue/);
});

it.skipIf(LACKS_REDIS)('plays a strategy only on a worker that was given the same file', async () => {
  const { url } = await startRedis();
  const folder = temporaryFolder();
  const file = join(folder, 'mine.mjs');
  writeFileSync(file, `export default { id: 'mine', summary: 'Half way', decide: () => 0.5 };\n`);
  const without = await startQueueWorker(url);
  const out = join(folder, 'out');
  const batch = startProgram([...batchOf(100), '--strategy', `META=${file}`, '--queue', url, '--out', out]);
  const told = new Promise((ready) => without.process.stderr?.once('data', ready));
  expect(String(await told)).toContain('asks for the strategy mine.mjs#');
  await startQueueWorker(url, '--strategy', file);
  expect((await batch.ended).code).toBe(0);
  const alone = join(folder, 'alone');
  await startProgram([...batchOf(100), '--strategy', `META=${file}`, '--jobs', '1', '--out', alone]).ended;
  expect(filesOf(out)).toEqual(filesOf(alone));
});
