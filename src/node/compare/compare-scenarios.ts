/** The scenarios of a paired experiment: loaded with the user's strategies, of one kind, and no two the same. */

import type { Column } from '../../columns/column.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { engineWith } from '../builtin-engine.ts';
import type { Engine, Simulator } from '../engine.ts';
import type { LoadOptions } from '../scenario-files.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { loadPlayable, type PlayableScenario } from '../strategies/user-strategies.ts';

/** A scenario that takes part, compiled once to know its columns. */
export interface Entered {
  readonly name: string;
  readonly hash: string;
  readonly scenario: Scenario;
  readonly simulator: Simulator;
}

export interface Field {
  readonly entered: readonly Entered[];
  readonly strategies: readonly StrategySource[];
  readonly engine: Engine;
}

/** A scenario with changes of its own, and what it is called in results. */
export interface NamedScenario {
  readonly name: string;
  /** Name or path, with overlays. */
  readonly reference: string;
  /** `path=value` texts, instead of those that all share. */
  readonly overrides: readonly string[];
}

/**
 * Load what is compared; the first is the base.
 *
 * @throws UsageError  When two are the same scenario, or of different kinds, whose metrics have nothing in common.
 */
export async function enterScenarios(
  scenarios: readonly (string | NamedScenario)[],
  options: LoadOptions,
): Promise<Field> {
  const loaded: PlayableScenario[] = [];
  const names = scenarios.map((one) => (typeof one === 'string' ? one : one.name));
  for (const one of scenarios) {
    if (typeof one === 'string') loaded.push(await loadPlayable(one, options));
    else loaded.push(await loadPlayable(one.reference, { ...options, overrides: one.overrides }));
  }
  const engine = engineWith(distinct(loaded.flatMap(({ absent }) => absent)));
  const entered = loaded.map(({ parsed: { scenario } }, i): Entered => {
    const simulator = engine.createSimulator(scenario, 'metrics');
    return { name: names[i], hash: scenarioHash(scenario), scenario, simulator };
  });
  refuseOtherKinds(entered);
  refuseTwins(entered);
  return { entered, engine, strategies: distinct(loaded.flatMap(({ sources }) => sources)) };
}

function refuseOtherKinds([base, ...others]: readonly Entered[]): void {
  const alien = others.find(({ scenario }) => scenario.kind !== base.scenario.kind);
  if (alien === undefined) return;
  throw new UsageError([
    `${base.name} is of kind ${base.scenario.kind} and ${alien.name} of kind ${alien.scenario.kind}: they share no metrics; compare scenarios of one kind`,
  ]);
}

function refuseTwins(entered: readonly Entered[]): void {
  const seen = new Map<string, string>();
  for (const { name, hash } of entered) {
    const twin = seen.get(hash);
    if (twin === name) throw new UsageError([`${name} is given twice; there is nothing to compare`]);
    if (twin !== undefined) {
      throw new UsageError([`${name} says the same as ${twin}, number by number: there is nothing to compare`]);
    }
    seen.set(hash, name);
  }
}

/** The metrics whose mean says something: numbers, and in the same unit in every run. */
export function meanableColumns({ engine }: Pick<Field, 'engine'>, simulator: Simulator): Column[] {
  const own = 'unit of the variable';
  return engine.runColumns(simulator).filter(({ type, unit }) => type !== 'string' && unit !== own);
}

/** Each id once. */
export function distinct<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
