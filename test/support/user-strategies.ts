/** Strategies of a user in temporary folders, as files and as commands, and batches in which one plays. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILTIN_HOST, engineWith } from '../../src/node/builtin-engine.ts';
import { type BatchOutcome, runBatch } from '../../src/node/experiments/batch.ts';
import { strategyOverrides } from '../../src/node/strategies/strategy-source.ts';
import { loadPlayable } from '../../src/node/strategies/user-strategies.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { temporaryFolder } from './batches.ts';

export const SHORT_RUNS = ['horizonMonths=12', 'stop.rule=horizon'];

/** A folder with a strategy file in it. */
export function folderWith(name: string, code: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), code);
  return folder;
}

/** The code of a strategy that decides so. */
export const strategy = (decide: string, rest = ''): string =>
  `export default { id: 'mine', ${rest} decide(view, params, memory, random) { ${decide} } };`;

/** A batch of short runs in which META plays a strategy of this code. */
export async function batchOf(
  code: string,
  options: { runs?: number; jobs?: number; timeoutSeconds?: number; seed?: string } = {},
): Promise<BatchOutcome> {
  const cwd = folderWith('mine.ts', code);
  const { parsed, sources, absent } = await loadPlayable('baseline', {
    cwd,
    overrides: [...SHORT_RUNS, ...strategyOverrides(['META=./mine.ts'])],
  });
  return runBatch({
    scenario: {
      name: 'short',
      hash: scenarioHash(parsed.scenario),
      resolved: parsed.scenario,
      evidence: {},
      strategies: sources,
    },
    seed: options.seed ?? '1',
    runs: options.runs ?? 12,
    jobs: options.jobs ?? 1,
    timeoutSeconds: options.timeoutSeconds,
    folder: join(cwd, 'out'),
    mode: 'new',
    series: false,
    locale: 'en',
    command: ['batch'],
    host: { ...BUILTIN_HOST, engine: engineWith(absent) },
  });
}

export const HELLO =
  '{ protocol: 2, id: "other", memoryDepth: 1, draws: 1, params: { level: { default: 0.5, min: 0, max: 1 } } }';

/** A folder with a program that answers each question with what `answer` makes of it. */
export function program(answer: string, hello = HELLO, after = ''): string {
  const folder = temporaryFolder();
  const code = `import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const { question, ask, view, params, memory, random } = JSON.parse(line);
  const answer = ask === 'hello' ? ${hello} : ${answer};
  const say = (one) => process.stdout.write((typeof one === 'string' ? one : JSON.stringify({ question, ...one })) + '\\n');
  say(answer);
  ${after}
}`;
  writeFileSync(join(folder, 'other.mjs'), code);
  return folder;
}

/** Whether a program is missing; that fails where everything is required. */
export function isMissing(program: string): boolean {
  const missing = spawnSync(program, ['--version']).error !== undefined;
  if (!missing) return false;
  if (process.env.OVERBUILD_REQUIRE_ALL !== undefined) throw new Error(`${program} is missing`);
  console.warn(`SKIPPED: ${program} is missing`);
  return true;
}

/** Status, reason and metrics of each row. */
export const rowsOf = ({ folder }: BatchOutcome): string[][] =>
  readFileSync(join(folder, 'runs.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').slice(4));

/** Whether a process still runs; one that ended but was not yet asked how does not. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
