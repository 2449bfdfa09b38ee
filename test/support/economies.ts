/** Generated economies: the baseline with firms, regions, strategies and many numbers drawn anew. */

import fc from 'fast-check';
import type { ZodType } from 'zod';
import { checkScenario } from '../../src/scenario/check.ts';
import { type Economy, EconomySchema } from '../../src/scenario/economy.ts';
import { type Leaf, numericLeaves } from '../../src/reader/leaves.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { type Changes, changed, shipped } from './shipped.ts';

/** The runs of a law: few, and the same every time; `npm run test:long`, LAW_RUNS and LAW_SEED look further. */
export const LAW = {
  numRuns: Number(process.env.LAW_RUNS ?? 12),
  seed: Number(process.env.LAW_SEED ?? 20251001),
  interruptAfterTimeLimit: process.env.LAW_RUNS === undefined ? 4000 : 600_000,
};

export interface Drawn<S extends Scenario = Economy> {
  readonly scenario: S;
  readonly seed: string;
}

const BASE = shipped('baseline', { spreads: 'off' });
/** Lengths of a run stay what the generator makes them, so that a law stays quick. */
const FIXED = /^(?:horizonMonths|stop\.aftermathMonths|.*\.companies\[.*\]\.share)$/;
const LEAVES: readonly Leaf[] = numericLeaves(BASE, EconomySchema).filter(
  ({ path, facts }) => facts !== undefined && !FIXED.test(path),
);

const AT_LEAST: Readonly<Record<string, number>> = {
  'firms[].aiCapexUsdBnPerMonth': 0.001,
  'power.shellPriceUsdBnPerMw': 0.0001,
};

/** A new value of a number: near its old one, or at an end of its range. */
function drawnValue(leaf: Leaf, draw: number): number {
  const { integer = false, min = 0, max = Number.POSITIVE_INFINITY } = leaf.facts ?? {};
  const start = leaf.value === 0 ? Math.min(1, Number.isFinite(max) ? max / 2 : 1) : leaf.value;
  let value: number;
  if (draw < 0.06) value = min;
  else if (draw > 0.97 && max <= 20) value = max;
  else value = start * Math.exp(3 * (draw - 0.5));
  value = Math.min(
    max,
    Math.max(AT_LEAST[leaf.path.replace(/\[[^\]]*\]/g, '[]')] ?? min, integer ? Math.round(value) : value),
  );
  // Ranges without an upper end are not probed where a month takes longer the larger the number is.
  return integer ? Math.min(value, 60) : value;
}

const subset = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...items], { minLength: 1 });

const interventions = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'moratorium',
      'permit-delay',
      'export-control',
      'antitrust',
      'demand-shock',
      'credit-freeze',
      'outage',
      'capex-change',
      'grid-additions',
      'permit-time',
      'efficiency-shock',
      'lab-default',
      'rate-rise',
    ),
    month: fc.integer({ min: 0, max: 30 }),
    months: fc.integer({ min: 1, max: 12 }),
    strength: fc.double({ min: 0.05, max: 1, noNaN: true }),
  }),
  { maxLength: 3 },
);

/** A valid economy of 12 to 36 months and a seed; shrinks towards few changes. */
export const economies: fc.Arbitrary<Drawn> = fc
  .record({
    firms: subset(BASE.firms.map(({ id }) => id)),
    regions: subset(BASE.power.regions.map(({ id }) => id)),
    strategies: fc.array(fc.constantFrom(...STRATEGIES.map(({ id }) => id)), { minLength: 6, maxLength: 6 }),
    horizonMonths: fc.integer({ min: 12, max: 36 }),
    rule: fc.constantFrom('aftermath', 'horizon', 'first-wall'),
    orderTiming: fc.constantFrom('start', 'end'),
    rationing: fc.constantFrom('proportional', 'uniform', 'linear', 'priority'),
    numbers: fc.array(fc.tuple(fc.nat(LEAVES.length - 1), fc.double({ min: 0, max: 1, noNaN: true })), {
      maxLength: 25,
    }),
    interventions,
    seed: fc.string({ maxLength: 6 }),
  })
  .map(({ seed, ...drawn }) => ({
    scenario: build(drawn),
    seed,
    [fc.toStringMethod]: () => JSON.stringify({ seed, ...drawn, numbers: drawn.numbers.map(named) }),
  }))
  .filter(({ scenario }) => scenario !== undefined)
  .map((drawn) => drawn as Drawn);

const named = ([at, draw]: readonly [number, number]): string => `${LEAVES[at].path}=${drawnValue(LEAVES[at], draw)}`;

