/** What a user reads when a scenario file is wrong: every message word for word, with its place. */

import { expect, it } from 'vitest';
import { parseTiny, problemsOf, TINY_YAML } from './tiny.ts';

/** The complete file with one text replaced. */
const changed = (from: string, to: string): string => {
  expect(TINY_YAML).toContain(from);
  return TINY_YAML.replace(from, to);
};

it('quotes no more of a long value than can be read', () => {
  const [problem] = problemsOf(() => parseTiny(changed('leadMonths: 5', `leadMonths: ${'x'.repeat(5000)}`)));
  expect(problem).toContain(`got the text "${'x'.repeat(80)}"... (5000 characters)`);
  expect(problem.length).toBeLessThan(300);
});

it.each([
  [
    'a number too small',
    ['leadMonths: 5', 'leadMonths: -3'],
    '12:7 supply.nodes[hbm].leadMonths: expected a whole number >= 1 (months), got -3',
  ],
  [
    'a broken number',
    ['leadMonths: 5', 'leadMonths: 2.5'],
    '12:7 supply.nodes[hbm].leadMonths: expected a whole number >= 1 (months), got 2.5',
  ],
  ['a number out of range', ['pue: 1.2', 'pue: 9'], '3:3 power.pue: expected a number from 1 to 3, got 9'],
  [
    'quotes around a number',
    ['pue: 1.2', 'pue: "1.2"'],
    '3:3 power.pue: expected a number from 1 to 3, got the text "1.2": remove the quotes',
  ],
  [
    'a unit behind a number',
    ['leadMonths: 5', 'leadMonths: 5 months'],
    '12:7 supply.nodes[hbm].leadMonths: expected a whole number >= 1 (months), got the text "5 months": write 5 alone, the unit is fixed',
  ],
  [
    'a per cent sign',
    ['[0.6, 0.4]', '[60 %, 0.4]'],
    '13:16 supply.nodes[hbm].shares[0]: expected a number from 0 to 1, got the text "60 %": write 0.6',
  ],
  [
    'a separator',
    ['pue: 1.2', 'pue: 1_000'],
    '3:3 power.pue: expected a number from 1 to 3, got the text "1_000": write 1000, without separators',
  ],
  [
    'a decimal comma',
    ['pue: 1.2', 'pue: 1,2'],
    '3:3 power.pue: expected a number from 1 to 3, got the text "1,2": use a decimal point, and no separator for thousands',
  ],
  [
    'another unit behind a number',
    ['value: 800', 'value: 0.4 GW/month'],
    '4:3 power.additionsMwPerMonth: expected a number >= 0 (MW/month), got the text "0.4 GW/month": write 400, the unit is MW/month',
  ],
  [
    'years for months',
    ['leadMonths: 5', 'leadMonths: 10 years'],
    '12:7 supply.nodes[hbm].leadMonths: expected a whole number >= 1 (months), got the text "10 years": write 120, the unit is months',
  ],
  [
    'gigawatts for megawatts',
    ['levelMw: 10', 'levelMw: 0.4 GW'],
    '10:30 supply.nodes[server].policy.levelMw: expected a number >= 0 (MW), got the text "0.4 GW": write 400, the unit is MW',
  ],
  [
    'both separators',
    ['leadMonths: 5', 'leadMonths: "1.000,50"'],
    '12:7 supply.nodes[hbm].leadMonths: expected a whole number >= 1 (months), got the text "1.000,50": use a decimal point, and no separator for thousands',
  ],
  [
    'a fraction',
    ['[0.6, 0.4]', '[1/3, 0.4]'],
    '13:16 supply.nodes[hbm].shares[0]: expected a number from 0 to 1, got the text "1/3": write 0.333333333333',
  ],
  ['a range', ['pue: 1.2', 'pue: 1.2-1.4'], '3:3 power.pue: expected a number from 1 to 3, got the text "1.2-1.4"'],
  [
    'a per cent sign where the unit is no share',
    ['levelMw: 10', 'levelMw: 50 %'],
    '10:30 supply.nodes[server].policy.levelMw: expected a number >= 0 (MW), got the text "50 %"',
  ],
  [
    'a plus sign',
    ['pue: 1.2', 'pue: +1.2'],
    '3:3 power.pue: +1.2 is a value, not an addition: write 1.2, or "+1.2" in quotes to add',
  ],
  [
    'an empty section',
    ['      policy: { kind: fixed, levelMw: 10 }', '      policy:'],
    '10:7 supply.nodes[server].policy: expected a map of keys and values, but the value is empty (write null to delete it)',
  ],
  [
    'null where nothing can be deleted',
    ['pue: 1.2', 'pue: null'],
    '3:3 power.pue: expected a number from 1 to 3, got null, which only deletes what another file says',
  ],
  [
    'not a number',
    ['pue: 1.2', 'pue: .nan'],
    '3:3 power.pue: expected a finite number, but this is not a number (.nan)',
  ],
  ['infinity', ['pue: 1.2', 'pue: -.inf'], '3:3 power.pue: expected a finite number, but this is infinite (.inf)'],
  ['an empty value', ['pue: 1.2', 'pue:'], '3:3 power.pue: expected a number from 1 to 3, but the value is empty'],
  [
    'a map for a number',
    ['pue: 1.2', 'pue: { low: 1 }'],
    '3:3 power.pue: expected a number from 1 to 3, got a map (low)',
  ],
  ['a list for a number', ['pue: 1.2', 'pue: [1, 2]'], '3:3 power.pue: expected a number from 1 to 3, got a list of 2'],
  [
    'an unknown word',
    ['rule: first-come', 'rule: first-came'],
    '5:3 power.rule: expected one of first-come or auction, got "first-came" (did you mean first-come?)',
  ],
  [
    'an unknown kind',
    ['kind: fixed', 'kind: fixd'],
    '10:17 supply.nodes[server].policy.kind: expected one of fixed or follow, got "fixd" (did you mean fixed?)',
  ],
  [
    'a missing kind',
    ['kind: fixed, ', ''],
    '10:7 supply.nodes[server].policy.kind: missing; add it (one of fixed or follow)',
  ],
  [
    'a key of another kind',
    ['kind: fixed, levelMw: 10', 'kind: follow, weight: 1, levelMw: 10'],
    '10:42 supply.nodes[server].policy.levelMw: unknown key; known here: kind, weight',
  ],
  [
    'yes for true',
    ['rule: first-come', 'rule: auction\n  open: yes'],
    '6:3 power.open: expected true or false, got the text "yes": write true',
  ],
  ['a full date', ['2025-10', '2025-10-01'], '1:1 startMonth: expected a month such as 2025-10, got "2025-10-01"'],
  ['a year', ['2025-10', '2025'], '1:1 startMonth: expected text, got 2025'],
  ['an unknown key', ['pue:', 'puee: 1\n  pue:'], '3:3 power.puee: unknown key (did you mean pue?)'],
  [
    'a misspelt key, said once',
    ['leadMonths: 5', 'leadTimeMonths: 5'],
    '12:7 supply.nodes[hbm].leadTimeMonths: unknown key (did you mean leadMonths?)',
  ],
  [
    'a key like no other',
    ['pue:', 'colour: 1\n  pue:'],
    '3:3 power.colour: unknown key; known here: pue, additionsMwPerMonth, rule, open',
  ],
  [
    'a missing key',
    ['      leadMonths: 5\n', ''],
    '11:7 supply.nodes[hbm].leadMonths: missing; add it (a whole number >= 1 (months): From order to delivery)',
  ],
  [
    'a bad id',
    ['id: hbm', 'id: 3d'],
    '11:7 supply.nodes[3d].id: expected letters, digits and hyphens, starting with a letter, got "3d"',
  ],
  ['an id used twice', ['id: hbm', 'id: server'], '11:7 supply.nodes[server]: duplicate id server, first in line 8'],
  [
    'a key written twice',
    ['pue: 1.2', 'pue: 1.2\n  pue: 1.3'],
    '4:3 power.pue: written twice in the same map, first in line 3; keep one',
  ],
  [
    'an alias',
    ['pue: 1.2', 'pue: *usual'],
    '3:3 power.pue: *usual refers to a value elsewhere, which is not supported: write it out',
  ],
  [
    'a factor in a file',
    ['pue: 1.2', 'pue: *1.2'],
    '3:3 power.pue: *1.2 refers to a value elsewhere, which is not supported: write it out (a factor needs quotes: "*1.2")',
  ],
  [
    'a merge key',
    ['pue: 1.2', 'pue: 1.2\n  <<: { open: true }'],
    '4:3 power: merging with << is not supported: use `extends: other.yaml`, or write the keys out',
  ],
  ['a tag', ['pue: 1.2', 'pue: !big 1.2'], '3:8: not YAML: tags such as !name are not used here'],
  [
    'an open bracket',
    ['[0.6, 0.4]', '[0.6, 0.4'],
    '14:1: not YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'a line at the column of another list',
    ['      shares', '    shares'],
    '13:1: not YAML: this line is not at the column of those beside it: check the indentation',
  ],
  ['a tab', ['  pue: 1.2', '\tpue: 1.2'], '3:1: not YAML: indent with spaces, not tabs'],
  [
    'two colons',
    ['rule: first-come', 'rule: first: come'],
    '5:9: not YAML: a key inside the value of another: indent it as the keys beside it, or quote the text if it holds ": "',
  ],
  [
    'a second document',
    ['supply:', '---\nsupply:'],
    '6:1: not YAML: one file holds one scenario: a second one starts here (---)',
  ],
  [
    'unknown evidence',
    ['reported', 'reprted'],
    '4:38 power.additionsMwPerMonth: expected evidence reported, derived, estimated, calibrated or assumed, got "reprted" (did you mean reported?)',
  ],
  [
    'no evidence',
    ['evidence: reported, ', ''],
    '4:3 power.additionsMwPerMonth: needs `evidence:` beside the value: reported, derived, estimated, calibrated or assumed',
  ],
  [
    'evidence without a source',
    [', source: "Grid report, 2025"', ''],
    '4:38 power.additionsMwPerMonth: reported evidence needs a `source:` (only assumed can do without)',
  ],
  [
    'evidence without a value',
    ['value: 800, ', ''],
    '4:3 power.additionsMwPerMonth: a number with evidence needs the number itself as `value:`',
  ],
  [
    'a misspelt evidence key',
    ['value: 800', 'vlaue: 800'],
    '4:26 power.additionsMwPerMonth: unknown key vlaue (did you mean value?); a number with evidence has the keys value, evidence, source, row, spread',
  ],
  [
    'a comma in a source',
    ['"Grid report, 2025"', 'Grid report, 2025'],
    '4:79 power.additionsMwPerMonth: unknown key 2025 (text with a comma needs quotes); a number with evidence has the keys value, evidence, source, row, spread',
  ],
  [
    'no item',
    [TINY_YAML.slice(TINY_YAML.indexOf('  nodes:')), '  nodes: []\n'],
    '7:3 supply.nodes: expected at least 1 item, got none',
  ],
])('explains %s', (_what, [from, to], message) => {
  expect(problemsOf(() => parseTiny(changed(from, to)))).toEqual([`file.yaml:${message}`]);
});

