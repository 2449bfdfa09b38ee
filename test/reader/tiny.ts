/** A small schema with one of everything, so that the tests of reading do not move with the model. */

import { z } from 'zod';
import { choice, flag, identifier, quantity, share, whole } from '../../src/scenario/fields.ts';
import { ScenarioError } from '../../src/scenario/errors.ts';
import { type Parsed, type ParseOptions, parseWith } from '../../src/reader/parse.ts';

const Policy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), levelMw: quantity('MW', [0], 'Level') }),
  z.strictObject({ kind: z.literal('follow'), weight: share('Weight of the newest demand') }),
]);

const Node = z.strictObject({
  id: identifier('Node'),
  leadMonths: whole('months', [1], 'From order to delivery'),
  shares: z.array(share('Share of a company')).default([]),
  policy: Policy.optional(),
});

export const TinySchema = z.strictObject({
  name: z.string().default(''),
  description: z.string().default(''),
  startMonth: z.string().regex(/^\d{4}-\d{2}$/, 'expected a month such as 2025-10'),
  power: z.strictObject({
    pue: quantity('1', [1, 3], 'Facility load over IT load'),
    additionsMwPerMonth: quantity('MW/month', [0], 'Grid additions'),
    rule: choice(['first-come', 'auction'], 'Who is connected first'),
    open: flag('Whether new requests are taken').default(true),
  }),
  supply: z.strictObject({ nodes: z.array(Node).min(1) }),
  strategy: z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

export type Tiny = z.output<typeof TinySchema>;

/** A complete file, one key a line. */
export const TINY_YAML = `startMonth: 2025-10
power:
  pue: 1.2
  additionsMwPerMonth: { value: 800, evidence: reported, source: "Grid report, 2025", row: 7 }
  rule: first-come
supply:
  nodes:
    - id: server
      leadMonths: 1
      policy: { kind: fixed, levelMw: 10 }
    - id: hbm
      leadMonths: 5
      shares: [0.6, 0.4]
`;

/** Parse with the small schema; `files` are what can be extended or laid over. */
export function parseTiny(
  text: string,
  { files = {}, ...options }: Partial<ParseOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
): Parsed<Tiny> {
  const load = (name: string) => (name in files ? { file: name, text: files[name] } : undefined);
  return parseWith(TinySchema, text, { file: 'file.yaml', load, ...options });
}

/** The problems of a parse that must fail. */
export function problemsOf(parse: () => unknown): readonly string[] {
  try {
    parse();
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  throw new Error('parsed without a problem');
}
