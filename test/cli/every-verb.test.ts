/** Every verb of the command line prints JSON for programs and writes decimal commas on request, or says why not. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/verbs.ts';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

/** Verbs without `--json`: they run until they are stopped. */
const WITHOUT_JSON = ['studio', 'worker'];
/** Verbs with `--csv-locale`. */
const WITH_LOCALE = [
  'run',
  'batch',
  'sweep',
  'compare',
  'attribute',
  'solve',
  'sensitivity',
  'query',
  'export',
  'tournament',
  'equilibrium',
  'best-reply',
  'patterns',
  'backtest',
  'calibrate',
  'dilemma',
];

const SHORT = ['--set', 'horizonMonths=3'];
const GAME = ['--game', 'pd', '--turns', '3'];
/** Short commands, one a verb; the folder r holds a batch. */
const COMMANDS: readonly (readonly string[])[] = [
  ['run', ...SHORT],
  ['batch', ...SHORT, '--runs', '2', '--out', 'b'],
  ['sweep', ...SHORT, '--runs', '1', '--vary', 'capex.growthHaircut=0.2,0.4', '--out', 's'],
  ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '2'],
  ['explain', 'r', '--run', '1'],
  ['verify', 'r'],
  ['chart', 'r'],
  ['report', 'r'],
  ['query', 'SELECT count(*) AS runs FROM runs', 'r'],
  ['query', '--results', 'r'],
  ['export', 'r', '--xlsx'],
  ['validate', join(process.cwd(), 'scenarios/disciplined.yaml')],
  ['scenario', 'list'],
  ['tournament', ...GAME, '--repetitions', '2', '--out', 't'],
  ['dilemma', ...SHORT, '--runs', '2'],
  ['equilibrium', ...GAME, '--strategies', 'grim,always-race', '--jobs', '1', '--out', 'e'],
  ['best-reply', 'grim', ...GAME, '--against', 'always-race', '--points', '0', '--replications', '2', '--fresh', '2'],
  ['slowdown', ...SHORT, '--runs', '2'],
  ['patterns', ...SHORT, '--runs', '2'],
  ['status', 'r'],
  ['strategy', 'list'],
  ['columns', 'wall'],
];

describe('help', () => {
  it.each(VERBS.map(({ name }) => name))('of %s names --json and --csv-locale where they belong', async (name) => {
    const { stdout } = await cli([name, '--help']);
    expect([/--json\b/.test(stdout), /--csv-locale\b/.test(stdout)]).toEqual([
      !WITHOUT_JSON.includes(name),
      WITH_LOCALE.includes(name),
    ]);
  });
});

describe('commands', () => {
  const cwd = temporaryFolder();
  beforeAll(async () => {
    await cli(['batch', ...SHORT, '--runs', '2', '--out', 'r'], { cwd });
  });

  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))('JSON and nothing else: %s', async (_, words) => {
    const { code, stdout, stderr } = await cli([...words, '--json'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(typeof JSON.parse(stdout)).toBe('object');
  });

  it('write decimal commas, and a search reads them back and can be verified', async () => {
    const search = ['equilibrium', ...GAME, '--strategies', 'grim,always-race', '--jobs', '1'];
    const words = [...search, '--csv-locale', 'eu', '--out', 'eu'];
    const [first, again] = [await cli(words, { cwd }), await cli([...words, '--resume'], { cwd })];
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(again.stdout.split('\n')[0]).toBe(first.stdout.split('\n')[0]);
    expect(readFileSync(join(cwd, 'eu', 'equilibria.csv'), 'utf8')).toMatch(/^candidate;verdict;regret;/);
    expect((await cli(['verify', 'eu'], { cwd })).code).toBe(0);
    await cli(['run', ...SHORT, '--series', 'one.csv', '--csv-locale', 'eu'], { cwd });
    expect(readFileSync(join(cwd, 'one.csv'), 'utf8')).toMatch(/^run;month;date;[^\n]*\n0;0;2025-10-01;[^.\n]*\d,\d/);
  });
});

/** A short command of each verb that writes a folder. */
const FOLDERS: readonly (readonly string[])[] = [
  ['batch', ...SHORT, '--runs', '2'],
  ['sweep', ...SHORT, '--runs', '1', '--vary', 'capex.growthHaircut=0.2,0.4'],
  ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '2'],
  ['attribute', ...SHORT, '--runs', '2', '--toggle', 'debt', '--outcome', 'overspend_ratio'],
  ['tournament', ...GAME, '--repetitions', '2'],
  ['equilibrium', ...GAME, '--strategies', 'grim,always-race'],
  ['solve', 'baseline', ...SHORT, '--vary', 'capex.growthHaircut=0.2:0.4', '--target', 'mean(overspend_ratio) = 1'],
  ['sensitivity', 'baseline', ...SHORT, '--runs', '10', '--design', 'morris', '--vary', 'capex.growthHaircut=0.2:0.4'],
  ['calibrate', 'backtest-2024-07', '--targets', 'targets_2024_07.csv', '--draws', '20'],
  ['patterns', ...SHORT, '--runs', '2'],
  ['studio'],
];

describe('a file in the place of a folder', () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'file'), 'mine');

  it.each(FOLDERS)('is refused by %s', async (...words) => {
    for (const out of ['file', 'file/below']) {
      const { code, stderr } = await cli([...words, '--out', out], { cwd });
      expect(code, stderr).toBe(2);
      expect(stderr).toContain('file');
      expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('mine');
    }
  });
});
