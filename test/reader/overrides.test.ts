/** `--set`: what each form does to a scenario, what is refused and in which words. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffScenarios } from '../../src/reader/diff.ts';
import { parseTiny, problemsOf, TINY_YAML } from './tiny.ts';

const base = parseTiny(TINY_YAML).value;
const set = (...overrides: string[]) => parseTiny(TINY_YAML, { overrides }).value;
const changes = (...overrides: string[]) => diffScenarios(base, set(...overrides));

it.each([
  ['a value', 'power.pue=1.5', 'power.pue', 1.5],
  ['a factor', 'power.additionsMwPerMonth=*1.5', 'power.additionsMwPerMonth', 1200],
  ['an amount', 'power.additionsMwPerMonth=+10', 'power.additionsMwPerMonth', 810],
  ['a negative amount', 'power.additionsMwPerMonth=+-10', 'power.additionsMwPerMonth', 790],
  ['an item by id', 'supply.nodes[hbm].leadMonths=7', 'supply.nodes[hbm].leadMonths', 7],
  ['an item by index', 'supply.nodes[1].leadMonths=7', 'supply.nodes[hbm].leadMonths', 7],
  ['a list', 'supply.nodes[hbm].shares=[0.5, 0.5]', 'supply.nodes[hbm].shares', [0.5, 0.5]],
  ['an item of a plain list', 'supply.nodes[hbm].shares[1]=*0.5', 'supply.nodes[hbm].shares', [0.6, 0.2]],
  ['a switch', 'power.open=false', 'power.open', false],
  ['a word', 'power.rule=auction', 'power.rule', 'auction'],
  ['what only the schema knows', 'strategy={id: grim}', 'strategy', { id: 'grim', params: {} }],
  ['a map that is not there yet', 'strategy.id=grim', 'strategy', { id: 'grim', params: {} }],
  ['a deletion', 'supply.nodes[server].policy=null', 'supply.nodes[server].policy', undefined],
  ['a key of a map', 'supply.nodes[server].policy={levelMw: 3}', 'supply.nodes[server].policy.levelMw', 3],
  ['blanks around', ' power.pue = 1.5 ', 'power.pue', 1.5],
])('sets %s', (_what, override, path, b) => {
  expect(changes(override)).toMatchObject([{ path, b }]);
});

it('takes a minus sign for a part of the number', () => {
  expect(problemsOf(() => set('power.pue=-3'))).toEqual(['--set power.pue=-3: expected a number from 1 to 3, got -3']);
});

it('sets all items of a list', () => {
  expect(set('supply.nodes[*].leadMonths=+2').supply.nodes.map((node) => node.leadMonths)).toEqual([3, 7]);
  expect(set('supply.nodes[*].policy={kind: follow, weight: 1}').supply.nodes.map((node) => node.policy?.kind)).toEqual(
    ['follow', 'follow'],
  );
});

it('deletes an item by null and appends one as an overlay would', () => {
  expect(set('supply.nodes[server]=null').supply.nodes.map((node) => node.id)).toEqual(['hbm']);
  expect(set('supply.nodes=[{id: rack, leadMonths: 2}]').supply.nodes.map((node) => node.id)).toEqual([
    'server',
    'hbm',
    'rack',
  ]);
});

it('drops the parameters of a strategy together with it', () => {
  const text = `${TINY_YAML}strategy: { id: grim, params: { quorum: 1 } }\n`;
  const strategy = (override: string) => parseTiny(text, { overrides: [override] }).value.strategy;
  expect(strategy('strategy.id=tit-for-tat')).toEqual({ id: 'tit-for-tat', params: {} });
  expect(strategy('strategy.id=grim')).toEqual({ id: 'grim', params: { quorum: 1 } });
  expect(strategy('strategy.params.quorum=*2')).toEqual({ id: 'grim', params: { quorum: 2 } });
  expect(strategy('strategy.params.anything=1')).toEqual({ id: 'grim', params: { quorum: 1, anything: 1 } });
});

it('works on defaults and on what an overlay says', () => {
  const files = { 'over.yaml': 'power: { additionsMwPerMonth: 100 }' };
  const { value } = parseTiny(TINY_YAML, {
    files,
    overlays: ['over.yaml'],
    overrides: ['power.additionsMwPerMonth=*3'],
  });
  expect(value.power.additionsMwPerMonth).toBe(300);
});

it('marks the number as assumed on the command line', () => {
  const { evidence } = parseTiny(TINY_YAML, { overrides: ['power.additionsMwPerMonth=*2', 'power.pue=2'] });
  expect(evidence.get('power.additionsMwPerMonth')).toEqual({
    evidence: 'assumed',
    source: '--set power.additionsMwPerMonth=*2',
  });
  expect(evidence.get('power.pue')).toEqual({ evidence: 'assumed', source: '--set power.pue=2' });
});

it.each([
  ['power.pui=1', 'there is no power.pui (did you mean power.pue?)'],
  ['pover.pue=1', 'there is no pover (did you mean power?)'],
  ['power.colour=1', 'there is no power.colour; power has pue, additionsMwPerMonth, rule, open'],
  ['supply.nodes[hbn].leadMonths=1', 'there is no supply.nodes[hbn] (did you mean supply.nodes[hbm]?)'],
  ['supply.nodes[7].leadMonths=1', 'there is no supply.nodes[7]; the list has server, hbm'],
  ['supply.nodes[hbm].shares[5]=1', 'there is no supply.nodes[hbm].shares[5]; the list has 2 items, counted from 0'],
  [
    'supply.nodes.hbm.leadMonths=1',
    'supply.nodes is a list: name the item in brackets, such as supply.nodes[hbm], or [*] for all of them',
  ],
  ['power[0]=1', 'power is not a list, so [0] has no meaning'],
  ['power.pue.low=1', 'power.pue is a plain value and has no key low'],
  ['power.rule=*2', 'only a number can be multiplied, and power.rule is "first-come"'],
  ['power=+2', 'only a number can be added to, and power is a map'],
  ['power.pue=*two', 'expected a number after *, got "two"'],
  ['power.pue=*', 'expected a number after *, got ""'],
  ['power.pue=', 'no value after the equals sign (write null to delete)'],
  ['power.pue', 'expected path=value, such as power.pue=1.2 or power.pue=*1.1'],
  ['=3', '(empty) is not a path; write one such as supply.nodes[hbm].leadMonths'],
  ['power..pue=3', 'power..pue is not a path; write one such as supply.nodes[hbm].leadMonths'],
  ['supply.nodes[hbm=3', 'supply.nodes[hbm is not a path; write one such as supply.nodes[hbm].leadMonths'],
  ['strategy=null', 'strategy is not set, so it cannot be deleted'],
  ['supply.nodes[hbm].id=dram', 'the id of a list item cannot be changed: delete the item and add another'],
  ['power.pue=.nan', 'expected a finite number, but this is not a number (.nan)'],
  ['power.rule=[a', 'not YAML: flow sequence must end with a ]'],
])('refuses %s', (override, message) => {
  expect(problemsOf(() => set(override))).toEqual([`--set ${override}: ${message}`]);
});

describe('laws of overrides', () => {
  const factor = fc.integer({ min: 1, max: 64 }).map((n) => n / 32);

  it('on different values they may stand in any order', () => {
    const overrides = fc.shuffledSubarray(
      ['power.pue=2', 'power.additionsMwPerMonth=*2', 'supply.nodes[*].leadMonths=+1'],
      {
        minLength: 3,
      },
    );
    const outcome = set('power.pue=2', 'power.additionsMwPerMonth=*2', 'supply.nodes[*].leadMonths=+1');
    fc.assert(
      fc.property(overrides, (order) => {
        expect(set(...order)).toEqual(outcome);
      }),
    );
  });

  it('on the same value they apply one after the other', () => {
    fc.assert(
      fc.property(factor, fc.nat(100), (k, amount) => {
        const path = 'power.additionsMwPerMonth';
        expect(set(`${path}=*${k}`, `${path}=+${amount}`).power.additionsMwPerMonth).toBe(800 * k + amount);
        expect(set(`${path}=+${amount}`, `${path}=*${k}`).power.additionsMwPerMonth).toBe((800 + amount) * k);
        expect(set(`${path}=*${k}`, `${path}=${amount}`).power.additionsMwPerMonth).toBe(amount);
      }),
    );
  });

  it('a plain value does what an overlay with that value does', () => {
    const values = fc.constantFrom('pue: 2', 'rule: auction', 'open: false', 'additionsMwPerMonth: 3');
    fc.assert(
      fc.property(values, (text) => {
        const [key, value] = text.split(': ');
        const overlaid = parseTiny(TINY_YAML, { files: { o: `power: { ${text} }` }, overlays: ['o'] }).value;
        expect(set(`power.${key}=${value}`)).toEqual({ ...overlaid, name: 'file' });
      }),
    );
  });
});
