/** The JSON Schema with which an editor completes and checks scenario files, partial ones included. */

import * as z from 'zod';
import { EVIDENCE_KINDS } from './evidence.ts';
import type { Schema } from './schema-walk.ts';
import { SpreadSchema } from '../scenario/spread.ts';

/** A JSON Schema document or a part of one. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** zod bounds whole numbers by the largest exact integer of a double, which is no meaningful bound. */
const SAFE = Number.MAX_SAFE_INTEGER;

/** Keys of a number in its form with evidence. */
const EVIDENCED: JsonSchema = {
  properties: {
    value: { type: 'number' },
    evidence: {
      description: `Kind of evidence: ${Object.entries(EVIDENCE_KINDS)
        .map(([kind, meaning]) => `${kind} (${meaning})`)
        .join(', ')}`,
      enum: Object.keys(EVIDENCE_KINDS),
    },
    source: { description: 'Source; for an assumption, its reason', type: 'string' },
    row: { description: 'Row of the source table', type: ['string', 'number'] },
    spread: { $ref: '#/$defs/spread' },
  },
  required: ['value', 'evidence'],
  additionalProperties: false,
};

/** A change relative to the file below: `"*1.5"`, `"+10"` or `"add -3"`. */
const RELATIVE: JsonSchema = {
  pattern: String.raw`^(\*|\+|add(?= [-+.\d]))\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$`,
};

/** A number, bare or with its evidence, or a relative change; a deletable one may also be null. */
const NUMBERS: Record<string, JsonSchema> = {
  spread: spreadSchema(),
  number: { type: ['number', 'object', 'string'], ...EVIDENCED, ...RELATIVE },
  whole: { type: ['integer', 'object', 'string'], ...EVIDENCED, ...RELATIVE },
  numberOrNull: { type: ['number', 'object', 'string', 'null'], ...EVIDENCED, ...RELATIVE },
  wholeOrNull: { type: ['integer', 'object', 'string', 'null'], ...EVIDENCED, ...RELATIVE },
};

const EXTENDS: JsonSchema = {
  description: 'Scenario file that supplies all missing keys',
  type: 'string',
};
const DELETE: JsonSchema = { description: 'Deletes this item of the file below', const: true };

/**
 * The editor's schema of a scenario, or of one section when its name is given; undefined for an unknown section.
 * No key is required, because a file may extend another or be an overlay; missing keys are found on parsing.
 */
export function editorSchema(schema: Schema, section?: string): JsonSchema | undefined {
  const { $schema, ...whole } = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  const shared = { $defs: NUMBERS };
  if (section === undefined) {
    const root = withExtends(soften(whole));
    return withEveryItem({ $schema, title: 'overbuild scenario', ...root, ...shared });
  }
  const part = branches(whole)
    .map((branch) => properties(branch)[section])
    .find((found) => found !== undefined);
  return part === undefined ? undefined : withEveryItem({ $schema, title: section, ...soften(part), ...shared });
}

/** How uncertain a number is: one of several forms, each with its own keys. */
function spreadSchema(): JsonSchema {
  const { $schema: _, anyOf } = z.toJSONSchema(SpreadSchema, { io: 'input' }) as JsonSchema;
  const forms = (anyOf as JsonSchema[]).map((form) => ({
    ...form,
    properties: Object.fromEntries(Object.entries(properties(form)).map(([key, part]) => [key, spreadField(part)])),
  }));
  return { description: 'Law from which each run draws the number', anyOf: forms };
}

/** A field of a spread, with its unit in the description. */
function spreadField({ unit, description, ...field }: JsonSchema): JsonSchema {
  return {
    description: typeof unit === 'string' && unit !== '1' ? `${description}. Unit: ${unit}` : description,
    ...field,
  };
}

/** Names of the sections and plain keys of a scenario, of every kind of run. */
export function sectionNames(schema: Schema): string[] {
  const whole = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return [...new Set(branches(whole).flatMap((branch) => Object.keys(properties(branch))))];
}

