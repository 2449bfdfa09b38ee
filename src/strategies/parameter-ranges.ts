/** The parameters that a strategy declares: numeric ones with their ranges, and values given for them, checked. */

import type * as z from 'zod';
import type { Strategy } from './strategy.ts';

export interface ParameterRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
}

/** Numeric parameters with a finite range; those of other kinds, or without bounds, are left out. */
export function parameterRanges({ params }: Pick<Strategy, 'params'>): ParameterRange[] {
  const { properties = {} } = params.toJSONSchema({ io: 'input' });
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property !== 'object') return [];
    const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = property;
    const [low, high] = [minimum ?? exclusiveMinimum, maximum ?? exclusiveMaximum];
    if ((type !== 'number' && type !== 'integer') || typeof low !== 'number' || typeof high !== 'number') return [];
    const isWhole = type === 'integer';
    return Number.isFinite(low) && Number.isFinite(high) && high > low && Math.abs(high) < Number.MAX_SAFE_INTEGER
      ? [{ name, low, high, isWhole }]
      : [];
  });
}

/** Parameters that fit the schema of a strategy, or each problem with the keys that lead to the value. */
type ParsedParameters =
  | { readonly success: true; readonly data: unknown }
  | {
      readonly success: false;
      readonly problems: readonly { readonly path: readonly string[]; readonly message: string }[];
    };

/** Check the parameters given to a strategy; absent ones take their defaults. */
export function parseParameters({ params }: Pick<Strategy, 'params'>, given: unknown): ParsedParameters {
  const parsed = params.safeParse(given, { error: (issue) => problemWords(issue, params) });
  if (parsed.success) return { success: true, data: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
  return { success: false, problems };
}

/** Words of a problem; undefined for those that the schema words itself. */
function problemWords(issue: z.core.$ZodRawIssue, params: Strategy['params']): string | undefined {
  const found = `got ${JSON.stringify(issue.input) ?? String(issue.input)}`;
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(params.toJSONSchema({ io: 'input' }).properties ?? {});
    const has = known.length === 0 ? 'it has no parameters' : `it has ${known.join(', ')}`;
    return `unknown parameter ${issue.keys.join(', ')}; ${has}`;
  }
  if (issue.code === 'too_small') return `expected a number ${issue.inclusive ? '>=' : '>'} ${issue.minimum}, ${found}`;
  if (issue.code === 'too_big') return `expected a number ${issue.inclusive ? '<=' : '<'} ${issue.maximum}, ${found}`;
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(' or ')}, ${found}`;
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'int') return `expected a whole number, ${found}`;
  if (issue.expected !== 'number') return `expected ${issue.expected}, ${found}`;
  const isNumeral = typeof issue.input === 'string' && issue.input.trim() !== '' && !Number.isNaN(Number(issue.input));
  return isNumeral
    ? `${String(issue.input)} is too large for a computer number: write one between -1e300 and 1e300`
    : `expected a number, ${found}`;
}
