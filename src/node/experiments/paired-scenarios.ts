/** The scenarios of a paired experiment: loaded with the user's strategies, of one kind, and no two the same. */

import type { Column } from '../../columns/column.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { engineWith } from '../builtin-engine.ts';
import type { Engine, Simulator } from '../engine.ts';
import type { LoadOptions } from '../scenario-files.ts';
import type { NamedScenario } from '../work/run-rows.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { loadPlayable, type PlayableScenario } from '../strategies/user-strategies.ts';

export interface Field {
  readonly scenarios: readonly NamedScenario[];
  readonly strategies: readonly StrategySource[];
  readonly engine: Engine;
}

/**
 * Load what is compared; the first is the base.
 *
 * @throws UsageError  When two are the same scenario, or of different kinds, whose metrics have nothing in common.
 */
export async function enterScenarios(names: readonly string[], options: LoadOptions): Promise<Field> {
  const loaded: PlayableScenario[] = [];
  for (const name of names) loaded.push(await loadPlayable(name, options));
  const engine = engineWith(distinct(loaded.flatMap(({ absent }) => absent)));
  const scenarios = loaded.map(({ parsed: { scenario } }, i) => {
    return { name: names[i], hash: scenarioHash(scenario), scenario };
  });
  refuseOtherKinds(scenarios);
  refuseTwins(scenarios);
  return { scenarios, engine, strategies: distinct(loaded.flatMap(({ sources }) => sources)) };
}

function refuseOtherKinds([base, ...others]: readonly (NamedScenario & { readonly scenario: Scenario })[]): void {
  const alien = others.find(({ scenario }) => scenario.kind !== base.scenario.kind);
  if (alien === undefined) return;
  throw new UsageError([
    `${base.name} is of kind ${base.scenario.kind} and ${alien.name} of kind ${alien.scenario.kind}: they share no metrics; compare scenarios of one kind`,
  ]);
}

function refuseTwins(entered: readonly (NamedScenario & { readonly scenario: Scenario })[]): void {
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
