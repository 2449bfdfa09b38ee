/** Strategies from outside: identified by content, held to the contract, and kept from harming a batch. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BatchOutcome, runBatch } from '../../src/node/experiments/batch.ts';
import { BUILTIN_HOST, engineWith } from '../../src/node/builtin-engine.ts';
import { findSource, strategyOverrides, typedStrategy } from '../../src/node/strategies/strategy-source.ts';
import { writeStrategyTemplate } from '../../src/node/strategy-template.ts';
import { checkUserStrategy, loadPlayable } from '../../src/node/strategies/user-strategies.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { filesOf, temporaryFolder } from '../support/batches.ts';

const SHORT = ['horizonMonths=24', 'stop.rule=horizon'];

/** A folder with a strategy file in it. */
function folderWith(name: string, code: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), code);
  return folder;
}

const strategy = (decide: string, rest = ''): string =>
  `export default { id: 'mine', ${rest} decide(view, params, memory, random) { ${decide} } };`;

async function batchOf(
  code: string,
  options: { runs?: number; jobs?: number; timeoutSeconds?: number } = {},
): Promise<BatchOutcome> {
  const cwd = folderWith('mine.ts', code);
  const { parsed, sources, absent } = await loadPlayable('baseline', {
    cwd,
    overrides: [...SHORT, ...strategyOverrides(['META=./mine.ts'])],
  });
  return runBatch({
    scenario: {
      name: 'short',
      hash: scenarioHash(parsed.scenario),
      resolved: parsed.scenario,
      evidence: {},
      strategies: sources,
    },
    seed: '1',
    runs: options.runs ?? 12,
    jobs: options.jobs ?? 1,
    timeoutSeconds: options.timeoutSeconds,
    folder: join(cwd, 'out'),
    mode: 'new',
    series: false,
    locale: 'en',
    command: ['batch'],
    host: { ...BUILTIN_HOST, engine: engineWith(absent) },
  });
}

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
    await expect(load('META=./mine.js?level=2')).rejects.toThrow(/firms\[META\]\.strategy\.params\.level: .*<=1/);
    writeFileSync(join(cwd, 'broken.ts'), 'export default {');
    await expect(load('META=./broken.ts')).rejects.toThrow(/broken\.ts/);
    writeFileSync(join(cwd, 'odd.ts'), 'export default { id: 3, memory: 1 };');
    await expect(load('META=./odd.ts')).rejects.toThrow(
      /memory: not part of a strategy[\s\S]*id: expected a name[\s\S]*decide/,
    );
  });

  it('gives the same bytes with one worker and two', async () => {
    const code = strategy('return random.uniform();', 'stochastic: true,');
    const [one, two] = [await batchOf(code, { jobs: 1 }), await batchOf(code, { jobs: 2 })];
    expect(one.manifest?.statuses.ok).toBe(12);
    expect(filesOf(two.folder)).toEqual(filesOf(one.folder));
    const { strategies, timeoutSeconds } = JSON.parse(readFileSync(join(one.folder, 'manifest.json'), 'utf8'));
    expect(strategies).toEqual([
      {
        id: expect.stringMatching(/^mine\.ts#/),
        reference: './mine.ts',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(timeoutSeconds).toBe(10);
  });
});

describe('a strategy that fails in some runs leaves the others alone:', () => {
  const sometimes = (deed: string): string =>
    strategy(`if (random.uniform() < 0.05) { ${deed} } return 1;`, 'stochastic: true,');
  const statusesOf = ({ folder }: BatchOutcome): string[][] =>
    readFileSync(join(folder, 'runs.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',').slice(4, 6));

  it.each([
    ['throws', 'throw new Error("no idea");', /^mine\.ts#\w+ of META threw in month \d+: no idea$/],
    ['returns nonsense', 'return "much";', /mine\.ts#\w+ of META returned much in month \d+: expected a number/],
    ['returns NaN', 'return Number.NaN;', /returned NaN in month/],
    [
      'uses up its memory',
      'const all = []; for (;;) all.push(new Array(1e5).fill(all.length));',
      /^its worker died: .*memory/,
      5,
    ],
  ])(
    '%s',
    async (_name, deed, reason, runs = 12) => {
      const outcome = await batchOf(sometimes(deed), { runs });
      const rows = statusesOf(outcome);
      const failed = rows.filter(([status]) => status === 'failed');
      expect(rows).toHaveLength(runs);
      expect(failed.length).toBeGreaterThan(0);
      expect(rows.filter(([status]) => status === 'ok').length).toBe(runs - failed.length);
      for (const [, why] of failed) expect(why).toMatch(reason);
      const whole = statusesOf(await batchOf(sometimes('return 1;'), { runs }));
      expect(whole.every(([status]) => status === 'ok')).toBe(true);
    },
    120_000,
  );

  it('hangs', async () => {
    const rows = statusesOf(await batchOf(sometimes('for (;;);'), { runs: 6, timeoutSeconds: 1.5 }));
    expect(rows.map(([status]) => status)).toContain('timed-out');
    expect(rows.map(([status]) => status)).toContain('ok');
    expect(rows.find(([status]) => status === 'timed-out')?.[1]).toBe('took longer than 1.5 s');
  }, 120_000);
});

describe('the contract', () => {
  const offenders: [string, string, RegExp][] = [
    [
      'reads too far back',
      strategy('return view.decision > 1 ? view.ownRealised(2) : 0;', 'memoryDepth: 1,'),
      /memory-depth: reads lag 2/,
    ],
    [
      'remembers more than it declares',
      strategy(
        'memory.sum += view.decision > 0 ? view.rivalIntensity(view.rivals[0], 1) : 0; return Math.min(1, memory.sum / 100);',
        'memoryDepth: 1, start: () => ({ sum: 0 }),',
      ),
      /memory-depth: .*is no bound/,
    ],
    ['draws without saying so', strategy('return random.uniform();'), /chance: drew \d+ random numbers/],
    ['has luck of its own', strategy('return Math.random();'), /determinism: played .* then/],
    [
      'writes to the view',
      strategy('view.economy && (view.economy.own.cashUsdBn = 0); return 0;'),
      /view: writes to view\.economy\.own\.cashUsdBn/,
    ],
    ['sorts the rivals', strategy('view.rivals.push("me"); return 0;'), /view: writes to view\.rivals/],
    [
      'changes its parameters',
      strategy('params.a = 0; return 0;', 'params: { a: { default: 1 } },'),
      /view: writes to params\.a/,
    ],
    [
      'keeps state outside',
      `let n = 0; ${strategy('n += 1; return n % 2;')}`,
      /determinism: .*keeps something between matches/,
    ],
    [
      'keeps state by identity',
      `const seen = new WeakMap(); ${strategy('const n = (seen.get(memory) ?? 0) + 1; seen.set(memory, n); return n % 2;', 'start: () => ({}),')}`,
      /hidden-state: .*outside/,
    ],
    ['returns too much', strategy('return 1.5;'), /range: returned 1\.5 at decision 0/],
    ['returns NaN', strategy('return 0 / 0;'), /range: returned NaN/],
    ['returns nothing', strategy(''), /range: returned undefined/],
    ['throws', strategy('return view.ownRealised(1);'), /answers: decide threw at decision 0 .*lag 1 is outside/],
    [
      'reads an economy that is not there',
      strategy('return view.economy.own.marketShare;'),
      /answers: .*in a plain game/,
    ],
    ['remembers functions', strategy('return 0;', 'start: () => ({ f() {} }),'), /start: memory\.f is a function/],
    [
      'remembers a map',
      strategy('memory.m = new Map(); return 0;', 'start: () => ({}),'),
      /plain-memory: memory\.m is a Map/,
    ],
    [
      'shares its memory',
      `const all = {}; ${strategy('return 0;', 'start: () => all,')}`,
      /start: .*same object twice/,
    ],
  ];

  it.each(offenders)('catches one that %s', async (_name, code, words) => {
    const { problems, findings } = await checkUserStrategy(findSource('./mine.js', folderWith('mine.js', code)));
    expect(problems).toEqual([]);
    const failures = findings.filter(({ failure }) => failure !== undefined);
    expect(failures.map(({ rule, failure }) => `${rule}: ${failure}`).join('\n')).toMatch(words);
  });

  it('catches one that hangs or eats memory, in a rule or while loading', async () => {
    const judge = (code: string) =>
      checkUserStrategy(findSource('./mine.js', folderWith('mine.js', code)), undefined, {
        loadSeconds: 4,
        ruleSeconds: 1.5,
      });
    const [hung, loading, hungry] = [
      await judge(strategy('if (view.decision === 9) for (;;); return 0;')),
      await judge('for (;;);'),
      await judge(strategy('const all = []; for (;;) all.push(new Array(1e5).fill(all.length));')),
    ];
    expect(hung.findings).toEqual([{ rule: 'answers', failure: 'did not end within 1.5 s' }]);
    expect(loading.problems[0]).toMatch(/loading did not end within 4 s/);
    expect(hungry.findings[0]).toMatchObject({ rule: 'answers', failure: expect.stringMatching(/memory|did not end/) });
  });

  it.each(['ts', 'js', 'py'])(
    'is kept by the example and by a new file in .%s',
    async (ending) => {
      if (ending === 'py' && isMissing('python3')) return;
      const folder = temporaryFolder();
      const example = ending === 'py' ? 'my_strategy.py' : `my-strategy.${ending}`;
      copyFileSync(join('examples', example), join(folder, example));
      await writeStrategyTemplate(join(folder, `MyIdea.${ending}`));
      for (const name of [example, `MyIdea.${ending}`]) {
        const source = findSource(ending === 'py' ? `cmd:python3 ${name}` : `./${name}`, folder);
        const { id, problems, findings } = await checkUserStrategy(source);
        expect({ problems, failures: findings.filter(({ failure }) => failure !== undefined) }).toEqual({
          problems: [],
          failures: [],
        });
        expect(id).toMatch(name === example ? /^my-(?:python-)?strategy$/ : /^my-idea$/);
        expect(findings).toHaveLength(10);
      }
      await expect(writeStrategyTemplate(join(folder, example))).rejects.toThrow(/is there already/);
      await expect(writeStrategyTemplate(join(folder, 'mine.rb'))).rejects.toThrow(/expected a file ending in/);
    },
    60_000,
  );
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

/** Whether a program is missing; that fails where everything is required. */
function isMissing(program: string): boolean {
  const missing = spawnSync(program, ['--version']).error !== undefined;
  if (!missing) return false;
  if (process.env.OVERBUILD_REQUIRE_ALL !== undefined) throw new Error(`${program} is missing`);
  console.warn(`SKIPPED: ${program} is missing`);
  return true;
}
