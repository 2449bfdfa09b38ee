/** Dated claims: bands of a scenario for quarters to come, written once and scored when the record gets there. */

import { type Column, field } from '../columns/column.ts';
import { quantile } from '../numeric/statistics.ts';
import { UsageError } from '../scenario/errors.ts';
import { csvRecords } from '../reader/csv-records.ts';
import { QUARTER, quarterLabel, type RecordedSeries, YEAR } from './record-tables.ts';

/** Quantiles that a claim states: ends of the 50, 80 and 90 % bands, and the median. */
export const CLAIM_LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;
const LEVEL_NAMES = CLAIM_LEVELS.map((level) => `p${Math.round(100 * level)}`);
const MIDDLE = CLAIM_LEVELS.indexOf(0.5);

/** How a claim was made. */
export interface ClaimOrigin {
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly modelVersion: string;
  readonly seed: string;
  readonly runs: number;
  readonly startMonth: string;
}

/** What a scenario says of one series at one time. */
export interface DatedClaim extends ClaimOrigin {
  readonly series: string;
  readonly unit: string;
  readonly at: string;
  /** In the order of `CLAIM_LEVELS`. */
  readonly quantiles: readonly number[];
}

/** What claims are made of: the month of a run that is read, and how the record will call it. */
export interface ClaimPlace {
  readonly series: RecordedSeries;
  readonly month: number;
  readonly at: string;
}

/** Quarters ahead for which claims are made. */
const QUARTERS = 4;
const FISCAL_SERIES = 'vendor revenue';

/** Places of the next four quarters; the vendor's end a month later, and its first is what the others are over. */
export function claimPlaces(series: readonly RecordedSeries[], startMonth: string): ClaimPlace[] {
  const [year, first] = startMonth.split('-').map(Number);
  const start = YEAR * year + (first - 1) / QUARTER;
  return series
    .filter(({ name }) => !name.startsWith('packaging'))
    .flatMap((one) => {
      const isFiscal = one.name.startsWith(FISCAL_SERIES);
      return Array.from({ length: QUARTERS }, (_, q) => ({
        series: one,
        month: QUARTER * (q + 1) - (isFiscal ? 0 : 1),
        at: isFiscal ? fiscalLabel(start + q) : quarterLabel(start + q),
      })).slice(isFiscal ? 1 : 0);
    });
}

/** Fiscal quarter of the vendor that ends a month after a calendar quarter, counted from year 0. */
function fiscalLabel(quarter: number): string {
  return `FY${String(Math.floor(quarter / YEAR) + 1).slice(2)}Q${(quarter % YEAR) + 1}`;
}

/** Claims from the values of runs, by place; runs that do not get there leave it out. */
export function makeClaims(
  places: readonly ClaimPlace[],
  runs: readonly (readonly number[])[],
  origin: ClaimOrigin,
): DatedClaim[] {
  return places.flatMap(({ series: { name, unit }, at }, p) => {
    const values = runs.map((of) => of[p]).filter((value) => !Number.isNaN(value));
    if (values.length < 2) return [];
    return [{ ...origin, series: name, unit, at, quantiles: CLAIM_LEVELS.map((level) => quantile(values, level)) }];
  });
}

/** Columns of a table of claims. */
export const CLAIMS_COLUMNS: readonly Column[] = [
  field('series', '', 'Series of the record.', 'string'),
  field('at', '', 'Quarter or date of the claim.', 'string'),
  field('unit', '', 'Unit of the series.', 'string'),
  ...LEVEL_NAMES.map((name) => field(name, 'unit of the series', 'Quantile of the runs.')),
  field('scenario', '', 'Scenario of the runs.', 'string'),
  field('scenario_hash', '', 'First 12 digits of its hash.', 'string'),
  field('model', '', 'Version of the model.', 'string'),
  field('seed', '', 'Seed of the runs.', 'string'),
  field('runs', '1', 'Number of runs.', 'integer'),
  field('start_month', '', 'Calendar month of month 0.', 'string'),
];
const CLAIMS_HEADER = CLAIMS_COLUMNS.map(({ name }) => name);
const DIGITS = 5;

