/** The part of JSON Schema 2020-12 that the editor schema uses, as a checker, so that a test can play the editor. */

import type { JsonSchema } from '../../src/reader/json-schema.ts';

type Checker = (
  expected: never,
  value: unknown,
  check: (schema: JsonSchema, value: unknown) => boolean,
  schema: JsonSchema,
) => boolean;

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOf = (type: string, value: unknown): boolean => {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isMap(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
};

const everyEntry = (value: unknown, test: (key: string, child: unknown) => boolean): boolean =>
  !isMap(value) || Object.entries(value).every(([key, child]) => test(key, child));

const KEYWORDS: Record<string, Checker> = {
  type: (types: string | string[], value) => [types].flat().some((type) => isOf(type, value)),
  enum: (values: unknown[], value) => values.includes(value),
  const: (expected: unknown, value) => value === expected,
  minimum: (limit: number, value) => typeof value !== 'number' || value >= limit,
  maximum: (limit: number, value) => typeof value !== 'number' || value <= limit,
  minLength: (limit: number, value) => typeof value !== 'string' || value.length >= limit,
  minItems: (limit: number, value) => !Array.isArray(value) || value.length >= limit,
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern).test(value),
  items: (items: JsonSchema, value, check) => !Array.isArray(value) || value.every((item) => check(items, item)),
  required: (keys: string[], value) => !isMap(value) || keys.every((key) => key in value),
  properties: (properties: Record<string, JsonSchema>, value, check) =>
    everyEntry(value, (key, child) => !(key in properties) || check(properties[key], child)),
  propertyNames: (names: JsonSchema, value, check) => everyEntry(value, (key) => check(names, key)),
  additionalProperties: (rest: JsonSchema | false, value, check, schema) =>
    everyEntry(
      value,
      (key, child) => Object.hasOwn(schema.properties ?? {}, key) || (rest !== false && check(rest, child)),
    ),
  anyOf: (options: JsonSchema[], value, check) => options.some((option) => check(option, value)),
  allOf: (parts: JsonSchema[], value, check) => parts.every((part) => check(part, value)),
  not: (refused: JsonSchema, value, check) => !check(refused, value),
  if: (condition: JsonSchema, value, check, schema) =>
    check(condition, value) || check((schema.else ?? {}) as JsonSchema, value),
};

const ANNOTATIONS = ['$schema', '$defs', 'title', 'description', 'default', 'else', 'format'];

/** The part at a JSON pointer such as `#/$defs/number`. */
function pointed(root: JsonSchema, pointer: string): JsonSchema {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<JsonSchema>((part, step) => part[step.replaceAll('~1', '/')] as JsonSchema, root);
}

/** Whether a value fits a schema; throws on a keyword that it does not know. */
export function fits(root: JsonSchema, value: unknown): boolean {
  const check = (schema: JsonSchema, part: unknown): boolean =>
    Object.entries(schema).every(([keyword, expected]) => {
      if (ANNOTATIONS.includes(keyword)) return true;
      if (keyword === '$ref') return check(pointed(root, String(expected)), part);
      const checker = KEYWORDS[keyword];
      if (checker === undefined) throw new Error(`unknown keyword ${keyword}`);
      return checker(expected as never, part, check, schema);
    });
  return check(root, value);
}
