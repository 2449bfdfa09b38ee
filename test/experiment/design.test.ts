/** Designs: which configurations an experiment has, with clean numbers, and what is refused. */

import { describe, expect, it } from 'vitest';
import { configurations, createDesign, type Design, type DesignSpec } from '../../src/experiment/design.ts';
import { amountOf, type Axis, levelAt, levelsOf, readAxis } from '../../src/experiment/design-axis.ts';
import { readDesignCsv } from '../../src/experiment/design-csv.ts';
import { designLine } from '../../src/output/sweep-tables.ts';
import { parseTiny, TINY_YAML } from '../reader/tiny.ts';
import { readPlan } from '../../src/experiment/design-plan.ts';

const valuesOf = (text: string): unknown[] => {
  const axis = readAxis(text);
  return Array.from({ length: levelsOf(axis) }, (_, i) => levelAt(axis, i));
};
const designOf = (kind: 'factorial' | 'zip' | 'latin-hypercube' | 'sobol', texts: string[], more = {}): Design =>
  createDesign({ kind, axes: texts.map(readAxis), ...more });
const rowsOf = (design: Design): unknown[][] => [...configurations(design)];

describe('values', () => {
  it.each<[text: string, values: unknown[]]>([
    ['a=0:1:0.1', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    ['a=0.1:0.5:0.1', [0.1, 0.2, 0.3, 0.4, 0.5]],
    ['a=1:0:-0.25', [1, 0.75, 0.5, 0.25, 0]],
    ['a=0:1:0.4', [0, 0.4, 0.8]],
    ['a=1e-3:3e-3:1e-3', [0.001, 0.002, 0.003]],
    ['a=-1.5:-1:.5', [-1.5, -1]],
    ['a=3:3:1', [3]],
    ['a=0.5,1,tit-for-tat', [0.5, 1, 'tit-for-tat']],
    ['a=*0.5,*2,+10,null', ['*0.5', '*2', '+10', 'null']],
    ['a=*0.8:*1.2:0.2', ['*0.8', '*1', '*1.2']],
    ['a=+-1:+1:1', ['+-1', '+0', '+1']],
    ['a={id: grim, params: {}},[1, 2],"x,y"', ['{id: grim, params: {}}', '[1, 2]', '"x,y"']],
    ['a=./my.ts?x=0.2,cmd:python3 my.py', ['./my.ts?x=0.2', 'cmd:python3 my.py']],
  ])('%s', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each<[text: string, message: RegExp]>([
    ['a', /expected path=values/],
    ['=1', /\(empty\) is not a path/],
    ['a..b=1', /a\.\.b is not a path/],
    ['a=', /a value is missing in ""/],
    ['a=1,,2', /a value is missing in "1,,2"/],
    ['a=0:1:0', /0:1:0: the step must not be 0/],
    ['a=0:1:-0.1', /the step leads away from 1/],
    ['a=0:1:lot', /expected a step or `log` after the second colon, got lot/],
    ['a=1:1', /the second number must be above the first/],
    ['a=0:1:log', /needs numbers above 0/],
    ['a=*0.7:1.3', /write \* at both ends, \*0\.7:\*1\.3/],
    ['a=0:1e9:1e-9', /too many digits/],
    ['a=1.1:1e400:1', /1e400 is not a usable number: write a finite one/],
    ['a=NaN:2', /NaN is not a usable number/],
    ['a=1:-Infinity', /-Infinity is not a usable number/],
    ['a=1,.inf', /\.inf is not a usable number/],
    ['a=*1e-999:*2', /1e-999 is not a usable number/],
  ])('refuses %s', (text, message) => {
    expect(() => readAxis(text)).toThrow(message);
  });
});

describe('combinations', () => {
  it('takes all of them, the last path changing fastest', () => {
    expect(rowsOf(designOf('factorial', ['a=1:2:1', 'b=x,y,z']))).toEqual([
      [1, 'x'],
      [1, 'y'],
      [1, 'z'],
      [2, 'x'],
      [2, 'y'],
      [2, 'z'],
    ]);
  });

  it('zips values of the same place', () => {
    expect(rowsOf(designOf('zip', ['a=1,2', 'b=x,y']))).toEqual([
      [1, 'x'],
      [2, 'y'],
    ]);
    expect(() => designOf('zip', ['a=1,2', 'b=x,y,z'])).toThrow(/a has 2, b has 3/);
  });

  it('holds a trillion configurations as easily as one', () => {
    const design = designOf('factorial', ['a=1:1e6:1', 'b=1:1e6:1']);
    expect(design.size).toBe(1e12);
    expect(design.at(999_999_999_999)).toEqual([1e6, 1e6]);
    expect(configurations(design).next().value).toEqual([1, 1]);
  });

  it.each<[spec: () => unknown, message: RegExp]>([
    [() => designOf('factorial', []), /no path is varied/],
    [() => designOf('factorial', ['a=1:2']), /a: a factorial design needs a step/],
    [() => designOf('factorial', ['a=1', 'a=2']), /a is varied twice/],
    [() => designOf('factorial', ['a=1.1,2,1.10']), /1\.1 is given twice; keep one/],
    [() => designOf('factorial', ['a=grim,random,grim']), /grim is given twice/],
    [() => designOf('sobol', ['a=1:2']), /needs --points/],
    [() => designOf('factorial', ['a=1:1e9:1', 'b=1:1e9:1']), /more configurations than can be counted/],
  ])('%s', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a Latin hypercube', () => {
  const points = 40;
  const texts = ['a=0:40', 'b=0:40', 'c=1:10000:log', 'd=x,y'];
  const rows = rowsOf(designOf('latin-hypercube', texts, { points, seed: '7' }));

  it('has one point in every stratum of every axis', () => {
    const whole = Array.from({ length: points }, (_, i) => i);
    for (const a of [0, 1]) {
      const strata = rows.map((row) => Math.floor(row[a] as number)).sort((x, y) => x - y);
      expect(strata).toEqual(whole);
    }
    const decades = rows.map((row) => Math.floor(Math.log10(row[2] as number) * 10)).sort((x, y) => x - y);
    expect(decades).toEqual(whole);
    expect(rows.filter((row) => row[3] === 'x')).toHaveLength(points / 2);
  });

  it('depends on its seed and on nothing else: another axis moves no value of the others', () => {
    expect(rowsOf(designOf('latin-hypercube', texts, { points, seed: '7' }))).toEqual(rows);
    const wider = rowsOf(designOf('latin-hypercube', ['z=0:1', ...texts], { points, seed: '7' }));
    expect(wider.map((row) => row.slice(1))).toEqual(rows);
    expect(rowsOf(designOf('latin-hypercube', texts, { points, seed: '8' }))).not.toEqual(rows);
  });

  it('samples multiples and summands of what the scenario says, and whole numbers with equal chances', () => {
    const relative = rowsOf(
      designOf('latin-hypercube', ['a=*0.7:*1.3', 'b=+-2:+5'], { points, seed: '7' }),
    ) as string[][];
    const factors = relative.map(([a]) => amountOf(a) ?? Number.NaN).sort((x, y) => x - y);
    expect(factors[0]).toBeGreaterThan(0.7);
    expect(factors.at(-1)).toBeLessThan(1.3);
    expect(relative.every(([, b]) => b.startsWith('+'))).toBe(true);
    const span = { ...(readAxis('a=1:8') as Extract<Axis, { kind: 'span' }>), isWhole: true };
    const whole = rowsOf(createDesign({ kind: 'sobol', axes: [span], points: 64 })).flat();
    const counts = Array.from({ length: 8 }, (_, i) => whole.filter((value) => value === i + 1).length);
    expect(counts).toEqual(new Array(8).fill(8));
  });

  it('shuffles the axes apart', () => {
    const large = rowsOf(designOf('latin-hypercube', ['a=0:1', 'b=0:1'], { points: 2000, seed: '1' })) as number[][];
    const covariance = large.reduce((sum, [a, b]) => sum + (a - 0.5) * (b - 0.5), 0) / large.length;
    // Four standard errors of the correlation of 2000 independent pairs.
    expect(Math.abs(covariance * 12)).toBeLessThan(4 / Math.sqrt(2000));
  });
});

describe('a table', () => {
  it('reads paths and rows, quoted or not, and skips the number of the configuration', () => {
    const text = '\uFEFFconfiguration,a.b,"c[x].d"\r\n0,0.5,grim\r\n\r\n1,1e3,"two, ""words"""\r\n';
    const table = readDesignCsv(text, 'design.csv');
    expect(table.paths).toEqual(['a.b', 'c[x].d']);
    expect([table.size, table.at(0), table.at(1)]).toEqual([2, [0.5, 'grim'], [1000, 'two, "words"']]);
  });

  it('reads semicolons and decimal commas', () => {
    const table = readDesignCsv('a;b\n0,5;x\n-1,25;2', 'design.csv');
    expect([table.at(0), table.at(1)]).toEqual([
      [0.5, 'x'],
      [-1.25, 2],
    ]);
  });

  it.each<[text: string, message: RegExp]>([
    ['', /^d\.csv:1: expected a header/],
    ['a,b\n', /^d\.csv:1: no row follows/],
    ['a,,a\n1,2,3', /^d\.csv:1: \(empty\) is not a path.*\nd\.csv:1: a has a column already/],
    ['a,b\n1,2\n1\n\n1,2,3', /^d\.csv:3: expected 2 values as in the header, got 1\nd\.csv:5: .*got 3/],
    ['a,b\n1,', /^d\.csv:2: b: a value is missing/],
    ['a,b\n1,"x', /^d\.csv:2: a quotation mark is not closed/],
    ['a\n1\n1e400', /^d\.csv:3: a: 1e400 is not a usable number/],
    ['configuration\n0', /no column names a path/],
    [
      'configuration,a\n0,1\nhigh,2',
      /^d\.csv:3: configuration is high, but results number the rows from 0, this one 1/,
    ],
  ])('says where %j is wrong', (text, message) => {
    expect(() => readDesignCsv(text, 'd.csv')).toThrow(message);
  });

  it('is a design', () => {
    const spec: DesignSpec = { kind: 'table', text: 'a\n1\n2\n', file: 'd.csv' };
    expect(rowsOf(createDesign(spec))).toEqual([[1], [2]]);
  });
});

describe('a plan', () => {
  it('says the same as the command line', () => {
    const text = `scenario: baseline\nset: [horizonMonths=24]\nvary:\n  a.b: 0:1:0.5\n  c: [x, 2, '*3']\n  d: 4\n  e: '*0.7:*1.3'\n  f: +1:+2\nruns: 20\nseed: 7\n`;
    const plan = readPlan(text, 'sweep.yaml');
    expect(plan).toEqual({
      scenario: 'baseline',
      set: ['horizonMonths=24'],
      axes: [
        readAxis('a.b=0:1:0.5'),
        readAxis('c=x,2,*3'),
        readAxis('d=4'),
        readAxis('e=*0.7:*1.3'),
        readAxis('f=+1:+2'),
      ],
      scramble: false,
      runs: 20,
      seed: '7',
    });
  });

  it.each(['007', '1e3', '0xff', '9007199254740993', '12345678901234567890', '+7', '"x y"', 'true'])(
    'takes the seed %s as the text it is',
    (seed) => {
      expect(readPlan(`seed: ${seed}\n`, 'sweep.yaml').seed).toBe(seed.replaceAll('"', ''));
    },
  );

  it('adds where the command line adds, and so does the table written of it', () => {
    const plan = readPlan('vary:\n  a: [+0.1, -0.1, "*2"]\n  b: +0.5\n', 'sweep.yaml');
    expect(plan.axes).toEqual([readAxis('a=+0.1,-0.1,*2'), readAxis('b=+0.5')]);
    const row = designLine(0, ['+0.1', -0.1, '*2'], 'en');
    expect(row).toBe('0,add 0.1,-0.1,*2\n');
    const table = readDesignCsv(`configuration,a,b,c\n${row}`, 'design.csv');
    const [add] = table.at(0);
    const parsed = parseTiny(TINY_YAML, { overrides: [`power.pue=${add}`] });
    expect(parsed.value.power.pue).toBeCloseTo(1.3, 12);
  });

  it.each<[text: string, message: RegExp]>([
    ['runs: many', /sweep\.yaml:1:1 runs: expected a whole number >= 1/],
    ['varry: {}', /sweep\.yaml:1:1 varry: .*vary/],
    ['vary:\n  a: 0:1:0\n', /sweep\.yaml:2:3 vary\.a: 0:1:0: the step must not be 0/],
    ['vary:\n  a: []\n', /vary\.a: expected at least one value/],
    ['vary: [', /sweep\.yaml:1:/],
  ])('says where %j is wrong', (text, message) => {
    expect(() => readPlan(text, 'sweep.yaml')).toThrow(message);
  });
});
