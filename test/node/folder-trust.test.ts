/** Folders and files that nobody vouches for: tampered, planted, named as patterns, read in part; and nothing overwritten unasked. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvFields, csvLine } from '../../src/output/csv.ts';
import { filesOf, standInBatch, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';
import { PROGRAM } from '../support/program.ts';

const SHORT = ['--set', 'horizonMonths=6'];

it('queries the folders that are named, whatever characters their names hold', async () => {
  const cwd = temporaryFolder();
  for (const [name, seed] of [
    ['run[1]', 'a'],
    ['run1', 'b'],
    ['x*', 'c'],
    ['xy', 'd'],
  ]) {
    await standInBatch({}, { folder: join(cwd, name), seed, runs: 3 });
  }
  const sql = 'SELECT folder, min(seed) AS seed, count(*) AS n FROM runs GROUP BY folder ORDER BY folder';
  const asked = await cli(['query', sql, 'run[1]', 'run1', 'x*', 'xy', '--format', 'csv'], { cwd });
  expect(asked.stdout).toBe('folder,seed,n\nrun1,b,3\nrun[1],a,3\nx*,c,3\nxy,d,3\n');
});

it('reads decimal commas of a single table, beside its data package or without', async () => {
  const cwd = temporaryFolder();
  await standInBatch({}, { folder: join(cwd, 'eu'), locale: 'eu' });
  await standInBatch({}, { folder: join(cwd, 'en') });
  const most = async (path: string): Promise<string> =>
    (await cli(['query', 'SELECT max(peak_capex_usd_bn) AS most FROM runs', path, '--format', 'csv'], { cwd })).stdout;
  mkdirSync(join(cwd, 'alone'));
  writeFileSync(join(cwd, 'alone', 'runs.csv'), readFileSync(join(cwd, 'eu', 'runs.csv')));
  const [wanted, beside, alone] = [await most('en'), await most('eu/runs.csv'), await most('alone/runs.csv')];
  expect([beside, alone]).toEqual([wanted, wanted]);
});

it('overwrites no file unasked, and names every one', async () => {
  const cwd = temporaryFolder();
  await cli(['batch', 'beer-game', '--runs', '3', '--out', 'r'], { cwd });
  const before = filesOf(join(cwd, 'r'));
  const run = ['run', 'baseline', ...SHORT, '--series', 'r/runs.csv'];
  const refused = await cli(run, { cwd });
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(/runs\.csv is there already; --force overwrites/);
  expect(filesOf(join(cwd, 'r'))).toEqual(before);
  writeFileSync(join(cwd, 'my-firm.csv'), 'mine');
  expect((await cli(['run', ...SHORT, '--series', 'my.csv'], { cwd })).stderr).toMatch(/my-firm\.csv is there already/);
  expect(readFileSync(join(cwd, 'my-firm.csv'), 'utf8')).toBe('mine');
  expect((await cli(['run', ...SHORT, '--series', 'my.csv', '--force'], { cwd })).code).toBe(0);
  mkdirSync(join(cwd, 'r', 'charts'));
  for (const file of ['report.html', 'charts/cost.svg']) writeFileSync(join(cwd, 'r', file), 'mine');
  for (const verb of ['report', 'chart']) {
    const again = await cli([verb, 'r'], { cwd });
    expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/there already; --force overwrites/)]);
    expect((await cli([verb, 'r', '--force'], { cwd })).code, verb).toBe(0);
  }
});

it('overwrites no analysis and no picture unasked', async () => {
  const cwd = temporaryFolder();
  const sweep = ['sweep', ...SHORT, '--vary', 'power.pue=1.1:1.4', '--vary', 'capex.growthHaircut=0.3:0.7'];
  await cli([...sweep, '--design', 'latin-hypercube', '--points', '50', '--runs', '1', '--out', 's'], { cwd });
  const metric = 'peak_capex_usd_bn_per_year';
  mkdirSync(join(cwd, 'a'));
  for (const file of ['a/sensitivity.csv', 'a/discover.csv', 'slow.svg']) writeFileSync(join(cwd, file), 'mine');
  for (const argv of [
    ['sensitivity', 's', '--metric', metric, '--out', 'a'],
    ['discover', 's', '--when', `${metric} > p50`, '--out', 'a'],
    ['slowdown', '--set', 'horizonMonths=18', '--runs', '1', '--month', '15', '--picture', 'slow.svg'],
  ]) {
    const again = await cli(argv, { cwd });
    expect([again.code, again.stderr], argv[0]).toEqual([
      2,
      expect.stringMatching(/there already; --force overwrites/),
    ]);
    expect((await cli([...argv, '--force'], { cwd })).code, argv[0]).toBe(0);
  }
});

it('says that a folder stands where a table should be', async () => {
  const cwd = temporaryFolder();
  await standInBatch({}, { folder: join(cwd, 'r') });
  rmSync(join(cwd, 'r', 'summary.csv'));
  mkdirSync(join(cwd, 'r', 'summary.csv'));
  const { code, stderr } = await cli(['query', 'SELECT 1', 'r'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/summary\.csv: a folder is in the place of a file/)]);
});

it('ends as it would where the reader ends early', async () => {
  const cwd = temporaryFolder();
  const shell = (line: string): string =>
    execFileSync('bash', ['-c', `set -o pipefail; ${line}; echo "code $?"`], { cwd, encoding: 'utf8' });
  const program = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(' ');
  expect(shell(`${program} run beer-game --series x.csv | true`)).toContain('code 0');
  expect(existsSync(join(cwd, 'x.csv'))).toBe(true);
  await cli(['batch', 'beer-game', '--runs', '3', '--out', 'r'], { cwd });
  const path = join(cwd, 'r', 'summary.csv');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/\.(\d)/, (_all, digit) => `.${(Number(digit) + 1) % 10}`),
  );
  expect(shell(`${program} verify r | true`)).toContain('code 1');
});

it('verifies a sweep in which a configuration is out of range', async () => {
  const cwd = temporaryFolder();
  const argv = ['sweep', 'baseline', ...SHORT, '--vary', 'power.pue=1.2,0.2', '--runs', '2', '--out', 's'];
  expect((await cli(argv, { cwd })).code).toBe(1);
  const { code, stdout } = await cli(['verify', 's'], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringContaining('Everything that was checked is equal.')]);
});

it('verifies, joins and goes on with every kind of folder', async () => {
  const cwd = temporaryFolder();
  const verbs: Record<string, string[]> = {
    compare: ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '6'],
    attribute: ['attribute', ...SHORT, '--toggle', 'debt', '--outcome', 'cumulative_ai_capex_usd_bn', '--runs', '6'],
    tournament: ['tournament', '--game', 'pd', '--turns', '5', '--noise', '0.1', '--repetitions', '3'],
    patterns: ['patterns', ...SHORT, '--runs', '6'],
  };
  for (const [verb, argv] of Object.entries(verbs)) {
    expect((await cli([...argv, '--out', verb], { cwd })).code, verb).toBe(0);
    const verified = await cli(['verify', verb, '--all'], { cwd });
    expect([verified.code, verified.stdout], verb).toEqual([0, expect.stringContaining('is equal.')]);
    const path = join(cwd, verb, 'runs.csv');
    const text = readFileSync(path, 'utf8');
    for (const part of ['1/2', '2/2']) await cli([...argv, '--shard', part, '--out', `${verb}-${part[0]}`], { cwd });
    const merged = await cli(['merge', `${verb}-2`, `${verb}-1`, '--out', `${verb}-both`], { cwd });
    expect([merged.code, merged.stderr], verb).toEqual([0, '']);
    expect(filesOf(join(cwd, `${verb}-both`)), verb).toEqual(filesOf(join(cwd, verb)));
    writeFileSync(
      path,
      text.replace(/\.(\d)/, (_all, digit) => `.${(Number(digit) + 1) % 10}`),
    );
    expect((await cli(['verify', verb], { cwd })).code, verb).toBe(1);
  }
});

it('goes on from no row that was changed since its checkpoint, and writes through no planted link', async () => {
  const stop = new AbortController();
  const half = await standInBatch({}, { signal: stop.signal, onProgress: (done) => done >= 4 && stop.abort() });
  const path = join(half.folder, 'runs.csv');
  const bytes = readFileSync(path);
  bytes[bytes.length - 30] ^= 1;
  writeFileSync(path, bytes);
  await expect(standInBatch({}, { folder: half.folder, mode: 'resume' })).rejects.toThrow(
    /runs\.csv was changed since its checkpoint; start again with --force/,
  );
  const folder = temporaryFolder();
  const target = join(temporaryFolder(), 'mine');
  writeFileSync(target, 'precious');
  for (const name of ['.checkpoint.tmp', 'manifest.json.tmp', 'summary.csv.tmp'])
    symlinkSync(target, join(folder, name));
  await standInBatch({}, { folder });
  expect(readFileSync(target, 'utf8')).toBe('precious');
});

let folder: Promise<string> | undefined;
/** A batch of two short runs, made once. */
function small(): Promise<string> {
  folder ??= (async () => {
    const made = temporaryFolder();
    await cli(['batch', 'baseline', ...SHORT, '--runs', '2', '--out', made, '--force']);
    return made;
  })();
  return folder;
}

