/** The scripts of examples/cluster: their syntax, the fields that matter, and GNU parallel for real. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesOf, temporaryFolder } from './support/batches.ts';
import { cli } from './support/cli.ts';

const BATCH = ['batch', 'chen-four-stage', '--runs', '12', '--jobs', '1'];
const hasParallel = spawnSync('parallel', ['--version']).status === 0;

/** Run a script in which `overbuild` writes down its command line and ends with a code; returns the command lines too. */
function inShell(script: string, cwd: string, { code = 0, env = {} } = {}) {
  const programs = temporaryFolder();
  const said = join(programs, 'said');
  writeFileSync(join(programs, 'overbuild'), `#!/bin/sh\necho "$@" >> ${said}\nexit ${code}\n`, { mode: 0o755 });
  const path = `${programs}:${process.env.PATH}`;
  const ended = spawnSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, ...env },
  });
  const lines = readFileSync(said, 'utf8').trimEnd().split('\n');
  return { ...ended, lines: lines.map((line) => line.split(' ')) };
}

it('a Slurm task runs its shard, and asks for another turn when its time is up', async () => {
  const cwd = temporaryFolder();
  const script = readFileSync('examples/cluster/slurm-array.sh', 'utf8').replace('scontrol', 'echo scontrol');
  const env = { SLURM_ARRAY_JOB_ID: '7', SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '2', SHARD_TIME: '1s' };
  const timeUp = 75;
  const { status, stdout, lines } = inShell(script, cwd, { code: timeUp, env });
  expect([status, stdout]).toEqual([timeUp, 'scontrol requeue 7_2\n']);
  expect(inShell(script, cwd, { env })).toMatchObject({ status: 0, stdout: '' });
  const ended = await cli(lines[0], { cwd });
  expect(ended.code).toBe(timeUp);
  expect(ended.stdout).toMatch(/^Time is up: [\d,]+ runs are safe in results\/part-2/);
});

it.skipIf(!hasParallel && process.env.OVERBUILD_REQUIRE_ALL === undefined)(
  'shards under GNU parallel merge to the bytes of the whole',
  async () => {
    const cwd = temporaryFolder();
    const shards = `parallel --jobs 2 overbuild ${BATCH.join(' ')} --shard {}/2 --out part-{} --resume ::: 1 2`;
    for (const argv of inShell(shards, cwd).lines) expect((await cli(argv, { cwd })).code).toBe(0);
    expect((await cli([...BATCH, '--out', 'whole'], { cwd })).code).toBe(0);
    expect((await cli(['merge', 'part-1', 'part-2', '--out', 'merged'], { cwd })).code).toBe(0);
    expect(filesOf(join(cwd, 'merged'))).toEqual(filesOf(join(cwd, 'whole')));
  },
);

it('pods of the Kubernetes job run the shards from the first to the last', async () => {
  const { apiVersion, kind, spec } = parse(readFileSync('examples/cluster/kubernetes-job.yaml', 'utf8'));
  expect([apiVersion, kind, spec.completionMode, spec.template.spec.restartPolicy]).toEqual([
    'batch/v1',
    'Job',
    'Indexed',
    'Never',
  ]);
  expect(spec.backoffLimitPerIndex).toBeGreaterThan(0);
  const [{ command, volumeMounts }] = spec.template.spec.containers;
  expect(volumeMounts[0].name).toBe(spec.template.spec.volumes[0].name);
  const cwd = temporaryFolder();
  const script = command[2].replace('batch baseline --runs 100000', 'batch chen-four-stage --runs 40');
  expect(script).toContain(`/${spec.completions} `);
  const { lines } = inShell(script, cwd, { env: { JOB_COMPLETION_INDEX: String(spec.completions - 1) } });
  expect((await cli(lines[0], { cwd })).code).toBe(0);
  const { stdout } = await cli(['status', 'results/part-20', '--json'], { cwd });
  expect(JSON.parse(stdout).folders[0]).toMatchObject({ state: 'finished', what: 'shard 20/20 of a batch', rows: 2 });
});

it('the image is built by commands that exist', () => {
  const steps = readFileSync('examples/cluster/Dockerfile', 'utf8');
  const { scripts, bin } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [, script] of steps.matchAll(/npm run (\w+)/g)) expect(scripts).toHaveProperty(script);
  expect(steps).toContain(`/overbuild/${bin.overbuild}`);
});
