/** Luck of plain supply runs: the same under one seed, whatever else the scenario holds and however long it runs. */

import { expect, it } from 'vitest';
import { createSupplySimulator } from '../../../src/engine/simulate-supply.ts';
import { expandSeed } from '../../../src/random/seed.ts';
import { type SupplyRun, SupplyRunSchema } from '../../../src/scenario/supply-run.ts';
import { SETTINGS } from './settings.ts';

const open = (scenario: SupplyRun, seed = 'luck', replication = 0) =>
  createSupplySimulator(scenario).run(expandSeed(seed), replication);

it.each(SETTINGS.map((scenario) => ({ name: scenario.name, scenario })))(
  '$name: same seed, same bits',
  ({ scenario }) => {
    const simulator = createSupplySimulator(scenario);
    const text = (replication: number): string => {
      const trace = simulator.run(expandSeed('luck'), replication);
      return simulator.columns.map(({ name, shape }) => trace.column(name, shape).join()).join(';');
    };
    const first = text(0);
    text(1);
    expect(text(0)).toBe(first);
  },
);

it.each(SETTINGS.map((scenario) => ({ name: scenario.name, scenario })))(
  '$name: a shorter run is a prefix',
  ({ scenario }) => {
    const long = open(scenario);
    const short = open({ ...scenario, horizonMonths: 30 });
    for (const { name, shape } of createSupplySimulator(scenario).columns) {
      const values = short.column(name, shape);
      expect([...long.column(name, shape).subarray(0, values.length)], name).toEqual([...values]);
    }
  },
);

it('a node and a customer that nobody deals with change nothing for the others', () => {
  const [, policies] = SETTINGS;
  const idle = SupplyRunSchema.parse({
    ...policies,
    supply: { ...policies.supply, nodes: [...policies.supply.nodes, { id: 'idle', leadMonths: 1 }] },
    demandProcess: [
      ...policies.demandProcess,
      { id: 'absent', nodes: ['idle'], process: { kind: 'normal', meanMwPerMonth: 0, deviationMwPerMonth: 0 } },
    ],
  });
  const [without, within] = [open(policies), open(idle)];
  for (const node of without.entities.node) {
    const [n, m] = [without.entities.node.indexOf(node), within.entities.node.indexOf(node)];
    const [a, b] = [without.column('orders_mw', 'node'), within.column('orders_mw', 'node')];
    const [wa, wb] = [without.entities.node.length, within.entities.node.length];
    for (let t = 0; t < without.months; t++) expect(b[t * wb + m]).toBe(a[t * wa + n]);
  }
});

it('replications differ', () => {
  const [, policies] = SETTINGS;
  const first = [...open(policies).column('orders_mw', 'node')];
  expect([...open(policies, 'luck', 1).column('orders_mw', 'node')]).not.toEqual(first);
});
