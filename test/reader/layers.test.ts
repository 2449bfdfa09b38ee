/** Laying files over each other: what extends, overlays, null and ids do, and the laws that hold. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTrees } from '../../src/reader/merge.ts';
import { readYaml } from '../../src/reader/read.ts';
import { restoreTree, storeTree } from '../../src/reader/stored-tree.ts';
import { toData, type Tree, treeOf } from '../../src/reader/tree.ts';
import { parseTiny, problemsOf, TINY_YAML } from './tiny.ts';

const merge = (...layers: readonly unknown[]): unknown => {
  const trees = layers.map((layer) => treeOf(layer));
  return toData(trees.reduce((base, over) => mergeTrees(base, over, () => expect.unreachable())));
};

it.each([
  ['maps deeply', [{ a: { x: 1, y: 2 } }, { a: { y: 3 }, b: 4 }], { a: { x: 1, y: 3 }, b: 4 }],
  ['null as deletion', [{ a: { x: 1, y: 2 } }, { a: { x: null } }], { a: { y: 2 } }],
  ['plain lists as a whole', [{ a: [1, 2] }, { a: [3] }], { a: [3] }],
  [
    'lists by id',
    [{ a: [{ id: 'p', x: 1 }, { id: 'q' }] }, { a: [{ id: 'r' }, { id: 'p', y: 2 }] }],
    { a: [{ id: 'p', x: 1, y: 2 }, { id: 'q' }, { id: 'r' }] },
  ],
  [
    'deletion of an item',
    [{ a: [{ id: 'p' }, { id: 'q' }] }, { a: [{ id: 'p', delete: true }] }],
    { a: [{ id: 'q' }] },
  ],
  ['an empty list', [{ a: [{ id: 'p' }] }, { a: [] }], { a: [] }],
  [
    'interventions one after another',
    [{ interventions: [{ kind: 'a' }] }, { interventions: [{ kind: 'b' }, { kind: 'a' }] }],
    { interventions: [{ kind: 'a' }, { kind: 'b' }, { kind: 'a' }] },
  ],
  ['no interventions as none', [{ interventions: [{ kind: 'a' }] }, { interventions: [] }], { interventions: [] }],
  [
    'another id as another thing',
    [{ s: { id: 'grim', params: { x: 1 } } }, { s: { id: 'race' } }],
    { s: { id: 'race' } },
  ],
  [
    'another kind as another thing',
    [{ p: { kind: 'a', x: 1 } }, { p: { kind: 'b', y: 2 } }],
    { p: { kind: 'b', y: 2 } },
  ],
  [
    'the same id as the same thing',
    [{ s: { id: 'grim', params: { x: 1 } } }, { s: { id: 'grim', note: 2 } }],
    { s: { id: 'grim', params: { x: 1 }, note: 2 } },
  ],
])('merges %s', (_what, layers, merged) => {
  expect(merge(...layers)).toEqual(merged);
});

describe('laws of merging', () => {
  const keys = fc.constantFrom('a', 'b', 'c', 'd');
  const items = fc.uniqueArray(fc.record({ id: fc.constantFrom('p', 'q', 'r'), x: fc.nat(9) }), {
    selector: (item) => item.id,
    minLength: 1,
  });
  const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
    tree: fc.dictionary(keys, fc.oneof({ maxDepth: 2 }, fc.nat(9), fc.array(fc.nat(9)), items, tie('tree'))),
  }));

  it('nothing laid over, or over nothing, changes nothing', () => {
    fc.assert(
      fc.property(tree, (a) => {
        expect(merge(a, {})).toEqual(a);
        expect(merge({}, a)).toEqual(a);
        expect(merge(a, a)).toEqual(a);
      }),
    );
  });

  it('overlays that touch different keys may be laid in any order and grouping', () => {
    const overlay = (key: string) => tree.map((child) => ({ [key]: child }));
    fc.assert(
      fc.property(tree, overlay('e'), overlay('f'), (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(merge(a, b, c)).toEqual(merge(a, c, b));
      }),
    );
  });

  it('the layer above has the last word', () => {
    fc.assert(
      fc.property(tree, keys, fc.nat(9), (a, key, value) => {
        expect((merge(a, { [key]: value }) as Record<string, unknown>)[key]).toBe(value);
      }),
    );
  });

  it('leaves both layers as they were', () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const [left, right]: Tree[] = [treeOf(a), treeOf(b)];
        mergeTrees(left, right, () => {});
        expect([toData(left), toData(right)]).toEqual([a, b]);
      }),
    );
  });
});

it('lays a file over what it extends, and that over what it extends in turn', () => {
  const files = { 'a.yaml': TINY_YAML, 'b.yaml': 'extends: a.yaml\npower: { pue: 1.3, rule: auction }\n' };
  const { value, files: used } = parseTiny('extends: b.yaml\npower: { pue: 1.4 }\n', { files });
  expect(value.power).toMatchObject({ pue: 1.4, rule: 'auction', additionsMwPerMonth: 800 });
  expect(used).toEqual(['a.yaml', 'b.yaml', 'file.yaml']);
});

it('deletes by null and not by a key with nothing behind it, which is wrong where it is written', () => {
  const below = `${TINY_YAML}strategy: { id: grim }\n`;
  const read = (line: string) => parseTiny(`extends: a.yaml\n${line}\n`, { files: { 'a.yaml': below } });
  expect(read('strategy: null').value.strategy).toBeUndefined();
  expect(problemsOf(() => read('strategy:\n#  id: grim'))).toEqual([
    'file.yaml:2:1 strategy: expected a map of keys and values, but the value is empty (write null to delete it)',
  ]);
  expect(problemsOf(() => read('power: { pue: , rule: }'))).toHaveLength(2);
});

it('names the line that deletes what must be there', () => {
  const files = { 'a.yaml': TINY_YAML };
  expect(problemsOf(() => parseTiny('extends: a.yaml\npower: null\n', { files }))).toEqual([
    'file.yaml:2:1 power: null deletes it here, but it is required: give it a value, or delete this line',
  ]);
  expect(problemsOf(() => parseTiny(TINY_YAML, { overrides: ['power.pue=null'] }))).toEqual([
    '--set power.pue=null: null deletes it here, but it is required: give it a value, or delete this line',
  ]);
});

describe('changes relative to the file below', () => {
  const lay = (...overlays: string[]) => {
    const files = Object.fromEntries(overlays.map((text, i) => [`${i}.yaml`, text]));
    return parseTiny(TINY_YAML, { files, overlays: Object.keys(files) });
  };

  it('multiply and add, at one place or at every item, as --set does', () => {
    const text = `power: { pue: "*1.5", additionsMwPerMonth: "+10" }
supply:
  nodes[*]: { leadMonths: "*3" }
  nodes:
    - { id: server, policy: { levelMw: "add -4" } }
`;
    const found = lay(text);
    const sets = ['power.pue=*1.5', 'power.additionsMwPerMonth=+10', 'supply.nodes[*].leadMonths=*3'];
    const set = parseTiny(TINY_YAML, { overrides: [...sets, 'supply.nodes[server].policy.levelMw=add -4'] });
    expect({ ...found.value, name: '' }).toEqual({ ...set.value, name: '' });
    expect(found.value.power).toMatchObject({ pue: 1.2 * 1.5, additionsMwPerMonth: 810 });
    expect(found.value.supply.nodes.map(({ leadMonths }) => leadMonths)).toEqual([3, 15]);
    expect(found.evidence.get('power.additionsMwPerMonth')?.evidence).toBe('assumed');
  });

  it('come in the order of the files, and a plain value above replaces them', () => {
    expect(lay('power: { pue: "*1.5" }', 'power: { pue: "+0.1" }').value.power.pue).toBeCloseTo(1.9, 12);
    expect(lay('power: { pue: "*1.5" }', 'power: { pue: 1.1 }').value.power.pue).toBe(1.1);
    expect(lay('supply: { "nodes[*]": { leadMonths: 2, shares: [1] } }').value.supply.nodes).toEqual([
      { id: 'server', leadMonths: 2, shares: [1], policy: { kind: 'fixed', levelMw: 10 } },
      { id: 'hbm', leadMonths: 2, shares: [1] },
    ]);
  });

  it('are text where text is expected', () => {
    expect(lay('strategy: { id: grim, params: { note: "+10" } }').value.strategy?.params).toEqual({ note: '+10' });
  });

  it.each([
    ['power: { pue: "*9" }', '0.yaml:1:10 power.pue: expected a number from 1 to 3, got 10.799999999999999'],
    ['power: { pue: "*much" }', '0.yaml:1:10 power.pue: expected a number from 1 to 3, got the text "*much"'],
    ['power: { pu: "*2" }', '0.yaml:1:10: there is no power.pu (did you mean power.pue?)'],
    ['power[*]: { pue: 1 }', '0.yaml:1:1: power is not a list, so [*] has no meaning'],
    [
      'supply: { nodes: [{ id: hbm, policy: { kind: fixed, levelMw: "*2" } }] }',
      '0.yaml:1:53: only a number can be multiplied, and supply.nodes[hbm].policy.levelMw is not set',
    ],
  ])('are refused with their place: %s', (text, problem) => {
    expect(problemsOf(() => lay(text))).toContain(problem);
  });
});

it('uses each file once when an overlay extends what is already there', () => {
  const files = { 'base.yaml': TINY_YAML, 'tight.yaml': 'extends: base.yaml\npower: { pue: 1.1 }\n' };
  const text = 'extends: base.yaml\nsupply: { nodes: [{ id: hbm, leadMonths: 9 }] }\n';
  const { value } = parseTiny(text, { files, overlays: ['tight.yaml'] });
  expect(value.power.pue).toBe(1.1);
  expect(value.supply.nodes[1].leadMonths).toBe(9);
});

it('names a scenario after its files, and tells what the overlays are about', () => {
  const files = {
    'a/b.yaml': `name: base\ndescription: The base\n${TINY_YAML}`,
    'x/grid-ahead.yaml': 'description: Grid first.\n',
  };
  const overlays = ['x/grid-ahead.yaml'];
  expect(parseTiny(TINY_YAML, { file: 'dir/my.yaml' }).value.name).toBe('my');
  expect(parseTiny('extends: a/b.yaml\n', { file: 'my.yaml', files }).value).toMatchObject({
    name: 'my',
    description: '',
  });
  const layered = parseTiny(files['a/b.yaml'], { file: 'a/b.yaml', files, overlays });
  expect(layered.value).toMatchObject({ name: 'base+grid-ahead', description: 'The base. Grid first.' });
  expect(layered.name).toBe('base+grid-ahead');
});

it('keeps the evidence of the layer that has the value', () => {
  const path = 'power.additionsMwPerMonth';
  const reported = { evidence: 'reported', source: 'Grid report, 2025', row: 7 };
  expect(parseTiny(TINY_YAML).evidence).toEqual(new Map([[path, reported]]));
  const files = {
    'bare.yaml': 'power: { additionsMwPerMonth: 900 }',
    'mine.yaml': 'power: { additionsMwPerMonth: { value: 900, evidence: assumed } }',
  };
  expect(parseTiny(TINY_YAML, { files, overlays: ['bare.yaml'] }).evidence.size).toBe(0);
  expect(parseTiny(TINY_YAML, { files, overlays: ['mine.yaml'] }).evidence.get(path)).toEqual({ evidence: 'assumed' });
});

it('knows where each value was written', () => {
  const files = { 'over.yaml': 'power:\n  pue: 1.5\n' };
  const parsed = parseTiny(TINY_YAML, {
    files,
    overlays: ['over.yaml'],
    overrides: ['supply.nodes[hbm].leadMonths=7'],
  });
  expect(parsed.problem(['power', 'pue'], 'too warm')).toBe('over.yaml:2:3 power.pue: too warm');
  expect(parsed.problem(['power', 'rule'], 'unfair')).toBe('file.yaml:5:3 power.rule: unfair');
  expect(parsed.problem(['supply', 'nodes', 1, 'leadMonths'], 'long')).toBe(
    '--set supply.nodes[hbm].leadMonths=7: long',
  );
  expect(parsed.problem(['power', 'open'], 'a default')).toBe('file.yaml:2:1 power.open: a default');
});

it('refuses to delete what is not there', () => {
  const files = { 'over.yaml': 'supply:\n  nodes:\n    - { id: hbn, delete: true }\n' };
  expect(problemsOf(() => parseTiny(TINY_YAML, { files, overlays: ['over.yaml', 'none.yaml'] }))).toEqual([
    'there is no scenario file none.yaml',
  ]);
  expect(problemsOf(() => parseTiny(TINY_YAML, { files, overlays: ['over.yaml'] }))).toEqual([
    'over.yaml:3:7 supply.nodes[hbn]: there is no hbn to delete (did you mean hbm?)',
  ]);
});

it('restores the tree of every shipped file as YAML gives it, with its places', () => {
  const names = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    const text = readFileSync(`scenarios/${name}`, 'utf8');
    const { tree } = readYaml(text, (line, column) => ({ file: name, line, column }));
    expect(restoreTree(storeTree(text) as string, name)).toStrictEqual(tree);
  }
});

it('stores no tree of a text with problems', () => {
  expect(storeTree('a: 1\na: 2\n')).toBeUndefined();
  expect(storeTree('a: [1\n')).toBeUndefined();
});
