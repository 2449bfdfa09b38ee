/** Runs a strategy file in a JavaScript realm of its own (node:vm), with fresh globals that are the same in every run. */

import { writeSync } from 'node:fs';
import vm from 'node:vm';
import type { Generator } from '../../random/generator.ts';
import { notPlain } from '../../strategies/plain-memory.ts';
import type { FirmView, GameView, OwnBooks, PublicSignals, Strategy } from '../../strategies/strategy.ts';
import { adoptStrategy } from '../../strategies/user-strategy.ts';

/**
 * Globals that a strategy has. Not among them: clocks, locales, timers, files and threads, which would make rows
 * differ; weak references, which follow the garbage collector; and buffers, which escape the limit of memory.
 */
const GLOBALS = [
  'globalThis undefined NaN Infinity isFinite isNaN parseFloat parseInt eval',
  'encodeURI encodeURIComponent decodeURI decodeURIComponent',
  'Object Function Boolean Symbol Number BigInt Math String RegExp JSON Promise',
  'Array Map Set WeakMap WeakSet Iterator Proxy Reflect',
  'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError',
].join(' ');

/** A strategy at one seat: everything it touches is of its realm, and only numbers and text cross the border. */
interface Seat {
  start(): void;
  /** What it remembers; an object of the realm. */
  memory(): unknown;
  /** Remember a copy of plain data. */
  remember(data: unknown): void;
  /** Tell it what does not change in a run, as JSON. */
  sit(facts: string): void;
  decide(): unknown;
}

interface Realm {
  readonly exported: unknown;
  open(params: string): Seat;
}

type Host = (what: string, a?: number | string, b?: number) => number | string;
type Boot = (host: Host, print: (text: string) => void, globals: string) => (module: unknown) => Realm;

/** Runs in the new realm, before the strategy does. A host that returns text instead of a number has refused. */
const BOOT = new vm.Script(`(host, print, globals) => {
  'use strict';
  const { parse, stringify } = JSON;
  const { freeze, entries, getOwnPropertyNames } = Object;
  const { isArray } = Array;
  const kept = globals.split(' ');
  for (const name of getOwnPropertyNames(globalThis)) if (!kept.includes(name)) delete globalThis[name];
  for (const { prototype } of [String, Number, BigInt, Array, Object])
    for (const name of getOwnPropertyNames(prototype)) if (/^(toLocale|locale)/.test(name)) delete prototype[name];
  Math.random = () => {
    throw new Error('Math.random gives other rows every time: declare stochastic: true and draw from random');
  };
  const words = (value) => {
    try {
      return typeof value === 'object' && value !== null && !(value instanceof Error) ? stringify(value) : String(value);
    } catch {
      return '(an object)';
    }
  };
  const say = (...values) => print(values.map(words).join(' ') + '\\n');
  globalThis.console = { log: say, info: say, warn: say, error: say, debug: say };
  const ask = (what, a, b) => {
    const answer = host(what, a, b);
    if (typeof answer === 'string') throw new RangeError(answer);
    return answer;
  };
  const revive = (value, known = new Map()) => {
    if (typeof value !== 'object' || value === null) return value;
    if (known.has(value)) return known.get(value);
    const copy = isArray(value) ? [] : {};
    known.set(value, copy);
    for (const [key, child] of entries(value)) copy[key] = revive(child, known);
    if (isArray(value)) copy.length = value.length;
    return copy;
  };
  const getters = (what, names) => {
    const object = {};
    for (const name of names) Object.defineProperty(object, name, { enumerable: true, get: () => ask(what, name) });
    return freeze(object);
  };
  const viewOf = ({ id, rivals, own, market }) =>
    freeze({
      get decision() { return ask('decision'); },
      id,
      rivals: freeze(rivals),
      ownIntended: (lag) => ask('ownIntended', Number(lag)),
      ownRealised: (lag) => ask('ownRealised', Number(lag)),
      ownPayoff: (lag) => ask('ownPayoff', Number(lag)),
      rivalIntensity: (rival, lag) => ask('rivalIntensity', String(rival), Number(lag)),
      cooperatingShare: (lag) => ask('cooperatingShare', Number(lag)),
      stage: freeze({
        own: (own, rivals) => ask('stageOwn', Number(own), Number(rivals)),
        group: (common) => ask('stageGroup', Number(common)),
      }),
      economy: own && freeze({
        get month() { return ask('month'); },
        own: getters('own', own),
        market: getters('market', market),
      }),
    });
  const random = freeze({
    uniform: () => ask('uniform'),
    bernoulli: (probability) => ask('bernoulli', Number(probability)) === 1,
    normal: () => ask('normal'),
  });
  return (module) => {
    const named = typeof module === 'object' && module !== null && '__esModule' in module ? module.default : module;
    const isWrapped = typeof named === 'object' && named !== null && !('decide' in named) && 'default' in named;
    const exported = isWrapped ? named.default : named;
    const given = new WeakSet();
    const open = (text) => {
      const params = freeze(parse(text));
      let memory;
      let view;
      return {
        start() {
          memory = exported.start?.(params);
          if (typeof memory !== 'object' || memory === null) return;
          if (given.has(memory)) throw new Error('start returned the same object twice, so that runs would share memory');
          given.add(memory);
        },
        memory: () => memory,
        remember(data) { memory = revive(data); },
        sit(facts) { view = viewOf(parse(facts)); },
        decide: () => exported.decide(view, params, memory, random),
      };
    };
    return { exported, open };
  };
}`);

interface RealmRequest {
  readonly view: GameView;
  readonly random: Generator;
}

