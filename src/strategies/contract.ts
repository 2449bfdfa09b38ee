/** Checks strategies, built-in and user-written, against the strategy contract, and describes violations. */

import { createGenerator, type Generator } from '../random/generator.ts';
import { parseParameters } from './parameter-ranges.ts';
import { copyMemory, notPlain } from './plain-memory.ts';
import type { Strategy } from './strategy.ts';
import { type Script, scriptedView, type Watch, watchWrites, withOtherPast, writeScript } from './scripted-view.ts';

/** The rules, in the order in which they are checked. */
export const CONTRACT = {
  params: 'its parameters have defaults that fit',
  start: 'start gives fresh plain data for every run',
  answers: 'decide returns for every view and never throws',
  range: 'decide returns a number in [0, 1]',
  determinism: 'the same match under the same seed gives the same moves, independently of earlier matches',
  'hidden-state': 'its whole state is in its memory',
  'memory-depth': 'it reads no history beyond memoryDepth',
  chance: 'it draws random numbers only if it declares stochastic',
  'plain-memory': 'its memory stays plain data',
  view: 'it does not change the view or its parameters',
  rows: 'a run gives the same row in any order, in a fresh thread and process',
} as const;

export type ContractRule = keyof typeof CONTRACT;

export interface ContractFinding {
  readonly rule: ContractRule;
  /** Undefined when the rule holds. */
  readonly failure: string | undefined;
}

export interface ContractOptions {
  /** Parameters to check it with; its defaults when left out. */
  readonly params?: unknown;
  /** Called before each rule is checked, so that a rule that hangs can be named. */
  readonly onRule?: (rule: ContractRule) => void;
  /** Called before each decision, to distinguish a slow strategy from one that hangs. */
  readonly onDecision?: () => void;
}

/** Decisions of a match: more than in a run of ten years with its aftermath. */
const DECISIONS = 50;
/** Decisions of the longest possible run: 600 months, and 240 after the wall. */
const MOST_DECISIONS = 280;
/** Decisions before which memory is copied, as when a run is saved and resumed. */
const COPIES = [1, 7, 20, 41];
const SEED = 'contract';

interface Subject {
  readonly strategy: Strategy;
  readonly params: unknown;
  readonly scripts: readonly Script[];
  /** First play of each script, in order. */
  readonly first: Map<Script, Played>;
  readonly onDecision: () => void;
}

/**
 * Check a strategy against every rule that one thread can check: all but `rows`. It never throws: violations are in the
 * findings.
 */
export function checkStrategy(strategy: Strategy, options: ContractOptions = {}): ContractFinding[] {
  options.onRule?.('params');
  const parsed = parseParameters(strategy, options.params ?? {});
  if (!parsed.success) {
    const [{ message, path }] = parsed.problems;
    return [{ rule: 'params', failure: `${['params', ...path].join('.')}: ${message}` }];
  }
  const subject: Subject = {
    strategy,
    params: parsed.data,
    scripts: scriptsFor(strategy),
    first: new Map(),
    onDecision: options.onDecision ?? (() => undefined),
  };
  const findings: ContractFinding[] = [{ rule: 'params', failure: undefined }];
  for (const [rule, check] of Object.entries(CHECKS) as [ContractRule, (subject: Subject) => string | undefined][]) {
    options.onRule?.(rule);
    const failure = attempt(() => check(subject), rule);
    findings.push({ rule, failure });
    // Further checks of a strategy that throws are skipped.
    if (failure !== undefined && (rule === 'start' || rule === 'answers')) break;
  }
  return findings;
}

/** Whether all rules are met. */
export function meetsContract(findings: readonly ContractFinding[]): boolean {
  return findings.every(({ failure }) => failure === undefined);
}

function attempt(check: () => string | undefined, rule: ContractRule): string | undefined {
  try {
    return check();
  } catch (error) {
    return rule === 'answers' ? wordsOf(error) : `threw: ${wordsOf(error)}`;
  }
}

/**
 * Cooperative, hostile and mixed matches with few and many rivals, without an economy unless it needs one; one has the
 * greatest length.
 */
function scriptsFor(strategy: Strategy): Script[] {
  const economies = strategy.needs === 'economy' ? [true] : [false, true];
  return economies.flatMap((hasEconomy) =>
    [1, 2, 5].flatMap((rivals) => {
      const shape = { rivals, decisions: DECISIONS, hasEconomy };
      return [
        writeScript(`${rivals}`, shape, 0),
        writeScript(`${rivals}`, shape, 1),
        writeScript(`${rivals}/a`, shape),
        writeScript(`${rivals}/b`, hasEconomy && rivals === 5 ? { ...shape, decisions: MOST_DECISIONS } : shape),
      ];
    }),
  );
}

interface Played {
  readonly moves: readonly unknown[];
  readonly memory: unknown;
  readonly watch: Watch;
  readonly draws: number;
}

interface Conditions {
  /** Decision before which memory is copied, as when a run is saved and restored. */
  readonly copyAt?: number;
  /** Decision before which the generator is put to a given state. */
  readonly reseedAt?: number;
  /** Decisions to play; by default the whole script. */
  readonly until?: number;
}

/** First play of a script, shared by all rules that only read it. */
function firstOf(subject: Subject, script: Script): Played {
  const known = subject.first.get(script) ?? play(subject, script);
  subject.first.set(script, known);
  return known;
}

