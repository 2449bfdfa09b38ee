/** Shared defaults: what a node takes from `supply.nodeDefaults`, what it does not, and how changes reach it. */

import { expect, it } from 'vitest';
import { loadScenario } from '../../src/node/scenario-files.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { problemsOf } from './tiny.ts';

const load = (...overrides: string[]) => loadScenario('baseline', { overrides });
const node = (id: string, ...overrides: string[]) =>
  (load(...overrides).scenario as Economy).supply.nodes.find((candidate) => candidate.id === id);

it('gives a node what it does not say, and leaves what it says', () => {
  expect(node('hbm')?.expansion).toMatchObject({ targetUtilisation: 0.97, maxSharePerMonth: 0.1, buildMonths: 10 });
  expect(node('foundry')?.expansion?.targetUtilisation).toBe(0.8);
});

it('gives no section to a node that does not write it', () => {
  expect(node('hbm', 'supply.nodes[hbm].expansion=null')?.expansion).toBeUndefined();
  expect(node('equipment')?.price).not.toHaveProperty('learning');
});

it('reaches every node that does not say otherwise, with its evidence and place', () => {
  const { scenario, evidence, position } = load('supply.nodeDefaults.expansion.targetUtilisation=0.9');
  const { nodes } = (scenario as Economy).supply;
  expect(new Set(nodes.map(({ expansion }) => expansion?.targetUtilisation))).toEqual(new Set([0.77, 0.9, 0.8]));
  expect(evidence.get('supply.nodes[hbm].expansion.adjustMonths')?.source).toBe('two quarters of planning');
  const shared = position(['supply', 'nodeDefaults', 'expansion', 'adjustMonths']);
  expect(position(['supply', 'nodes', 0, 'expansion', 'adjustMonths'])).toEqual(shared);
});

it.each([
  ['multiplied', 'supply.nodes[hbm].expansion.adjustMonths=*1.5', 9],
  ['added to', 'supply.nodes[hbm].expansion.adjustMonths=+1', 7],
  ['set', 'supply.nodes[hbm].expansion={adjustMonths: 4}', 4],
  ['given back by null', 'supply.nodes[hbm].expansion.adjustMonths=null', 6],
])('is %s at one node alone', (_, override, expected) => {
  expect(node('hbm', override)?.expansion?.adjustMonths).toBe(expected);
  expect(node('server', override)?.expansion?.adjustMonths).toBe(6);
  expect(node('hbm', override)?.expansion?.maxSharePerMonth).toBe(0.1);
});

it.each([
  [
    'supply.nodeDefaults.expansion.trendWeight=5',
    'supply.nodeDefaults.expansion.trendWeight=5: expected a number from 0 to 3, got 5',
  ],
  ['supply.nodeDefaults.cost=1', 'there is no supply.nodeDefaults.cost; supply.nodeDefaults has expansion, price'],
])('says once what is wrong with %s', (override, message) => {
  const problems = problemsOf(() => load(override));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(message);
});

it('refuses defaults that no node takes', () => {
  expect(problemsOf(() => load('supply.nodes[*].price=null')).join()).toContain(
    'no node has the section price, so these values have no effect: write price at a node, or delete them',
  );
});
