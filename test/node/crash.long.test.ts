/** Whatever writes results goes on after SIGKILL, also while it finishes, to the bytes of one that was left alone. */

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createGenerator } from '../../src/random/generator.ts';
import { temporaryFolder } from '../support/batches.ts';
import { contentOf, crashAlong, type Moment, runAndKill } from '../support/crashes.ts';
import { startProgram } from '../support/program.ts';

const SHORT = ['--set', 'horizonMonths=24'];
const chance = createGenerator('crash/tests');

/** Moments spread over a run by chance. */
function moments(count: number, overMs: number): Moment[] {
  return Array.from({ length: count }, () => ({ afterMs: chance.uniform() * overMs }));
}

const PARQUET = ['batch', 'baseline', ...SHORT, '--runs', '40', '--jobs', '1', '--series', '--format', 'parquet'];
const SWEEP = ['sweep', ...SHORT, '--vary', 'power.pue=1.1:1.3:0.1', '--runs', '60', '--jobs', '1'];
const PLAY = ['tournament', '--game', 'pd', '--noise', '0.02', '--turns', '400', '--repetitions', '60', '--jobs', '1'];
const TOGGLES = ['--toggle', 'debt', '--outcome', 'cumulative_ai_capex_usd_bn'];
const ATTRIBUTE = ['attribute', 'baseline', ...SHORT, ...TOGGLES, '--runs', '30', '--jobs', '1'];
const PATTERNS = ['patterns', 'baseline', ...SHORT, '--runs', '40', '--jobs', '1'];
const COMPARE = ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '40', '--jobs', '1'];

it.each([
  ['batch of series in Parquet', PARQUET, 'events.csv', 'series-firm.parquet.tmp'],
  ['sweep', SWEEP, 'runs.csv', 'manifest.json.tmp'],
  ['tournament', PLAY, 'runs.csv', 'pairs.csv.tmp'],
  ['compare', COMPARE, '.months', 'impulse.csv.tmp'],
  ['attribute', ATTRIBUTE, 'runs.csv', 'combinations.csv.tmp'],
  ['patterns', PATTERNS, '.checkpoint.tmp', 'patterns.csv.tmp'],
])('a %s', async (_what, argv, whileBeginning, whileFinishing) => {
  const alone = temporaryFolder();
  const whole = await startProgram([...argv, '--out', alone]).ended;
  expect(whole.stderr).toBe('');
  expect(whole.code).toBe(0);
  const folder = temporaryFolder();
  const plan = [{ file: whileBeginning }, ...moments(1, 300), { file: whileFinishing }];
  const { kills } = await crashAlong(argv, folder, plan);
  expect(kills).toBe(3);
  expect(contentOf(folder)).toEqual(contentOf(alone));
});

const SPEND = 'peak_capex_usd_bn_per_year';
const SOLVE = ['solve', 'baseline', ...SHORT, '--vary', 'capex.growthHaircut=0.3:0.7', '--target'];
const SCREEN = ['sensitivity', 'baseline', ...SHORT, '--metric', SPEND, '--runs', '30', '--vary'];

it.each([
  [
    'solve',
    [...SOLVE, `mean(${SPEND}) = 650`, '--runs', '120', '--points', '5', '--jobs', '1'],
    'runs/at-0.5/runs.csv',
  ],
  [
    'design for sensitivity',
    [...SCREEN, 'capex.growthHaircut=0.3:0.7', '--vary', 'power.pue=1.1:1.3', '--design', 'morris', '--jobs', '1'],
    'runs/points-4-to-5/runs.csv',
  ],
])('a %s, in one of its sweeps and between two', async (_what, argv, inSweep) => {
  const alone = temporaryFolder();
  const whole = await startProgram([...argv, '--out', alone]).ended;
  expect([whole.code, whole.stderr]).toEqual([0, '']);
  const folder = temporaryFolder();
  const first = Object.keys(contentOf(alone)).find((name) => name.endsWith('manifest.json')) ?? '';
  const { kills } = await crashAlong(argv, folder, [{ path: first }, { path: inSweep }]);
  expect(kills).toBe(2);
  expect(contentOf(folder)).toEqual(contentOf(alone));
});

it('a merge is begun again', async () => {
  const [one, two, out, alone] = [1, 2, 3, 4].map(temporaryFolder);
  for (const [shard, folder] of [
    ['1/2', one],
    ['2/2', two],
  ]) {
    const { code } = await startProgram([...SWEEP, '--shard', shard, '--out', folder]).ended;
    expect(code).toBe(0);
  }
  for (const file of ['runs.csv']) {
    expect((await runAndKill(['merge', one, two], out, { file })).signal).toBe('SIGKILL');
  }
  expect(existsSync(join(out, 'manifest.json'))).toBe(false);
  const { code, stderr } = await startProgram(['merge', one, two, '--out', out]).ended;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  await startProgram(['merge', one, two, '--out', alone]).ended;
  expect(contentOf(out)).toEqual(contentOf(alone));
  rmSync(out, { recursive: true });
});