/** Cells of a claim, in the order of `CLAIMS_COLUMNS`. */
export function claimCells(claim: DatedClaim): (string | number)[] {
  const { scenario, scenarioHash, modelVersion, seed, runs, startMonth } = claim;
  const quantiles = claim.quantiles.map((value) => Number(value.toPrecision(DIGITS)));
  return [
    claim.series,
    claim.at,
    claim.unit,
    ...quantiles,
    scenario,
    scenarioHash,
    modelVersion,
    seed,
    runs,
    startMonth,
  ];
}

/**
 * Read a table of claims, with commas and decimal points or with semicolons and decimal commas.
 *
 * @throws UsageError  When a column is missing or a quantile is no number, with the line.
 */
export function readClaims(text: string, file: string): DatedClaim[] {
  // No name of a column holds a semicolon, so that one says which dialect the table is in.
  const isEuropean = (text.split('\n', 1)[0] ?? '').includes(';');
  const [header = { line: 1, cells: [] }, ...rows] = csvRecords(text, file, isEuropean ? ';' : ',');
  const missing = CLAIMS_HEADER.filter((name) => !header.cells.includes(name));
  if (missing.length > 0) throw new UsageError([`${file}:1: columns are missing: ${missing.join(', ')}`]);
  if (rows.length === 0) throw new UsageError([`${file} holds no claim`]);
  return rows.map(({ line, cells }) => {
    const cell = (name: string): string => cells[header.cells.indexOf(name)] ?? '';
    const numberOf = (word: string): number =>
      word === '' ? Number.NaN : Number(isEuropean ? word.replace(',', '.') : word);
    const quantiles = LEVEL_NAMES.map((name) => numberOf(cell(name)));
    if (!quantiles.every(Number.isFinite) || quantiles.some((value, i) => i > 0 && value < quantiles[i - 1])) {
      throw new UsageError([`${file}:${line}: expected rising numbers in ${LEVEL_NAMES.join(', ')}`]);
    }
    return {
      series: cell('series'),
      at: cell('at'),
      unit: cell('unit'),
      quantiles,
      scenario: cell('scenario'),
      scenarioHash: cell('scenario_hash'),
      modelVersion: cell('model'),
      seed: cell('seed'),
      runs: Number(cell('runs')),
      startMonth: cell('start_month'),
    };
  });
}

/** A claim and what came. */
export interface ScoredClaim extends DatedClaim {
  /** NaN while nothing is on record. */
  readonly observed: number;
  /** Narrowest of the 50, 80 and 90 % bands that holds it, as a share; 1 where none does. */
  readonly band: number;
  /** Mean quantile loss over the levels, in the unit of the series; twice its mean over all levels would be the CRPS. */
  readonly loss: number;
}

/** Bands by the places of their ends in `CLAIM_LEVELS`. */
const BANDS = [
  [0.5, 2, 4],
  [0.8, 1, 5],
  [0.9, 0, 6],
] as const;

/** Score claims by the record. */
export function scoreClaims(claims: readonly DatedClaim[], series: readonly RecordedSeries[]): ScoredClaim[] {
  return claims.map((claim) => {
    const point = series.find(({ name }) => name === claim.series)?.points.find(({ label }) => label === claim.at);
    const observed = point?.value ?? Number.NaN;
    const { quantiles } = claim;
    const band = BANDS.find(([, low, high]) => quantiles[low] <= observed && observed <= quantiles[high])?.[0] ?? 1;
    const losses = CLAIM_LEVELS.map((level, i) => {
      const gap = observed - quantiles[i];
      return gap >= 0 ? level * gap : (level - 1) * gap;
    });
    const loss = losses.reduce((sum, one) => sum + one, 0) / losses.length;
    return { ...claim, observed, band, loss };
  });
}

/** Median of a claim. */
export function claimMedian({ quantiles }: Pick<DatedClaim, 'quantiles'>): number {
  return quantiles[MIDDLE];
}