interface Parts {
  readonly firms: readonly string[];
  readonly regions: readonly string[];
  readonly strategies: readonly string[];
  readonly horizonMonths: number;
  readonly rule: string;
  readonly orderTiming: string;
  readonly rationing: string;
  readonly numbers: readonly (readonly [number, number])[];
  readonly interventions: readonly { kind: string; month: number; months: number; strength: number }[];
}

/** Interventions that do not last, and those that scale something. */
const AT_ONCE = new Set(['demand-shock', 'efficiency-shock', 'lab-default', 'rate-rise']);
const SCALED = new Set([
  'demand-shock',
  'credit-freeze',
  'capex-change',
  'grid-additions',
  'permit-time',
  'efficiency-shock',
]);

/** The economy of drawn parts; undefined when the scenario checks refuse it. */
function build(parts: Parts): Economy | undefined {
  const scenario = changed(BASE, {
    horizonMonths: parts.horizonMonths,
    'stop.aftermathMonths': 14,
    'stop.rule': parts.rule,
    'supply.orderTiming': parts.orderTiming,
    ...Object.fromEntries(parts.numbers.map(([at, draw]) => [LEAVES[at].path, drawnValue(LEAVES[at], draw)])),
  });
  scenario.firms = parts.firms.map((id, f) => {
    const firm = scenario.firms.find((candidate) => candidate.id === id) as Economy['firms'][number];
    return { ...firm, strategy: { id: parts.strategies[f], params: {} } };
  });
  scenario.power.regions = parts.regions.map(
    (id) => scenario.power.regions.find((region) => region.id === id) as Economy['power']['regions'][number],
  );
  for (const node of scenario.supply.nodes) Object.assign(node, { rationing: parts.rationing });
  const [region] = parts.regions;
  const raw = {
    ...scenario,
    interventions: parts.interventions.map(({ kind, month, months, strength }) => ({
      kind,
      month,
      ...(AT_ONCE.has(kind) ? {} : { months }),
      ...(kind === 'moratorium' || kind === 'permit-delay' ? { region } : {}),
      ...(SCALED.has(kind) ? { factor: strength } : {}),
      ...(kind === 'capex-change' ? { firm: parts.firms[0] } : {}),
      ...(kind === 'lab-default' ? { share: strength } : {}),
      ...(kind === 'rate-rise' ? { changePerYear: strength / 10 } : {}),
      ...(kind === 'outage' ? { node: 'hbm', company: 'samsung', loss: strength } : {}),
    })),
  };
  const parsed = EconomySchema.safeParse(raw);
  return parsed.success && checkScenario(parsed.data).length === 0 ? parsed.data : undefined;
}

/** Ends of the range of a number; ten times and a tenth of its value where the range has no end. */
function corner({ value, facts }: Leaf, isHigh: boolean): number {
  const { integer = false, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = facts ?? {};
  const [low, high] = [Number.isFinite(min) ? min : value / 10, Number.isFinite(max) ? max : Math.max(1, 10 * value)];
  return integer ? Math.round(isHigh ? Math.min(high, 60) : low) : isHigh ? high : low;
}

/** Valid scenarios in corners of the space of the numbers of one: some of them at an end of their range, and a seed. */
export function cornersOf<S extends Scenario>(base: S, schema: ZodType, lengths: Changes = {}): fc.Arbitrary<Drawn<S>> {
  const leaves = numericLeaves(base, schema).filter(({ path, facts }) => facts !== undefined && !FIXED.test(path));
  return fc
    .record({
      horizonMonths: fc.integer({ min: 12, max: 36 }),
      ends: fc.array(fc.tuple(fc.nat(leaves.length - 1), fc.boolean()), { minLength: 1, maxLength: 60 }),
      seed: fc.string({ maxLength: 6 }),
    })
    .map(({ seed, horizonMonths, ends }) => {
      const at = ends.map(([leaf, isHigh]) => [leaves[leaf].path, corner(leaves[leaf], isHigh)] as const);
      const parsed = schema.safeParse(changed(base, { ...lengths, horizonMonths, ...Object.fromEntries(at) }));
      const scenario = parsed.success && checkScenario(parsed.data as S).length === 0 ? (parsed.data as S) : undefined;
      const text = () => JSON.stringify({ seed, horizonMonths, numbers: at.map(([path, end]) => `${path}=${end}`) });
      return { scenario, seed, [fc.toStringMethod]: text };
    })
    .filter(({ scenario }) => scenario !== undefined)
    .map((drawn) => drawn as Drawn<S>);
}

/** Corners of the baseline, stopped by each rule. */
export const corners: fc.Arbitrary<Drawn> = fc
  .constantFrom('aftermath', 'horizon', 'first-wall')
  .chain((rule) => cornersOf(BASE, EconomySchema, { 'stop.aftermathMonths': 14, 'stop.rule': rule }));
