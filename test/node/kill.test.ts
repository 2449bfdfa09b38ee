/** A batch killed at any moment goes on to the bytes of one that was left alone, whatever the number of workers. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { CHECKPOINT_FILE } from '../../src/node/files/checkpoint.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { type Ended, startProgram } from '../support/program.ts';

const RUNS = 200;
const BATCH = ['batch', 'baseline', '--set', 'horizonMonths=24', '--runs', String(RUNS)];

/** Start the batch, wait until it has begun to write, then kill it after some time. */
async function killed(folder: string, afterMs: number, argv: readonly string[]): Promise<Ended> {
  const { process, ended } = startProgram([...BATCH, '--jobs', '2', '--out', folder, ...argv]);
  const over = { value: false };
  const watch = ended.then(() => {
    over.value = true;
  });
  while (!existsSync(join(folder, CHECKPOINT_FILE)) && !over.value) await wait(5);
  await wait(afterMs);
  process.kill('SIGKILL');
  await watch;
  return ended;
}

it('resumes after SIGKILL, again and again, on two workers, to the bytes of one left alone', {
  timeout: 120_000,
}, async () => {
  const alone = temporaryFolder();
  const started = performance.now();
  const whole = await startProgram([...BATCH, '--jobs', '1', '--out', alone]).ended;
  expect(whole.stderr).toBe('');
  expect(whole.code).toBe(0);
  const duration = performance.now() - started;
  const folder = temporaryFolder();
  let kills = 0;
  for (const share of [0, 0.2, 0.4]) {
    const { signal } = await killed(folder, share * duration, kills === 0 ? [] : ['--resume']);
    if (signal === 'SIGKILL') kills++;
  }
  const last = await startProgram([...BATCH, '--jobs', '2', '--out', folder, '--resume']).ended;
  expect(last.code).toBe(0);
  expect(kills).toBeGreaterThan(1);
  expect(filesOf(folder)).toEqual(filesOf(alone));
  expect(readFileSync(join(folder, 'runs.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(RUNS + 1);
});

it('ends on Ctrl-C with exit code 130 and says how to go on', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const argv = ['batch', 'baseline', '--runs', '100000', '--jobs', '2', '--out', folder];
  const { process, ended } = startProgram(argv);
  while (!existsSync(join(folder, CHECKPOINT_FILE))) await wait(20);
  const second = await startProgram([...argv, '--resume']).ended;
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(/being written by process \d+/);
  await wait(300);
  process.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect(stderr).toContain('Stopping after the runs under way');
  expect(stdout).toMatch(/^Interrupted: [\d,]+ runs are safe in /);
  expect(stdout).toContain(`--runs 100000 --jobs 2 --out ${folder} --resume`);
  expect(code).toBe(130);
});