it.each([
  [
    'an empty file',
    '',
    'file.yaml:1:1: the file is empty; start it with `extends: baseline.yaml` and the keys to change, or copy a scenario',
  ],
  [
    'only a comment',
    '# nothing\n',
    'file.yaml:1:1: the file is empty; start it with `extends: baseline.yaml` and the keys to change, or copy a scenario',
  ],
  ['a list', '- 1\n', 'file.yaml:1:1: expected keys with values, such as `extends: baseline.yaml`, got a list'],
  ['a text', 'hello\n', 'file.yaml:1:1: expected keys with values, such as `extends: baseline.yaml`, got "hello"'],
  [
    'missing sections',
    'startMonth: 2025-10\n',
    'file.yaml:1:1: 2 keys are missing: power, supply; add them, or start the file with `extends: baseline.yaml` to inherit missing keys',
  ],
  [
    'extending a number',
    'extends: 3\n',
    'file.yaml:1:1 extends: expected the name of one scenario file, such as baseline.yaml',
  ],
  ['extending nothing', '\nextends: base.yaml\n', 'file.yaml:2:1: there is no scenario file base.yaml'],
])('explains a file with %s', (_what, text, message) => {
  expect(problemsOf(() => parseTiny(text))).toEqual([message]);
});

it('tells all problems at once, in the order of the file', () => {
  const text = TINY_YAML.replace('pue: 1.2', 'pue: .nan')
    .replace('leadMonths: 1', 'leadMonths: 0')
    .replace('id: hbm', 'id: server');
  const overrides = ['power.rule=none', 'power.pui=1'];
  expect(problemsOf(() => parseTiny(text, { overrides }))).toEqual([
    'file.yaml:3:3 power.pue: expected a finite number, but this is not a number (.nan)',
    'file.yaml:9:7 supply.nodes[server].leadMonths: expected a whole number >= 1 (months), got 0',
    'file.yaml:11:7 supply.nodes[server]: duplicate id server, first in line 8',
    '--set power.rule=none: expected one of first-come or auction, got "none"',
    '--set power.pui=1: there is no power.pui (did you mean power.pue?)',
  ]);
});