it.each<[what: string, change: (manifest: Record<string, unknown>) => unknown]>([
  ['null', () => null],
  ['a word', () => 'x'],
  ['no identity', (manifest) => ({ ...manifest, identity: null })],
  [
    'a horizon without end',
    (manifest) => ({ ...manifest, resolvedScenario: { ...(manifest.resolvedScenario as object), horizonMonths: 1e9 } }),
  ],
  ['rows without end', (manifest) => ({ ...manifest, identity: { ...(manifest.identity as object), runs: 1e9 } })],
  [
    'evidence that is none',
    (manifest) => ({ ...manifest, evidence: { 'power.pue': { evidence: 'assumed', source: { a: 1 } } } }),
  ],
  ['files that are none', (manifest) => ({ ...manifest, files: [null, { path: 7 }] })],
])('is told in a sentence of a manifest that holds %s', async (_what, change) => {
  const cwd = temporaryFolder();
  cpSync(await small(), join(cwd, 'r'), { recursive: true });
  const path = join(cwd, 'r', 'manifest.json');
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
  for (const argv of [
    ['verify', 'r'],
    ['report', 'r', '--force'],
    ['chart', 'r', '--force'],
    ['explain', 'r'],
    ['merge', 'r', '--out', 'm'],
  ]) {
    const { code, stderr } = await cli(argv, { cwd });
    expect(stderr, argv[0]).not.toContain('a defect');
    expect([0, 1, 2], argv[0]).toContain(code);
  }
});

