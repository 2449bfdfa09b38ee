/** Guards the calibration facts: tables are described and rectangular, late figures calibrate nothing, sums add up. */

import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../src/reader/csv-records.ts';
import { scarcity } from '../src/model/power/step-power.ts';
import { correlation } from '../src/metrics/return-facts.ts';
import { loadScenario } from '../src/node/scenario-files.ts';
import { mean, variance } from '../src/numeric/statistics.ts';
import { shipped } from './support/shipped.ts';
import { worldAtStart } from './support/stepping.ts';

type Row = Readonly<Record<string, string>>;

const readme = readFileSync('data/README.md', 'utf8');
const tables = readdirSync('data').filter((file) => file.endsWith('.csv'));
const scenarios = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.ya?ml$/.test(file),
);

/** Columns and rows of a table, each row by column. */
function tableOf(file: string): { columns: readonly string[]; rows: readonly Row[] } {
  const [header, ...records] = csvRecords(readFileSync(`data/${file}`, 'utf8'), 'data');
  const rows = records.map(({ cells }) => Object.fromEntries(header.cells.map((name, c) => [name, cells[c]])));
  return { columns: header.cells, rows };
}

it('describes every table and no other', () => {
  const described = [...readme.matchAll(/^\| `([a-z0-9_]+\.csv)`/gm)].map((match) => match[1]);
  expect([...described].sort()).toEqual([...tables].sort());
});

it.each(tables)('%s is rectangular, and each row has a confidence', (table) => {
  const [header, ...records] = csvRecords(readFileSync(`data/${table}`, 'utf8'), 'data');
  expect(header.cells).toContain('confidence');
  for (const { line, cells } of records) expect(cells, `line ${line}`).toHaveLength(header.cells.length);
  for (const row of tableOf(table).rows) {
    expect(['high', 'medium', 'low'], JSON.stringify(row)).toContain(row.confidence);
    expect(['yes', ''], JSON.stringify(row)).toContain(row.late ?? '');
  }
});

it('has every table that a scenario names as a source', () => {
  const named = scenarios.flatMap((file) => [
    ...readFileSync(`scenarios/${file}`, 'utf8').matchAll(/\bdata\/([\w.-]+\.csv)/g),
  ]);
  expect(named.map(([, table]) => table).filter((table) => !tables.includes(table))).toEqual([]);
});

const TIMES = /^(?:period|date|quarter|start_or_peak|end_or_trough|recovered|announced|contestation_start)$/;
/** Tables of facts of 2025 alone. */
const LATER_TABLES: readonly string[] = ['ai_revenue_2025.csv', 'selloff_2025_11.csv'];

describe('what was not known in October 2025', () => {
  /** A time that takes in November or December 2025. */
  const LATE = /2025-1[12]|2025 ?Q4|(?:Nov|Dec|end)[ -]2025|2025-\d\d-\d\d(?: to |\.\.)1[12]/;

  it.each(tables)('%s marks it, and holds nothing of 2026 but forecasts', (table) => {
    const { columns, rows } = tableOf(table);
    const accounts = table === 'hyperscaler_financials_annual.csv' ? ['2025'] : [];
    for (const row of rows) {
      const times = columns.filter((name) => TIMES.test(name)).map((name) => row[name]);
      const known = times.filter((text) => !/forecast|target|plan|low|high/.test(text));
      const isLate = known.some((text) => LATE.test(text) || accounts.includes(text));
      if (isLate) expect(row.late, JSON.stringify(row)).toBe('yes');
      // Auctions of 2025 for the years after are dated by the years they supply.
      const later = known.filter((text) => /20(?:2[6-9]|[3-9]\d)|FY2[7-9]/.test(text) && !text.startsWith('2027/28'));
      expect(later, JSON.stringify(row)).toEqual([]);
    }
  });

  /** Every value of a scenario that names its source, with where it stands. */
  function* sourced(node: unknown, path = ''): Generator<{ path: string; source: string; row: string }> {
    if (node === null || typeof node !== 'object') return;
    const { source, row } = node as Partial<Row>;
    if (typeof source === 'string') yield { path, source, row: row ?? '' };
    for (const [key, child] of Object.entries(node)) yield* sourced(child, `${path}.${key}`);
  }

  it.each(scenarios)('is the source of no number of %s', (file) => {
    for (const { path, source, row } of sourced(parse(readFileSync(`scenarios/${file}`, 'utf8')))) {
      const table = source.startsWith('data/') ? source.slice('data/'.length) : '';
      // The facts of the event that a scenario replays are no calibration.
      if (table === '' || table === 'selloff_2025_11.csv') continue;
      const { columns, rows } = tableOf(table);
      expect(row, `${path}: ${source}, ${row}`).not.toMatch(LATE);
      if (!columns.includes('late')) continue;
      const [name, period] = columns;
      // A row is named by its first cell, as far as a bracket, or by the beginning of it; its date says which one.
      const isNamed = (cell: string): boolean => row.includes(cell.split(' (')[0]) || cell.startsWith(row);
      const named = rows.filter((fact) => row !== '' && isNamed(fact[name]));
      expect(named, `${path}: ${source} has no row "${row}"`).not.toHaveLength(0);
      const dated = named.filter((fact) => row.includes(fact[period]));
      const isKnown = (fact: Row): boolean => fact.late === '';
      const rests = dated.length > 0 ? dated.every(isKnown) : named.some(isKnown);
      expect(rests, `${path}: ${source}, ${row} is marked late`).toBe(true);
    }
  });

  it('is no pattern to which the baseline was fitted', () => {
    for (const pattern of tableOf('patterns.csv').rows) {
      const isLate = LATE.test(pattern.note) || /2026|November|December/.test(pattern.note);
      if (isLate) expect(pattern.late, pattern.id).toBe('yes');
      if (pattern.late === 'yes') expect(pattern.baseline, pattern.id).toBe('free');
    }
  });
});

