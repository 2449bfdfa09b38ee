/** Walks a schema: allowed values at a path, and facts about them. */

import * as z from 'zod';
import { childOf, type Tree } from './tree.ts';

export type Schema = z.core.$ZodType;

/** Facts of a number of the schema. */
export interface NumberFacts {
  readonly integer: boolean;
  /** Inclusive; -Infinity when unbounded. */
  readonly min: number;
  /** Inclusive; Infinity when unbounded. */
  readonly max: number;
  /** `''` when the schema names none. */
  readonly unit: string;
  readonly description: string;
  /** What of month 0 depends on it; `''` where its description says so, or nothing does. */
  readonly start: string;
}

/** Look through optional, default, nullable and read-only wrappers, and the input of a transformation. */
export const unwrap = remembered((schema: Schema): Schema => {
  if (schema instanceof z.ZodPipe) return unwrap(schema._zod.def.in);
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly;
  return isWrapper ? unwrap(schema._zod.def.innerType) : schema;
});

/** A function of a schema, worked out once for each: a sweep asks the same of them for every configuration. */
function remembered<Value>(read: (schema: Schema) => Value): (schema: Schema) => Value {
  const known = new WeakMap<Schema, { readonly value: Value }>();
  return (schema) => {
    let found = known.get(schema);
    if (found === undefined) {
      found = { value: read(schema) };
      known.set(schema, found);
    }
    return found.value;
  };
}

/** Description, unit, title and what of month 0 depends on it, from the outermost wrapper that has them; `''` for none. */
export function metaOf(schema: Schema): {
  readonly unit: string;
  readonly description: string;
  readonly title: string;
  readonly start: string;
} {
  const outer = z.globalRegistry.get(schema) ?? {};
  const inner = z.globalRegistry.get(unwrap(schema)) ?? {};
  const meta = { ...inner, ...outer };
  return {
    unit: typeof meta.unit === 'string' ? meta.unit : '',
    description: meta.description ?? '',
    title: meta.title ?? '',
    start: typeof meta.start === 'string' ? meta.start : '',
  };
}

/** Facts of a numeric schema; undefined for any other. */
export const numberFacts = remembered((schema: Schema): NumberFacts | undefined => {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodNumber)) return undefined;
  const integer = inner.format === 'safeint' || inner.format === 'int32';
  const bound = (value: number | null, otherwise: number) =>
    value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? otherwise : value;
  return {
    integer,
    min: bound(inner.minValue, Number.NEGATIVE_INFINITY),
    max: bound(inner.maxValue, Number.POSITIVE_INFINITY),
    ...metaOf(schema),
  };
});

/** The default value. */
export function defaultOf(schema: Schema): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema._zod.def.defaultValue;
  return undefined;
}

/** The object schemas that fit a map: one, or those of a union that agree with its words. */
export function objectsAt(schema: Schema, node: Tree | undefined): readonly z.ZodObject[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return [inner];
  if (!(inner instanceof z.ZodUnion)) return [];
  const options = inner._zod.def.options.flatMap((option: Schema) => objectsAt(option, node));
  const agreeing = options.filter((option) => agrees(option, node));
  return agreeing.length > 0 ? agreeing : options;
}

/** Keys of an object that hold one of some words, those words, and whether the key may be absent. */
const literalsOf = remembered((schema) =>
  Object.entries((schema as z.ZodObject).shape).flatMap(([key, value]) => {
    const inner = unwrap(value);
    return inner instanceof z.ZodLiteral
      ? [{ key, values: inner.values, hasDefault: defaultOf(value) !== undefined }]
      : [];
  }),
);

/** Whether no literal of the object schema contradicts the map. */
function agrees(schema: z.ZodObject, node: Tree | undefined): boolean {
  return literalsOf(schema).every(({ key, values, hasDefault }) => {
    const child = childOf(node, key);
    if (child === undefined) return hasDefault || node === undefined;
    return child.kind === 'leaf' && values.has(child.value);
  });
}

/** Keys known in a map; undefined when any key is allowed. */
export function keysAt(schema: Schema, node: Tree | undefined): readonly string[] | undefined {
  const objects = objectsAt(schema, node);
  if (objects.length === 0) return undefined;
  return [...new Set(objects.flatMap((object) => Object.keys(object.shape)))];
}

/** Whether the allowed values of a map's keys depend on its other keys. */
export function isUnion(schema: Schema): boolean {
  return unwrap(schema) instanceof z.ZodUnion;
}

/** The schema at a key or index; undefined when unknown, `z.unknown()` when anything is allowed. */
export function childSchema(schema: Schema, node: Tree | undefined, step: PropertyKey): Schema | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodTuple) return inner._zod.def.items[Number(step)];
  if (inner instanceof z.ZodRecord) return inner.valueType;
  if (inner instanceof z.ZodUnknown || inner instanceof z.ZodAny) return inner;
  for (const object of objectsAt(schema, node)) {
    if (Object.hasOwn(object.shape, String(step))) return object.shape[String(step)];
  }
  return undefined;
}

/** The schema at the end of a list of keys and indices. */
export function schemaAt(root: Schema, tree: Tree, steps: readonly PropertyKey[]): Schema | undefined {
  let schema: Schema | undefined = root;
  let node: Tree | undefined = tree;
  for (const step of steps) {
    if (schema === undefined) return undefined;
    schema = childSchema(schema, node, step);
    node = childOf(node, step);
  }
  return schema;
}
