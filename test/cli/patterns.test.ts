/** `overbuild patterns`: in words, as JSON, as a page, and what it says of mistakes. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MODEL_VERSION } from '../../src/engine/version.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { cli } from '../support/cli.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-patterns-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('tells what is met and what is missed, and writes the same as a page', async () => {
  const page = join(place, 'page.md');
  const { code, stdout } = await cli(['patterns', '--runs', '8', '--page', page]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^baseline: 8 runs, seed 1/);
  expect(stdout).toMatch(/Share of reports above consensus +0\.75 to 0\.82 .* fitted$/m);
  expect(stdout).toMatch(/^Of 25 facts not used for the baseline, the model meets \d+, has \d+ in/m);
  expect(stdout).toMatch(/^Of 22 facts to which baseline values were fitted, the model meets \d+/m);
  expect(stdout).toMatch(/^Of 5 facts from which baseline values were set, the model meets \d+/m);
  const text = readFileSync(page, 'utf8');
  expect(text).toMatch(/^# Validation/);
  expect(text).toMatch(/Missed:\n\n- /);
  for (const verdict of ['met | set', 'missed | free', 'no fact | free', 'not measured | set']) {
    expect(text).toContain(`| ${verdict} |`);
  }
  for (const line of stdout.split('\n').filter((one) => one.startsWith('Of '))) expect(text).toContain(`- ${line}\n`);
});

it('writes decimal commas, which verify reads', async () => {
  const [comma, point, back] = ['comma', 'point', 'back'].map((name) => join(place, name));
  const argv = ['patterns', '--runs', '3'];
  const plain = await cli([...argv, '--out', point]);
  const told = await cli([...argv, '--csv-locale', 'eu', '--out', comma]);
  expect(told.stdout.split('\n').slice(0, 40)).toEqual(plain.stdout.split('\n').slice(0, 40));
  expect(readFileSync(join(comma, 'patterns.csv'), 'utf8')).toMatch(/^id;metric;unit;.*\n[\s\S]*;\d+,\d+;/);
  expect((await cli(['verify', comma])).code).toBe(0);
  await cli(['export', comma, '--csv-locale', 'en', '--out', back]);
  for (const file of ['runs.csv', 'patterns.csv']) {
    expect(readFileSync(join(back, file), 'utf8'), file).toBe(readFileSync(join(point, file), 'utf8'));
  }
});

it('gives the same as JSON, the same again, and other numbers for another seed', async () => {
  const run = async (...more: string[]): Promise<{ results: { id: string; median: number; verdict: string }[] }> =>
    JSON.parse((await cli(['patterns', '--runs', '4', '--json', ...more])).stdout);
  const first = await run();
  expect(first).toMatchObject({ scenario: 'baseline', runs: 4 });
  expect(first.results.find(({ id }) => id === 'beat-rate')?.median).toBeGreaterThan(0.5);
  expect(await run()).toEqual(first);
  expect(await run('--seed', 'other')).not.toEqual(first);
});

it('takes facts of the user and refuses those that no run knows', async () => {
  const head = 'id,group,pattern,metric,low,high,unit,note,confidence,baseline,source\n';
  writeFileSync(join(place, 'mine.csv'), `${head}a,mine,Wall,months_to_wall,1,200,months,,low,free,me\n`);
  const mine = await cli(['patterns', '--runs', '3', '--facts', 'mine.csv'], { cwd: place });
  expect(mine.stdout).toMatch(/Wall, months .* met/);
  expect(mine.stdout).not.toMatch(/were (?:fitted|set)/);
  writeFileSync(join(place, 'wrong.csv'), `${head}a,mine,Wall,months_to_wal,1,200,months,,low,free,me\n`);
  const wrong = await cli(['patterns', '--runs', '3', '--facts', 'wrong.csv'], { cwd: place });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/a: no run has months_to_wal \(did you mean months_to_wall\?\)/);
});

it.each([
  [['--facts', 'nowhere.csv'], /cannot read nowhere\.csv: no such file or folder/],
  [['--runs', '1'], /--runs: expected a whole number >= 2, got 1/],
  [['beer-game'], /is not a scenario of the economy/],
])('refuses %j', async (options, words) => {
  const { code, stderr } = await cli(['patterns', ...options]);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});

it('the page in docs is of the present model and the present baseline', () => {
  const { scenario } = loadScenario('baseline');
  expect(readFileSync('docs/validation.md', 'utf8'), 'out of date: run the command that the page names').toContain(
    `model ${MODEL_VERSION}, scenario ${scenarioHash(scenario)}`,
  );
});
