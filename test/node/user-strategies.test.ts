/** Strategies from outside: identified by content, held to the contract, and kept from harming a batch. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILTIN_ENGINE, engineWith } from '../../src/node/builtin-engine.ts';
import { loadStrategies } from '../../src/node/strategies/load-strategies.ts';
import { playRun } from '../../src/node/strategies/play-run.ts';
import { findSource, strategyOverrides, typedStrategy } from '../../src/node/strategies/strategy-source.ts';
import { writeStrategyTemplate } from '../../src/node/strategy-template.ts';
import { checkUserStrategy } from '../../src/node/strategies/check-strategy.ts';
import type { BatchOutcome } from '../../src/node/experiments/batch.ts';
import { loadPlayable } from '../../src/node/strategies/user-strategies.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { CONTRACT } from '../../src/strategies/contract.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';
import { startProgram } from '../support/program.ts';
import { batchOf, folderWith, rowsOf, SHORT_RUNS, strategy } from '../support/user-strategies.ts';

describe('a strategy file in a scenario', () => {
  it('is known by name and content, wherever it lies', async () => {
    const code = strategy('return 0.5;');
    const [here, there] = [folderWith('mine.ts', code), folderWith('mine.ts', code)];
    const a = findSource('./mine.ts', here);
    expect(a.id).toMatch(/^mine\.ts#[0-9a-f]{12}$/);
    expect(findSource(join(there, 'mine.ts'), '/').id).toBe(a.id);
    expect(findSource('./mine.ts', folderWith('mine.ts', `${code} `)).id).not.toBe(a.id);
  });

  it('is found beside the scenario that names it, with its parameters, and stands in the manifest', async () => {
    const cwd = folderWith(
      'mine.js',
      strategy('return params.level;', 'params: { level: { default: 0.5, min: 0, max: 1 } },'),
    );
    mkdirSync(join(cwd, 'elsewhere'));
    const text =
      'extends: baseline\nname: mine\nfirms:\n  - { id: META, strategy: { id: ./mine.js, params: { level: 0.25 } } }\n';
    writeFileSync(join(cwd, 'mine.yaml'), text);
    const { parsed, sources } = await loadPlayable('../mine.yaml', { cwd: join(cwd, 'elsewhere') });
    if (parsed.scenario.kind !== 'economy') throw new Error('an economy');
    const meta = parsed.scenario.firms.find(({ id }) => id === 'META');
    expect(meta?.strategy).toEqual({ id: sources[0].id, params: { level: 0.25 } });
  });

  it('says where a scenario names a file that is not there, parameters that do not fit, or a broken file', async () => {
    const cwd = folderWith('mine.js', strategy('return 0;', 'params: { level: { default: 0.5, min: 0, max: 1 } },'));
    const load = (choice: string) => loadPlayable('baseline', { cwd, overrides: strategyOverrides([choice]) });
    await expect(load('META=./absent.js')).rejects.toThrow(/META.*absent\.js: no such file/);
    await expect(load('META=./mine.js?level=2')).rejects.toThrow(/params\.level: expected a number <= 1, got 2$/);
    writeFileSync(join(cwd, 'broken.ts'), 'export default {');
    await expect(load('META=./broken.ts')).rejects.toThrow(/broken\.ts/);
    writeFileSync(join(cwd, 'odd.ts'), 'export default { id: 3, memory: 1 };');
    await expect(load('META=./odd.ts')).rejects.toThrow(
      /memory: not part of a strategy[\s\S]*id: expected a name[\s\S]*decide/,
    );
  });

  it('is one with the files that it imports, and imports nothing of Node', () => {
    const importing = `import { level } from './level.ts'; ${strategy('return level;')}`;
    const folder = folderWith('mine.ts', importing);
    expect(() => findSource('./mine.ts', folder)).toThrow(/mine\.ts:1:\d+: Could not resolve "\.\/level\.ts"/);
    writeFileSync(join(folder, 'level.ts'), 'export const level: number = 0.25;');
    const { id } = findSource('./mine.ts', folder);
    writeFileSync(join(folder, 'level.ts'), 'export const level: number = 0.75;');
    expect(findSource('./mine.ts', folder).id).not.toBe(id);
    writeFileSync(join(folder, 'mine.ts'), `import { constants } from 'node:fs'; console.log(constants); ${importing}`);
    expect(() => findSource('./mine.ts', folder)).toThrow(
      /"node:fs"; a strategy imports files and packages, and no module of Node/,
    );
  });
});

/** What a strategy does in some of its runs, and what their rows then say; the others stay as they are. */
const DEEDS: readonly (readonly [deed: string, reason: RegExp | undefined])[] = [
  ['throw new Error("no idea");', /^mine\.ts#\w+ of META threw in month \d+: no idea$/],
  ['return "much";', /mine\.ts#\w+ of META returned much in month \d+: expected a number/],
  ['return Number.NaN;', /returned NaN in month/],
  ['return Promise.resolve(1);', /returned \[object Promise\] in month/],
  ['params.level = 0;', /Cannot assign to read only property 'level'/],
  ['view.economy.own.cashUsdBn = 0;', /which has only a getter/],
  ['memory.seen = new Map();', /of META: memory\.seen is a Map: keep plain objects/],
  ['new Float64Array(5e8);', /Float64Array is not defined: a strategy has no clock/],
  ['setInterval(() => {}, 1);', /setInterval is not defined/],
  ['process.exit(3);', /process is not defined/],
  [
    'throw { get message() { throw Object.create(null); } };',
    /threw in month \d+: it threw a value that cannot be shown as text/,
  ],
  ['throw new Error("x".repeat(1e6));', /^mine\.ts#\w+ of META threw in month \d+: x{1000}$/],
  ['Promise.reject(new Error("lost"));', undefined],
  ['Number.isFinite = () => false; Math.abs = () => 7; Math.max = () => 0;', undefined],
  ['Object.defineProperty(Array.prototype, 0, { set() {}, configurable: true });', undefined],
  ['JSON.stringify = JSON.parse = undefined; Object.prototype.toString = undefined;', undefined],
  ['count += 1;', undefined],
];

describe('in a batch', () => {
  const LIVELY = 'stochastic: true, params: { level: { default: 0.5 } }, start: () => ({ deed: -1 }),';
  const playing = (deeds: readonly string[]): string =>
    `let count = 0; ${strategy(
      `if (memory.deed < 0) memory.deed = Math.floor(random.uniform() * ${DEEDS.length});
     const level = random.uniform();
     switch (memory.deed) { ${deeds.map((deed, i) => `case ${i}: { ${deed} break; }`).join(' ')} }
     return count > 40 ? 1 : level;`,
      LIVELY,
    )}`;
  it('a strategy that breaks its contract costs its own rows, the same ones on any number of workers', async () => {
    const deeds = DEEDS.map(([deed]) => deed);
    // Under this seed so few runs do everything, and one more follows.
    const few = { seed: '94478', runs: 20 };
    const patient = { ...few, timeoutSeconds: 100 };
    const [one, two] = [
      await batchOf(playing(deeds), { ...patient, jobs: 1 }),
      await batchOf(playing(deeds), { ...patient, jobs: 2 }),
    ];
    expect(filesOf(two.folder)).toEqual(filesOf(one.folder));
    const rows = rowsOf(one);
    const innocent = await batchOf(playing([]), few);
    const good = rowsOf(innocent);
    const seen = new Set<number>();
    for (const [run, [status, reason, ...metrics]] of rows.entries()) {
      if (status === 'ok') expect(['ok', '', ...metrics]).toEqual(good[run]);
      else seen.add(DEEDS.findIndex(([, words]) => words?.test(reason)));
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(DEEDS.flatMap(([, words], i) => (words === undefined ? [] : [i])));
    const manifestOf = ({ folder }: BatchOutcome) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const { strategies } = manifestOf(one);
    expect(strategies).toEqual([
      {
        id: expect.stringMatching(/^mine\.ts#/),
        reference: './mine.ts',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(manifestOf(innocent).timeoutSeconds).toBe(10);
  });

  it('a strategy that hangs costs its own rows', async () => {
    const code = strategy('if (random.uniform() < 0.2) for (;;); return 1;', 'stochastic: true,');
    const rows = rowsOf(await batchOf(code, { runs: 3, timeoutSeconds: 1 }));
    const failed = rows.filter(([status]) => status !== 'ok');
    expect(rows).toHaveLength(3);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(3);
    for (const [status, reason] of failed) expect(`${status} ${reason}`).toBe('timed-out took longer than 1 s');
  });
});

describe('on the command line', () => {
  const prints = strategy('console.log("HELLO", { from: view.id }); return 1;');

  it.each([
    ['run', ['run', '--json', '--replication', '1']],
    ['sweep', ['sweep', '--json', '--runs', '2', '--jobs', '1', '--vary', 'power.pue=1.1,1.2', '--out', 'out']],
  ])('%s prints its own output only, whatever a strategy prints', async (_verb, argv) => {
    const cwd = folderWith('mine.ts', prints);
    const settings = SHORT_RUNS.flatMap((change) => ['--set', change]);
    const { code, stdout, stderr } = await startProgram([...argv, ...settings, '--strategy', 'META=./mine.ts'], cwd)
      .ended;
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toMatch(/^HELLO \{"from":"META"\}$/m);
    expect(code).toBe(0);
  });

  it('explain says what a strategy did wrong, and in which run', async () => {
    const cwd = folderWith('mine.ts', strategy('if (view.decision > 2) throw new Error("no idea"); return 1;'));
    const { code, stdout, stderr } = await cli(['explain', 'baseline', '--strategy', 'META=./mine.ts'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^overbuild: run 0: mine\.ts#\w+ of META threw in month 11: no idea$/m);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('a run in a thread is the run of the main thread', async () => {
    const cwd = folderWith(
      'mine.ts',
      strategy('return view.decision > 0 ? view.rivalIntensity(view.rivals[0], 1) : 0;'),
    );
    const overrides = ['horizonMonths=36', 'stop.aftermathMonths=6', ...strategyOverrides(['META=./mine.ts'])];
    const playable = await loadPlayable('baseline', { cwd, overrides });
    const { simulator, trace } = await playRun(playable, '1', 2);
    const here = engineWith(loadStrategies(playable.sources)).createSimulator(playable.parsed.scenario, 'all');
    const there = here.run(expandSeed('1'), 2);
    expect(there.counterfactual).toBeDefined();
    for (const { name, shape } of simulator.columns) {
      if (shape === 'run') continue;
      expect(trace.column(name, shape), name).toEqual(there.column(name, shape));
      expect(trace.counterfactual?.column(name, shape), name).toEqual(there.counterfactual?.column(name, shape));
    }
    const { column: _a, counterfactual: one, ...facts } = trace;
    const { column: _b, counterfactual: other, ...expected } = there;
    expect(facts).toEqual(expected);
    expect(one?.firstMonth).toBe(other?.firstMonth);
    expect(BUILTIN_ENGINE.metrics(trace)).toEqual(BUILTIN_ENGINE.metrics(there));
  });
});

describe('strategy check', () => {
  it('catches one that hangs, in a rule or while loading', async () => {
    const judge = (code: string, loadSeconds: number) =>
      checkUserStrategy(findSource('./mine.js', folderWith('mine.js', code)), undefined, {
        loadSeconds,
        decisionSeconds: 0.4,
      });
    const hung = await judge(strategy('if (view.decision === 9) for (;;); return 0;'), 20);
    expect(hung.findings).toEqual([{ rule: 'answers', failure: 'did not end within 0.4 s' }]);
    expect((await judge('for (;;);', 0.4)).problems[0]).toMatch(/loading did not end within 0.4 s/);
  });

  it('is passed by a new file', async () => {
    const folder = temporaryFolder();
    await writeStrategyTemplate(join(folder, 'MyIdea.ts'));
    expect(await checkUserStrategy(findSource('./MyIdea.ts', folder))).toEqual({
      id: 'my-idea',
      problems: [],
      findings: Object.keys(CONTRACT).map((rule) => ({ rule, failure: undefined })),
    });
    await expect(writeStrategyTemplate(join(folder, 'MyIdea.ts'))).rejects.toThrow(/is there already/);
    await expect(writeStrategyTemplate(join(folder, 'mine.rb'))).rejects.toThrow(/expected a file ending in/);
  });
});

it('reads references with parameters', () => {
  expect(typedStrategy('./my.ts?threshold=0.2&mode=fast&on=true')).toEqual({
    reference: './my.ts',
    params: { threshold: 0.2, mode: 'fast', on: true },
  });
  expect(typedStrategy('cmd:python3 my.py?quorum=0.3')).toEqual({
    reference: 'cmd:python3 my.py',
    params: { quorum: 0.3 },
  });
  expect(typedStrategy('tit-for-tat')).toEqual({ reference: 'tit-for-tat', params: {} });
  expect(() => strategyOverrides(['META'])).toThrow(/expected FIRM=strategy/);
});
