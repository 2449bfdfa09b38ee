/** Lists every number of a scenario with its schema facts. */

import * as z from 'zod';
import { itemName, joinItem, joinKey } from './path.ts';
import { childSchema, type NumberFacts, numberFacts, objectsAt, type Schema, unwrap } from './schema-walk.ts';
import { SPREADS_KEY } from '../scenario/spread.ts';
import { treeOf } from './tree.ts';

/** A number in a scenario. */
export interface Leaf {
  /** Address, as `--set` takes it. */
  readonly path: string;
  readonly value: number;
  /** Absent where the schema allows anything, as in the parameters of a strategy. */
  readonly facts?: NumberFacts;
}

/** A number of the schema. */
export interface SchemaLeaf {
  /** Address with `[]` for each list and `*` for free keys: `supply.nodes[].leadMonths`. */
  readonly path: string;
  readonly facts: NumberFacts;
}

/** Section with the spreads of other numbers. */
const ABOUT_NUMBERS = new RegExp(`^${SPREADS_KEY}\\.`);

/** List the numbers of a scenario, in its own order. */
export function numericLeaves(scenario: unknown, schema: Schema): Leaf[] {
  return [...leavesBelow(scenario, schema, '')].filter(({ path }) => !ABOUT_NUMBERS.test(path));
}

function* leavesBelow(value: unknown, schema: Schema | undefined, path: string): Generator<Leaf> {
  if (typeof value === 'number') {
    const facts = schema === undefined ? undefined : numberFacts(schema);
    if (schema === undefined || !(unwrap(schema) instanceof z.ZodLiteral)) {
      yield { path, value, ...(facts === undefined ? {} : { facts }) };
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const next = schema && childSchema(schema, undefined, index);
      yield* leavesBelow(item, next, joinItem(path, itemName(item, index)));
    }
  } else if (typeof value === 'object' && value !== null) {
    const tree = treeOf(value);
    for (const [key, child] of Object.entries(value)) {
      yield* leavesBelow(child, schema && childSchema(schema, tree, key), joinKey(path, key));
    }
  }
}

/** List the numbers of a schema, each path once. */
export function schemaLeaves(schema: Schema): SchemaLeaf[] {
  const found = new Map<string, SchemaLeaf>();
  for (const leaf of schemaLeavesBelow(schema, '')) {
    if (!found.has(leaf.path) && !ABOUT_NUMBERS.test(leaf.path)) found.set(leaf.path, leaf);
  }
  return [...found.values()];
}

function* schemaLeavesBelow(schema: Schema, path: string): Generator<SchemaLeaf> {
  const facts = numberFacts(schema);
  if (facts !== undefined) {
    yield { path, facts };
    return;
  }
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) yield* schemaLeavesBelow(inner.element, `${path}[]`);
  if (inner instanceof z.ZodRecord) yield* schemaLeavesBelow(inner.valueType, joinKey(path, '*'));
  for (const object of objectsAt(schema, undefined)) {
    for (const [key, child] of Object.entries(object.shape)) yield* schemaLeavesBelow(child, joinKey(path, key));
  }
}