it('names the file in which the wrong value stands', () => {
  const files = { 'base.yaml': TINY_YAML.replace('leadMonths: 1', 'leadMonths: 0'), 'over.yaml': 'power: { pue: 0 }' };
  expect(problemsOf(() => parseTiny('extends: base.yaml\n', { files, overlays: ['over.yaml'] }))).toEqual([
    'base.yaml:9:7 supply.nodes[server].leadMonths: expected a whole number >= 1 (months), got 0',
    'over.yaml:1:10 power.pue: expected a number from 1 to 3, got 0',
  ]);
});

it('explains files that extend each other', () => {
  const text = 'extends: base.yaml\n';
  const files = { 'base.yaml': '\nextends: file.yaml\n', 'file.yaml': text };
  expect(problemsOf(() => parseTiny(text, { files }))).toEqual([
    'base.yaml:2:1 extends: files extend each other in a circle: file.yaml -> base.yaml -> file.yaml',
  ]);
});

it('takes a list item that an overlay misspells for what it was meant to be', () => {
  const files = { 'over.yaml': 'supply: { nodes: [{ id: hbmm, shares: [1] }] }' };
  expect(problemsOf(() => parseTiny(TINY_YAML, { files, overlays: ['over.yaml'] }))).toEqual([
    'over.yaml:1:19 supply.nodes[hbmm].leadMonths: missing; add it (a whole number >= 1 (months): From order to delivery); or did you mean the existing hbm?',
  ]);
});
