/** Scenario field kinds: every number that a user can set is one of these, so every number has a unit and a range. */

import * as z from 'zod';

/** Facts of a numeric field for error messages, the JSON Schema and docs. */
export interface FieldMeta {
  readonly unit: string;
  readonly description: string;
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

interface Quantity extends FieldMeta {
  /** Smallest allowed value, inclusive; default 0. */
  readonly min?: number;
  /** Largest allowed value, inclusive; default none. */
  readonly max?: number;
}

/** A finite number with a unit; at least 0 unless `min` says otherwise. */
export function quantity({ min = 0, max, ...meta }: Quantity): z.ZodNumber {
  const base = z.number().min(min);
  return (max === undefined ? base : base.max(max)).meta({ ...meta });
}

/** A whole number with a unit; at least 0 unless `min` says otherwise. */
export function whole({ min = 0, max, ...meta }: Quantity): z.ZodNumber {
  const base = z.number().int().min(min);
  return (max === undefined ? base : base.max(max)).meta({ ...meta });
}

/** A share or probability in [0, 1]. */
export function share(description: string, title?: string): z.ZodNumber {
  return quantity({ unit: '1', description, max: 1, ...(title === undefined ? {} : { title }) });
}

/** One of a few words. */
export function choice<const T extends readonly [string, ...string[]]>(values: T, description: string) {
  return z.enum(values).meta({ description });
}

/** A switch. */
export function flag(description: string): z.ZodBoolean {
  return z.boolean().meta({ description });
}

/** Kebab-case or upper-case identifier, unique within its list. */
export function identifier(description: string): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'expected letters, digits and hyphens, starting with a letter')
    .meta({ description });
}
