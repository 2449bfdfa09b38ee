/** Every number of a scenario moves a headline metric and every word something recorded; exceptions are listed here. */

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSimulator, type Simulator } from '../../src/engine/simulate.ts';
import { HEADLINE_METRICS } from '../../src/experiment/compare-headline.ts';
import { type Metric, readMetrics } from '../../src/metrics/metric.ts';
import { metricsOf } from '../../src/metrics/run-row.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { EconomySchema } from '../../src/scenario/economy.ts';
import { type Leaf, numericLeaves, schemaLeaves } from '../../src/reader/leaves.ts';
import { itemName, joinItem, joinKey } from '../../src/reader/path.ts';
import { childSchema, type Schema, unwrap } from '../../src/reader/schema-walk.ts';
import { treeOf } from '../../src/reader/tree.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { fingerprint } from '../support/fingerprint.ts';
import { certain, settings } from '../support/settings.ts';
import { changed } from '../support/shipped.ts';

/** What moves no result, with the reason. Nothing else may be here. */
const EXCEPTIONS: readonly (readonly [path: RegExp, reason: string])[] = [
  [
    /^supply\.nodes\[(packaging|hbm|foundry|equipment|electrical)\]\.stockMonths$/,
    'a stock of inputs, at a node without inputs',
  ],
  [
    /^supply\.nodes\[equipment\]\.expansion\.(?:equipmentMwPerMw|migrationPerMonth)$/,
    'equipment for the node that makes it would be a cycle',
  ],
];

/** What moves no headline metric by design, with what it moves instead. */
const LOCAL: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^capex\.positionYears$/, 'payoffs'],
  [/^capex\.cashFloorShare$/, 'bonds and cash of builders whose cash flow falls'],
  [/^finance\.covenantCushion$/, 'when a breach of a covenant is reported'],
  [/^finance\.suppliers\[.*\]\.cashMonths$/, 'cash of suppliers'],
  [/^supply\.nodes\[.*\]\.policy\.(?:safetyMw|targetMw)$/, 'stock of a node, which is steady at month 0'],
  [/^power\.regions\[.*\]\.gridLoadMw$/, 'share of a region in load under restriction'],
  [/^power\.speculativeRatio$/, 'requests in the queue'],
  [/^market\.guidance\./, 'consensus of analysts'],
  [/^market\.stress\./, 'days of a stressed month'],
  [/^market\.venues\[.*\]\./, 'indices and halts of a venue'],
  [/^interventions\[.*\]\.(?:day|intradayReach)$/, 'days of a stressed month'],
];

/** Schema addresses that only a plain supply network reads or that no shipped economy uses. */
const NOT_IN_AN_ECONOMY = /^supply\.nodes\[\]\.(cost|initial|disruption)\./;

/** Values to try for a number: a little more, much less, much more; seldom whole ones, which arrays may depend on. */
function candidates({ value, facts }: Leaf): number[] {
  const { integer = false, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = facts ?? {};
  const raw = value === 0 ? [0.1, 1, 12, 100] : [value * 1.3117, value * 0.5123, value * 2.913];
  const whole = raw.map((x) => (integer ? (Math.round(x) === value ? value + 1 : Math.round(x)) : x));
  return [...new Set(whole.map((x) => Math.min(max, Math.max(min, x))))].filter((x) => x !== value);
}

interface Choice {
  readonly path: string;
  readonly others: readonly unknown[];
}

/** Words and switches of a scenario, with what else each may say. */
function* choices(value: unknown, schema: Schema | undefined, path = ''): Generator<Choice> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* choices(item, schema && childSchema(schema, undefined, index), joinItem(path, itemName(item, index)));
    }
  } else if (typeof value === 'object' && value !== null) {
    const tree = treeOf(value);
    for (const [key, child] of Object.entries(value)) {
      yield* choices(child, schema && childSchema(schema, tree, key), joinKey(path, key));
    }
  } else if (schema !== undefined) {
    const inner = unwrap(schema);
    if (inner instanceof z.ZodBoolean) yield { path, others: [value !== true] };
    if (inner instanceof z.ZodEnum) yield { path, others: inner.options.filter((option) => option !== value) };
  }
}

/** What a run says of the race, the walls, the pause, suppliers and share prices. */
const HEADLINE = [
  ...HEADLINE_METRICS,
  'peak_capex_usd_bn_per_year',
  'cumulative_ai_capex_usd_bn',
  'first_year_capex_usd_bn',
  'first_year_bonds_usd_bn',
  'drawdown_index',
  'volatility_index_per_year',
];

/** Change of a headline metric that is more than rounding, over its value. */
const LEAST_CHANGE = 1e-6;

/** Headline metrics of one run of each economy; the simulator of a setting takes other numbers until it refuses some. */
function headlines(first: Economy, seed: string): (scenario: Economy, isWhole?: boolean) => (number | string)[] {
  let kept: Simulator | undefined;
  const known = new WeakMap<Simulator, readonly Metric[]>();
  return (scenario, isWhole = false) => {
    let simulator: Simulator | undefined;
    if (!isWhole) {
      kept ??= createSimulator(first, 'metrics');
      if (kept.recompile?.(scenario) !== true) kept = undefined;
      simulator = kept;
    }
    simulator ??= createSimulator(scenario, 'metrics');
    const trace = simulator.run(expandSeed(seed), 0);
    const read = known.get(simulator) ?? metricsOf(trace).filter(({ name }) => HEADLINE.includes(name));
    known.set(simulator, read);
    const metrics = readMetrics(read, trace);
    return HEADLINE.map((name) => metrics[name]);
  };
}

