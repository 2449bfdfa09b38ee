/** `overbuild tournament`: ranking in words, a results folder with the same bytes again, and what it says of mistakes. */

import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const SMALL = ['tournament', '--game', 'pd', '--noise', '0.05', '--turns', '30', '--repetitions', '5', '--out', 'out'];

it('writes ranking, pairs, data package and manifest, the same bytes on two workers', async () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  const { code, stdout } = await cli(SMALL, { cwd: one });
  expect(code).toBe(0);
  expect(stdout).toMatch(/8 strategies, 180 matches, 5 repetitions, seed 1/);
  expect(stdout).toMatch(/Invasions by a few mutants/);
  expect(stdout).toMatch(/mean payoffs of \d+ such pairs deviate from it by at most \d\.\d+ standard errors \(z\)/);
  expect(stdout).toContain(
    'Wins: in how many of its 7 matches, one with each other entrant, it earns more than its opponent; mean over repetitions.',
  );
  const pairs = readFileSync(join(one, 'out', 'pairs.csv'), 'utf8');
  expect(stdout).toContain(
    `Evolution takes mean payoffs by pair over 5 repetitions as exact; ${[...pairs.matchAll(/\bunclear\b/g)].length} of 56 pair differences (mutant less resident) are not significant at 95 %.\nMore repetitions`,
  );
  expect(stdout).toMatch(/^1 =? +[a-z-]+ +\d\.\d{1,2} /m);
  expect(stdout).toMatch(
    /pairs\.csv \(payoff_low, payoff_high\)\.\n.*\n= .*next rank.*no other two ranks are compared/,
  );
  expect(readdirSync(join(one, 'out')).sort()).toEqual([
    'datapackage.json',
    'manifest.json',
    'pairs.csv',
    'ranking.csv',
    'ro-crate-metadata.json',
    'runs.csv',
  ]);
  await cli([...SMALL, '--jobs', '2'], { cwd: two });
  for (const file of ['ranking.csv', 'pairs.csv', 'runs.csv', 'datapackage.json']) {
    expect(readFileSync(join(two, 'out', file), 'utf8')).toBe(readFileSync(join(one, 'out', file), 'utf8'));
  }
  const described = JSON.parse(readFileSync(join(one, 'out', 'datapackage.json'), 'utf8')).resources;
  for (const { path, schema } of described) {
    const header = readFileSync(join(one, 'out', path), 'utf8')
      .split('\n')[0]
      .split(',');
    expect(header).toEqual(schema.fields.map(({ name }: { name: string }) => name));
  }
});

it('draws scores, payoffs by pair and replicator dynamics', async () => {
  const cwd = temporaryFolder();
  const { code, stdout } = await cli([...SMALL, '--svg'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/Written to out: .*tournament\.svg/);
  const svg = readFileSync(join(cwd, 'out', 'tournament.svg'), 'utf8');
  for (const text of [
    'score minus the mean',
    'Mean payoff of the row',
    'Replicator dynamics',
    'takes mean payoffs by pair over 5',
    'win-stay-lose-shift',
  ]) {
    expect(svg).toContain(text);
  }
  // A ring for every invasion, solid where it is significant.
  const pairs = readFileSync(join(cwd, 'out', 'pairs.csv'), 'utf8');
  const count = (pattern: RegExp): number => [...pairs.matchAll(pattern)].length;
  expect(svg.match(/stroke-dasharray="1,0"/g)).toHaveLength(count(/\binvades\b/g));
  expect(svg.match(/stroke-dasharray="2,3"/g)).toHaveLength(count(/\bunclear\b/g));

  // The same from the stored matches, and a slide for each message.
  expect((await cli(['chart', 'out'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, 'out/charts/tournament.svg'), 'utf8')).toBe(svg);
  const slides = await cli(['chart', 'out', '--format', 'slide'], { cwd });
  expect(slides.stdout.match(/tournament-(scores|payoffs|populations)-slide\.svg/g)).toHaveLength(3);

  appendFileSync(join(cwd, 'out/runs.csv'), '0,x\n');
  const changed = await cli(['chart', 'out', '--force'], { cwd });
  expect(changed).toMatchObject({ code: 2, stdout: '' });
  expect(changed.stderr).toMatch(/runs\.csv .*see overbuild verify/);
});

it('repeats itself into its folder, and refuses that of another', async () => {
  const cwd = temporaryFolder();
  expect((await cli(SMALL, { cwd })).code).toBe(0);
  expect((await cli(SMALL, { cwd })).code).toBe(0);
  const other = await cli([...SMALL, '--seed', '2'], { cwd });
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(/has another tournament \(seed 1, requested 2/);
  expect((await cli([...SMALL, '--seed', '2', '--force'], { cwd })).code).toBe(0);
});

it('lets a strategy of the user play, with parameters', async () => {
  const cwd = temporaryFolder();
  writeFileSync(
    join(cwd, 'my.ts'),
    'export default { id: "my", memoryDepth: 0, params: { a: { default: 0 } }, decide: (_view: unknown, { a }: { a: number }) => a };',
  );
  const { code, stdout } = await cli(
    [
      'tournament',
      '--game',
      'pd',
      '--turns',
      '5',
      '--repetitions',
      '2',
      '--entrant',
      './my.ts?a=1',
      '--entrant',
      'tit-for-tat',
      '--json',
    ],
    { cwd },
  );
  expect(code).toBe(0);
  const { ranking, pairs } = JSON.parse(stdout);
  expect(ranking[0].name).toBe('./my.ts?a=1');
  expect(pairs[0][1].payoff.mean).toBeCloseTo((5 + 4) / 5, 12);
});

describe('mistakes', () => {
  it.each([
    [
      ['--entrant', 'tit-for-tot', '--entrant', 'grim'],
      /there is no strategy tit-for-tot \(did you mean tit-for-tat\?\)/,
    ],
    [['--entrant', 'grim'], /at least two strategies/],
    [['--entrant', 'grim', '--entrant', 'grim'], /grim is given twice/],
    [['--entrant', 'grim', '--entrant', 'AllD'], /there is no strategy AllD \(here it is called always-race\)/],
    [['--entrant', 'grim?quorum=3', '--entrant', 'random'], /grim\?quorum=3: quorum: expected a number <= 1, got 3/],
    [['--entrant', 'return-threshold', '--entrant', 'grim'], /return-threshold needs the accounts of a firm/],
    [['--noise', '2'], /--noise: expected a probability in \[0, 1\], got 2/],
    [['--turns', '5', '--continuation', '0.9'], /exclude each other/],
    [['--entrant', './absent.ts', '--entrant', 'grim'], /absent\.ts: no such file/],
  ])('%j', async (options, words) => {
    const { code, stderr } = await cli(['tournament', '--game', 'pd', ...options], { cwd: temporaryFolder() });
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });
});
