/** Verifying results folders: what is equal is found equal, every kind of tampering is found, and code is not started unasked. */

import { appendFileSync, chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type VerifyOptions, type VerifyReport, verifyResults } from '../../src/node/verify/verify.ts';
import { verifyLines } from '../../src/node/verify/verify-report.ts';
import { spreadRows } from '../../src/node/verify/verify-rows.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { STAND_IN, standInBatch, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const SAMPLE = { sample: 20, all: false, seed: '1' };
const WORLD = { months: 12 };

/** The stand-in engine takes its scenario as it is. */
function verify(folder: string, options: Partial<VerifyOptions> = {}): Promise<VerifyReport> {
  return verifyResults({ folder, ...SAMPLE, host: STAND_IN, ...options });
}

const hashed = (world: Record<string, unknown>) => ({ ...world, hash: scenarioHash({ months: 12, ...world }) });

let original = '';

beforeAll(async () => {
  original = (await standInBatch(hashed(WORLD), { series: true, runs: 60 })).folder;
});

/** A copy of the finished batch that a test may spoil. */
function copy(): string {
  const folder = temporaryFolder();
  cpSync(original, folder, { recursive: true });
  return folder;
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  expect(changed, `${file} is changed`).not.toBe(text);
  writeFileSync(path, changed);
}

/** Change one field of a line of runs.csv, from 0. */
function setField(folder: string, line: number, column: string, value: string): void {
  edit(folder, 'runs.csv', (text) => {
    const lines = text.split('\n');
    const fields = lines[line + 1].split(',');
    fields[lines[0].split(',').indexOf(column)] = value;
    lines[line + 1] = fields.join(',');
    return lines.join('\n');
  });
}

const told = (report: VerifyReport): string => verifyLines(report).join('\n');

describe('a folder as it was written', () => {
  it('is equal in every table, and the report says what was not checked', async () => {
    const report = await verify(original);
    expect(report).toMatchObject({ isEqual: true, isRepeated: true, isSameModel: true, differences: [], versions: [] });
    expect(report.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'files',
        'scenario',
        'rows',
        'runs.csv',
        'events.csv',
        'series-scalar.csv',
        'summary.csv',
      ]),
    );
    expect(told(report)).toContain('Everything that was checked is equal.');
    expect(report.notChecked.join('\n')).toMatch(/40 other runs, their events and quantiles\.csv/);
  });

  it('is equal in its quantiles too when every run is repeated', async () => {
    const report = await verify(original, { all: true });
    expect(report.isEqual).toBe(true);
    expect(report.checks.find(({ name }) => name === 'quantiles.csv')?.said).toMatch(
      /^computed again from all runs: \d+ cells equal/,
    );
    expect(report.notChecked.join('\n')).not.toContain('other runs');
  });

  it('is equal elsewhere, read-only, and with European numbers', async () => {
    const { folder } = await standInBatch(hashed(WORLD), { locale: 'eu', runs: 5 });
    const moved = join(temporaryFolder(), 'some where');
    cpSync(folder, moved, { recursive: true });
    chmodSync(moved, 0o555);
    try {
      expect((await verify(moved)).isEqual).toBe(true);
    } finally {
      chmodSync(moved, 0o755);
    }
  });

  it('is equal where a spreadsheet wrote the same numbers otherwise, but for the size of the file', async () => {
    const folder = copy();
    edit(folder, 'runs.csv', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    const report = await verify(folder);
    expect(report.differences).toEqual([]);
    expect(report.checks.flatMap(({ problems }) => problems)).toEqual([
      expect.stringMatching(/^runs\.csv has \d+ bytes, the manifest says \d+$/),
    ]);
  });

  it('needs only the manifest and the rows, if the manifest lists no more', async () => {
    const folder = copy();
    for (const name of ['events.csv', 'summary.csv', 'quantiles.csv', 'datapackage.json', 'series-scalar.csv']) {
      rmSync(join(folder, name));
    }
    edit(folder, 'manifest.json', (text) => {
      const manifest = JSON.parse(text) as Manifest;
      const files = manifest.files.filter(({ path }) => existsSync(join(folder, path)));
      return JSON.stringify({ ...manifest, files });
    });
    const report = await verify(folder);
    expect(report.isEqual, told(report)).toBe(true);
  });

  it('repeats failed rows too, and finds them failing again', async () => {
    const world = hashed({ throws: [17], overflows: [23], dies: [31] });
    const { folder } = await standInBatch(world, { runs: 40, jobs: 2 });
    const report = await verify(folder, { sample: 2 });
    expect(report.checks.find(({ name }) => name === 'runs.csv')?.said).toMatch(/^5 of 40 runs repeated/);
    expect(report.isEqual, told(report)).toBe(true);
  });
});