function isChanged(a: number | string, b: number | string): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a !== b;
  return Number.isNaN(a) ? !Number.isNaN(b) : !(Math.abs(b - a) <= LEAST_CHANGE * Math.abs(a));
}

const moved = new Set<string>();
const known = new Set<string>();
const values = new Map<string, number>();

/** Whether a value moves what is compared of the setting's run. */
function moves(scenario: Economy, path: string, other: unknown, test: (altered: Economy) => boolean): boolean {
  const altered = changed(scenario, { [path]: other });
  return test(altered);
}

describe('settings', () => {
  it.each(settings())(
    '$name',
    ({ scenario, seed, tries }) => {
      const headline = headlines(scenario, seed);
      const reference = headline(scenario);
      let text: string | undefined;
      for (const leaf of numericLeaves(scenario, EconomySchema)) {
        known.add(leaf.path);
        values.set(leaf.path, leaf.value);
        if (moved.has(leaf.path)) continue;
        const others = leaf.path === 'horizonMonths' ? [leaf.value - 6] : candidates(leaf);
        const isLocal = LOCAL.some(([pattern]) => pattern.test(leaf.path));
        // Players read the parameters of their strategies once.
        const isPlayed = leaf.path.includes('.strategy.');
        const differs = (altered: Economy): boolean => {
          if (!isLocal && isPlayed)
            return headlines(altered, seed)(altered).some((value, i) => isChanged(reference[i], value));
          if (!isLocal)
            return headline(altered, leaf.facts?.integer).some((value, i) => isChanged(reference[i], value));
          text ??= fingerprint(scenario, seed);
          return fingerprint(altered, seed) !== text;
        };
        if (others.slice(0, tries).some((other) => moves(scenario, leaf.path, other, differs))) moved.add(leaf.path);
      }
    },
    300_000,
  );
});

describe('numbers', () => {
  const excepted = (path: string): boolean => EXCEPTIONS.some(([pattern]) => pattern.test(path));

  it('move a headline metric in some setting, and local ones what they are about', () => {
    const inert = [...known].filter((path) => !moved.has(path) && !excepted(path));
    expect(inert.map((path) => `${path}=${values.get(path)}`)).toEqual([]);
  });

  it('are excepted only where they move nothing', () => {
    expect([...moved].filter(excepted)).toEqual([]);
    for (const [pattern, reason] of [...EXCEPTIONS, ...LOCAL]) {
      expect(
        [...known].some((path) => pattern.test(path)),
        reason,
      ).toBe(true);
    }
  });

  it('of the schema all stand in some setting', () => {
    // The reader writes shared defaults into the nodes, where they are numbers like any other.
    const address = (path: string): string =>
      path.replace(/\[[^\]]*\]/g, '[]').replace(/^supply\.nodeDefaults\./, 'supply.nodes[].');
    const found = new Set([...moved].map(address));
    const missing = schemaLeaves(EconomySchema).map(({ path }) => path);
    expect(missing.filter((path) => !found.has(address(path)) && !NOT_IN_AN_ECONOMY.test(path))).toEqual([]);
  });
});

/** A node with one customer gives it all there is under every rule. */
const ONE_CUSTOMER = ['packaging', 'hbm', 'foundry'].map((node) => `supply.nodes[${node}].rationing`);

describe('words and switches', () => {
  const scenario = certain('baseline', { horizonMonths: 36, 'stop.aftermathMonths': 12 });
  scenario.walls.push({ id: 'due', any: [{ variable: 'live_mw', above: 0 }], forMonths: 15, fromMonth: 0 });
  scenario.interventions = [
    { kind: 'export-control', month: 3, months: 6 },
    { kind: 'order-growth', month: 6, months: 3, growthPerMonth: 0.2 },
    { kind: 'price-shock', month: 4, logReturn: -0.1, day: 4 },
  ];
  // Somewhere inflated orders must pay nobody in a shortage for it to matter who knows.
  for (const node of scenario.supply.nodes) if (node.id === 'accelerator') node.rationing = 'uniform';
  const reference = fingerprint(scenario, 'words');
  const differs = (altered: Economy): boolean => fingerprint(altered, 'words') !== reference;

  const open = [...choices(scenario, EconomySchema)].filter(({ path }) => !ONE_CUSTOMER.includes(path));

  it.each(open.map(({ path, others }) => ({ path, others })))('$path', ({ path, others }) => {
    const valid = others.filter((other) => EconomySchema.safeParse(changed(scenario, { [path]: other })).success);
    for (const other of valid) expect(moves(scenario, path, other, differs), String(other)).toBe(true);
  });

  it.each([
    ['capex.systemsNode', 'accelerator'],
    ['power.electricalNode', 'equipment'],
    ['regulation.exportControl.node', 'hbm'],
    ['supply.nodes[hbm].expansion.equipment', 'electrical'],
    ['firms[AMZN].strategy.id', 'always-disciplined'],
    ['firms[ORCL].strategy', { id: 'return-threshold', params: { threshold: 0.5, width: 0.1 } }],
    ['walls[power].any[0].variable', 'live_mw'],
  ])('%s', (path, other) => {
    expect(differs(changed(scenario, { [path]: other }))).toBe(true);
  });
});
