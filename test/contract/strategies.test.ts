/** The contract of strategies: every registered one keeps to it, and planted offenders are caught. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkStrategy } from '../../src/strategies/contract.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { defineStrategy, type Strategy } from '../../src/strategies/strategy.ts';
import { contractViolations } from '../support/strategy-contract.ts';

const FOLDER = 'src/strategies';
const bibliography = readFileSync('docs/bibliography.md', 'utf8');
const sources = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
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
    expect(contractViolations(strategy)).toEqual([]);
    expect(checkStrategy(strategy).filter(({ failure }) => failure !== undefined)).toEqual([]);
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

it('strategies cite what the bibliography holds', () => {
  const cited = new Set(STRATEGIES.flatMap(({ cites }) => cites));
  expect([...cited].filter((key) => !bibliography.includes(`\n- [${key}] `))).toEqual([]);
});

it('strategies are listed by id, each once', () => {
  const ids = STRATEGIES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
});

describe('offenders', () => {
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

  it('an honest one has none', () => {
    expect(contractViolations(defineStrategy(honest) as Strategy)).toEqual([]);
  });

  it.each<readonly [string, Partial<Strategy>, RegExp]>([
    ['decides beyond 1', { decide: () => 1.01 }, /outside \[0, 1\]/],
    ['decides nothing', { decide: () => Number.NaN }, /outside \[0, 1\]/],
    ['keeps state outside its memory', { decide: () => (calls++ % 2) / 2 }, /differently on the same past/],
    [
      'draws though it says it does not',
      { decide: (_view, _params, _memory, rng) => rng.uniform() },
      /stochastic is false/,
    ],
    ['says that it draws and never does', { stochastic: true }, /stochastic is true/],
    [
      'looks further back than it says',
      { memoryDepth: 1, decide: (view) => (view.decision > 2 ? view.ownRealised(3) : 0) },
      /looked 3 decisions back/,
    ],
    [
      'remembers more than it says',
      {
        memoryDepth: 1,
        start: () => ({ raced: 0 }),
        decide(view, _params, memory) {
          const kept = memory as { raced: number };
          if (view.decision > 0) kept.raced += view.ownRealised(1);
          return kept.raced % 1 === 0 ? (kept.raced % 2 === 0 ? 0 : 1) : 0.5;
        },
      },
      /remembers more than 1/,
    ],
    [
      'has a memory that is no plain data',
      {
        memoryDepth: Number.POSITIVE_INFINITY,
        start: () => new Map([['raced', 0]]),
        decide(view, _params, memory) {
          const kept = memory as Map<string, number>;
          if (view.decision > 0 && view.ownRealised(1) > 0.5) kept.set('raced', 1);
          return kept.get('raced') ?? 0;
        },
      },
      /JSON|is not a function/,
    ],
    [
      'remembers what JSON cannot write',
      {
        memoryDepth: Number.POSITIVE_INFINITY,
        start: () => ({ lowest: Number.POSITIVE_INFINITY }),
        decide(view, _params, memory) {
          const kept = memory as { lowest: number | null };
          if (view.decision > 0) kept.lowest = Math.min(kept.lowest ?? -1, view.ownRealised(1));
          return kept.lowest === -1 ? 1 : 0;
        },
      },
      /JSON|plain data/,
    ],
    [
      'writes to its view',
      {
        decide(view) {
          (view as { decision: number }).decision = 0;
          return 0;
        },
      },
      /view was written to/,
    ],
    [
      'writes deep into its view',
      {
        decide(view) {
          (view.stage as { own: unknown }).own = () => 0;
          return 0;
        },
      },
      /view was written to/,
    ],
    [
      'reads the economy without saying so',
      { decide: (view) => view.economy?.own.marketShare ?? Number.NaN },
      /outside \[0, 1\]/,
    ],
  ])('%s', (name, fault, complaint) => {
    const offender = { ...(honest as Strategy), ...fault };
    expect(contractViolations(offender).join('\n')).toMatch(complaint);
    // The checker that users run asks for structured clones only, and takes a chance that is never used for a lack of luck.
    if (fault.stochastic === true || name === 'remembers what JSON cannot write') return;
    expect(checkStrategy(offender).some(({ failure }) => failure !== undefined)).toBe(true);
  });
});