it('is told in a sentence of a description of tables that holds something else', async () => {
  const cwd = temporaryFolder();
  cpSync(await small(), join(cwd, 'r'), { recursive: true });
  const path = join(cwd, 'r', 'datapackage.json');
  const described = JSON.parse(readFileSync(path, 'utf8'));
  described.resources[0].schema.fields[0].unit = true;
  for (const text of [JSON.stringify(described), 'null', '{']) {
    writeFileSync(path, text);
    const { code, stderr } = await cli(['export', 'r', '--xlsx'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('is damaged or was changed')]);
  }
});

it('says in a sentence what the file system refuses, of a scenario and of what it names', async () => {
  const cwd = temporaryFolder();
  symlinkSync('loop.yaml', join(cwd, 'loop.yaml'));
  const refusals = [
    ['loop.yaml', /loop\.yaml: symbolic links form a loop/],
    ['a'.repeat(5000), /the name is too long/],
  ] as const;
  for (const [name, message] of refusals) {
    for (const argv of [
      ['run', name],
      ['batch', `baseline+${name}`, '--out', 'r'],
      ['validate', name],
    ]) {
      const { code, stderr } = await cli(argv, { cwd });
      expect([code, stderr], argv[0]).toEqual([2, expect.stringMatching(message)]);
      expect(stderr).not.toContain('a defect');
    }
  }
});

it('writes no search into a folder that holds results of another kind', async () => {
  const cwd = temporaryFolder();
  cpSync(await small(), join(cwd, 'r'), { recursive: true });
  const before = filesOf(join(cwd, 'r'));
  const few = [...SHORT, '--out', 'r', '--vary', 'power.pue=1.1:1.3'];
  for (const mode of ['--resume', '--force']) {
    for (const argv of [
      ['solve', 'baseline', ...few, '--target', 'mean(peak_capex_usd_bn_per_year) = 9', '--runs', '180'],
      [
        'sensitivity',
        'baseline',
        ...few,
        '--design',
        'morris',
        '--runs',
        '20',
        '--metric',
        'peak_capex_usd_bn_per_year',
      ],
    ]) {
      const { code, stderr } = await cli([...argv, mode], { cwd });
      expect([code, stderr], argv[0]).toEqual([2, expect.stringMatching(/has a batch; choose another --out/)]);
    }
  }
  expect(filesOf(join(cwd, 'r'))).toEqual(before);
});

it('prints no control characters of a name, and writes no cell that a spreadsheet takes for a formula', async () => {
  const bad = await cli(['run', 'base\u001b]0;owned\u0007line']);
  expect(bad.stderr).toContain('there is no scenario file base');
  for (const control of ['\u001b', '\u0007']) expect(bad.stderr).not.toContain(control);
  expect((await cli(['run', '\u001b[31mred'])).stderr).not.toContain('\u001b');
  for (const text of ['=1+1', '+0.1', '-x', '@sum', '\tx', "'=1", 'plain', "it's"]) {
    const line = csvLine([text, 1], 'en');
    expect(['=', '+', '-', '@', '\t']).not.toContain(line.replace(/^"/, '')[0]);
    expect(csvFields(line.trimEnd(), 'en')[0]).toBe(text);
  }
});
