/** A batch killed while it writes and while it finishes goes on to the bytes of one that was left alone; Ctrl-C says how. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { contentOf, crashAlong } from '../support/crashes.ts';
import { cli } from '../support/cli.ts';
import { startProgram } from '../support/program.ts';

it('resumes after SIGKILL, again and again, on two workers, to the bytes of one left alone', async () => {
  const argv = ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '20'];
  const [alone, folder] = [temporaryFolder(), temporaryFolder()];
  expect((await cli([...argv, '--jobs', '1', '--out', alone])).code).toBe(0);
  const moments = [{ file: 'runs.csv' }, { file: 'summary.csv.tmp' }];
  expect(await crashAlong([...argv, '--jobs', '2'], folder, moments)).toEqual({ kills: 2, resumes: 2 });
  expect(contentOf(folder)).toEqual(contentOf(alone));
});

it('ends on Ctrl-C with exit code 130 and says how to go on', async () => {
  const folder = temporaryFolder();
  const argv = ['batch', 'baseline', '--runs', '100000', '--jobs', '2', '--out', folder];
  const { process, ended } = startProgram(argv);
  while (!existsSync(join(folder, 'runs.csv'))) await wait(20);
  const second = await cli([...argv, '--resume']);
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(/being written by process \d+/);
  process.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect(stderr).toContain('Stopping after the runs under way');
  expect(stdout).toMatch(/^Interrupted: [\d,]+ runs are safe in /);
  expect(stdout).toContain(`--runs 100000 --jobs 2 --out ${folder} --resume`);
  expect(code).toBe(130);
});
