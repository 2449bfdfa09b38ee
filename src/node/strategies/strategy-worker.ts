/** The worker thread that loads, checks and plays the user's strategies; a strategy that hangs blocks this thread only. */

import { expandSeed } from '../../random/seed.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { CONTRACT, type ContractFinding, type ContractRule, checkStrategy } from '../../strategies/contract.ts';
import { type ParameterRange, parameterRanges, parseParameters } from '../../strategies/parameter-ranges.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { runEngineWith } from '../builtin-run-engine.ts';
import { loadStrategies, loadStrategy } from './load-strategies.ts';
import { type PackedTrace, packTrace } from './packed-trace.ts';
import type { StrategySource } from './strategy-source.ts';
import type { Progress } from './strategy-thread.ts';

/** A firm's choice of a strategy from outside. */
export interface StrategyChoice {
  readonly sourceId: string;
  readonly params: unknown;
  /** Address for messages, such as `firms[META].strategy`. */
  readonly at: string;
}

export interface InspectTask {
  readonly sources: readonly StrategySource[];
  readonly choices: readonly StrategyChoice[];
}

/** Load strategies and check the parameters chosen for them; returns every problem. */
export function inspectStrategies({ sources, choices }: InspectTask): string[] {
  const problems: string[] = [];
  for (const source of sources) {
    const chosen = choices.filter(({ sourceId }) => sourceId === source.id);
    try {
      const strategy = loadStrategy(source);
      for (const { params, at } of chosen) {
        const parsed = parseParameters(strategy, params);
        for (const { path, message } of parsed.success ? [] : parsed.problems) {
          problems.push(`${[`${at}.params`, ...path].join('.')}: ${message}`);
        }
      }
    } catch (error) {
      if (!(error instanceof StrategyError)) throw error;
      for (const { at } of chosen) problems.push(...error.problems.map((problem) => `${at}.id: ${problem}`));
    }
  }
  return problems;
}

/** The numeric parameters of strategies, in the order given. */
export function rangesOfStrategies(sources: readonly StrategySource[]): ParameterRange[][] {
  return sources.map((source) => parameterRanges(loadStrategy(source)));
}

export interface CheckTask {
  readonly source: StrategySource;
  /** Parameters to check it with; its defaults when absent. */
  readonly params?: unknown;
  readonly progress: Progress;
}

export interface Checked {
  /** Why it cannot be loaded; else empty. */
  readonly problems: readonly string[];
  readonly id: string;
  readonly findings: readonly ContractFinding[];
}

/** Load one strategy and check it against all rules of the contract that one thread can check. */
export function checkSource({ source, params, progress }: CheckTask): Checked {
  const rules = Object.keys(CONTRACT) as ContractRule[];
  try {
    const strategy = loadStrategy(source);
    const onRule = (rule: ContractRule): void => {
      Atomics.store(progress, 1, rules.indexOf(rule));
    };
    const onDecision = (): void => {
      Atomics.add(progress, 0, 1);
    };
    return { problems: [], id: strategy.id, findings: checkStrategy(strategy, { params, onRule, onDecision }) };
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    return { problems: error.problems, id: '', findings: [] };
  }
}

/** The same strategies; progress counts their decisions. */
function counted(sources: readonly StrategySource[], progress: Progress): Strategy[] {
  return loadStrategies(sources).map((strategy) => ({
    ...strategy,
    decide(view, params, memory, random) {
      Atomics.add(progress, 0, 1);
      return strategy.decide(view, params, memory, random);
    },
  }));
}

export interface RunTask {
  /** The resolved scenario. */
  readonly scenario: unknown;
  readonly sources: readonly StrategySource[];
  readonly seed: string;
  readonly replication: number;
  readonly progress: Progress;
}

/** Play one run and record everything. */
export function recordRun({ scenario, sources, seed, replication, progress }: RunTask): PackedTrace {
  const simulator = runEngineWith(counted(sources, progress)).createSimulator(scenario, 'all');
  return packTrace(simulator.run(expandSeed(seed), replication), simulator.columns);
}

export interface RowsTask {
  readonly scenario: unknown;
  readonly source: StrategySource;
  /** Replications in the order in which they are played. */
  readonly runs: readonly number[];
  readonly progress: Progress;
}

/** Play runs one after the other; returns the metrics of each as `name value`. */
export function playRows({ scenario, source, runs, progress }: RowsTask): string[][] {
  const engine = runEngineWith(counted([source], progress));
  const simulator = engine.createSimulator(scenario, 'metrics');
  const seed = expandSeed('check');
  return runs.map((run) =>
    Object.entries(engine.metrics(simulator.run(seed, run))).map(([name, value]) => `${name} ${value}`),
  );
}