/** What the host answers, by the name under which a realm asks. */
const ANSWERS: Readonly<Record<string, (request: RealmRequest, a: never, b: never) => number>> = {
  decision: ({ view }) => view.decision,
  ownIntended: ({ view }, lag: number) => view.ownIntended(lag),
  ownRealised: ({ view }, lag: number) => view.ownRealised(lag),
  ownPayoff: ({ view }, lag: number) => view.ownPayoff(lag),
  rivalIntensity: ({ view }, rival: string, lag: number) => view.rivalIntensity(rival, lag),
  cooperatingShare: ({ view }, lag: number) => view.cooperatingShare(lag),
  stageOwn: ({ view }, own: number, rivals: number) => view.stage.own(own, rivals),
  stageGroup: ({ view }, common: number) => view.stage.group(common),
  month: ({ view }) => (view as FirmView).economy.month,
  own: ({ view }, name: keyof OwnBooks) => (view as FirmView).economy.own[name],
  market: ({ view }, name: keyof PublicSignals) => (view as FirmView).economy.market[name],
  uniform: ({ random }) => random.uniform(),
  bernoulli: ({ random }, probability: number) => Number(random.bernoulli(probability)),
  normal: ({ random }) => random.normal(),
};

/** Characters of what a strategy says that a row repeats. */
const MOST_WORDS = 1000;

/** Words of an error, which may be of another realm and anything at all. */
function messageOf(error: unknown): string {
  let said: string;
  try {
    const isError = typeof error === 'object' && error !== null && 'message' in error;
    said = String(isError ? error.message : error).slice(0, MOST_WORDS);
  } catch {
    said = 'it threw a value that cannot be shown as text';
  }
  return said.endsWith(' is not defined')
    ? `${said}: a strategy has no clock, timers, buffers, files or modules of Node`
    : said;
}

/** What comes out of a realm as an error: one of ours, with its words. */
function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new Error(messageOf(error), { cause: error });
  }
}

const STANDARD_ERROR = 2;

/** Write at once: what a thread hands to its parent is lost when the thread ends. What is printed is not among our results. */
function print(text: string): void {
  try {
    writeSync(STANDARD_ERROR, text);
  } catch {
    // Whoever closed the standard error wants to hear nothing.
  }
}

/** Seats that are taken one after the other, before the first is asked, share a realm: those of one run. */
interface Table {
  realm?: Realm;
}

/** Memory of a seat as the engine holds it: plain data until a decision needs it in a realm. */
interface Memory {
  readonly table: Table;
  readonly params: string;
  readonly data?: unknown;
  seat?: Seat;
  /** Whether the seat has its view. */
  isSeated?: boolean;
}

/**
 * Compile a strategy file, bundled into one script.
 *
 * @param path  Names the script in error messages.
 * @throws Error  When it cannot be evaluated.
 * @throws StrategyError  When what it exports is no strategy.
 */
export function realmStrategy(code: string, path: string): Strategy {
  const script = new vm.Script(code, { filename: path });
  let request: RealmRequest | undefined;
  let table: Table | undefined;
  const host: Host = (what, a, b) => {
    try {
      if (request === undefined) throw new Error('the view and random draws can be used only during a decision');
      return ANSWERS[what](request, a as never, b as never);
    } catch (error) {
      return messageOf(error);
    }
  };

  function createRealm(): Realm {
    return guarded(() => {
      // With a queue of its own that nobody empties later, no promise comes back between two decisions.
      const context = vm.createContext(Object.create(null), { microtaskMode: 'afterEvaluate' });
      const boot = BOOT.runInContext(context) as Boot;
      const adopt = boot(host, print, GLOBALS);
      return adopt(script.runInContext(context));
    });
  }

  function seatOf(memory: Memory): Seat {
    memory.table.realm ??= createRealm();
    memory.seat ??= memory.table.realm.open(memory.params);
    return memory.seat;
  }

  const first = createRealm();
  table = { realm: first };
  const strategy: Strategy<unknown, Memory> = {
    ...(adoptStrategy(first.exported) as Strategy<unknown, Memory>),
    start(params): Memory {
      table ??= {};
      const memory: Memory = { table, params: JSON.stringify(params) };
      const seat = seatOf(memory);
      guarded(() => seat.start());
      return memory;
    },
    copy(memory): Memory {
      table ??= {};
      return { table, params: memory.params, data: plain(memory) };
    },
    end(memory): void {
      table = undefined;
      plain(memory);
    },
    decide(view, _params, memory, random): number {
      table = undefined;
      const isResumed = memory.seat === undefined;
      const seat = seatOf(memory);
      if (isResumed) seat.remember(memory.data);
      if (memory.isSeated !== true) seat.sit(factsOf(view));
      memory.isSeated = true;
      request = { view, random };
      try {
        const intensity = guarded(() => seat.decide());
        if (typeof intensity === 'number') return intensity;
        // An object of the realm stays there.
        const isObject = typeof intensity === 'object' || typeof intensity === 'function';
        const shown = isObject ? guarded(() => Object.prototype.toString.call(intensity)) : intensity;
        return (typeof shown === 'string' ? shown.slice(0, MOST_WORDS) : shown) as number;
      } finally {
        request = undefined;
      }
    },
  };
  return strategy;
}

/** A copy of what a seat remembers, as plain data outside its realm. */
function plain({ seat, data }: Memory): unknown {
  const value = seat === undefined ? data : seat.memory();
  const strange = notPlain(value, 'memory');
  if (strange !== undefined) throw new Error(strange);
  return structuredClone(value);
}

function factsOf({ id, rivals, economy }: GameView): string {
  const books = economy && { own: Object.keys(economy.own), market: Object.keys(economy.market) };
  return JSON.stringify({ id, rivals, ...books });
}
