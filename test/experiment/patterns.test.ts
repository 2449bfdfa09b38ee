/** The table of patterns, what is judged by it, and the statistics behind a share. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../src/reader/csv-records.ts';
import { judgePatterns, metricsOf, type Pattern, readPatterns, type Verdict } from '../../src/experiment/patterns.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillUniforms, openStream, streamId } from '../../src/random/stream.ts';

const HEAD = 'id,group,pattern,metric,low,high,unit,note,confidence,baseline,source';

const pattern = (metric: string, low: number, high = low): Pattern => {
  return {
    id: metric,
    group: 'g',
    pattern: 'p',
    metric,
    low,
    high,
    unit: '1',
    note: '',
    confidence: 'high',
    baseline: 'free',
    source: 's',
  };
};

describe('records', () => {
  it('keep commas, quotes and line breaks of quoted cells, and the line on which they begin', () => {
    expect(csvRecords('a,b\r\n"x, ""y""",2\n\n"one\ntwo",\nlast,1', 'x.csv')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, "y"', '2'] },
      { line: 4, cells: ['one\ntwo', ''] },
      { line: 6, cells: ['last', '1'] },
    ]);
  });

  it('are the same where no cell is quoted', () => {
    const plain = '\uFEFFa;b\r\n1;\n\n ;\n;x \r\n\r\nlast\n';
    const records = csvRecords(plain, 'x.csv', ';');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 5, 7]);
    expect(records).toEqual(csvRecords(`${plain}"quoted"`, 'x.csv', ';').slice(0, -1));
  });
});

describe('patterns of the package', () => {
  const patterns = readPatterns(readFileSync('data/patterns.csv', 'utf8'), 'data/patterns.csv');

  it('cover every group of facts', () => {
    const groups = [...new Set(patterns.map(({ group }) => group))];
    expect(groups).toEqual([
      'capital expenditure',
      'supply chain',
      'grid',
      'demand',
      'reports',
      'falls of prices',
      'booms',
      'returns',
      'contagion',
    ]);
    expect(patterns.length).toBeGreaterThan(45);
  });

  it('name tables that exist as their sources', () => {
    for (const { source } of patterns) {
      for (const [table] of source.matchAll(/[a-z_]+\.csv/g)) {
        expect(() => readFileSync(`data/${table}`), source).not.toThrow();
      }
    }
  });

  it('say why, where the model has nothing to hold against a fact', () => {
    const unmeasured = patterns.filter(({ metric }) => metric === '');
    expect(unmeasured.map(({ id }) => id)).toEqual(['grid-built', 'sidecars']);
    for (const { note } of unmeasured) expect(note).toMatch(/; the model /);
  });

  it('say which of them went into the baseline: its evidence names the tables of those', () => {
    const baseline = readFileSync('scenarios/baseline.yaml', 'utf8');
    const owed = (what: string): string[] =>
      patterns.filter(({ baseline: label }) => label === what).map(({ id }) => id);
    expect(owed('set')).toEqual([
      'capex-first-quarter',
      'capex-to-cash-flow',
      'lease-share',
      'grid-wait',
      'grid-built',
      'transformer-lead',
    ]);
    for (const id of ['capex-change-sd', 'adoption-pace', 'beat-rate', 'volatility-index', 'kurtosis-index']) {
      expect(owed('fitted')).toContain(id);
    }
    for (const { id, source } of patterns.filter(({ baseline: label }) => label === 'set')) {
      for (const [table] of source.matchAll(/[a-z_]+\.csv/g))
        expect(baseline, id).toMatch(new RegExp(`source: "?data/${table}`));
    }
  });
});

it.each([
  ['x,g,p,m,1,2,1,n,high,free', /table\.csv:2: expected 11 cells, got 10/],
  ['x,g,p,m,3,2,1,n,high,free,s', /low 3 is above high 2/],
  ['x,g,p,m,one,2,1,n,high,free,s', /expected a number, got one/],
  ['x,g,p,m,1,,1,n,high,free,s', /give both low and high, or neither/],
  ['x,g,p,m,1,2,1,n,sure,free,s', /confidence: expected high, medium, low/],
  ['x,g,p,m,1,2,1,n,high,true,s', /baseline: expected set, fitted, free/],
  ['x,g,p,m,1,2,1,n,high,free,', /name the source of the fact/],
  ['x,g,p,m,1,2,1,n,high,free,s\nx,g,p,m,1,2,1,n,high,free,s', /table\.csv:3: id: x is used twice/],
])('refuses %j', (row, words) => {
  expect(() => readPatterns(`${HEAD}\n${row}\n`, 'table.csv')).toThrow(words);
});

it('refuses a table without its columns', () => {
  expect(() => readPatterns('id,low\na,1\n', 'mine.csv')).toThrow(/mine\.csv:1: columns are missing: group, pattern/);
});

describe('verdict', () => {
  const rows = Array.from({ length: 101 }, (_, k) => ({ level: k / 100, other: 0.1, text: 'none' }));

  it.each<[Pattern, Verdict]>([
    [pattern('level', 0.4, 0.6), 'met'],
    [pattern('level', 0.6, 0.7), 'in reach'],
    [pattern('level', 0.97, 2), 'missed'],
    [pattern('level', 0.9), 'met'],
    [pattern('level', 0.99), 'missed'],
    [pattern('level', Number.NaN), 'no fact'],
    [pattern('', 0.5), 'not measured'],
    [pattern('absent', 0.5), 'not measured'],
    [pattern('text', 0.5), 'not measured'],
    [pattern('level - other', 0.39, 0.41), 'met'],
  ])('of %j', (asked, verdict) => {
    expect(judgePatterns([asked], rows)[0].verdict).toBe(verdict);
  });

  it('leaves out runs without a value', () => {
    const found = judgePatterns([pattern('x', 0, 1)], [{ x: 0.5 }, { x: Number.NaN }, {}])[0];
    expect(found).toMatchObject({ runs: 1, median: 0.5 });
  });
});

describe('share', () => {
  it('adds counts over runs', () => {
    const found = judgePatterns(
      [pattern('a / b', 0.4, 0.6)],
      [
        { a: 1, b: 1 },
        { a: 1, b: 3 },
        { a: 0, b: 0 },
      ],
    )[0];
    expect(found).toMatchObject({ runs: 3, median: 0.5, verdict: 'met' });
    expect(metricsOf(pattern('a / b', 0))).toEqual(['a', 'b']);
  });

  it('of nothing among so many is below three of them', () => {
    const found = judgePatterns(
      [pattern('a / b', 0.05)],
      [
        { a: 0, b: 40 },
        { a: 0, b: 20 },
      ],
    )[0];
    expect(found).toMatchObject({ median: 0, from: 0, to: 0.05, verdict: 'met' });
    expect(judgePatterns([pattern('a / b', 0.05)], [{ a: 0, b: 0 }])[0].verdict).toBe('not measured');
  });

  it('has an interval that covers the truth in 95 % of samples', () => {
    const samples = 800;
    const runs = 60;
    const u = new Float64Array(samples * runs * 6);
    fillUniforms(u, openStream(expandSeed('shares'), 0, streamId('demand')));
    let covered = 0;
    let i = 0;
    for (let s = 0; s < samples; s++) {
      const rows = Array.from({ length: runs }, () => {
        const b = 1 + Math.floor(5 * u[i++]);
        let a = 0;
        for (let j = 0; j < b; j++) a += u[i + j] < 0.4 ? 1 : 0;
        i += 5;
        return { a, b };
      });
      const { from, to } = judgePatterns([pattern('a / b', 0.4)], rows)[0];
      if (from <= 0.4 && 0.4 <= to) covered++;
    }
    expect(Math.abs(covered / samples - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / samples) + 0.01);
  });
});

it('reads a table as a European spreadsheet writes it, with a mark at its start', () => {
  const row = 'a,g,p,wall_month,0.5,1.25,months,n,high,free,s';
  const european = `\uFEFF${HEAD}\n${row}\n`.replaceAll(',', ';').replaceAll('.', ',');
  expect(readPatterns(european, 'a.csv')).toEqual(readPatterns(`${HEAD}\n${row}\n`, 'a.csv'));
});
