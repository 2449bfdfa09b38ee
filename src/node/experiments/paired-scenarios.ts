/** Loads the scenarios of a paired experiment: with the user's strategies, of one kind, and all different. */

import type { Column } from '../../columns/column.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { engineWith } from '../builtin-engine.ts';
import type { Engine, Simulator } from '../engine.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { NamedScenario } from '../work/run-rows.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { loadPlayable, type PlayableScenario } from '../strategies/user-strategies.ts';

export interface Field {
  readonly scenarios: readonly NamedScenario[];
  /** The same as they were read. */
  readonly parsed: readonly ParsedScenario[];
  readonly strategies: readonly StrategySource[];
  readonly engine: Engine;
}

/** A scenario with its own changes, and its name in results. */
export interface ChangedScenario {
  readonly name: string;
  /** Name or path, with overlays. */
  readonly reference: string;
  /** `path=value` texts. */
  readonly overrides: readonly string[];
}

/**
 * Load the scenarios; the first is the base.
 *
 * @throws UsageError  When two are the same scenario, or of different kinds, whose metrics have no common names.
 */
export async function enterScenarios(entrants: readonly ChangedScenario[], cwd: string): Promise<Field> {
  const loaded: PlayableScenario[] = [];
  for (const { reference, overrides } of entrants) loaded.push(await loadPlayable(reference, { cwd, overrides }));
  const engine = engineWith(distinct(loaded.flatMap(({ absent }) => absent)));
  const scenarios = loaded.map(({ parsed: { scenario } }, i) => {
    return { name: entrants[i].name, hash: scenarioHash(scenario), scenario };
  });
  refuseOtherKinds(scenarios);
  refuseTwins(scenarios);
  const parsed = loaded.map((one) => one.parsed);
  return { scenarios, parsed, engine, strategies: distinct(loaded.flatMap(({ sources }) => sources)) };
}

function refuseOtherKinds([base, ...others]: readonly (NamedScenario & { readonly scenario: Scenario })[]): void {
  const alien = others.find(({ scenario }) => scenario.kind !== base.scenario.kind);
  if (alien === undefined) return;
  throw new UsageError([
    `${base.name} is of kind ${base.scenario.kind} and ${alien.name} of kind ${alien.scenario.kind}: they share no metrics; compare scenarios of one kind`,
  ]);
}

function refuseTwins(entered: readonly NamedScenario[]): void {
  for (const [i, { name, hash }] of entered.entries()) {
    const twin = entered.slice(0, i).find((other) => other.hash === hash)?.name;
    if (twin === undefined) continue;
    const why = twin === name ? 'is given twice' : `equals ${twin} in every number`;
    throw new UsageError([`${name} ${why}; name a different scenario to compare with`]);
  }
}

/** Metrics with a meaningful mean: numbers in the same unit in every run. */
export function meanableColumns({ engine }: Pick<Field, 'engine'>, simulator: Simulator): Column[] {
  const own = 'unit of the variable';
  return engine.runColumns(simulator).filter(({ type, unit }) => type !== 'string' && unit !== own);
}

/** @throws UsageError  For a metric that is none of those that are numbers; `place` says where it was named. */
export function refuseUnknownMetrics(metrics: readonly string[], known: readonly string[], place = ''): void {
  const metric = metrics.find((name) => !known.includes(name));
  if (metric === undefined) return;
  throw new UsageError([
    `${place}there is no numeric metric ${metric}${didYouMean(metric, known)}; see overbuild columns`,
  ]);
}

/** Each id once. */
export function distinct<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