function branches(schema: JsonSchema): JsonSchema[] {
  const options = (schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined;
  return options ?? [schema];
}

function properties(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** Rewrite a part: numbers may carry evidence, no key is required, a union is discriminated by its keyword. */
function soften(schema: JsonSchema): JsonSchema {
  if (schema.type === 'number' || schema.type === 'integer')
    return schema.const === undefined ? number(schema) : schema;
  if (schema.type === 'object') return object(schema);
  if (schema.type === 'array' && schema.items !== undefined) {
    const { defaultsIn: _shared, ...list } = schema;
    return { ...list, items: item(schema.items as JsonSchema) };
  }
  const options = (schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined;
  if (options === undefined) return schema;
  const { oneOf: _one, anyOf: _any, ...rest } = schema;
  const word = Object.keys(properties(options[0])).find((key) => {
    const values = options.map((option) => properties(option)[key]?.const);
    return !values.includes(undefined) && new Set(values).size === options.length;
  });
  return { ...rest, ...(word === undefined ? { anyOf: options.map(soften) } : discriminated(options, word)) };
}

/** `minimum` says nothing of an object, and `properties` nothing of a number, so one schema serves both forms. */
function number({ type, unit, description, default: standard, minimum, maximum }: JsonSchema): JsonSchema {
  const range = {
    ...(typeof minimum === 'number' && minimum > -SAFE ? { minimum } : {}),
    ...(typeof maximum === 'number' && maximum < SAFE ? { maximum } : {}),
  };
  const unitWords = typeof unit === 'string' && unit !== '1' ? `Unit: ${unit}` : undefined;
  const words = [description, unitWords].filter((part) => part !== undefined).join('. ');
  return {
    ...(words === '' ? {} : { description: words }),
    ...(standard === undefined ? {} : { default: standard }),
    ...range,
    properties: { value: { type, ...range } },
    allOf: [reference(type === 'integer' ? 'whole' : 'number')],
  };
}

/** Placed in an `allOf`, because some editors ignore the siblings of a bare reference. */
function reference(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

function object({ required, ...schema }: JsonSchema): JsonSchema {
  if (schema.properties === undefined) {
    const values = schema.additionalProperties;
    return typeof values === 'object' ? { ...schema, additionalProperties: soften(values as JsonSchema) } : schema;
  }
  const needed = new Set(required as string[] | undefined);
  const entries = Object.entries(properties(schema)).map(([key, child]) => {
    const softened = soften(child);
    return [key, needed.has(key) ? softened : deletable(softened)];
  });
  return { ...schema, properties: Object.fromEntries(entries) };
}

/** A key that need not be there may be deleted by `null`. */
function deletable(schema: JsonSchema): JsonSchema {
  const target = (schema.allOf as JsonSchema[] | undefined)?.[0].$ref;
  if (typeof target === 'string') return { ...schema, allOf: [{ $ref: `${target}OrNull` }] };
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  if (typeof schema.type !== 'string') return schema;
  const words = schema.enum as unknown[] | undefined;
  return { ...schema, type: [schema.type, 'null'], ...(words === undefined ? {} : { enum: [...words, null] }) };
}

/** Items of a list are addressed by id where they have one, so the id is the one key that must be there. */
function item(schema: JsonSchema): JsonSchema {
  const softened = soften(schema);
  if (properties(schema).id === undefined) return softened;
  const fields = { ...softened, properties: { ...properties(softened), delete: DELETE } };
  return { allOf: [fields, { required: ['id'] }] };
}

/** Beside every list by id the key `list[*]`, which changes every item. */
function withEveryItem(root: JsonSchema): JsonSchema {
  return addEveryItem(root, '#') as JsonSchema;
}

/** @param pointer  JSON pointer of the part. */
function addEveryItem(part: unknown, pointer: string): unknown {
  if (Array.isArray(part)) return part.map((one, i) => addEveryItem(one, `${pointer}/${i}`));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, child]): [string, unknown] => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key !== 'properties') return [key, addEveryItem(child, at)];
    const fields = Object.entries(child as Record<string, JsonSchema>).flatMap(([name, field]): [string, unknown][] => {
      const own: [string, unknown] = [name, addEveryItem(field, `${at}/${name}`)];
      const [item] = ((field.items as JsonSchema | undefined)?.allOf ?? []) as JsonSchema[];
      if (properties(item ?? {}).delete !== DELETE) return [own];
      const every = { description: `Changes every item of ${name}`, allOf: [{ $ref: `${at}/${name}/items/allOf/0` }] };
      return [own, [`${name}[*]`, every]];
    });
    return [key, Object.fromEntries(fields)];
  });
  return Object.fromEntries(entries);
}

/** One form for each word; without the word, the form that is the default, if there is one. */
function discriminated(options: readonly JsonSchema[], word: string): JsonSchema {
  const said = { required: [word] };
  const forms = options.map((option) => {
    const { const: value, default: standard } = properties(option)[word];
    const matches = { properties: { [word]: { const: value } } };
    return conditional(standard === undefined ? { ...matches, ...said } : matches, soften(option));
  });
  const words = options.map((option) => properties(option)[word].const);
  return { type: 'object', properties: { [word]: { enum: words } }, allOf: forms };
}

/** `extends` may stand at the top of any kind of scenario. */
function withExtends(root: JsonSchema): JsonSchema {
  const add = (schema: JsonSchema) => ({ ...schema, properties: { extends: EXTENDS, ...properties(schema) } });
  if (!Array.isArray(root.allOf)) return add(root);
  const forms = root.allOf as { if: JsonSchema; else: JsonSchema }[];
  return { ...add(root), allOf: forms.map((form) => ({ ...form, else: add(form.else) })) };
}

/**
 * Implication: if the condition holds, the outcome must. Written with `else`, because an object with `then` looks like
 * a promise.
 */
function conditional(condition: JsonSchema, outcome: JsonSchema): JsonSchema {
  return { if: { not: condition }, else: outcome };
}
