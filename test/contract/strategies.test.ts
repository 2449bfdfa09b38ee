/** The contract of strategies, ours and the user's: every registered one keeps to it, and planted offenders are caught. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { realmStrategy } from '../../src/node/strategies/realm.ts';
import { createGenerator } from '../../src/random/generator.ts';
import { checkStrategy } from '../../src/strategies/contract.ts';
import { parseParameters } from '../../src/strategies/parameter-ranges.ts';
import { findStrategy, STRATEGIES } from '../../src/strategies/registry.ts';
import { scriptedView, writeScript } from '../../src/strategies/scripted-view.ts';
import type { Strategy } from '../../src/strategies/strategy.ts';

const FOLDER = 'src/strategies';
const bibliography = readFileSync('docs/bibliography.md', 'utf8');
const sources = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts') && file !== 'registry.ts')
    .map((file) => [file.replace(/\.ts$/, ''), readFileSync(`${FOLDER}/${file}`, 'utf8')]),
);

describe.each(STRATEGIES.map((strategy) => ({ id: strategy.id, strategy })))('$id', ({ id, strategy }) => {
  it('stands in a file of its name or of its family', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    const named = sources.has(id);
    const family = [...sources].filter(([, text]) => text.includes(`'${id}'`)).map(([file]) => file);
    if (!named) expect(family).toHaveLength(1);
  });

  it('says in a sentence what it does', () => {
    expect(strategy.summary).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps to the contract', () => {
    expect(failuresOf(strategy)).toBe('');
    // Chance that is declared is used.
    expect(drawsOf(strategy) > 0).toBe(strategy.stochastic);
  });

  it('describes each of its parameters, with a default', () => {
    if (!(strategy.params instanceof z.ZodObject)) throw new TypeError('parameters are no object');
    expect(strategy.params.safeParse({}).success).toBe(true);
    expect(strategy.params.safeParse({ 'no such parameter': 1 }).success).toBe(false);
    for (const [name, field] of Object.entries(strategy.params.shape)) {
      expect((field as z.ZodType).meta()?.description, name).toBeTypeOf('string');
    }
  });
});

/** Random numbers that a strategy draws in a long lively match. */
function drawsOf(strategy: Strategy): number {
  const script = writeScript('draws', { rivals: 2, decisions: 60, hasEconomy: true });
  const params = strategy.params.parse({});
  const memory = strategy.start(params);
  const random = createGenerator('draws');
  for (let k = 0; k < script.decisions; k++) {
    const view = scriptedView(script, k, { deepestLag: 0, deepestAt: 0, writes: new Set() });
    strategy.decide(view, params, memory, random);
  }
  return random.draws;
}

it('strategies cite what the bibliography holds', () => {
  const cited = new Set(STRATEGIES.flatMap(({ cites }) => cites));
  expect([...cited].filter((key) => !bibliography.includes(`\n- [${key}] `))).toEqual([]);
});

it('strategies are listed by id, each once', () => {
  const ids = STRATEGIES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
});

/** A strategy as a user's file exports it. */
function fileOf(decide: string, rest = '', before = ''): Strategy {
  const code = `(() => { 'use strict'; ${before} return { id: 'mine', ${rest} decide(view, params, memory, random) { ${decide} } }; })()`;
  return realmStrategy(code, 'mine.js');
}

function failuresOf(strategy: Strategy): string {
  const failures = checkStrategy(strategy).filter(({ failure }) => failure !== undefined);
  return failures.map(({ rule, failure }) => `${rule}: ${failure}`).join('\n');
}

/** Its first decision in a match. */
function moveOf(strategy: Strategy): number {
  const script = writeScript('move', { rivals: 1, decisions: 1, hasEconomy: false });
  const view = scriptedView(script, 0, { deepestLag: 0, deepestAt: 0, writes: new Set() });
  return strategy.decide(view, {}, strategy.start({}), createGenerator('move'));
}

