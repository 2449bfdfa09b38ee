/** Responses of the metrics of a sweep to each varied input and to each pair of them, as small plain tables. */

import { amountOf } from '../experiment/design-axis.ts';
import { studentTQuantile } from '../numeric/special.ts';
import { mean, variance } from '../numeric/statistics.ts';
import { metricLabel } from '../output/metric-title.ts';
import { parameterWords } from '../output/change-words.ts';
import { shortNumber, withinSentence } from '../output/words.ts';
import { sweptOutcomes } from './swept.ts';
import { numberColumn, type Table, textColumn } from './table.ts';
import { orderOfInputs, shownOutcomes, UNMET } from './effects.ts';

/** Values of an input that count as one. */
export interface ResponseLevels {
  readonly labels: readonly string[];
  /** Position of each on the axis; absent where the values are words. */
  readonly at?: readonly number[];
}

export interface ResponseInput {
  /** Address of the parameter. */
  readonly name: string;
  /** The parameter in words, without its unit and with it. */
  readonly title: string;
  readonly label: string;
  readonly isLog: boolean;
  /** Levels of a curve, and of a map. */
  readonly curve: ResponseLevels;
  readonly map: ResponseLevels;
}

export interface ResponseMetric {
  readonly name: string;
  /** Title with its unit. */
  readonly label: string;
  readonly isShare: boolean;
}

/** A number, or null where there is none. */
type Known = number | null;

/** Plain data that a page carries. */
export interface ResponseStudy {
  readonly metrics: readonly ResponseMetric[];
  /** The strongest first. */
  readonly inputs: readonly ResponseInput[];
  /** By metric and input: mean, and lower and upper end of its 95 % interval, of every level. */
  readonly curves: readonly (readonly (readonly Known[])[])[];
  /** By metric and pair of inputs (0 and 1, 0 and 2, 1 and 2, ...): mean, configuration and run of every cell, the first input changing fastest. */
  readonly maps: readonly (readonly (readonly Known[])[])[];
  /** What intervals are over. */
  readonly units: 'runs' | 'configurations';
  readonly runs: number;
  readonly configurations: number;
  /** Metrics left out because a page would be too large. */
  readonly omitted: number;
}

/** A finished sweep. */
export interface SweptTables {
  readonly runs: Table;
  readonly design: Table;
  /** Word of `--design`, and axes as the manifest states them. */
  readonly kind: string;
  readonly logPaths: readonly string[];
  /** Units of metrics, by name. */
  readonly metricUnits: ReadonlyMap<string, string>;
}

/** Configurations of these are sampled: other inputs differ between the configurations of a level. */
const SAMPLED = ['latin-hypercube', 'sobol', 'saltelli', 'morris'];
const MOST_LEVELS = 12;
const MOST_INPUTS = 6;
const CURVE_BINS = 8;
/** Bins of a map: so many that a cell has about so many configurations. */
const [FEWEST_BINS, MOST_BINS, IN_CELL] = [3, 8, 4];
/** Figures that a page carries: some hundred kilobytes. */
const MOST_FIGURES = 60_000;
const DIGITS = 4;
const UPPER_TAIL_POINT = 0.975;
/** Columns that are no outcome. */
const IDENTITY = ['configuration', 'run', 'scenario', 'scenario_hash', 'seed', 'status', 'reason'];

/** An input with the level of every row of the runs. */
interface Read extends ResponseInput {
  readonly curveOf: Int32Array;
  readonly mapOf: Int32Array;
}

/**
 * Compute the responses; undefined where the folder varies nothing that has levels.
 *
 * @param chosen  Metrics to put first.
 * @param over  Inputs to put first.
 */
export function responseStudy(
  swept: SweptTables,
  chosen: readonly string[] = [],
  over: readonly string[] = [],
): ResponseStudy | undefined {
  const { runs, design, kind } = swept;
  const configurations = numberColumn(runs, 'configuration');
  const inputs = inputsOf(swept, configurations, over);
  if (inputs.length === 0) return undefined;
  const units = SAMPLED.includes(kind) ? 'configurations' : 'runs';
  const unitOf = unitsOf(swept, configurations);
  const pairs = inputs.flatMap((second, s) => inputs.slice(0, s).map((first) => [first, second] as const));
  const figures =
    inputs.reduce((sum, { curve }) => sum + 3 * curve.labels.length, 0) +
    pairs.reduce((sum, [a, b]) => sum + 3 * a.map.labels.length * b.map.labels.length, 0);
  const metrics = metricsOf(swept, chosen, configurations);
  const shown = metrics.slice(0, Math.max(chosen.length, 1, Math.floor(MOST_FIGURES / figures)));
  const replications = numberColumn(runs, 'run');
  const rows = { configurations, replications, unitOf };
  return {
    metrics: shown.map(({ name, label, isShare }) => ({ name, label, isShare })),
    inputs: inputs.map(({ name, title, label, isLog, curve, map }) => ({ name, title, label, isLog, curve, map })),
    curves: shown.map(({ values }) => inputs.map((input) => curveOf(input, values, unitOf))),
    maps: shown.map(({ values }) => pairs.map(([first, second]) => mapOf(first, second, values, rows))),
    units,
    runs: new Set(replications).size,
    configurations: design.rows.length,
    omitted: metrics.length - shown.length,
  };
}

