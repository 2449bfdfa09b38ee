/** Lists what a user can set: every leaf of the scenario schema with its unit, range, default and meaning. */

import { z } from 'zod';
import { BeliefsRunSchema } from '../../src/scenario/beliefs-run.ts';
import { EconomySchema } from '../../src/scenario/economy.ts';
import { MarketRunSchema } from '../../src/scenario/market-run.ts';
import { SupplyRunSchema } from '../../src/scenario/supply-run.ts';

/** The parts of a JSON Schema that the list needs. */
interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly unit?: string;
}

export interface Parameter {
  readonly path: string;
  readonly unit: string;
  readonly range: string;
  /** JSON text, or empty when the scenario must say it. */
  readonly fallback: string;
  readonly description: string;
}

/** Bounds this large say only that a number is finite. */
const UNBOUNDED = 1e12;
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && Math.abs(value) < UNBOUNDED;

function rangeOf(node: Node): string {
  if (node.const !== undefined) return String(node.const);
  if (node.enum !== undefined) return node.enum.join(', ');
  const { minimum, maximum } = node;
  const whole = node.type === 'integer' ? 'whole, ' : '';
  if (isBound(minimum) && isBound(maximum)) return `${whole}${minimum} to ${maximum}`;
  if (isBound(minimum)) return `${whole}at least ${minimum}`;
  if (isBound(maximum)) return `${whole}at most ${maximum}`;
  const words: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', object: 'map' };
  return words[node.type ?? ''] ?? node.type ?? '';
}

/** One row for a path that variants share: their ranges and meanings, each named once. */
function joined(known: Parameter, leaf: Parameter): Parameter {
  const by = known.path.endsWith('.kind') ? ', ' : ' or ';
  const isKnown = known.range.split(by).includes(leaf.range);
  const isSaid = known.description.includes(leaf.description);
  const isMore = leaf.description.startsWith(known.description);
  return {
    ...known,
    range: isKnown ? known.range : `${known.range}${by}${leaf.range}`,
    description: isSaid ? known.description : isMore ? leaf.description : `${known.description}; ${leaf.description}`,
  };
}

function leaves(node: Node, path: string): Parameter[] {
  if (node.properties !== undefined) {
    return Object.entries(node.properties).flatMap(([key, child]) =>
      leaves(child, path === '' ? key : `${path}.${key}`),
    );
  }
  if (node.items?.properties !== undefined || node.items?.oneOf !== undefined) return leaves(node.items, `${path}[]`);
  const variants = node.oneOf ?? (node.anyOf?.some((child) => child.properties !== undefined) ? node.anyOf : undefined);
  if (variants !== undefined) {
    const merged = new Map<string, Parameter>();
    for (const leaf of variants.flatMap((variant) => leaves(variant, path))) {
      const known = merged.get(leaf.path);
      merged.set(leaf.path, known === undefined ? leaf : joined(known, leaf));
    }
    return [...merged.values()];
  }
  const inner = node.items ?? node;
  return [
    {
      path: node.items === undefined ? path : `${path}[]`,
      unit: node.unit ?? inner.unit ?? '',
      range: rangeOf(inner),
      fallback: node.default === undefined ? '' : JSON.stringify(node.default),
      description: node.description ?? inner.description ?? '',
    },
  ];
}

/** Every leaf of an economy scenario in the order of the schema, then what only a plain supply run has. */
export function scenarioParameters(): Parameter[] {
  const of = (schema: z.ZodType): Parameter[] => leaves(z.toJSONSchema(schema, { io: 'input' }) as Node, '');
  const listed = new Map<string, Parameter>();
  for (const schema of [EconomySchema, SupplyRunSchema, MarketRunSchema, BeliefsRunSchema]) {
    for (const parameter of of(schema)) if (!listed.has(parameter.path)) listed.set(parameter.path, parameter);
  }
  return [...listed.values()];
}
