/** Printing and comparing scenarios, and the numbers they hold. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assumptionsReport, numbersOf } from '../../src/reader/assumptions.ts';
import { diffScenarios } from '../../src/reader/diff.ts';
import { numericLeaves, schemaLeaves } from '../../src/reader/leaves.ts';
import { printScenario } from '../../src/reader/print.ts';
import { parseTiny, type Tiny, TINY_YAML, TinySchema } from './tiny.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((x) => x + 0);
const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,6}$/);
const anything = fc.oneof(fc.string(), fc.boolean(), number(-1e300, 1e300), fc.array(fc.string()));

const policy = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), levelMw: number(0, 1e9) }),
  fc.record({ kind: fc.constant('follow' as const), weight: number(0, 1) }),
);

const scenario: fc.Arbitrary<Tiny> = fc.record(
  {
    name: fc.string({ minLength: 1 }),
    description: fc.string(),
    startMonth: fc.constantFrom('2025-10', '1999-01'),
    power: fc.record({
      pue: number(1, 3),
      additionsMwPerMonth: number(0, 1e6),
      rule: fc.constantFrom('first-come' as const, 'auction' as const),
      open: fc.boolean(),
    }),
    supply: fc.record({
      nodes: fc.uniqueArray(
        fc.record(
          { id, leadMonths: fc.integer({ min: 1, max: 99 }), shares: fc.array(number(0, 1)), policy },
          { requiredKeys: ['id', 'leadMonths', 'shares'] },
        ),
        { selector: (node) => node.id, minLength: 1, maxLength: 4 },
      ),
    }),
    strategy: fc.record({ id: fc.string(), params: fc.dictionary(fc.stringMatching(/^[a-z ]+$/), anything) }),
  },
  { requiredKeys: ['name', 'description', 'startMonth', 'power', 'supply'] },
) as fc.Arbitrary<Tiny>;

it('reads back what it prints', () => {
  fc.assert(
    fc.property(scenario, (value) => {
      expect(parseTiny(printScenario(value, { schema: TinySchema })).value).toEqual(value);
    }),
  );
});

it('prints units, evidence and a heading', () => {
  const { value, evidence } = parseTiny(`description: "Tight: very"\n${TINY_YAML}`);
  const text = printScenario(value, { schema: TinySchema, evidence, header: ['file, hash 123'] });
  expect(text).toBe(`# file, hash 123
name: file
description: "Tight: very"
startMonth: "2025-10"

power:
  pue: 1.2
  additionsMwPerMonth: { value: 800, evidence: reported, source: "Grid report, 2025", row: 7 } # MW/month
  rule: first-come
  open: true

supply:
  nodes:
    - id: server
      leadMonths: 1 # months
      shares: []
      policy:
        kind: fixed
        levelMw: 10 # MW
    - id: hbm
      leadMonths: 5 # months
      shares: [0.6, 0.4]
`);
  expect(parseTiny(text).evidence).toEqual(evidence);
});

it('finds no difference between a scenario and itself, and the same in both directions', () => {
  fc.assert(
    fc.property(scenario, scenario, (a, b) => {
      expect(diffScenarios(a, structuredClone(a))).toEqual([]);
      const turned = diffScenarios(b, a).map((found) => ({ path: found.path, a: found.b, b: found.a }));
      const byPath = (x: { path: string }, y: { path: string }) => (x.path < y.path ? -1 : 1);
      expect(diffScenarios(a, b).sort(byPath)).toEqual(turned.sort(byPath));
    }),
  );
});

it('tells differences by id', () => {
  const a = {
    x: 1,
    nodes: [
      { id: 'p', v: 1 },
      { id: 'q', v: 2 },
    ],
    list: [1, 2],
  };
  const b = {
    y: 1,
    nodes: [
      { id: 'q', v: 3 },
      { id: 'r', v: 1 },
    ],
    list: [1, 3],
  };
  expect(diffScenarios(a, b)).toEqual([
    { path: 'x', a: 1, b: undefined },
    { path: 'nodes[p]', a: { id: 'p', v: 1 }, b: undefined },
    { path: 'nodes[q].v', a: 2, b: 3 },
    { path: 'nodes[r]', a: undefined, b: { id: 'r', v: 1 } },
    { path: 'list', a: [1, 2], b: [1, 3] },
    { path: 'y', a: undefined, b: 1 },
  ]);
});

it('lists every number with its address, unit and range', () => {
  const { value } = parseTiny(`${TINY_YAML}strategy: { id: grim, params: { quorum: 0.5 } }\n`);
  const leaves = numericLeaves(value, TinySchema);
  expect(
    leaves.map(({ path, value: x, facts }) => [path, x, facts?.unit, facts?.min, facts?.max, facts?.integer]),
  ).toEqual([
    ['power.pue', 1.2, '1', 1, 3, false],
    ['power.additionsMwPerMonth', 800, 'MW/month', 0, Number.POSITIVE_INFINITY, false],
    ['supply.nodes[server].leadMonths', 1, 'months', 1, Number.POSITIVE_INFINITY, true],
    ['supply.nodes[server].policy.levelMw', 10, 'MW', 0, Number.POSITIVE_INFINITY, false],
    ['supply.nodes[hbm].leadMonths', 5, 'months', 1, Number.POSITIVE_INFINITY, true],
    ['supply.nodes[hbm].shares[0]', 0.6, '1', 0, 1, false],
    ['supply.nodes[hbm].shares[1]', 0.4, '1', 0, 1, false],
    ['strategy.params.quorum', 0.5, undefined, undefined, undefined, undefined],
  ]);
});

it('sets every number by the address under which it is listed', () => {
  for (const { path, value } of numericLeaves(parseTiny(TINY_YAML).value, TinySchema)) {
    const { value: changed } = parseTiny(TINY_YAML, { overrides: [`${path}=${value}`] });
    expect(changed).toEqual(parseTiny(TINY_YAML).value);
  }
});

it('lists every number that the schema knows', () => {
  expect(schemaLeaves(TinySchema).map((leaf) => leaf.path)).toEqual([
    'power.pue',
    'power.additionsMwPerMonth',
    'supply.nodes[].leadMonths',
    'supply.nodes[].shares[]',
    'supply.nodes[].policy.levelMw',
    'supply.nodes[].policy.weight',
  ]);
});

it('tells which numbers rest on no source', () => {
  const { value, evidence } = parseTiny(TINY_YAML, { overrides: ['supply.nodes[hbm].leadMonths=6'] });
  expect(
    assumptionsReport(numbersOf(value, evidence, TinySchema)),
  ).toBe(`7 numbers: 1 reported, 0 derived, 0 estimated, 0 calibrated, 1 assumed, 5 none.

power.pue                            1.2       none
supply.nodes[server].leadMonths      1 month   none
supply.nodes[server].policy.levelMw  10 MW     none
supply.nodes[hbm].leadMonths         6 months  assumed  --set supply.nodes[hbm].leadMonths=6
supply.nodes[hbm].shares[0]          0.6       none
supply.nodes[hbm].shares[1]          0.4       none`);
});