/** What is independent of each other: replications, configurations, or rows and trajectories of special designs. */
function unitsOf({ runs, design, kind }: SweptTables, configurations: readonly number[]): readonly number[] {
  if (!SAMPLED.includes(kind)) return numberColumn(runs, 'run');
  const paths = design.header.length - 1;
  const width = kind === 'saltelli' ? paths + 2 : kind === 'morris' ? paths + 1 : 1;
  return configurations.map((configuration) => Math.floor(configuration / width));
}

function inputsOf(swept: SweptTables, configurations: readonly number[], over: readonly string[]): Read[] {
  const { runs, design, logPaths } = swept;
  const rowOf = new Map(numberColumn(design, 'configuration').map((configuration, row) => [configuration, row]));
  const places = configurations.map((configuration) => rowOf.get(configuration) ?? 0);
  const inputs = design.header
    .filter((name) => name !== 'configuration')
    .flatMap((name) => inputOf(name, swept, logPaths.includes(name)))
    .map(({ curveOf, mapOf, ...input }) => ({
      ...input,
      curveOf: Int32Array.from(places, (row) => curveOf[row]),
      mapOf: Int32Array.from(places, (row) => mapOf[row]),
    }));
  const order = [...over, ...orderOfInputs(sweptOutcomes(design, runs))];
  const rank = ({ name }: Read): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return inputs.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_INPUTS);
}

/** Levels of an input by row of the design; none where it is constant or has too many words. */
function inputOf(name: string, { design, metricUnits }: SweptTables, isLog: boolean): Read[] {
  const goodsUnit = metricUnits.get(UNMET);
  const { name: title, unit } = parameterWords(name, goodsUnit);
  const words = textColumn(design, name);
  const isFactor = words.some((word) => word.startsWith('*'));
  const label = isFactor ? `${title} (factor)` : unit === '' ? title : `${title} (${unit})`;
  const named = { name, title, label };
  const numbers = numberColumn(design, name).map((value, row) =>
    Number.isFinite(value) ? value : (amountOf(words[row]) ?? Number.NaN),
  );
  const isNumeric = numbers.every(Number.isFinite);
  const distinct = isNumeric ? [...new Set(numbers)].sort((a, b) => a - b) : [...new Set(words)];
  if (distinct.length < 2 || (!isNumeric && distinct.length > MOST_LEVELS)) return [];
  if (distinct.length <= MOST_LEVELS) {
    const known = isNumeric ? numbers : words;
    const labels = distinct.map((level) =>
      words[(known as readonly (number | string)[]).indexOf(level)].replace(/^\*/, '× '),
    );
    const levels: ResponseLevels = isNumeric ? { labels, at: distinct as number[] } : { labels };
    const of = Int32Array.from(known as readonly (number | string)[], (value) =>
      (distinct as (number | string)[]).indexOf(value),
    );
    return [{ ...named, isLog, curve: levels, map: levels, curveOf: of, mapOf: of }];
  }
  const bins = Math.min(MOST_BINS, Math.max(FEWEST_BINS, Math.floor(Math.sqrt(design.rows.length / IN_CELL))));
  const [curve, map] = [binned(numbers, CURVE_BINS, isLog), binned(numbers, bins, isLog)];
  return [{ ...named, isLog, curve: curve.levels, map: map.levels, curveOf: curve.of, mapOf: map.of }];
}

/** Bins of equal width; the position of each is the mean of its values. */
function binned(
  numbers: readonly number[],
  bins: number,
  isLog: boolean,
): { readonly levels: ResponseLevels; readonly of: Int32Array } {
  const u = isLog ? Math.log : (value: number): number => value;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const width = (u(high) - u(low)) / bins;
  const of = Int32Array.from(numbers, (value) => Math.min(bins - 1, Math.floor((u(value) - u(low)) / width)));
  const edge = (i: number): number => (isLog ? Math.exp(u(low) + i * width) : low + i * width);
  const each = Array.from({ length: bins }, (_, bin) => {
    const own = numbers.filter((_, row) => of[row] === bin);
    const label = `${shortNumber(edge(bin))} to ${shortNumber(edge(bin + 1))}`;
    return { label, at: own.length > 0 ? mean(own) : (edge(bin) + edge(bin + 1)) / 2 };
  });
  return {
    levels: { labels: each.map(({ label }) => label), at: each.map(({ at }) => Number(at.toPrecision(DIGITS + 2))) },
    of,
  };
}