describe('a folder that was tampered with', () => {
  it.each([0, 59])('names run %i, column and both values of a changed cell', async (run) => {
    const folder = copy();
    setField(folder, run, 'peak_capex_usd_bn', '99.5');
    const report = await verify(folder, { sample: 2 });
    expect(report.isEqual).toBe(false);
    const [difference] = report.differences;
    expect(difference).toMatchObject({ file: 'runs.csv', run, column: 'peak_capex_usd_bn', found: '99.5' });
    expect(told(report)).toMatch(
      new RegExp(`runs\\.csv, run ${run}, peak_capex_usd_bn: 99\\.5 in the folder, \\d+\\.\\d+ when computed again`),
    );
  });

  it('finds a changed last digit', async () => {
    const folder = copy();
    edit(folder, 'runs.csv', (text) =>
      text.replace(/(\n0,.*?\.\d+)(\d)(,)/, (_all, a, digit, c) => `${a}${(Number(digit) + 1) % 10}${c}`),
    );
    expect((await verify(folder, { sample: 1 })).differences.length).toBeGreaterThan(0);
  });

  it('finds a changed cell of a row outside the sample by the summary', async () => {
    const folder = copy();
    setField(folder, 30, 'peak_capex_usd_bn', '99.5');
    const report = await verify(folder, { sample: 2 });
    expect(report.differences.map(({ file }) => file)).toContain('summary.csv');
  });

  it.each<[what: string, file: string, change: (text: string) => string, message: RegExp]>([
    ['a missing row', 'runs.csv', (text) => text.replace(/\n7,.*/, ''), /run 7 is missing/],
    ['many missing rows', 'runs.csv', (text) => text.replace(/\n7,[\s\S]*\n20,.*/, ''), /run 7 to run 20 are missing/],
    ['a double row', 'runs.csv', (text) => text.replace(/(\n7,.*)/, '$1$1'), /run 7 is there twice/],
    ['swapped rows', 'runs.csv', (text) => text.replace(/(\n7,.*)(\n8,.*)/, '$2$1'), /run 7 comes after run 8/],
    [
      'another seed',
      'runs.csv',
      (text) => text.replace(/(\n7,[^,]*,[^,]*),1,/, '$1,2,'),
      /run 7: seed is 2, the manifest says 1/,
    ],
    [
      'a short row',
      'runs.csv',
      (text) => text.replace(/(\n7,.*),[^,\n]*/, '$1'),
      /run 7: \d+ fields under a header of \d+/,
    ],
    ['a row too many', 'runs.csv', (text) => `${text}60,x\n`, /run "60" does not belong to this folder/],
    [
      'a lost column',
      'runs.csv',
      (text) => text.replace('worst_residual', 'worst'),
      /runs\.csv has no column worst_residual/,
    ],
    [
      'another size',
      'datapackage.json',
      (text) => `${text}\n`,
      /datapackage\.json has \d+ bytes, the manifest says \d+/,
    ],
    [
      'another scenario',
      'manifest.json',
      (text) => text.replace('"months": 12', '"months": 11'),
      /the scenario in the manifest has the hash/,
    ],
    [
      'another count',
      'manifest.json',
      (text) => text.replace('"ok": 60', '"ok": 59'),
      /60 rows are ok, the manifest says 59/,
    ],
  ])('says what is wrong with %s', async (_what, file, change, message) => {
    const folder = copy();
    edit(folder, file, change);
    const report = await verify(folder);
    expect(report.isEqual).toBe(false);
    expect(told(report)).toMatch(message);
  });

  it.each([
    ['events.csv', /\d+\.\d+(?=,"hit)/, '9.25'],
    ['series-scalar.csv', /(?<=\n0,3,[^,]*,)[\d.]+/, '9.25'],
    ['summary.csv', /(?<=\npeak_capex_usd_bn,,USD bn\/month,60,)[\d.]+/, '9.25'],
  ])('finds a changed cell of %s', async (file, pattern, value) => {
    const folder = copy();
    edit(folder, file, (text) => text.replace(pattern, value));
    const report = await verify(folder, { sample: 60 });
    expect(report.differences).toEqual([expect.objectContaining({ file, found: '9.25' })]);
  });

  it('finds lines of events that were added and taken away', async () => {
    const folder = copy();
    edit(folder, 'events.csv', (text) => text.replace(/\n\d+,.*/, ''));
    appendFileSync(join(folder, 'events.csv'), '59,3,outage,x,1,y\n');
    const found = (await verify(folder, { all: true })).differences.map(({ found: text }) => text);
    expect(found).toEqual(expect.arrayContaining(['no such line', '59,3,outage,x,1,y']));
  });

  it('compares a hash where the manifest gives one', async () => {
    const folder = copy();
    edit(folder, 'summary.csv', (text) => text.replaceAll('"', "'").replaceAll(',', ';'));
    const sizes = (name: string): number => statSync(join(name, 'summary.csv')).size;
    expect(sizes(folder)).toBe(sizes(original));
    expect(told(await verify(folder))).toMatch(
      /summary\.csv was changed after it was written; its content has the hash [0-9a-f]{64}, the manifest says [0-9a-f]{64}/,
    );
  });

  it.each(['quantiles.csv', 'events.csv', 'summary.csv', 'datapackage.json', 'series-scalar.csv', 'runs.csv'])(
    'misses %s, which the manifest lists',
    async (name) => {
      const folder = copy();
      rmSync(join(folder, name));
      const report = await verify(folder);
      expect(report.isEqual).toBe(false);
      expect(told(report)).toContain(`Differs from the manifest:\n  ${name} is missing, the manifest lists it`);
    },
  );

  it('does not leave the folder', async () => {
    const folder = copy();
    edit(folder, 'manifest.json', (text) => text.replace('"path": "events.csv"', '"path": "../events.csv"'));
    expect(told(await verify(folder))).toContain('../events.csv: the manifest names a file outside the folder');
  });
});

describe('a folder of another version', () => {
  it('says that differences are expected where another model made it', async () => {
    const folder = copy();
    edit(folder, 'manifest.json', (text) => text.replace('"modelVersion": "stand-in"', '"modelVersion": "0.9.0"'));
    setField(folder, 0, 'peak_capex_usd_bn', '99.5');
    const report = await verify(folder);
    expect(report).toMatchObject({ isSameModel: false, isEqual: false });
    expect(told(report)).toContain('made with model 0.9.0, this is model stand-in: differences are expected');
    expect(told(report)).toContain('Another model made these results');
  });

  it('says that numbers should be equal where only the program or Node differ', async () => {
    const folder = copy();
    edit(folder, 'manifest.json', (text) =>
      text
        .replace(/"nodeVersion": ".*?"/, '"nodeVersion": "v1.2.3"')
        .replace(/"packageVersion": ".*?"/, '"packageVersion": "0.0.1"'),
    );
    const { versions, isEqual } = await verify(folder);
    expect(isEqual).toBe(true);
    expect(versions.join('\n')).toMatch(
      /overbuild 0\.0\.1, .* of the same model[\s\S]*Node v1\.2\.3, .* equal all the same/,
    );
  });

  it('says why when the scenario cannot be run any more, and claims nothing of the rows', async () => {
    const report = await verifyResults({ folder: original, ...SAMPLE });
    expect(report.isRepeated).toBe(false);
    expect(report.notChecked[0]).toMatch(/^all runs: this version cannot run the scenario of the manifest: /);
    expect(told(report)).toContain('no run was repeated');
  });
});

describe('strategies of its own', () => {
  const STRATEGY = `export default { id: 'mine', decide() { return 0.5; } };\n`;

  it('are started only from a folder that is named, and with the content that the manifest names', async () => {
    const cwd = temporaryFolder();
    const file = join(cwd, 'my.js');
    writeFileSync(file, STRATEGY);
    const argv = [
      'batch',
      'baseline',
      '--set',
      'horizonMonths=6',
      '--runs',
      '2',
      '--strategy',
      'META=./my.js',
      '--out',
      'r',
    ];
    const made = await cli(argv, { cwd });
    expect([made.code, made.stderr]).toEqual([0, '']);

    const unasked = await cli(['verify', 'r'], { cwd });
    expect(unasked.code).toBe(2);
    expect(unasked.stdout).toMatch(
      /the batch uses strategies from files \(\.\/my\.js\), which are started only when you name their folder: --strategies \./,
    );
    expect(unasked.stdout).toMatch(/\n {2}summary\.csv +computed again from runs\.csv: \d+ cells equal, bit for bit\n/);

    const asked = await cli(['verify', 'r', '--strategies', '.'], { cwd });
    expect([asked.code, asked.stdout]).toEqual([0, expect.stringContaining('2 of 2 runs repeated')]);

    writeFileSync(file, `${STRATEGY}// changed\n`);
    const changed = await cli(['verify', 'r', '--strategies', '.'], { cwd });
    expect(changed.code).toBe(2);
    expect(changed.stdout).toMatch(
      /\.\/my\.js in .* has the hash [0-9a-f]{12}, the manifest says [0-9a-f]{12}; it was not started/,
    );

    rmSync(file);
    expect((await cli(['verify', 'r', '--strategies', '.'], { cwd })).stdout).toMatch(
      /all runs: strategy \.\/my\.js: no such file/,
    );
  });
});

describe('a sample', () => {
  it('has the first, the last and as many as asked, spread evenly and by the seed', () => {
    const rows = [...spreadRows(1000, { sample: 20, all: false, seed: 'a' })].sort((a, b) => a - b);
    expect(rows).toHaveLength(20);
    expect([rows[0], rows.at(-1)]).toEqual([0, 999]);
    for (let i = 1; i < rows.length; i++) expect(rows[i] - rows[i - 1]).toBeLessThan((2 * 1000) / 18 + 1);
    expect([...spreadRows(1000, { sample: 20, all: false, seed: 'a' })]).toEqual([
      ...spreadRows(1000, { sample: 20, all: false, seed: 'a' }),
    ]);
    expect([...spreadRows(1000, { sample: 20, all: false, seed: 'b' })].sort((a, b) => a - b)).not.toEqual(rows);
  });

  it.each([
    [1, 1],
    [1, 20],
    [2, 2],
    [3, 2],
    [20, 20],
    [21, 20],
    [5, 1],
  ])('of %i rows, %i asked, is never more than there are', (runs, sample) => {
    const rows = spreadRows(runs, { sample, all: false, seed: 'x' });
    expect(rows.size).toBe(Math.min(runs, sample));
    for (const row of rows) expect(row).toBeLessThan(runs);
    expect(spreadRows(runs, { sample, all: true, seed: 'x' }).size).toBe(runs);
  });
});

describe('a sweep', () => {
  const argv = [
    'sweep',
    'baseline',
    '--set',
    'horizonMonths=6',
    '--vary',
    'capex.prizeNarrativeSlope=0.5,1',
    '--runs',
    '3',
    '--out',
    's',
  ];

  it('is repeated configuration by configuration, and a changed cell is named with its configuration', async () => {
    const cwd = temporaryFolder();
    expect((await cli(argv, { cwd })).code).toBe(0);
    const equal = await cli(['verify', 's'], { cwd });
    expect([equal.code, equal.stdout]).toEqual([0, expect.stringContaining('6 of 6 runs repeated')]);
    expect(equal.stdout).toMatch(/design\.csv +computed again from the manifest/);

    edit(join(cwd, 's'), 'runs.csv', (text) => text.replace(/(\n1,1,2,.*),/, '$1,9'));
    const changed = await cli(['verify', 's'], { cwd });
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(
      /runs\.csv, run 2, configuration 1, \w+: 9\S* in the folder, \S+ when computed again/,
    );

    edit(join(cwd, 's'), 'design.csv', (text) => text.replace('\n1,1', '\n1,1.5'));
    const design = await cli(['verify', 's'], { cwd });
    expect(design.stdout).toMatch(
      /design\.csv, 1, capex\.prizeNarrativeSlope: 1\.5 in the folder, 1 when computed again/,
    );
  });
});
