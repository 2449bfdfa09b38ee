/** Scenario field kinds: every number that a user can set is one of these, so every number has a unit and a range. */

import * as z from 'zod';

/** Facts of a numeric field for error messages, the JSON Schema and docs, besides unit, range and description. */
interface More {
  /** What titles call it, within a sentence, where the words of its key do not say it. */
  readonly title?: string;
  /** What is there at month 0 and depends on it, where its description does not say so: `goods in transit`. */
  readonly start?: string;
}

/** Values of `start` that several numbers share. */
export const START = {
  sites: 'sites in queues, in permitting and under construction',
  goods: 'goods on order, in transit and in stock',
  capacity: 'capacity under construction',
  systems: 'age of systems in service',
  orders: "builders' orders",
} as const;

/** Least and largest value, inclusive; without a second one there is no largest. */
type Bounds = readonly [min: number, max?: number];

function bounded(field: z.ZodNumber, [min, max]: Bounds, meta: object): z.ZodNumber {
  const base = field.min(min);
  return (max === undefined ? base : base.max(max)).meta({ ...meta });
}

/** A finite number with a unit. */
export function quantity(unit: string, bounds: Bounds, description: string, more: More = {}): z.ZodNumber {
  return bounded(z.number(), bounds, { unit, description, ...more });
}

/** A whole number with a unit. */
export function whole(unit: string, bounds: Bounds, description: string, more: More = {}): z.ZodNumber {
  return bounded(z.number().int(), bounds, { unit, description, ...more });
}

/** A share or probability in [0, 1]. */
export function share(description: string, title?: string): z.ZodNumber {
  return quantity('1', [0, 1], description, title === undefined ? {} : { title });
}

/** One of a few words. */
export function choice<const T extends readonly [string, ...string[]]>(values: T, description: string) {
  return z.enum(values).meta({ description });
}

/** A switch. */
export function flag(description: string): z.ZodBoolean {
  return z.boolean().meta({ description });
}

/** Some text. */
export function text(description: string): z.ZodString {
  return z.string().min(1).meta({ description });
}

/** Kebab-case or upper-case identifier, unique within its list. */
export function identifier(description: string): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'expected letters, digits and hyphens, starting with a letter')
    .meta({ description });
}
