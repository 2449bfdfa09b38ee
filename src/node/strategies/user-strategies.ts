/** Strategies from outside in a scenario and under test: found, identified, looked at in a thread that may be ended. */

import { dirname, resolve } from 'node:path';
import { createSimulator } from '../../engine/simulate.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { type ParsedScenario, withPlaces } from '../../reader/parse.ts';
import { CONTRACT, type ContractRule } from '../../strategies/contract.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { RUN_MEMORY_MB } from './run-limits.ts';
import { type LoadOptions, loadScenario } from '../scenario-files.ts';
import { findSource, isOutside, type StrategySource } from './strategy-source.ts';
import type { Checked, CheckTask, InspectTask, StrategyChoice } from './strategy-worker.ts';
import { workerAddress } from '../worker-address.ts';

/** What loading may take, and checking one rule of the contract. */
const CHECK_LIMITS = { loadSeconds: 20, ruleSeconds: 10 };
/** What the shared slot holds until the first rule is checked. */
const LOADING = -1;
const MS_PER_SECOND = 1000;
const WATCH_MS = 100;

/** A scenario whose strategies from outside are identified by their content. */
export interface PlayableScenario {
  readonly parsed: ParsedScenario;
  readonly sources: readonly StrategySource[];
  /** Stand-ins under the same ids, so that the scenario compiles where nothing of the user's may run. */
  readonly absent: readonly Strategy[];
}

/**
 * Load a scenario with the strategies from outside that it names, each checked to load and to take its parameters.
 *
 * @throws ScenarioError, StrategyError  With every problem of one kind, each with its place.
 */
export async function loadPlayable(reference: string, options: LoadOptions = {}): Promise<PlayableScenario> {
  const parsed = loadScenario(reference, options);
  const { scenario } = parsed;
  if (scenario.kind !== 'economy' || !scenario.firms.some(({ strategy }) => isOutside(strategy.id))) {
    return { parsed, sources: [], absent: [] };
  }
  const cwd = options.cwd ?? process.cwd();
  const sources = new Map<string, StrategySource>();
  const choices: StrategyChoice[] = [];
  const firms = scenario.firms.map((firm, f) => {
    if (!isOutside(firm.strategy.id)) return firm;
    const at = `firms[${firm.id}].strategy`;
    const written = parsed.position(['firms', f, 'strategy', 'id']);
    const folder = 'file' in written ? dirname(resolve(cwd, written.file)) : cwd;
    const source = withPlaces(parsed, () => located(at, () => findSource(firm.strategy.id, folder)));
    sources.set(source.id, source);
    choices.push({ sourceId: source.id, params: firm.strategy.params, at });
    return { ...firm, strategy: { ...firm.strategy, id: source.id } };
  });
  const found = [...sources.values()];
  const problems = await inspect({ sources: found, choices });
  withPlaces(parsed, () => {
    if (problems.length > 0) throw new StrategyError(problems);
  });
  return {
    parsed: { ...parsed, scenario: { ...scenario, firms } },
    sources: found,
    absent: found.map(({ id }) => absentStrategy(id)),
  };
}

/**
 * Load a scenario, with the strategies from outside too, and make sure that it runs: its strategies and the variables of its walls are there.
 *
 * @throws ScenarioError, StrategyError  With every problem of one kind, each with its place.
 */
export async function validateScenario(reference: string, options: LoadOptions = {}): Promise<ParsedScenario> {
  const { parsed, absent } = await loadPlayable(reference, options);
  withPlaces(parsed, () => createSimulator(parsed.scenario, 'metrics', absent));
  return parsed;
}

/** Put an address before what goes wrong with a strategy. */
function located<T>(at: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    throw new StrategyError(error.problems.map((problem) => `${at}.id: ${problem}`));
  }
}

/** Load strategies in a thread; returns every problem. */
export async function inspect(task: InspectTask): Promise<string[]> {
  const names = task.sources.map(({ reference }) => reference).join(', ');
  const outcome = await inThread<string[]>('inspectStrategies', task, CHECK_LIMITS);
  if ('value' in outcome) return outcome.value;
  if (outcome.late) return [`${names}: loading took longer than ${CHECK_LIMITS.loadSeconds} s`];
  throw new StrategyError(`${names}: ${outcome.reason}`);
}

/** Check a strategy from outside against the contract; a rule that does not end, or kills its thread, has failed. */
export async function checkUserStrategy(
  source: StrategySource,
  params?: unknown,
  limits: { readonly loadSeconds: number; readonly ruleSeconds: number } = CHECK_LIMITS,
): Promise<Checked> {
  const running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(LOADING);
  const task: CheckTask = { source, running, ...(params === undefined ? {} : { params }) };
  const outcome = await inThread<Checked>('checkSource', task, limits, running);
  if ('value' in outcome) return outcome.value;
  const rule = (Object.keys(CONTRACT) as ContractRule[])[Atomics.load(running, 0)];
  const failure = outcome.late
    ? `did not end within ${rule === undefined ? limits.loadSeconds : limits.ruleSeconds} s`
    : outcome.reason;
  if (rule === undefined) return { problems: [`${source.reference}: loading ${failure}`], id: '', findings: [] };
  return { problems: [], id: source.reference, findings: [{ rule, failure }] };
}

type Outcome<T> = { readonly value: T } | { readonly late: boolean; readonly reason: string };

/** Run a task in a thread of its own; it is ended when `running` has not changed for too long. */
async function inThread<T>(
  name: string,
  task: unknown,
  { loadSeconds, ruleSeconds }: typeof CHECK_LIMITS,
  running: Int32Array = new Int32Array(1).fill(LOADING),
): Promise<Outcome<T>> {
  const { createPool } = await import('../pool.ts');
  const pool = createPool({
    workerUrl: workerAddress('strategies/strategy-worker'),
    name,
    jobs: 1,
    memoryMb: RUN_MEMORY_MB,
  });
  const abort = new AbortController();
  let seen = Atomics.load(running, 0);
  let since = performance.now();
  const watch = setInterval(() => {
    const now = Atomics.load(running, 0);
    if (now !== seen) since = performance.now();
    seen = now;
    const seconds = now === LOADING ? loadSeconds : ruleSeconds;
    if (performance.now() - since > seconds * MS_PER_SECOND) abort.abort();
  }, WATCH_MS);
  try {
    return { value: (await pool.run(task, { signal: abort.signal })) as T };
  } catch (error) {
    return { late: abort.signal.aborted, reason: (error as Error).message };
  } finally {
    clearInterval(watch);
    await pool.destroy();
  }
}