interface Measured extends ResponseMetric {
  readonly values: readonly number[];
}

/** Chosen metrics, then those of the effects, shares of first walls, and all others that differ between configurations. */
function metricsOf(
  { runs, design, metricUnits }: SweptTables,
  chosen: readonly string[],
  configurations: readonly number[],
): Measured[] {
  const labels = new Map(shownOutcomes(runs.header, metricUnits.get(UNMET)));
  const others = runs.header.filter((name) => !IDENTITY.includes(name) && !design.header.includes(name));
  const measured = (name: string): Measured[] => {
    if (!runs.header.includes(name)) return [];
    const values = numberColumn(runs, name);
    if (!differs(values, configurations)) return [];
    const unit = metricUnits.get(name) ?? '';
    const label = labels.get(name) ?? metricLabel(name, unit);
    return [{ name, label, isShare: label.endsWith('(share)'), values }];
  };
  const walls = others.includes('wall') ? wallShares(textColumn(runs, 'wall'), configurations) : [];
  const first = [...chosen, ...labels.keys()];
  const rest = others.filter((name) => name !== 'wall' && !first.includes(name));
  return [...[...new Set(first)].flatMap(measured), ...walls, ...rest.flatMap(measured)];
}

function wallShares(walls: readonly string[], configurations: readonly number[]): Measured[] {
  return [...new Set(walls)].sort().flatMap((wall): Measured[] => {
    const values = walls.map((found) => Number(found === wall));
    const label = wall === 'none' ? 'No wall (share of runs)' : `First wall is ${withinSentence(wall)} (share of runs)`;
    return differs(values, configurations) ? [{ name: `wall = ${wall}`, label, isShare: true, values }] : [];
  });
}

/** Whether the means of two configurations differ. */
function differs(values: readonly number[], configurations: readonly number[]): boolean {
  const sums = new Map<number, [sum: number, count: number]>();
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const [sum, count] = sums.get(configurations[row]) ?? [0, 0];
    sums.set(configurations[row], [sum + value, count + 1]);
  }
  const means = [...sums.values()].map(([sum, count]) => sum / count);
  return means.some((one) => Math.abs(one - means[0]) > 1e-9 * Math.abs(means[0]));
}

const known = (value: number): Known => (Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null);

/** Mean over the units of every level, with Student's interval. */
function curveOf({ curve, curveOf: levelOf }: Read, values: readonly number[], unitOf: readonly number[]): Known[] {
  const sums = curve.labels.map(() => new Map<number, [sum: number, count: number]>());
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const own = sums[levelOf[row]];
    const [sum, count] = own.get(unitOf[row]) ?? [0, 0];
    own.set(unitOf[row], [sum + value, count + 1]);
  }
  return sums.flatMap((own) => {
    const means = [...own.values()].map(([sum, count]) => sum / count);
    const n = means.length;
    const middle = mean(means);
    const half = n < 2 ? Number.NaN : studentTQuantile(UPPER_TAIL_POINT, n - 1) * Math.sqrt(variance(means) / n);
    return [middle, middle - half, middle + half].map(known);
  });
}

/** Mean of every cell, and the run in it that comes nearest. */
function mapOf(
  first: Read,
  second: Read,
  values: readonly number[],
  { configurations, replications }: { configurations: readonly number[]; replications: readonly number[] },
): Known[] {
  const columns = first.map.labels.length;
  const count = columns * second.map.labels.length;
  const cellOf = (row: number): number => second.mapOf[row] * columns + first.mapOf[row];
  const [sums, counts] = [new Float64Array(count), new Float64Array(count)];
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    sums[cellOf(row)] += value;
    counts[cellOf(row)]++;
  }
  const nearest = new Int32Array(count).fill(-1);
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const cell = cellOf(row);
    const away = (other: number): number => Math.abs(values[other] - sums[cell] / counts[cell]);
    if (nearest[cell] < 0 || away(row) < away(nearest[cell])) nearest[cell] = row;
  }
  return Array.from(nearest).flatMap((row, cell) =>
    row < 0 ? [null, null, null] : [known(sums[cell] / counts[cell]), configurations[row], replications[row]],
  );
}
