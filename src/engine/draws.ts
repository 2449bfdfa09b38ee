/** Draws the uncertain numbers of a scenario anew for every run, each from a stream keyed by its path. */

import type { Column } from '../columns/column.ts';
import { copyOf } from '../model/world/copy-data.ts';
import type { SeedKey } from '../random/seed.ts';
import { normalAt, openStream, streamId } from '../random/stream.ts';
import { type Economy, EconomySchema } from '../scenario/economy.ts';
import { ScenarioError } from '../scenario/errors.ts';
import { itemName, parsePath, type Segment } from '../reader/path.ts';
import { childSchema, isUnion, type NumberFacts, numberFacts, type Schema } from '../reader/schema-walk.ts';
import { spreadQuantile, spreadsOf, spreadWords } from '../scenario/spread.ts';
import { treeOf } from '../reader/tree.ts';

/** The uncertain numbers of a scenario: their names, and their values in a run. */
export interface Draws {
  /** One column for each uncertain number, in the order of their paths. */
  readonly columns: readonly Column[];
  /** Names of the independent standard normal quantiles that they come from, and by column which one that is. */
  readonly quantiles: readonly string[];
  readonly quantileOf: readonly number[];
  /** The numbers in the scenario itself, in the order of the columns. */
  readonly stated: readonly number[];
  /** Values in a replication, in the order of the columns; every call returns the same array. */
  at(seed: SeedKey, replication: number): Float64Array;
  /** Values at given quantiles, in the order of `quantiles`; the same array as that of `at`. */
  from(quantiles: ArrayLike<number>): Float64Array;
}

/** Draws of a scenario, and functions that write them into it. */
export interface DrawnScenario extends Draws {
  /** A copy of the given scenario, which `put` changes. */
  readonly scenario: Economy;
  /** Write the values that `at` or `from` returned last. */
  put(): void;
  /** A way to write them into a copy of the scenario as well; false when a whole number changes by it. */
  into(copy: Economy): () => boolean;
}

/** Location of a number in plain data, and the values that its field allows. */
interface Place {
  readonly holder: Record<PropertyKey, number>;
  readonly key: PropertyKey;
  readonly facts: NumberFacts;
}

/**
 * Prepare the draws of a scenario; undefined when all its numbers are certain.
 *
 * @throws ScenarioError  Naming every path that leads to no number.
 */
export function prepareDraws(certain: Economy): DrawnScenario | undefined {
  const spreads = spreadsOf(certain);
  if (spreads.length === 0) return undefined;
  const scenario = copyOf(certain);
  const problems: string[] = [];
  const numbers = spreads.flatMap(([path, spread]) => {
    const place = placeOf(scenario, path);
    if (place === undefined) problems.push(`spreads.${path}: there is no number at this path`);
    return place === undefined
      ? []
      : [{ path, spread, place, value: place.holder[place.key], id: streamId('spread', spread.with ?? path) }];
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  const values = new Float64Array(numbers.length);
  const names = numbers.map(({ path, spread }) => spread.with ?? path);
  const quantiles = [...new Set(names)];
  const quantileOf = names.map((name) => quantiles.indexOf(name));
  return {
    scenario,
    quantiles,
    quantileOf,
    stated: numbers.map(({ value }) => value),
    columns: numbers.map(({ path, spread, place, value }) =>
      columnOf(path, place.facts, `${value}, ${spreadWords(spread)}`),
    ),
    at(seed, replication) {
      for (let i = 0; i < numbers.length; i++) {
        const { spread, value, id, place } = numbers[i];
        const quantile = normalAt(openStream(seed, replication, id), 0);
        values[i] = withinField(spreadQuantile(spread, value, quantile), place.facts);
      }
      return values;
    },
    from(given) {
      for (let i = 0; i < numbers.length; i++) {
        const { spread, value, place } = numbers[i];
        values[i] = withinField(spreadQuantile(spread, value, given[quantileOf[i]]), place.facts);
      }
      return values;
    },
    put() {
      for (let i = 0; i < numbers.length; i++) numbers[i].place.holder[numbers[i].place.key] = values[i];
    },
    into(copy) {
      const holders = numbers.map(({ path }) => holderOf(copy, path));
      return () => {
        let fits = true;
        for (let i = 0; i < holders.length; i++) {
          const holder = holders[i];
          const { key, facts } = numbers[i].place;
          if (facts.integer && holder[key] !== values[i]) fits = false;
          holder[key] = values[i];
        }
        return fits;
      };
    },
  };
}

/** The allowed number nearest to a value; of two equally near whole numbers, the greater. */
function withinField(value: number, { integer, min, max }: NumberFacts): number {
  return Math.min(max, Math.max(min, integer ? Math.floor(value + 0.5) : value));
}

function columnOf(path: string, { unit, integer, description }: NumberFacts, law: string): Column {
  const type = integer ? ('integer' as const) : ('number' as const);
  return { name: path, unit, shape: 'run', type, description: `${description} (${law}).` };
}

/** Follow a path from the root of a scenario to a number of its schema. */
function placeOf(scenario: Economy, path: string): Place | undefined {
  let schema: Schema | undefined = EconomySchema;
  let key: PropertyKey = '';
  let at: unknown = scenario;
  for (const segment of parsePath(path) ?? []) {
    if (typeof at !== 'object' || at === null || schema === undefined) return undefined;
    key = keyOf(at, segment);
    schema = childSchema(schema, isUnion(schema) ? treeOf(at) : undefined, key);
    at = Reflect.get(at, key);
  }
  const facts = schema && numberFacts(schema);
  if (typeof at !== 'number' || facts === undefined) return undefined;
  return { holder: holderOf(scenario, path), key, facts };
}

/** What holds the number at a path that is there. */
function holderOf(scenario: Economy, path: string): Place['holder'] {
  let holder: unknown = scenario;
  for (const segment of (parsePath(path) ?? []).slice(0, -1)) {
    holder = Reflect.get(holder as object, keyOf(holder as object, segment));
  }
  return holder as Place['holder'];
}

function keyOf(holder: object, segment: Segment): PropertyKey {
  return 'key' in segment ? segment.key : indexOfItem(holder, segment.item);
}

function indexOfItem(list: object, item: string): number {
  return Array.isArray(list) ? list.findIndex((one, index) => String(itemName(one, index)) === item) : -1;
}
