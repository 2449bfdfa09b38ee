/** Dated claims: known bands and losses, the names of quarters, and what is wrong with a table. */

import { expect, it } from 'vitest';
import {
  CLAIMS_COLUMNS,
  claimCells,
  claimPlaces,
  makeClaims,
  readClaims,
  scoreClaims,
} from '../../src/experiment/dated-claims.ts';
import type { RecordedSeries } from '../../src/experiment/record-tables.ts';
import { csvText } from '../../src/output/csv.ts';

const series = (name: string, points: RecordedSeries['points'] = []): RecordedSeries => ({
  name,
  unit: 'USD bn',
  isFirm: true,
  history: [],
  points,
  at: () => 0,
});
const origin = { scenario: 's', scenarioHash: 'h', modelVersion: '1', seed: '1', runs: 101, startMonth: '2025-10' };
/** Values 0 to 100: quantile p is 100 p. */
const runs = Array.from({ length: 101 }, (_, k) => [k]);

it('names the next four quarters, and the fiscal ones of the vendor after its first', () => {
  const places = claimPlaces(
    [series('AMZN'), series('vendor revenue over first quarter'), series('packaging')],
    '2025-10',
  );
  expect(places.map(({ at, month }) => [at, month])).toEqual([
    ['2025Q4', 2],
    ['2026Q1', 5],
    ['2026Q2', 8],
    ['2026Q3', 11],
    ['FY27Q1', 6],
    ['FY27Q2', 9],
    ['FY27Q3', 12],
  ]);
});

it('makes, writes, reads and scores claims', () => {
  const claims = makeClaims(claimPlaces([series('AMZN')], '2025-10').slice(0, 1), runs, origin);
  expect(claims[0].quantiles).toEqual([5, 10, 25, 50, 75, 90, 95]);
  const read = readClaims(csvText([CLAIMS_COLUMNS.map(({ name }) => name), ...claims.map(claimCells)], 'en'), 'c.csv');
  expect(read).toEqual(claims);
  const scored = (value: number) =>
    scoreClaims(read, [series('AMZN', [{ label: '2025Q4', horizon: 1, month: 2, value }])])[0];
  expect([60, 20, 7, 99].map((value) => scored(value).band)).toEqual([0.5, 0.8, 0.9, 1]);
  // At the median: half a gap below it weighs by its level, above it by the rest.
  expect(scored(50).loss).toBeCloseTo((2 * (0.05 * 45 + 0.1 * 40 + 0.25 * 25)) / 7, 10);
  expect(scoreClaims(read, [series('META')])[0]).toMatchObject({ observed: Number.NaN, band: 1 });
});

it('says what is wrong with a table', () => {
  expect(() => readClaims('series,at\n', 'c.csv')).toThrow(/columns are missing: unit, p5/);
  const cells = claimCells({ ...origin, series: 'AMZN', unit: '', at: '2025Q4', quantiles: [5, 4, 6, 7, 8, 9, 10] });
  expect(() => readClaims(csvText([CLAIMS_COLUMNS.map(({ name }) => name), cells], 'en'), 'c.csv')).toThrow(
    /c\.csv:2: expected rising numbers/,
  );
});