describe('a strategy of ours that breaks the contract', () => {
  const honest = {
    id: 'offender',
    summary: 'Breaks a rule.',
    cites: [],
    memoryDepth: 0,
    stochastic: false,
    params: z.strictObject({}),
    start: () => undefined,
    decide: () => 0.5,
  } satisfies Strategy<Record<string, never>, undefined>;
  let calls = 0;
  let isWarm = false;

  it('is no honest one', () => {
    expect(failuresOf(honest as Strategy)).toBe('');
  });

  it.each<readonly [string, Partial<Strategy>, RegExp]>([
    ['keeps state outside its memory', { decide: () => (calls++ % 2) / 2 }, /^determinism: .*between matches/],
    [
      'remembers an earlier match',
      {
        decide(view) {
          isWarm ||= view.rivals.length > 2;
          return Number(isWarm);
        },
      },
      /^determinism: /,
    ],
    ['draws without saying so', { decide: (_view, _params, _memory, random) => random.uniform() }, /chance: drew \d+/],
    [
      'writes to its view',
      {
        decide(view) {
          (view as { decision: number }).decision = 0;
          return 0;
        },
      },
      /^view: writes to view\.decision/,
    ],
    [
      'writes deep into its view',
      {
        decide(view) {
          (view.stage as { own: unknown }).own = () => 0;
          return 0;
        },
      },
      /^view: writes to view\.stage\.own/,
    ],
    ['has a memory that is no plain data', { start: () => new Map() }, /^start: memory is a Map/],
  ])('is caught when it %s', (_name, fault, words) => {
    expect(failuresOf({ ...(honest as Strategy), ...fault })).toMatch(words);
  });
});

