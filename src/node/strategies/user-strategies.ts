/** Finds and identifies the user's strategies in a scenario, and inspects them in a thread that can be ended. */

import { dirname, resolve } from 'node:path';
import { createSimulator } from '../../engine/simulate.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { type ParsedScenario, withPlaces } from '../../reader/parse.ts';
import { type ParameterRange, parameterRanges } from '../../strategies/parameter-ranges.ts';
import { findStrategy } from '../../strategies/registry.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { changedName } from '../../output/scenario-name.ts';
import { type LoadOptions, loadScenario } from '../scenario-files.ts';
import { findSource, isOutside, type StrategySource } from './strategy-source.ts';
import type { Outcome } from './strategy-thread.ts';
import type { InspectTask, StrategyChoice } from './strategy-worker.ts';

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
  return preparePlayable(loadScenario(reference, options), options.cwd);
}

/** The same for a scenario that is loaded; strategies that no file names are looked for in the folder `cwd`. */
export async function preparePlayable(loaded: ParsedScenario, cwd: string = process.cwd()): Promise<PlayableScenario> {
  const parsed = { ...loaded, name: changedName(loaded.name, loaded.open.changes) };
  const { scenario } = parsed;
  if (scenario.kind !== 'economy' || !scenario.firms.some(({ strategy }) => isOutside(strategy.id))) {
    return { parsed, sources: [], absent: [] };
  }
  const sources = new Map<string, StrategySource>();
  const named = new Map<string, StrategySource>();
  const choices: StrategyChoice[] = [];
  const firms = scenario.firms.map((firm, f) => {
    if (!isOutside(firm.strategy.id)) return firm;
    const at = `firms[${firm.id}].strategy`;
    const written = parsed.position(['firms', f, 'strategy', 'id']);
    const folder = 'file' in written ? dirname(resolve(cwd, written.file)) : cwd;
    const name = `${folder}\n${firm.strategy.id}`;
    const source = named.get(name) ?? withPlaces(parsed, () => located(at, () => findSource(firm.strategy.id, folder)));
    named.set(name, source);
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

/** Run a function in a thread, the code of which is loaded only for scenarios that name strategies from outside. */
async function askThread<T>(name: string, task: unknown): Promise<Outcome<T>> {
  const { inThread } = await import('./strategy-thread.ts');
  return inThread<T>(name, task);
}

/** Load strategies in a thread; returns every problem. */
export async function inspect(task: InspectTask): Promise<string[]> {
  const names = task.sources.map(({ reference }) => reference).join(', ');
  const outcome = await askThread<string[]>('inspectStrategies', task);
  if ('value' in outcome) return outcome.value;
  if (outcome.late) return [`${names}: loading ${outcome.reason}`];
  throw new StrategyError(`${names}: ${outcome.reason}`);
}

/** Numeric parameters with ranges that entrants declare; those of the user's strategies are asked for in a thread. */
export async function declaredRanges(
  entrants: readonly { readonly id: string }[],
  sources: readonly StrategySource[],
): Promise<ParameterRange[][]> {
  const outcome =
    sources.length === 0 ? { value: [] } : await askThread<ParameterRange[][]>('rangesOfStrategies', sources);
  if (!('value' in outcome)) {
    throw new StrategyError(`${sources.map(({ reference }) => reference).join(', ')}: ${outcome.reason}`);
  }
  return entrants.map(({ id }) => {
    const own = findStrategy(id);
    return own === undefined ? outcome.value[sources.findIndex((one) => one.id === id)] : parameterRanges(own);
  });
}
