/** Command lines run in process: exit code, standard output and standard error. */

import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/verbs.ts';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';
import { programName } from '../../src/cli/process-io.ts';

/** A batch of a few short runs in a folder of its own. */
const few = ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '5'];

describe('help', () => {
  it('lists every command and exits with 0, also when nothing is asked', async () => {
    for (const argv of [['--help'], [], ['-h']]) {
      const { code, stdout, stderr } = await cli(argv);
      expect([code, stderr]).toEqual([0, '']);
      for (const { name, summary } of VERBS) {
        expect(stdout).toContain(`overbuild ${name}`);
        // Long summaries are wrapped.
        expect(stdout.replace(/\s+/g, ' ')).toContain(summary);
      }
    }
  });

  it.each(VERBS.map(({ name }) => name))('explains %s with examples', async (name) => {
    const { code, stdout, stderr } = await cli([name, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain(`overbuild ${name}`);
  });

  it('tells both versions', async () => {
    expect((await cli(['--version'])).stdout).toMatch(/^overbuild \d+\.\d+\.\d+, model \d+\.\d+\.\d+\n$/);
  });
});

describe('arguments', () => {
  it.each([
    [['run', '-']],
    [['validate', '-']],
    [['batch', '--json', '-']],
    [['compare', 'baseline', '-']],
    [['run', '--', '-']],
  ])('%j: a dash is refused, not skipped', async (argv) => {
    const { code, stderr } = await cli(argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining('standard input is not read')]);
  });

  it('count after --', async () => {
    const argv = ['--set', 'horizonMonths=12', '--', 'power-tight'];
    expect((await cli(['run', ...argv])).stdout).toContain('power-tight (changed: horizon 12 months), seed 1');
    const { stdout } = await cli(['validate', '--', 'baseline', 'power-tight']);
    expect(stdout.match(/^\S+ is valid/gm)).toEqual(['baseline is valid', 'power-tight is valid']);
    const { code, stderr } = await cli(['run', '--', 'power-tight', '--json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('an option goes before it')]);
  });

  it('that are more than a command takes are refused, and so is a switch with a value', async () => {
    expect((await cli(['run', 'baseline', 'power-tight'])).code).toBe(2);
    expect((await cli(['run', '--', 'baseline', 'power-tight'])).code).toBe(2);
    expect((await cli(['run', '--json=maybe'])).stderr).toContain('--json is a switch');
  });

  it('may be a dash where any text is taken', async () => {
    expect((await cli(['run', '--set', 'horizonMonths=12', '--seed', '-'])).stdout).toContain('seed -,');
  });
});

describe('a scenario that cannot be played to its end', () => {
  const runaway = [
    'mechanisms.volatilityTarget=true',
    'reflexivity=1',
    'volatilityTarget={impact: 100, assetsShare: 1}',
  ];
  const changes = runaway.flatMap((one) => ['--set', `market.${one}`]);

  it.each([['run'], ['explain'], ['dilemma', '--runs', '2'], ['fragility', '--runs', '2']])(
    'is no defect in %s',
    async (verb, ...more) => {
      const { code, stderr } = await cli([verb, 'baseline', ...changes, ...more]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^overbuild: the market diverged in month \d+: /)]);
    },
  );
});

describe('mistakes', () => {
  const file = join(temporaryFolder(), 'not-a-folder');
  writeFileSync(file, '');
  const occupied = temporaryFolder();
  writeFileSync(join(occupied, 'thesis.txt'), '');

  it.each<[what: string, argv: string[], message: RegExp]>([
    ['a verb by its old name', ['hindcast'], /hindcast is now called patterns/],
    ['a word that is no command', ['exploitability'], /best-reply measures it for a strategy/],
    ['an unknown command', ['bach'], /there is no command bach \(did you mean batch\?\)/],
    ['an option before the command', ['--runs', '5'], /expected a command before --runs/],
    ['an unknown option', ['batch', '--jbs', '2'], /unknown option --jbs \(did you mean --jobs\?\)/],
    [
      'an extra argument',
      ['batch', 'baseline', 'twice'],
      /^overbuild: unexpected argument twice; see overbuild batch --help/,
    ],
    ['extra arguments like an option', ['batch', 'extra', 'more'], /^overbuild: unexpected argument more; /],
    ['an unknown letter', ['batch', '-x'], /unknown option -x;/],
    ['no column', ['columns', ''], /^overbuild: <name>: expected one line of text\n/],
    ['no name of a scenario', ['run', ''], /^overbuild: <scenario>: expected one line of text\n/],
    [
      'series that are neither CSV nor Parquet',
      ['run', '--series', 'x.txt'],
      /ending in \.csv or \.parquet, got x\.txt/,
    ],
    ['a missing value', ['batch', '--runs'], /--runs needs a value/],
    ['zero runs', ['batch', '--runs', '0'], /--runs: expected a whole number >= 1, got 0/],
    ['half a run', ['batch', '--runs', '1.5'], /--runs: expected a whole number >= 1, got 1\.5/],
    ['words for a number', ['batch', '--runs', 'many'], /--runs: expected a whole number >= 1, got many/],
    [
      'more than a whole number holds',
      ['batch', '--runs', '9007199254740993'],
      /--runs: expected a whole number >= 1 and <= 9007199254740991, got 9007199254740993/,
    ],
    ['an option given twice', ['batch', '--runs', '5', '--runs', '6'], /--runs is given 2 times/],
    ['a port that there is not', ['studio', '--port', '80000'], /--port: expected a whole number from 0 to 65535/],
    ['a port that is not needed', ['studio', '--port', 'x', '--out', 'page'], /--port: expected a whole number >= 0/],
    ['no seed', ['batch', '--seed='], /--seed: expected one line of text/],
    ['zero seconds', ['batch', '--timeout', '0'], /--timeout: expected a number of seconds > 0/],
    ['an unknown locale', ['batch', '--csv-locale', 'uk'], /csv-locale: expected one of "en", "eu", got "uk"/],
    ['opposites', ['batch', '--resume', '--force'], /--resume and --force exclude each other/],
    ['a missing file', ['batch', 'no-such-scenario'], /there is no scenario file no-such-scenario/],
    ['an unknown path', ['run', '--set', 'power.nonsense=3'], /power\.nonsense/],
    ['a folder in use', [...few, '--out', occupied], /is not empty and has no batch/],
    ['a file for a folder', [...few, '--out', file], /a file is in the place of a folder/],
    ['a folder below a file', [...few, '--out', join(file, 'x')], /a file is in the place of a folder/],
    ['an unknown column', ['columns', 'wal_munth'], /there is no column wal_munth \(did you mean wall_month\?\)/],
  ])('says what is wrong with %s, on one line and with exit code 2', async (_what, argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^overbuild: .*\n$/);
    expect(stderr).toMatch(message);
  });

  it('says that a read-only folder is one', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'results');
    mkdirSync(folder);
    chmodSync(parent, 0o755);
    chmodSync(folder, 0o555);
    // The superuser may write anywhere, so the test steps down for a moment.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    const { code, stderr } = await cli([...few, '--out', folder]).finally(() => {
      if (isRoot) process.seteuid?.(0);
    });
    expect(stderr).toMatch(/cannot use .*results as results folder: no permission \(EACCES\)/);
    expect(code).toBe(2);
  });
});