/** Last month, from year 0, of every time that a text names: quarters, fiscal years, months and bare years' first. */
function monthsNamed(text: string): number[] {
  const month = (year: string, number: number): number => 12 * Number(year) + number - 1;
  const kinds: [RegExp, (found: RegExpExecArray) => number][] = [
    // Fiscal quarters of the vendor end in April, July, October and January.
    [/\bFY(\d\d)Q([1-4])/g, ([, year, quarter]) => month(`20${year}`, 3 * Number(quarter) + 1) - 12],
    [/\bFY(20\d\d)/g, ([, year]) => month(year, 6)],
    [/\b(20\d\d) ?Q([1-4])/g, ([, year, quarter]) => month(year, 3 * Number(quarter))],
    [/\b(20\d\d)H([12])/g, ([, year, half]) => month(year, 6 * Number(half))],
    [/\b(20\d\d)-(0[1-9]|1[0-2])\b/g, ([, year, number]) => month(year, Number(number))],
    [/\b(20\d\d)\b(?!-[01]\d|[HQ]| ?Q)/g, ([, year]) => month(year, 1)],
  ];
  return kinds.flatMap(([pattern, read]) => [...text.matchAll(pattern)].map(read));
}

describe('a start in the past', () => {
  it('reads the times that a row names', () => {
    expect(monthsNamed('FY25Q1 and FY2024').map((m) => m - 12 * 2024)).toEqual([3, 5]);
    expect(monthsNamed('2024Q2, 2024H1, 2024-02-29 and 2024').map((m) => m - 12 * 2024)).toEqual([5, 5, 1, 0]);
    expect(monthsNamed('.042 a month over 36-52 weeks, 1,400 MW')).toEqual([]);
  });

  const backtests = scenarios.filter((file) => file.startsWith('backtest-'));

  it.each(backtests)('%s rests on no row dated after it, its own or inherited', (file) => {
    const { scenario, evidence } = loadScenario(`scenarios/${file}`);
    const [year, first] = (scenario as { startMonth: string }).startMonth.split('-').map(Number);
    const start = 12 * year + first - 1;
    const later = (text: string): boolean => monthsNamed(text).some((month) => month > start);
    const late = [...evidence].flatMap(([path, { source = '', row: text = '' }]) => {
      const row = String(text);
      if (later(`${source} ${row}`)) return [`${path}: ${source}, ${row}`];
      const table = source.startsWith('data/') ? source.slice('data/'.length) : '';
      if (table === '') return [];
      // A table without a date in the row: the rows that it names must have been known.
      const { columns, rows } = tableOf(table);
      const time = columns.find((name) => TIMES.test(name));
      const named = rows.filter((fact) => row !== '' && row.includes(fact[columns[0]].split(' (')[0]));
      const isLater = (fact: Row): boolean => time !== undefined && later(fact[time]);
      const onlyLater = named.length > 0 && monthsNamed(row).length === 0 && named.every(isLater);
      return onlyLater || LATER_TABLES.includes(table) ? [`${path}: ${source}, ${row}`] : [];
    });
    expect(late).toEqual([]);
  });
});

