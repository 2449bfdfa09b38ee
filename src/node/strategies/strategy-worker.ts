/** The worker thread in which strategies from outside are looked at, so that one that hangs stops nobody. */

import { CONTRACT, type ContractFinding, type ContractRule, checkStrategy } from '../../strategies/contract.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { loadStrategy } from './load-strategies.ts';
import type { StrategySource } from './strategy-source.ts';

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
export async function inspectStrategies({ sources, choices }: InspectTask): Promise<string[]> {
  const problems: string[] = [];
  for (const source of sources) {
    const chosen = choices.filter(({ sourceId }) => sourceId === source.id);
    try {
      const { params: schema } = await loadStrategy(source);
      for (const { params, at } of chosen) {
        for (const { path, message } of schema.safeParse(params).error?.issues ?? []) {
          problems.push(`${[`${at}.params`, ...path.map(String)].join('.')}: ${message}`);
        }
      }
    } catch (error) {
      if (!(error instanceof StrategyError)) throw error;
      for (const { at } of chosen) problems.push(...error.problems.map((problem) => `${at}.id: ${problem}`));
    }
  }
  return problems;
}

export interface CheckTask {
  readonly source: StrategySource;
  /** Parameters to check it with; its defaults when absent. */
  readonly params?: unknown;
  /** Shared: slot 0 holds the index of the rule being checked, -1 while loading. */
  readonly running: Int32Array;
}

export interface Checked {
  /** Why it cannot be loaded; else empty. */
  readonly problems: readonly string[];
  readonly id: string;
  readonly findings: readonly ContractFinding[];
}

/** Load one strategy and check it against the contract. */
export async function checkSource({ source, params, running }: CheckTask): Promise<Checked> {
  const rules = Object.keys(CONTRACT) as ContractRule[];
  try {
    const strategy = await loadStrategy(source);
    const onRule = (rule: ContractRule): void => {
      Atomics.store(running, 0, rules.indexOf(rule));
    };
    return { problems: [], id: strategy.id, findings: checkStrategy(strategy, { params, onRule }) };
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    return { problems: error.problems, id: '', findings: [] };
  }
}
