/** `overbuild sweep` and `overbuild merge` as typed: what they print, write and refuse. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

/** A sweep of a few short runs; the prize is one of the numbers that move them. */
const SHORT = ['--set', 'horizonMonths=18', '--runs', '2'];
const PRIZES = ['--vary', 'capex.prizeNarrativeSlope=0.5:1.5:0.5'];
const few = ['sweep', 'baseline', ...PRIZES, ...SHORT];

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

describe('a sweep', () => {
  it('prints a line a configuration and leaves a folder', async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await cli(few, { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^baseline \(changed: horizon 18 months\): 3 configurations, 2 runs each, seed 1, model/);
    expect(stdout).toMatch(/\n {2}#\s+prizeNarrativeSlope .*peak capex, USD bn\/year/);
    expect(stdout).toMatch(/\n {2}0\s+0\.5 .*\n {2}1\s+1 .*\n {2}2\s+1\.5 /);
    const [folder] = readdirSync(join(cwd, 'results'));
    expect(folder).toMatch(/^sweep-baseline-changed-s[0-9a-f]{7}-1-[0-9a-f]{8}$/);
    expect(Object.keys(filesOf(join(cwd, 'results', folder)))).toEqual([
      'datapackage.json',
      'design.csv',
      'runs.csv',
      'summary.csv',
    ]);
    const again = await cli(few, { cwd });
    expect(again.stdout).toContain('Done before; read from results');
    const more = await cli([...few.slice(0, -1), '3', '--resume'], { cwd });
    expect(more.stdout).toContain('3 runs each');
    expect(linesOf(join(cwd, 'results', folder, 'runs.csv'))).toHaveLength(1 + 9);
  });

  it('gives the rows that batches with the same changes give', async () => {
    const cwd = temporaryFolder();
    await cli([...few, '--out', 'all'], { cwd });
    await cli(['batch', 'baseline', '--set', 'capex.prizeNarrativeSlope=1.5', ...SHORT, '--out', 'one'], { cwd });
    const rows = linesOf(join(cwd, 'all/runs.csv')).filter((line) => line.startsWith('2,'));
    const withoutName = (line: string): string => line.replace(/baseline \(changed: .*?\)/, 'baseline');
    const alone = linesOf(join(cwd, 'one/runs.csv')).slice(1);
    expect(rows.map((line) => withoutName(line.replace(/^2,1\.5,/, '')))).toEqual(alone.map(withoutName));
  });

  it('carries what it varies in every row, described, for whoever reads the table alone', async () => {
    const cwd = temporaryFolder();
    const vary = ['--vary', 'power.pue=1.1,1.3,1.4', '--vary', 'capex.growthHaircut=+-0.1,+0.1,*2', '--design', 'zip'];
    const made = await cli(['sweep', ...vary, ...SHORT, '--csv-locale', 'eu', '--out', 's'], { cwd });
    expect([made.code, made.stderr]).toEqual([0, '']);
    const begins = linesOf(join(cwd, 's/runs.csv')).map((line) => line.split(';', 4).join(';'));
    expect(begins.slice(0, 4)).toEqual([
      'configuration;power.pue;capex.growthHaircut;run',
      '0;1,1;add -0.1;0',
      '1;1,3;add 0.1;0',
      '2;1,4;*2;0',
    ]);
    const described = JSON.parse(readFileSync(join(cwd, 's/datapackage.json'), 'utf8')) as {
      resources: { name: string; schema: { fields: object[] } }[];
    };
    const { schema } = described.resources.find(({ name }) => name === 'runs') ?? { schema: { fields: [] } };
    expect(schema.fields.slice(1, 3)).toEqual([
      {
        name: 'power.pue',
        type: 'number',
        decimalChar: ',',
        unit: '1',
        description: expect.stringMatching(/^Value set at power\.pue of the scenario: .+\.$/),
      },
      { name: 'capex.growthHaircut', type: 'string', description: expect.stringContaining('capex.growthHaircut') },
    ]);
    const equal = await cli(['verify', 's'], { cwd });
    expect([equal.code, equal.stdout]).toEqual([0, expect.stringContaining('6 of 6 runs repeated')]);
    const effect = await cli(['sensitivity', 's', '--metric', 'peak_capex_usd_bn_per_year'], { cwd });
    expect(effect.stdout).toContain('power.pue');
    const input = await cli(['sensitivity', 's', '--metric', 'power.pue'], { cwd });
    expect([input.code, input.stderr]).toEqual([2, expect.stringContaining('has no metric power.pue')]);
  });

  it('takes overlays, strategies of its own, tables and plans', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'my.ts'), "export default { id: 'mine', summary: 'Half.', decide: () => 0.5 };\n");
    const strategies = 'firms[META].strategy.id=grim,./my.ts';
    const layered = await cli(
      [
        'sweep',
        'baseline+overlays/grid-ahead.yaml',
        '--vary',
        strategies,
        ...SHORT,
        '--metric',
        'mean_intensity',
        '--out',
        'own',
      ],
      { cwd },
    );
    expect([layered.code, layered.stderr]).toEqual([0, '']);
    expect(layered.stdout).toMatch(/^baseline\+grid-ahead \(changed: horizon 18 months\): 2 configurations/);
    expect(layered.stdout).toMatch(/# {2}strategy\.id {2}race intensity\n {2}0 +grim .*\n {2}1 +\.\/my\.ts /);

    writeFileSync(join(cwd, 'table.csv'), 'capex.prizeNarrativeSlope;power.pue\n0,5;1,2\n1;1,3\n');
    writeFileSync(
      join(cwd, 'plan.yaml'),
      'set: [horizonMonths=18]\ndesign: table.csv\nruns: 7\nseed: demo\nscenario: baseline\n',
    );
    const planned = await cli(['sweep', '--plan', 'plan.yaml', '--runs', '1', '--out', 'planned', '--json'], { cwd });
    expect(planned.code).toBe(0);
    const told = JSON.parse(planned.stdout) as { identity: object; configurations: { settings: object }[] };
    expect(told.identity).toMatchObject({ runs: 1, seed: 'demo', configurations: 2 });
    expect(told.configurations.map(({ settings }) => settings)).toEqual([
      { 'capex.prizeNarrativeSlope': 0.5, 'power.pue': 1.2 },
      { 'capex.prizeNarrativeSlope': 1, 'power.pue': 1.3 },
    ]);
    const copied = join(cwd, 'planned/design.csv');
    const repeated = await cli(['sweep', '--design', copied, '--set', 'horizonMonths=18', '--runs', '1', '--json'], {
      cwd,
    });
    expect(JSON.parse(repeated.stdout)).toMatchObject({ done: 2, statuses: { ok: 2 } });
  });

  it('tells configurations that cannot be, and exits with 1', async () => {
    const cwd = temporaryFolder();
    const { code, stdout } = await cli(['sweep', '--vary', 'power.pue=1.2,0.2', ...SHORT], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('Not ok: 2 failed; left out of all statistics.');
    expect(stdout).toContain('configuration 1, every run: power.pue=0.2: expected a number from 1 to 3, got 0.2');
  });

  it('ends on Ctrl-C with 130 and says how to go on', async () => {
    const cwd = temporaryFolder();
    const argv = ['sweep', ...PRIZES, '--set', 'horizonMonths=18', '--runs', '4000', '--jobs', '1', '--out', 'half'];
    const { code, stdout, stderr } = await cli(argv, { cwd, onListen: (interrupt) => setTimeout(interrupt, 300) });
    expect(code).toBe(130);
    expect(stderr).toContain('Stopping after the runs under way');
    expect(stdout).toMatch(/^Interrupted: [\d,]+ runs are safe in half\.\nResume with: overbuild sweep --vary capex/);
    expect(stdout).toContain('--out half --resume');
  });
});