describe('figures worked out from tables', () => {
  const changes = (values: readonly number[]): number[] =>
    values.slice(1).map((value, t) => Math.log(value / values[t]));
  const fall = (values: readonly number[]): number =>
    Math.max(...values.map((value, t) => 1 - value / Math.max(...values.slice(0, t + 1))));
  const ids = tableOf('patterns.csv').rows.map((pattern) => [pattern.id, pattern] as const);
  const pattern = (id: string): Row => new Map(ids).get(id) as Row;
  /** Both ends of the range of a pattern, as worked out here. */
  const expectRange = (id: string, low: number, high: number, digits: number): void => {
    expect(low, id).toBeCloseTo(Number(pattern(id).low), digits);
    expect(high, id).toBeCloseTo(Number(pattern(id).high), digits);
  };
  const FOUR = ['AMZN', 'GOOGL', 'META', 'MSFT'];
  const FIVE = [...FOUR, 'ORCL'];
  const capex = tableOf('hyperscaler_capex_quarterly.csv').rows;
  /** Capex of a company by quarter, from one quarter on. */
  const capexOf = (company: string, from: string): Map<string, number> =>
    new Map(
      capex
        .filter((row) => row.company === company && row.quarter >= from)
        .map((row) => [row.quarter, Number(row.capex_usd_bn)]),
    );

  /** Mean over pairs of the correlation of log changes, over the quarters that both report; Amazon's begin in 2018. */
  function meanCorrelation(companies: readonly string[], from: string): number {
    const found: number[] = [];
    for (const [a, first] of companies.entries()) {
      for (const second of companies.slice(a + 1)) {
        const since = [first, second].includes('AMZN') && from < '2018Q1' ? '2018Q1' : from;
        const [one, two] = [capexOf(first, since), capexOf(second, since)];
        const quarters = [...one.keys()].filter((quarter) => two.has(quarter)).sort();
        const both = [one, two].map((series) => changes(quarters.map((quarter) => series.get(quarter) as number)));
        found.push(correlation(both[0], both[1]));
      }
    }
    return mean(found);
  }

  it('give the correlation of capex between firms', () => {
    expectRange('capex-correlation', meanCorrelation(FOUR, '2019Q1'), meanCorrelation(FOUR, '2015Q1'), 2);
    expect(meanCorrelation(FIVE, '2019Q1')).toBeCloseTo(0, 2);
    expect(meanCorrelation(FIVE, '2015Q1')).toBeCloseTo(0.08, 2);
  });

  it('give the deviation of core capex from its trend: changes of each builder around its own mean, up to 2022', () => {
    /** Standard deviation of log changes over so many quarters around the mean of each builder. */
    const deviation = (quarters: number): number => {
      const all = FIVE.flatMap((company) => {
        const series = [...capexOf(company, '2015Q1')]
          .filter(([quarter]) => quarter <= '2022Q4')
          .sort(([a], [b]) => (a < b ? -1 : 1));
        const at = new Map(
          series.map(([quarter, value]) => [Number(quarter.slice(0, 4)) * 4 + Number(quarter[5]), value]),
        );
        const found = [...at].flatMap(([time, value]) => {
          const later = at.get(time + quarters);
          return later === undefined ? [] : [Math.log(later / value)];
        });
        return found.map((change) => change - mean(found));
      });
      return Math.sqrt(mean(all.map((change) => change ** 2)));
    };
    const { coreCapexVolatilityPerYear, coreCapexReversionYears } = shipped('baseline').capex;
    /** The same in the model, once the deviation has run for long. */
    const expected = (years: number): number =>
      coreCapexVolatilityPerYear *
      Math.sqrt(coreCapexReversionYears * (1 - Math.exp(-years / coreCapexReversionYears)));
    for (const [years, recorded] of [
      [1, 0.29],
      [2, 0.36],
      [3, 0.37],
    ]) {
      expect(deviation(4 * years)).toBeCloseTo(recorded, 2);
      expect(Math.abs(expected(years) - recorded)).toBeLessThan(0.08);
    }
  });

  it('give the operating cash flow of month 0, core and AI together', () => {
    const cash = tableOf('hyperscaler_financials_quarterly.csv').rows.filter(
      ({ metric, quarter }) => metric === 'operating_cash_flow' && quarter >= '2024Q4' && quarter <= '2025Q3',
    );
    const { books, entities, scenario } = worldAtStart(shipped('baseline'));
    for (const company of FIVE) {
      const quarters = cash.filter((row) => row.company === company).map((row) => Number(row.usd_bn));
      expect(quarters, company).toHaveLength(4);
      // Half a year lies between the middle of these quarters and month 0.
      const growth = company === 'ORCL' ? 1.125 : 1.2;
      const recorded = 4 * mean(quarters) * Math.sqrt(growth);
      const f = entities.firm.indexOf(company);
      const taxed = books.revenue[f] - books.operatingCost[f] - books.depreciation[f] - books.interest[f];
      const ai = taxed * (1 - scenario.finance.taxRate) + books.depreciation[f];
      expect((12 * (books.coreCashFlow[f] + ai)) / recorded, company).toBeCloseTo(1, 2);
    }
  });

  it('give the surcharge of scarcity on the price of power', () => {
    const cost = (auction: string): number => {
      const row = tableOf('power.csv').rows.find(
        (fact) => fact.series === 'PJM RTO capacity price' && fact.period === auction,
      );
      return Number(/total (?:cost )?([\d.]+)bn/.exec((row as Row).note)?.[1]);
    };
    const world = worldAtStart(shipped('baseline'));
    const { powerCostShare, operatingCostUsdBnPerMwYear } = world.scenario.demand;
    const pjm = world.scenario.power.regions.findIndex(({ id }) => id === 'pjm');
    const hours = 8766;
    const price = (powerCostShare * operatingCostUsdBnPerMwYear * 1e9) / (hours * world.scenario.power.pue);
    const surcharge =
      ((cost('2025/26') - cost('2024/25')) * 1e9) / (world.scenario.power.regions[pjm].gridLoadMw * hours);
    expect(surcharge).toBeCloseTo(15, 1);
    const derived = surcharge / (price - surcharge) / scarcity(world, pjm) ** 2;
    expect(world.scenario.power.priceConvexity).toBeCloseTo(derived, 2);
  });

  it('give the deepest fall of capex of all together', () => {
    const together = (companies: readonly string[], from: string): number[] =>
      [...capexOf('MSFT', from).keys()]
        .sort()
        .map((quarter) => companies.reduce((sum, one) => sum + (capexOf(one, from).get(quarter) as number), 0));
    expectRange('capex-aggregate-fall', fall(together(FIVE, '2019Q1')), fall(together(FOUR, '2018Q1')), 3);
  });

  /** Standard deviation of yearly log growth of a tier, the first growth being that of year `from`. */
  function growthDeviation(series: string, from: number): number {
    const rows = tableOf('cycle_by_tier.csv').rows.filter(
      (row) => row.series.startsWith(series) && Number(row.period) >= from - 1,
    );
    const sorted = rows.toSorted((a, b) => Number(a.period) - Number(b.period));
    return Math.sqrt(variance(changes(sorted.map((row) => Number(row.value)))));
  }

  it.each([
    ['growth-sd-server', 'Server', 'Server', 2001],
    ['growth-sd-semiconductor', 'Worldwide semiconductor', 'Worldwide semiconductor', 1996],
    ['growth-sd-memory', 'Memory', 'DRAM', 1996],
    ['growth-sd-equipment', 'Semiconductor equipment', 'Semiconductor equipment', 1998],
  ] as const)('give %s', (id, recent, longest, from) => {
    expectRange(id, growthDeviation(recent, 2010), growthDeviation(longest, from), 3);
  });

  it('add up to the revenue of month 0, line by line', () => {
    const { rows } = tableOf('ai_revenue_2025.csv');
    /** Low, central and high of the lines of a ledger, added. */
    const added = (ledger: RegExp): number[] =>
      rows
        .filter((row) => ledger.test(row.series))
        .map((row) => /low ([\d.]+) \/ central ([\d.]+) \/ high ([\d.]+)/.exec(row.note) as RegExpExecArray)
        .reduce((sums, [, ...line]) => sums.map((sum, i) => sum + Number(line[i])), [0, 0, 0]);
    const totals = (total: RegExp): number[] =>
      rows.filter((row) => total.test(row.series)).map((row) => Number(row.value));
    expect(totals(/^Total, AI revenue from final customers/)).toEqual(added(/^Ledger, final customers/));
    expect(totals(/^Total, including AI uplift in ads/)).toEqual(added(/^Ledger/));
  });
});
