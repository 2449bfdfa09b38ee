/** `overbuild verify` and `overbuild explain` as typed: what they print, how they exit, and what they say of mistakes. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const cwd = temporaryFolder();
const results = join(cwd, 'r');

beforeAll(async () => {
  const { code } = await cli(['batch', 'baseline', '--runs', '4', '--seed', 'demo', '--out', 'r'], { cwd });
  expect(code).toBe(0);
  mkdirSync(join(cwd, 'empty'));
  mkdirSync(join(cwd, 'odd'));
  writeFileSync(join(cwd, 'odd', 'manifest.json'), '{"format": "overbuild-tournament/1"}');
  mkdirSync(join(cwd, 'broken'));
  writeFileSync(join(cwd, 'broken', 'manifest.json'), '{"format": "overbuild-batch/1"');
  mkdirSync(join(cwd, 'poor'));
  writeFileSync(join(cwd, 'poor', 'manifest.json'), '{"format": "overbuild-batch/1", "identity": {"runs": -1}}');
});

describe('mistakes', () => {
  it.each<[what: string, argv: string[], message: RegExp]>([
    ['no folder', ['verify'], /<results> is missing; see overbuild verify --help/],
    ['a folder that is not there', ['verify', 'nowhere'], /there is no folder .*nowhere/],
    [
      'a folder without a manifest',
      ['verify', 'empty'],
      /has no manifest\.json; give the results folder of a finished batch/,
    ],
    ['a file', ['verify', 'r/runs.csv'], /a file is in the place of a folder/],
    [
      'another kind of folder',
      ['report', 'odd'],
      /has a tournament; this command needs a batch or a sweep or a comparison/,
    ],
    ['a manifest that is no JSON', ['verify', 'broken'], /manifest\.json is not JSON/],
    ['a manifest that says too little', ['verify', 'poor'], /identity\.scenarioHash is missing or wrong/],
    ['no sample', ['verify', 'r', '--sample', '0'], /--sample: expected a whole number >= 1, got 0/],
    ['a sample of everything', ['verify', 'r', '--all', '--sample', '3'], /--all and --sample exclude each other/],
    ['a run that the batch has not', ['explain', 'r', '--run', '4'], /--run: the batch has runs 0 to 3, got 4/],
    ['half a run', ['explain', 'r', '--run', '0.5'], /--run: expected a whole number >= 0, got 0\.5/],
    ['another seed for a batch', ['explain', 'r', '--seed', '2'], /--seed: a results folder has its own seed/],
    [
      'a change to a batch',
      ['explain', 'r', '--set', 'horizonMonths=9'],
      /--set: a results folder has its own scenario/,
    ],
    [
      'a table',
      ['explain', 'r/runs.csv'],
      /^overbuild: r\/runs\.csv is a results table, not a scenario; give its folder: overbuild explain r\n$/,
    ],
    ['a manifest', ['explain', 'r/manifest.json'], /is the manifest of results, not a scenario; give its folder/],
    ['no such scenario', ['explain', 'baselin'], /there is no scenario file baselin \(did you mean baseline\?\)/],
    ['a folder that holds no results', ['explain', 'empty'], /has no manifest\.json/],
    ['strategies of a scenario', ['explain', 'baseline', '--strategies', '.'], /--strategies is for results folders/],
  ])('says what is wrong with %s, with exit code 2', async (_what, argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^(?:overbuild: .*\n)+$/);
    expect(stderr).toMatch(message);
  });
});

describe('verify', () => {
  it('exits with 0 where all is equal and 1 where a cell differs, and prints JSON', async () => {
    const equal = await cli(['verify', 'r'], { cwd });
    expect([equal.code, equal.stderr]).toEqual([0, '']);
    expect(equal.stdout).toMatch(/^r: 4 runs of baseline, seed demo, model /);
    expect(equal.stdout).toMatch(/runs\.csv +4 of 4 runs repeated: \d+ cells equal, bit for bit/);

    const path = join(results, 'runs.csv');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/\n2,baseline/, '\n2,baselinE'));
    const changed = await cli(['verify', 'r', '--json'], { cwd });
    writeFileSync(path, text);
    expect(changed.code).toBe(1);
    const report = JSON.parse(changed.stdout) as { isEqual: boolean; differences: object[] };
    expect(report.isEqual).toBe(false);
    expect(report.differences).toEqual([
      { file: 'runs.csv', run: 2, column: 'scenario', found: 'baselinE', expected: 'baseline' },
    ]);
  });
});

it('verify passes over series in Parquet, and says so', async () => {
  const argv = ['batch', 'baseline', '--set', 'horizonMonths=6', '--runs', '2', '--series', '--format', 'parquet'];
  await cli([...argv, '--out', 'p'], { cwd });
  const { code, stdout } = await cli(['verify', 'p'], { cwd });
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/the cells of series-scalar\.parquet, .*: only CSV is read here/),
  ]);
});

describe('explain', () => {
  it('tells the row of a batch as it tells the run of the scenario', async () => {
    const row = await cli(['explain', 'r', '--run', '2'], { cwd });
    expect([row.code, row.stderr]).toEqual([0, '']);
    const run = await cli(['explain', 'baseline', '--seed', 'demo', '--run', '2'], { cwd });
    expect(row.stdout).toBe(run.stdout);
    expect(row.stdout).toMatch(
      /^baseline, seed demo, run 2 \(scenario s[0-9a-f]{12}\)\nConditional on the assumptions/,
    );
    for (const line of row.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(104);
  });

  it('gives every figure of every sentence with its column as JSON', async () => {
    const { code, stdout } = await cli(['explain', 'baseline', '--set', 'horizonMonths=20', '--json'], { cwd });
    expect(code).toBe(0);
    const story = JSON.parse(stdout) as { sentences: { text: string; figures: { text: string; column: string }[] }[] };
    expect(story.sentences.length).toBeGreaterThan(5);
    for (const { text, figures } of story.sentences) {
      for (const figure of figures)
        expect([text.includes(figure.text), figure.column]).toEqual([true, expect.stringMatching(/./)]);
    }
  });

  it('says when the row of the folder is not the run', async () => {
    const path = join(results, 'runs.csv');
    const text = readFileSync(path, 'utf8');
    const [header] = text.split('\n');
    const place = header.split(',').indexOf('months');
    writeFileSync(path, text.replace(new RegExp(`(\\n1(?:,[^,\\n]*){${place - 1}}),\\d+`), '$1,7'));
    const { stdout } = await cli(['explain', 'r', '--run', '1'], { cwd });
    writeFileSync(path, text);
    expect(stdout).toMatch(
      /^Note: runs\.csv says months 7, this run \d+: the run explained differs from its row; see overbuild verify\.$/m,
    );
  });

  it('tells a plain supply run, and says that other kinds of scenario have no story', async () => {
    const { code, stdout } = await cli(['explain', 'beer-game'], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringContaining('The deepest falls of orders were: ')]);
    const other = await cli(['explain', 'market-calm'], { cwd });
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('only runs of kind economy and supply can be explained'),
    ]);
  });
});