describe('run', () => {
  it('tells a run by quarter, with its events and how it ended', async () => {
    const { code, stdout, stderr } = await cli(['run', 'baseline', '--set', 'horizonMonths=12', '--seed', '7']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('baseline (changed: horizon 12 months), seed 7, run 0');
    expect(stdout).toContain('Outcome');
    expect(stdout).toMatch(/^ *2 {2}Dec 2025 /m);
    expect(stdout).toMatch(/^ *11 {2}Sep 2026 /m);
    expect(stdout).not.toMatch(/NaN|undefined/);
  });

  it('gives the row of a batch with the same seed', async () => {
    const cwd = temporaryFolder();
    await cli([...few, '--seed', 'x y'], { cwd });
    const [folder] = readdirSync(join(cwd, 'results'));
    const [header, ...rows] = readFileSync(join(cwd, 'results', folder, 'runs.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    const argv = ['run', '--set', 'horizonMonths=12', '--seed', 'x y', '--replication', '3', '--json'];
    const { metrics } = JSON.parse((await cli(argv)).stdout) as { metrics: Record<string, number | string | null> };
    const fields = rows[3].split(',');
    for (const [i, name] of header.split(',').entries()) {
      if (name in metrics) expect([name, fields[i]]).toEqual([name, metrics[name] === null ? '' : `${metrics[name]}`]);
    }
    expect(Object.keys(metrics).length).toBeGreaterThan(10);
  });

  it('writes its series, one file per shape', async () => {
    const cwd = temporaryFolder();
    const { code, stderr } = await cli(['run', '--set', 'horizonMonths=12', '--series', 'out/one.csv'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('one-firm.csv');
    const lines = readFileSync(join(cwd, 'out/one.csv'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^run,month,/);
  });
});

describe('batch', () => {
  it('reports in words, names its folder, and repeats itself without running', async () => {
    const cwd = temporaryFolder();
    const first = await cli(few, { cwd });
    expect([first.code, first.stderr]).toEqual([0, '']);
    const screen = first.stdout.trimEnd().split('\n');
    expect(screen.length).toBeLessThanOrEqual(25);
    for (const line of screen) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(screen[1]).toBe('baseline (changed: horizon 12 months): 5 runs, seed 1. Conditional on its');
    const next = /^Next: overbuild report (results\/baseline-changed-[0-9a-z]+-1-5) \(or chart\)$/m.exec(
      first.stdout,
    )?.[1];
    expect(existsSync(join(cwd, next ?? '', 'runs.csv'))).toBe(true);
    const second = await cli(few, { cwd });
    expect(second.code).toBe(0);
    expect(second.stdout).toBe(
      first.stdout.replace('Next:', `Done before: read from ${next} (--force runs it again).\nNext:`),
    );
    const details = (await cli([...few, '--details'], { cwd })).stdout;
    expect(details).toMatch(/^ {2}runs\.csv +one row per run/m);
    expect(details).toMatch(/^ {2}Bonds sold in the first year +USD \d+ bn/m);
  });

  it('prints JSON that a program can read', async () => {
    const { code, stdout } = await cli([...few, '--json'], { cwd: temporaryFolder() });
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { kind: string; statuses: { ok: number }; summary: { metric: string }[] };
    expect(report.kind).toBe('finished');
    expect(report.statuses.ok).toBe(5);
    expect(report.summary.map(({ metric }) => metric)).toContain('wall');
  });

  it('takes no more threads than the machine can carry, and says so', async () => {
    const { code, stderr } = await cli(['batch', 'beer-game', '--runs', '1', '--jobs', '1000', '--json'], {
      cwd: temporaryFolder(),
    });
    const most = 4 * availableParallelism();
    expect([code, stderr]).toEqual([0, `overbuild: --jobs 1000 is more than this machine can use; taking ${most}\n`]);
  });

  it('shows progress only to a person', async () => {
    const watched = await cli(few, { cwd: temporaryFolder(), isTTY: true });
    expect(watched.stderr).toMatch(/5 of 5 runs/);
    expect(watched.stdout).not.toMatch(/5 of 5 runs/);
  });

  it('stops when interrupted, and says how to go on', async () => {
    const cwd = temporaryFolder();
    const argv = ['batch', 'baseline', '--runs', '100000', '--jobs', '1'];
    const { code, stdout } = await cli(argv, { cwd, onListen: (interrupt) => interrupt() });
    expect(code).toBe(130);
    expect(stdout).toMatch(/^Interrupted: \d+ runs are safe in results\/baseline-/);
    expect(stdout).toContain('Resume with: overbuild batch baseline --runs 100000 --jobs 1 --resume');
  });

  it('is not fooled by files that changed after it finished', async () => {
    const cwd = temporaryFolder();
    await cli([...few, '--out', 'here'], { cwd });
    appendFileSync(join(cwd, 'here', 'runs.csv'), '5,');
    const { code, stderr } = await cli([...few, '--out', 'here'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/runs\.csv has \d+ bytes instead of \d+ since the batch finished; start again with --force/);
    expect((await cli([...few, '--out', 'here', '--force'], { cwd })).code).toBe(0);
  });
});

describe('shells and programs', () => {
  it('completes commands, options of a command, and their values', async () => {
    expect(await cli(['completion', 'fish'])).toMatchObject({ code: 2, stdout: '' });
    expect((await cli(['completion', '--help'])).stdout).toContain('completion >> ~/.bashrc');
    const script = (await cli(['completion'])).stdout;
    expect(script).toContain('overbuild --get-yargs-completions');
    expect(script).not.toContain('Unknown');
    const words = async (...typed: string[]): Promise<string[]> =>
      (await cli(['--get-yargs-completions', 'overbuild', ...typed])).stdout.trim().split('\n');
    expect(await words('')).toEqual(expect.arrayContaining(['batch', 'compare', 'completion']));
    expect(await words('batch', '--')).toEqual(expect.arrayContaining(['--runs', '--details', '--quiet']));
    expect(await words('batch', '--csv-locale', '')).toEqual(['en', 'eu']);
  });

  it('prints nothing but errors when quiet, and JSON when asked', async () => {
    const cwd = temporaryFolder();
    expect(await cli([...few, '--quiet'], { cwd, isTTY: true })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse((await cli([...few, '--quiet', '--json'], { cwd })).stdout)).toHaveProperty('summary');
    const wrong = await cli([...few, '--quiet', '--runs', '0'], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--runs')]);
  });

  it.each([
    ['/w/overbuild/node_modules/.bin/overbuild', {}, 'npx overbuild'],
    ['/usr/bin/overbuild', {}, 'overbuild'],
    ['/w/overbuild/dist/cli/main.js', { npm_lifecycle_event: 'start' }, 'npx overbuild'],
    ['/w/overbuild/dist/cli/main.js', {}, 'node dist/cli/main.js'],
    ['/w/overbuild/src/cli/main.ts', { npm_lifecycle_event: 'overbuild' }, 'npm run overbuild --'],
  ])('names itself as it was started: %s %o', (script, env, name) => {
    expect(programName(script, env, '/w/overbuild')).toBe(name);
  });
});

describe('columns and strategies', () => {
  it('explains one column, some columns, and all of them', async () => {
    const one = await cli(['columns', 'wall_month']);
    expect(one.stdout).toMatch(/^runs\.csv\n {2}wall_month +months, at least 0 +Month of the first wall/);
    expect((await cli(['columns', 'worst_year_sales_lost_hbm'])).stdout).toMatch(
      /^runs\.csv\n {2}worst_year_sales_lost_\{node\} .*\n\n$/,
    );
    expect((await cli(['columns', 'sales_lost'])).stdout).toContain('worst_year_sales_lost_{node}');
    const all = await cli(['columns', '--json']);
    const columns = JSON.parse(all.stdout) as { file: string; name: string; description: string }[];
    expect(new Set(columns.map(({ file }) => file)).size).toBeGreaterThan(6);
    for (const { name, description } of columns) expect([name, description.length > 5]).toEqual([name, true]);
  });

  it('lists strategies with their parameters', async () => {
    const { stdout } = await cli(['strategy', 'list']);
    expect(stdout).toMatch(/^always-race\n {2}Races at every decision/m);
    expect(stdout).toMatch(/^ {2}quorum: .*\(default 1\)/m);
    const list = JSON.parse((await cli(['strategy', 'list', '--json'])).stdout) as { id: string }[];
    expect(list.map(({ id }) => id)).toContain('tit-for-tat');
  });
});