it('of very many runs says where to see how long it takes', async () => {
  const argv = ['sweep', '--vary', 'power.pue=1.1,1.2', '--runs', '100000000', '--jobs', '1'];
  const { code, stderr } = await cli(argv, { cwd: temporaryFolder(), onListen: (interrupt) => interrupt() });
  expect(code).toBe(130);
  expect(stderr).toMatch(/^overbuild: 200,000,000 runs; --dry-run says how long that takes\n/);
});

describe('a dry run', () => {
  /** Two hundred of its configurations are checked in a moment. */
  const STAGES = ['chen-four-stage'];
  const HOLDING = 'supply.nodes[stage-1].cost.holdingUsdPerMw';

  it('says what would be, writes nothing, and holds no million configurations', async () => {
    const cwd = temporaryFolder();
    const argv = [
      'sweep',
      ...STAGES,
      '--vary',
      'supply.policy.safetyMw=0.001:1000:0.001',
      ...SHORT,
      '--jobs',
      '1',
      '--dry-run',
    ];
    const { code, stdout } = await cli(argv, { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^chen-four-stage \(changed: horizon 18 months\): 1,000,000 configurations of 2 runs:\n {2}rows of runs\.csv {2}2,000,000\n/,
    );
    expect(stdout).toMatch(/memory +about \d{3} MB\n {2}time +about .* to .* with --jobs \d+\n/);
    expect(stdout).toMatch(/An estimate from timing \d+ runs; nothing was written\./);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('counts days and years, and says that no one waits so long, and which end a step misses', async () => {
    const wide = ['--vary', 'supply.policy.safetyMw=0:1:1e-9', '--vary', `${HOLDING}=1.1:1.5:0.3`];
    const { code, stdout } = await cli(['sweep', ...STAGES, ...wide, '--runs', '1000', '--jobs', '1', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/time +about [\d,]+ years to [\d,]+ years with/);
    expect(stdout).toContain(`${HOLDING}=1.1:1.5:0.3 ends at 1.4: no step reaches 1.5`);
    expect(stdout).not.toContain('1e-9 ends');
    expect(stdout).toContain('That is too long');
  });

  it('counts the start of a thread, and no more cores than there are', async () => {
    const secondsOf = async (jobs: string): Promise<{ secondsLow: number; secondsHigh: number }> => {
      const argv = ['sweep', '--vary', 'power.pue=1.1,1.2', ...SHORT, '--jobs', jobs, '--dry-run', '--json'];
      return JSON.parse((await cli(argv)).stdout) as { secondsLow: number; secondsHigh: number };
    };
    const most = await secondsOf('4');
    // Four runs of a year alone take some milliseconds; no thread starts within them.
    expect(most.secondsLow).toBeGreaterThan(0.1);
    expect(most.secondsHigh).toBeGreaterThan(most.secondsLow);
  });

  it('names configurations that cannot be', async () => {
    const { code, stdout } = await cli(['sweep', '--vary', 'power.pue=1.2,0.2', ...SHORT, '--dry-run']);
    expect(code).toBe(1);
    expect(stdout).toContain('1 of 2 checked configurations cannot be simulated:\n  configuration 1: power.pue=0.2');
  });
});

describe('shards', () => {
  it('are merged to the bytes of the whole', async () => {
    const cwd = temporaryFolder();
    await cli([...few, '--out', 'whole'], { cwd });
    for (const i of [1, 2]) {
      const part = await cli([...few, '--shard', `${i}/2`, '--out', `part-${i}`], { cwd });
      expect(part.stdout).toContain(`shard ${i}/2 of 3`);
    }
    const { code, stdout } = await cli(['merge', 'part-2', 'part-1', '--out', 'joined'], { cwd });
    expect([code, stdout.split('\n')[1]]).toEqual([
      0,
      '2 shards joined into joined: design.csv, runs.csv, summary.csv',
    ]);
    expect(filesOf(join(cwd, 'joined'))).toEqual(filesOf(join(cwd, 'whole')));
    const alone = await cli(['merge', 'part-2', '--out', 'other'], { cwd });
    expect([alone.code, alone.stderr]).toEqual([2, 'overbuild: shard 1/2 missing: give the folders of all 2\n']);
  });
});

describe('mistakes', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bad.csv'), 'power.pue\n1.2,3\n');
  writeFileSync(join(folder, 'bad.yaml'), 'vary:\n  power.pue: 1:2:0\n');

  it.each<[what: string, argv: string[], message: RegExp]>([
    ['nothing to vary', ['sweep'], /no path is varied; give one with --vary/],
    [
      'an unknown path',
      ['sweep', '--vary', 'power.pu=1,2'],
      /--vary power\.pu: there is no power\.pu \(did you mean power\.pue\?\)/,
    ],
    [
      'two bad values',
      ['sweep', '--vary', 'a=1:2:0', '--vary', 'b='],
      /--vary a=1:2:0: .*\n.*--vary b=: a value is missing/,
    ],
    ['a range to sample from', ['sweep', '--vary', 'power.pue=1:2'], /power\.pue: a factorial design needs a step/],
    [
      'an unknown design',
      ['sweep', '--vary', 'power.pue=1:2', '--design', 'sobl'],
      /got sobl \(did you mean sobol\?\)/,
    ],
    [
      'points of no design',
      ['sweep', '--vary', 'power.pue=1:2', '--design', 'lhs', '--points', '4'],
      /--design: expected factorial, zip, latin-hypercube, sobol, saltelli, morris or a \.csv file, got lhs/,
    ],
    ['points for all combinations', ['sweep', '--vary', 'power.pue=1,2', '--points', '4'], /--points is for/],
    ['a scrambled grid', ['sweep', '--vary', 'power.pue=1,2', '--scramble'], /--scramble is for --design sobol/],
    ['no points', ['sweep', '--vary', 'power.pue=1:2', '--design', 'sobol'], /a sobol design needs --points/],
    ['a missing table', ['sweep', '--design', 'no.csv'], /no\.csv: no such file/],
    ['a broken table', ['sweep', '--design', 'bad.csv'], /bad\.csv:2: expected 1 value as in the header, got 2/],
    ['a table and more', ['sweep', '--design', 'bad.csv', '--vary', 'a=1'], /the table defines the varied paths/],
    [
      'a broken plan',
      ['sweep', '--plan', 'bad.yaml'],
      /bad\.yaml:2:3 power\.pue|bad\.yaml:2:3 vary\.power\.pue: 1:2:0: the step/,
    ],
    [
      'a part of nothing',
      ['sweep', '--vary', 'power.pue=1,2', '--shard', '3/2'],
      /--shard: expected a part such as 2\/5/,
    ],
    [
      'an unknown metric',
      ['sweep', '--vary', 'power.pue=1.2,1.3', '--metric', 'monthz'],
      /no numeric metric monthz \(did you mean months\?\)/,
    ],
    ['opposites', [...few, '--resume', '--force'], /--resume and --force exclude each other/],
    ['a merge into nowhere', ['merge', 'a'], /--out is missing/],
    ['a merge of nothing', ['merge', 'a', '--out', 'b'], /there is no folder a/],
  ])('%s is refused', async (_, argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
