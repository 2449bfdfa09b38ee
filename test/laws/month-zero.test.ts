/** The first month of shipped scenarios and overlays: a lever that works later leaves it alone, to the bit. */

import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { numericLeaves } from '../../src/reader/leaves.ts';
import { EconomySchema } from '../../src/scenario/economy.ts';
import { shipped } from '../support/shipped.ts';
import { worldAtStart } from '../support/stepping.ts';

/** Those that change what somebody does or believes, or what may happen, in the first month; the facts of its beginning stay. */
const AT_ONCE = [
  'baseline+antifragile',
  'baseline+coordinated-restraint',
  'baseline+internal-cash',
  'baseline+learning',
  'baseline+more-hbm-makers',
  'baseline+outcome-pricing',
  'baseline+reversible-capacity',
  'baseline+shared-forecasts',
  'disciplined',
  'regulation-tight',
  'selloff-2025-11',
  'slow-monetisation',
];
/** Facts that nobody's behaviour can move within a month. */
const FACTS = ['live_mw', 'energised_mw', 'turbines_mw', 'delivered_mw', 'lab_revenue_usd_bn_per_year', 'prize'];

const fileNames = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''));
const names = [
  ...fileNames('scenarios'),
  ...fileNames('scenarios/overlays')
    // What a calibration found is laid on the scenario that it calibrated.
    .filter((name) => !name.startsWith('calibrated-'))
    .map((name) => `baseline+${name}`),
];

/** Values of every column in month 0 by name; undefined when it is no economy, or starts at another date. */
function firstRow(name: string): Record<string, readonly number[]> | undefined {
  const { scenario } = loadScenario(name);
  if (scenario.kind !== 'economy' || scenario.startMonth !== '2025-10') return undefined;
  const short = { ...scenario, horizonMonths: 1, stop: { ...scenario.stop, aftermathMonths: 1 } };
  const simulator = createSimulator(short, 'all');
  const trace = simulator.run(expandSeed('first'), 0);
  return Object.fromEntries(
    simulator.columns.map(({ name: column, shape }) => {
      const values = trace.column(column, shape);
      return [`${shape}/${column}`, Array.from(values.subarray(0, values.length / trace.months))];
    }),
  );
}

const base = firstRow('baseline');
const economies = names.filter((name) => name !== 'baseline' && firstRow(name) !== undefined);

it('has a list without strangers', () => {
  expect(AT_ONCE.filter((name) => !economies.includes(name))).toEqual([]);
});

it.each(economies.filter((name) => !AT_ONCE.includes(name)))('%s leaves the first month as it is', (name) => {
  const row = firstRow(name) ?? {};
  expect(Object.keys(row)).toEqual(Object.keys(base ?? {}));
  for (const [column, values] of Object.entries(base ?? {})) {
    // A rationing rule may divide what suffices for all with another rounding.
    for (const [i, value] of values.entries())
      if (!Object.is(row[column][i], value))
        expect(Math.abs(row[column][i] - value), column).toBeLessThan(1e-11 * Math.max(1, Math.abs(value)));
  }
});

it.each(AT_ONCE)('%s leaves the facts of the first month as they are', (name) => {
  const row = firstRow(name);
  for (const fact of FACTS) expect(row?.[`scalar/${fact}`], fact).toEqual(base?.[`scalar/${fact}`]);
  const [capex] = row?.['scalar/capex_usd_bn'] ?? [];
  expect(Math.abs(capex / (base?.['scalar/capex_usd_bn'][0] ?? 0) - 1)).toBeLessThan(0.02);
});

it('a number on which stocks of month 0 depend says so where it is described', () => {
  const scenario = shipped('baseline');
  const stocks = (changes: Readonly<Record<string, number>>): string => {
    const { power, supply, firms } = worldAtStart(shipped('baseline', changes));
    const goods = [supply.transit, supply.backlogUnits, supply.rawUnits, supply.capacityUnderWay];
    const all = [power.queueMw, power.permittingMw, power.buildingMw, power.speculativeMw, firms.vintageMw, ...goods];
    return all.map((stock) => stock.reduce((sum, value) => sum + value, 0)).join();
  };
  const before = stocks({});
  const known = new Map<string, string>();
  for (const { path, value, facts } of numericLeaves(scenario, EconomySchema)) {
    const form = path.replace(/\[[^\]]*\]/g, '[]');
    if (facts === undefined || known.has(form) || !/^(?:capex|demand|finance|firms|power|supply)\b/.test(path))
      continue;
    const { start, description, integer } = facts;
    known.set(form, '');
    if (start === '' && /month 0/.test(description)) continue;
    const moved = integer ? value + 1 : value === 0 ? 0 : value * 1.1;
    if (stocks({ [path]: moved }) !== before) known.set(form, start === '' ? 'says nothing' : start);
  }
  const moving = [...known].filter(([, start]) => start !== '');
  expect(moving.filter(([, start]) => start === 'says nothing')).toEqual([]);
  expect(moving.map(([form]) => form)).toContain('power.regions[].additionsMwPerMonth');
  expect(new Set(moving.map(([, start]) => start)).size).toBe(5);
});