describe("a user's file that breaks the contract", () => {
  it.each<readonly [string, Strategy, RegExp]>([
    ['returns too much', fileOf('return 1.5;'), /^range: returned 1\.5 at decision 0/],
    ['returns NaN late', fileOf('return view.decision > 200 ? 0 / 0 : 1;'), /^range: returned NaN at decision 201/],
    ['returns nothing', fileOf(''), /^range: returned undefined/],
    ['returns a promise', fileOf('return Promise.resolve(1);'), /^range: returned "\[object Promise\]"/],
    ['throws', fileOf('return view.ownRealised(1);'), /^answers: decide threw at decision 0 .*lag 1 is outside/],
    [
      'throws late',
      fileOf('if (view.decision > 38) throw new Error("late"); return 1;'),
      /^answers: .*decision 39 .*late/,
    ],
    ['needs an economy', fileOf('return view.economy.own.marketShare;'), /^answers: .*in a plain game/],
    [
      'looks too far back',
      fileOf('return view.decision > 1 ? view.ownRealised(2) : 0;', 'memoryDepth: 1,'),
      /^memory-depth: reads lag 2/,
    ],
    [
      'looks too far back late',
      fileOf('return view.decision > 33 ? view.ownRealised(30) : 0;', 'memoryDepth: 1,'),
      /^memory-depth: reads lag 30/,
    ],
    [
      'remembers more than it says',
      fileOf(
        'memory.sum += view.decision > 0 ? view.rivalIntensity(view.rivals[0], 1) : 0; return Math.min(1, memory.sum / 100);',
        'memoryDepth: 1, start: () => ({ sum: 0 }),',
      ),
      /^memory-depth: .*is no bound/,
    ],
    ['draws without saying so', fileOf('return random.uniform();'), /^chance: drew \d+ random numbers/],
    ['counts outside its memory', fileOf('n += 1; return n % 2;', '', 'let n = 0;'), /^hidden-state: /],
    ['counts outside until late', fileOf('n += 1; return n > 38 ? 1 : 0;', '', 'let n = 0;'), /^hidden-state: /],
    [
      'knows its memory by identity',
      fileOf(
        'const n = (seen.get(memory) ?? 0) + 1; seen.set(memory, n); return n % 2;',
        'start: () => ({}),',
        'const seen = new WeakMap();',
      ),
      /^hidden-state: .*outside/,
    ],
    ['remembers a function', fileOf('return 0;', 'start: () => ({ f() {} }),'), /^start: memory\.f is a function/],
    ['remembers a map', fileOf('memory.m = new Map(); return 0;', 'start: () => ({}),'), /memory\.m is a Map/],
    ['shares its memory', fileOf('return 0;', 'start: () => all,', 'const all = {};'), /^start: .*same object twice/],
    [
      'changes its parameters',
      fileOf('params.a = 0; return 0;', 'params: { a: { default: 1 } },'),
      /^answers: .*read only property 'a'/,
    ],
    ['writes to the books', fileOf('if (view.economy) view.economy.own.cashUsdBn = 0; return 0;'), /has only a getter/],
    ['sorts the rivals', fileOf('view.rivals.push("me"); return 0;'), /not extensible/],
    ['has chance of its own', fileOf('return Math.random();'), /Math\.random gives other rows/],
    ...['Date.now()', 'new Float64Array(5e8)', 'setTimeout(() => {}, 0)', 'process.exit(3)', 'new WeakRef({})'].map(
      (deed) => [`calls ${deed}`, fileOf(`${deed}; return 0;`), /is not defined: a strategy has no clock/] as const,
    ),
    ['sorts by locale', fileOf('view.rivals[0].localeCompare("a"); return 0;'), /localeCompare is not a function/],
  ])('is caught when it %s', (_name, strategy, words) => {
    expect(failuresOf(strategy)).toMatch(words);
  });

  it('has a realm of its own: what it patches stays there', () => {
    // A setter on Array.prototype[0] would slow every array of this thread down: tests of batches try it in their threads.
    const patches = [
      'Number.isFinite = () => false;',
      'Math.abs = () => 7;',
      'Object.prototype.polluted = true;',
      'JSON.stringify = undefined;',
      'Object.prototype.toString = undefined;',
    ];
    const strategy = fileOf(`${patches.join(' ')} return view.rivals.length > 1 ? 1 : 0;`);
    expect(failuresOf(strategy)).toBe('');
    expect([Number.isFinite(1), Math.abs(-1), 'polluted' in {}, Array.of(1)[0], JSON.stringify([1])]).toEqual([
      true,
      1,
      false,
      1,
      '[1]',
    ]);
    expect(moveOf(fileOf('return Math.abs(-1) === 1 && !("polluted" in {}) ? 1 : 0;'))).toBe(1);
  });

  it.each([
    'view',
    'view.rivals',
    'view.stage.own',
    'params',
    'random.uniform',
    'console.log',
    '(() => { try { view.ownRealised(9999); } catch (error) { return error; } })()',
    'globalThis',
  ])('does not reach the program through %s', (name) => {
    const reach = `const f = (${name}).constructor.constructor; return f('return typeof process')() === 'undefined' ? 1 : 0;`;
    expect(moveOf(fileOf(reach))).toBe(1);
  });

  it('hears of no promise between two decisions', async () => {
    const strategy = fileOf('Promise.resolve().then(() => { n = 1; }); return n;', '', 'let n = 0;');
    const memory = strategy.start({});
    const script = writeScript('promise', { rivals: 1, decisions: 3, hasEconomy: false });
    for (let k = 0; k < script.decisions; k++) {
      const view = scriptedView(script, k, { deepestLag: 0, deepestAt: 0, writes: new Set() });
      expect(strategy.decide(view, {}, memory, createGenerator('promise'))).toBe(0);
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
});

it.each([
  [{ quorum: '1e400' }, 'quorum: 1e400 is too large for a computer number: write one between -1e300 and 1e300'],
  [{ quorum: 'half' }, 'quorum: expected a number, got "half"'],
  [{ quorum: 2 }, 'quorum: expected a number <= 1, got 2'],
  [{ quorun: 1 }, ': unknown parameter quorun; it has quorum'],
])('says in words what is wrong with the parameters %j', (params, words) => {
  const parsed = parseParameters(findStrategy('tit-for-tat')!, params);
  const said = parsed.success ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(said).toEqual([words]);
});
