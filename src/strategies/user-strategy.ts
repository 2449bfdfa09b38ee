/** Reads a strategy from the export of a user's file: plain data, without imports. */

import * as z from 'zod';
import type { Generator } from '../random/generator.ts';
import { StrategyError } from '../scenario/errors.ts';
import { defineStrategy, type GameView, type Strategy } from './strategy.ts';

/** A parameter of a user's strategy: a number in a range. */
export interface UserParameter {
  readonly default: number;
  readonly min?: number;
  readonly max?: number;
  readonly description?: string;
}

/** The default export of a strategy file; `overbuild strategy new` writes one. */
export interface UserStrategy<M = unknown> {
  /** Kebab-case name for results. */
  readonly id: string;
  /** One sentence on the rule. */
  readonly summary?: string;
  /** Past decisions that it reads; absent or Infinity when unbounded. */
  readonly memoryDepth?: number;
  /** Whether it draws from `random`; false by default. */
  readonly stochastic?: boolean;
  /** Set when it reads `view.economy`: plain games then refuse it. */
  readonly needs?: 'economy';
  readonly params?: Readonly<Record<string, UserParameter>>;
  /** Fresh memory for a run: plain data that `decide` may change. */
  start?(params: Readonly<Record<string, number>>): M;
  /** Race intensity in [0, 1]: 0 is disciplined, 1 is racing. */
  decide(view: GameView, params: Readonly<Record<string, number>>, memory: M, random: Generator): number;
}

const KNOWN = ['id', 'summary', 'cites', 'memoryDepth', 'stochastic', 'needs', 'params', 'start', 'decide'];
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

type Candidate = Readonly<Record<string, unknown>>;

/**
 * Turn what a user's file exports into a strategy.
 *
 * @throws StrategyError  With every problem of its shape.
 */
export function adoptStrategy(candidate: unknown): Strategy {
  if (typeof candidate !== 'object' || candidate === null) {
    throw new StrategyError(`expected an object with id and decide as the default export, got ${kindOf(candidate)}`);
  }
  const given = candidate as Candidate;
  const problems = problemsOf(given);
  if (problems.length > 0) throw new StrategyError(problems);
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
  const params = schemaOf(given.params as UserStrategy['params']);
  return defineStrategy({ summary: '', ...Object.fromEntries(stated), params } as Strategy);
}

/** Placeholder for a strategy that another thread has loaded: it has its id but cannot play. */
export function absentStrategy(id: string): Strategy {
  return defineStrategy({
    id,
    summary: '',
    memoryDepth: 0,
    params: z.unknown(),
    decide() {
      throw new StrategyError(`${id} is not loaded here`);
    },
  });
}

function problemsOf(given: Candidate): string[] {
  const problems: string[] = [];
  const expect = (key: string, fits: boolean, words: string): void => {
    if (!fits) problems.push(`${key}: expected ${words}, got ${kindOf(given[key])}`);
  };
  for (const key of Object.keys(given)) {
    if (!KNOWN.includes(key)) problems.push(`${key}: not part of a strategy; it has ${KNOWN.join(', ')}`);
  }
  const { id, summary, memoryDepth: depth, stochastic, needs, params, start, decide } = given;
  expect('id', typeof id === 'string' && ID.test(id), 'a name such as my-strategy');
  expect('summary', summary === undefined || typeof summary === 'string', 'a sentence');
  expect('memoryDepth', depth === undefined || isDepth(depth), 'a whole number >= 0, or Infinity');
  expect('stochastic', stochastic === undefined || typeof stochastic === 'boolean', 'true or false');
  expect('needs', needs === undefined || needs === 'economy', "'economy', or no value");
  expect('start', start === undefined || typeof start === 'function', 'a function');
  expect('decide', typeof decide === 'function', 'a function that returns a number in [0, 1]');
  return [...problems, ...parameterProblems(params)];
}

function parameterProblems(params: unknown): string[] {
  if (params === undefined) return [];
  if (typeof params !== 'object' || params === null)
    return [`params: expected a map of parameters, got ${kindOf(params)}`];
  return Object.entries(params as Readonly<Record<string, unknown>>).flatMap(([name, parameter]) => {
    const { default: fallback, min, max } = (parameter ?? {}) as Partial<UserParameter>;
    const bounds = [min, max].filter((bound) => bound !== undefined);
    if (typeof fallback !== 'number' || !Number.isFinite(fallback) || !bounds.every((b) => typeof b === 'number')) {
      return [`params.${name}: expected { default: 0.5, min: 0, max: 1, description: '...' } with numbers`];
    }
    const fits = fallback >= (min ?? fallback) && fallback <= (max ?? fallback);
    return fits ? [] : [`params.${name}.default: ${fallback} is outside [${min ?? ''}, ${max ?? ''}]`];
  });
}

/** The schema of parameters in plain data: unknown names are refused, absent ones take their defaults. */
function schemaOf(params: UserStrategy['params'] = {}): z.ZodType {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, { default: fallback, min, max, description = '' }] of Object.entries(params)) {
    let field = z.number();
    if (min !== undefined) field = field.min(min);
    if (max !== undefined) field = field.max(max);
    shape[name] = field.default(fallback).meta({ unit: '1', description });
  }
  return z.strictObject(shape);
}

function isDepth(depth: unknown): boolean {
  return typeof depth === 'number' && depth >= 0 && (Number.isInteger(depth) || depth === Number.POSITIVE_INFINITY);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'function') return 'a function';
  return JSON.stringify(value) ?? String(value);
}
