/** Rules as alternatives of a scenario field (one file each): definition, schemas, and selection by a value. */

import type * as z from 'zod';

/** Schema of the fields of a rule. */
export type RuleSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

/** A rule: the schema of its fields, and the function made from their values. */
export interface Rule<Compiled, Schema extends RuleSchema = RuleSchema> {
  readonly schema: Schema;
  compile(values: z.infer<Schema>): Compiled;
}

type Schemas<Rules extends readonly { readonly schema: unknown }[]> = {
  -readonly [Place in keyof Rules]: Rules[Place]['schema'];
};

/** Schemas of rules, in their order. */
export function schemasOf<const Rules extends readonly Rule<unknown>[]>(rules: Rules): Schemas<Rules> {
  return rules.map(({ schema }) => schema) as unknown as Schemas<Rules>;
}

/** Make the rule that `values` names; values have passed its schema. */
export function compileRule<Compiled>(rules: readonly Rule<Compiled>[], values: z.infer<RuleSchema>): Compiled {
  const rule = rules.find(({ schema }) => schema.shape.kind.value === values.kind) as Rule<Compiled>;
  return rule.compile(values);
}