function play(subject: Subject, script: Script, conditions: Conditions = {}): Played {
  const { strategy, onDecision } = subject;
  const watch: Watch = { deepestLag: 0, deepestAt: 0, writes: new Set() };
  const isMap = typeof subject.params === 'object' && subject.params !== null;
  const params = isMap ? watchWrites({ ...subject.params }, 'params', watch.writes) : subject.params;
  const moves: unknown[] = [];
  let memory = strategy.start(params);
  let random: Generator = createGenerator(SEED);
  let draws = 0;
  for (let k = 0; k < (conditions.until ?? script.decisions); k++) {
    if (k === conditions.copyAt) memory = copyMemory(strategy, memory);
    if (k === conditions.reseedAt) {
      draws += random.draws;
      random = createGenerator(`${SEED}/again`);
    }
    onDecision();
    try {
      moves.push(strategy.decide(scriptedView(script, k, watch), params, memory, random));
    } catch (error) {
      throw new Error(`decide threw at ${where(script, k)}: ${wordsOf(error)}`, { cause: error });
    }
  }
  strategy.end?.(memory);
  return { moves, memory, watch, draws: draws + random.draws };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function where({ rivals, hasEconomy }: Script, k: number): string {
  const many = `${rivals.length} rival${rivals.length === 1 ? '' : 's'}`;
  return `decision ${k} with ${many} ${hasEconomy ? 'in the economy' : 'in a plain game'}`;
}

/** Data in a memory that is not plain; copying an opaque memory reports it. */
function strangeMemory(strategy: Strategy, memory: unknown): string | undefined {
  if (strategy.copy === undefined) return notPlain(memory, 'memory');
  try {
    strategy.copy(memory);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** First decision at which two matches differ; -1 when none. */
function difference(a: Played, b: Played): number {
  return a.moves.findIndex((move, at) => !Object.is(move, b.moves[at]));
}

/** Scripts with mixed moves of rivals. */
function lively({ scripts }: Subject): Script[] {
  return scripts.filter(({ own }) => new Set(own).size > 1);
}

/** The first failure that a check finds among the first plays of all scripts. */
function inEveryScript(
  subject: Subject,
  check: (played: Played, script: Script) => string | undefined,
): string | undefined {
  for (const script of subject.scripts) {
    const failure = check(firstOf(subject, script), script);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Each rule with what is wrong; undefined where it holds. */
const CHECKS: Readonly<Record<Exclude<ContractRule, 'params' | 'rows'>, (subject: Subject) => string | undefined>> = {
  start({ strategy, params }) {
    const memory = strategy.start(params);
    const strange = strangeMemory(strategy, memory);
    if (strange !== undefined) return strange;
    const shared = typeof memory === 'object' && memory !== null && memory === strategy.start(params);
    return shared ? 'start returned the same object twice: runs would share memory' : undefined;
  },
  answers: (subject) => inEveryScript(subject, () => undefined),
  range: (subject) =>
    inEveryScript(subject, ({ moves }, script) => {
      const k = moves.findIndex((move) => typeof move !== 'number' || !(move >= 0 && move <= 1));
      if (k < 0) return undefined;
      return `returned ${describe(moves[k])} at ${where(script, k)}; expected a number in [0, 1]`;
    }),
  determinism(subject) {
    for (const [i, script] of [...subject.scripts.entries()].reverse()) {
      // Another match in between, of another length.
      play(subject, subject.scripts[0], { until: 1 + (i % 3) });
      const [first, again] = [firstOf(subject, script), play(subject, script)];
      const k = difference(first, again);
      if (k >= 0) {
        return `played ${describe(first.moves[k])}, then ${describe(again.moves[k])} at ${where(script, k)} of the same match: it has state between matches, or uses its own random generator`;
      }
    }
    return undefined;
  },
  'hidden-state'(subject) {
    for (const script of lively(subject)) {
      for (const copyAt of COPIES) {
        const copied = play(subject, script, { copyAt, until: Math.min(script.decisions, copyAt + DECISIONS / 2) });
        if (difference(copied, firstOf(subject, script)) >= 0)
          return `played differently after its memory was copied before decision ${copyAt}: it has state outside its memory`;
      }
    }
    return undefined;
  },
  'memory-depth'(subject) {
    const { memoryDepth: depth, stochastic } = subject.strategy;
    if (depth === Number.POSITIVE_INFINITY) return undefined;
    const deeper = inEveryScript(subject, ({ watch }, script) =>
      watch.deepestLag > depth
        ? `reads lag ${watch.deepestLag} at ${where(script, watch.deepestAt)}, but declares memoryDepth ${depth}`
        : undefined,
    );
    if (deeper !== undefined) return deeper;
    for (const [i, script] of lively(subject).entries()) {
      const { rivals, hasEconomy, decisions } = script;
      const other = writeScript(`other/${i}`, { rivals: rivals.length, decisions, hasEconomy });
      for (let k = depth + 1 + (i % 5); k < DECISIONS; k += 5) {
        const conditions = { until: k + 1, reseedAt: k };
        // Without chance, the first play of the script has the move.
        const a = (stochastic ? play(subject, script, conditions) : firstOf(subject, script)).moves[k];
        const b = play(subject, withOtherPast(script, other, k - depth), conditions).moves[k];
        if (!Object.is(a, b)) {
          return `at ${where(script, k)} it played ${describe(a)} or ${describe(b)} after pasts that agree on the last ${depth} decisions: memoryDepth ${depth} is no bound`;
        }
      }
    }
    return undefined;
  },
  chance: (subject) =>
    inEveryScript(subject, ({ draws }) =>
      draws > 0 && !subject.strategy.stochastic
        ? `drew ${draws} random numbers in a match, but does not declare stochastic: true`
        : undefined,
    ),
  'plain-memory': (subject) => inEveryScript(subject, ({ memory }) => strangeMemory(subject.strategy, memory)),
  view(subject) {
    const writes = new Set(subject.scripts.flatMap((script) => [...firstOf(subject, script).watch.writes]));
    return writes.size > 0 ? `writes to ${[...writes].join(', ')}` : undefined;
  },
};

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
