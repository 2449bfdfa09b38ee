/** The pictures of a comparison: which metrics and series they show, and their bytes. */

import { compareForestChart, type ForestPanel } from '../../charts/compare-forest.ts';
import { compareImpulseChart, type ImpulsePanel, type ImpulseWords } from '../../charts/compare-impulse.ts';
import { UNMET } from '../../charts/effects.ts';
import type { Frame, Spec } from '../../charts/spec.ts';
import { numberColumn, textColumn } from '../../charts/table.ts';
import { columnsIn } from '../../columns/column.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import type { CompareResult } from '../../experiment/compare.ts';
import { headlineMetrics } from '../../experiment/compare-headline.ts';
import { type Comparison, strengthOf } from '../../experiment/compare-ledger.ts';
import { counted } from '../../numeric/counted.ts';
import { startMonthOf } from '../../output/month-columns.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { changeTitles, scenarioTitle, shortTitles, startNote } from '../../output/change-words.ts';
import { changeName } from '../../output/scenario-name.ts';
import { type CompareOutcome, type CompareSpec, comparedColumns } from '../experiments/compare.ts';
import { replaceFiles } from '../files/output-files.ts';
import { drawnFiles } from './rasterise.ts';
import { readTable } from './read-results.ts';

export interface PictureOptions {
  readonly base: string;
  /** Metrics to show; none leaves the choice to the comparison. */
  readonly chosen: readonly string[];
  /** Whether the pairs themselves said when to stop. */
  readonly isSequential: boolean;
  /** Units of metrics and of series, by name. */
  readonly units: ReadonlyMap<string, string>;
  readonly frame: Frame;
  readonly svg: boolean;
  readonly png: boolean;
}

/** Curves that differ by less than this of their largest value are one. */
const ROUNDING_SHARE = 1e-6;
/** Panels of metrics or series that are chosen by how much they differ. */
const MOST_PANELS = 8;

/** A scenario with its responses by month. */
type Responses = Pick<Comparison, 'name' | 'impulse'>;

interface Compared {
  readonly spec: CompareSpec;
  readonly outcome: CompareOutcome;
  readonly chosen: readonly string[];
  readonly svg: boolean;
  readonly png: boolean;
}

/** Draw a comparison into its folder; returns the names of the files. */
export async function writeComparePictures(folder: string, compared: Compared): Promise<string[]> {
  const { spec, outcome, chosen, svg, png } = compared;
  const [{ name: base, hash, scenario }] = spec.scenarios;
  const { result, kind } = outcome;
  const source =
    `Source: overbuild, model ${spec.host.engine.modelVersion}, base ${base} (${hash.slice(0, 8)}), ${counted(result.pairs, 'pair')}, seed "${spec.seed}". ${startNote(spec.scenarios)}`.trim();
  const { units } = comparedColumns(spec);
  const frame: Frame = { source, startMonth: startMonthOf(scenario), goodsUnit: units.get(UNMET) };
  const stored = kind === 'repeated' ? await storedImpulses(folder) : [];
  const comparisons = result.comparisons.map((one) => ({ ...one, ...stored.find(({ name }) => name === one.name) }));
  const isSequential = spec.stopping.until !== undefined;
  const files = await comparePictures(
    { ...result, comparisons },
    { base, chosen, isSequential, units, frame, svg, png },
  );
  return replaceFiles(folder, files);
}

/** The responses by month that `impulse.csv` holds, by scenario. */
async function storedImpulses(folder: string, locale?: CsvLocale): Promise<Responses[]> {
  const table = await readTable(folder, 'impulse.csv', locale);
  const [others, names] = [textColumn(table, 'other'), textColumn(table, 'series')];
  const [months, low, high, pairs] = ['mean_difference', 'low_95', 'high_95', 'pairs'].map((name) =>
    numberColumn(table, name),
  );
  return [...new Set(others)].map((other) => ({
    name: other,
    impulse: [...new Set(names)].map((series) => {
      const rows = names.flatMap((name, row) => (name === series && others[row] === other ? [row] : []));
      const of = (values: readonly number[]): Float64Array => Float64Array.from(rows, (row) => values[row]);
      return { series, months: of(months), low: of(low), high: of(high), pairs: Int32Array.from(of(pairs)) };
    }),
  }));
}

/** Responses by month of a finished comparison as a chart; undefined where nothing moves. */
export async function storedResponseChart(folder: string, manifest: Manifest, frame: Frame): Promise<Spec | undefined> {
  const { scenario: base, csvLocale, runs: pairs } = manifest.identity;
  const stored = await storedImpulses(folder, csvLocale);
  const titles = (frame.isSlide === true ? shortTitles : changeTitles)(
    stored.map(({ name }) => changeName(name, base)),
    frame.goodsUnit,
  );
  const named = stored.map((one) => ({ ...one, name: titles.get(changeName(one.name, base)) ?? one.name }));
  const scalars = SERIES_COLUMNS.filter(({ shape }) => shape === 'scalar');
  const units = new Map(columnsIn(scalars, frame.goodsUnit).map(({ name, unit }) => [name, unit]));
  return responseChart(named, { base: scenarioTitle(base, frame.goodsUnit), pairs }, { units, frame });
}

function responseChart(
  named: readonly Responses[],
  words: ImpulseWords,
  { units, frame }: Pick<PictureOptions, 'units' | 'frame'>,
): Spec | undefined {
  const panels = movedSeries(named).map(
    (series): ImpulsePanel => ({
      series,
      unit: units.get(series) ?? '',
      lines: named.flatMap(({ name, impulse: all }) =>
        all.filter((one) => one.series === series).map((one) => ({ name, impulse: one })),
      ),
    }),
  );
  return panels.length > 0 ? compareImpulseChart(panels, words, frame) : undefined;
}

/** Draw the forest plot and the impulse responses; returns the files by name. */
export async function comparePictures(
  { comparisons, pairs }: CompareResult,
  options: PictureOptions,
): Promise<Record<string, string | Uint8Array>> {
  const { base, chosen, units, frame } = options;
  const titles = changeTitles(
    comparisons.map(({ name }) => changeName(name, base)),
    frame.goodsUnit,
  );
  const named = comparisons.map((comparison) => ({
    ...comparison,
    name: titles.get(changeName(comparison.name, base)) ?? comparison.name,
  }));
  const { metrics, isChosenBySize } = forestMetrics(named, chosen);
  const words = {
    base: scenarioTitle(base, frame.goodsUnit),
    pairs,
    isSequential: options.isSequential,
    isChosenBySize,
  };
  const forest = metrics.map(
    (metric): ForestPanel => ({
      metric,
      unit: units.get(metric) ?? '',
      rows: named.flatMap(({ name, metrics }) =>
        metrics.filter((one) => one.metric === metric).map((comparison) => ({ name, comparison })),
      ),
    }),
  );
  const impulse = responseChart(named, words, options);
  return drawnFiles(
    {
      ...(forest.length > 0 ? { 'compare-effects': compareForestChart(forest, words, frame) } : {}),
      ...(impulse === undefined ? {} : { 'compare-impulse': impulse }),
    },
    options,
  );
}

/** How many standard errors the strongest difference of a metric is away from zero. */
function strength(comparisons: readonly Comparison[], metric: string): number {
  const found = comparisons.flatMap(({ metrics }) => metrics.filter((one) => one.metric === metric));
  // Of differences that never vary, none is stronger than another.
  return found.reduce((most, one) => Math.max(most, Math.min(strengthOf(one), Number.MAX_VALUE)), 0);
}

interface ForestMetrics {
  readonly metrics: readonly string[];
  readonly isChosenBySize: boolean;
}

/** The chosen ones, or the headline, or where none of that differs the strongest. */
function forestMetrics(comparisons: readonly Comparison[], chosen: readonly string[]): ForestMetrics {
  const all = comparisons[0]?.metrics.map(({ metric }) => metric) ?? [];
  if (chosen.length > 0) {
    const metrics = chosen.includes('all') ? all : all.filter((metric) => chosen.includes(metric));
    return { metrics, isChosenBySize: false };
  }
  const headline = headlineMetrics(comparisons);
  const differs = (metric: string): boolean => strength(comparisons, metric) > 0;
  if (headline.some(differs)) return { metrics: headline, isChosenBySize: false };
  const strongest = [...all].sort((a, b) => strength(comparisons, b) - strength(comparisons, a)).slice(0, MOST_PANELS);
  return { metrics: all.filter((metric) => strongest.includes(metric) && differs(metric)), isChosenBySize: true };
}

/** The series that move most, in their usual order: by the share of months whose interval excludes zero. */
function movedSeries(comparisons: readonly Responses[]): string[] {
  const all = comparisons[0]?.impulse.map(({ series }) => series) ?? [];
  const moved = (series: string): number =>
    comparisons.reduce((sum, { impulse }) => {
      const one = impulse.find((found) => found.series === series);
      if (one === undefined || one.months.length === 0) return sum;
      const away = Array.from(one.low).filter((low, month) => low > 0 || one.high[month] < 0).length;
      return sum + away / one.months.length;
    }, 0);
  const own = all.filter((series, i) => !all.slice(0, i).some((before) => isSameCurve(comparisons, before, series)));
  const strongest = [...own].sort((a, b) => moved(b) - moved(a)).slice(0, MOST_PANELS);
  return own.filter((series) => strongest.includes(series) && moved(series) > 0);
}

/** Whether two series differ from the base alike in every month of every comparison, as a part that alone moves a whole. */
function isSameCurve(comparisons: readonly Responses[], one: string, other: string): boolean {
  return comparisons.every(({ impulse }) => {
    const [a, b] = [one, other].map((series) => impulse.find((found) => found.series === series)?.months);
    if (a === undefined || b === undefined || a.length !== b.length) return false;
    const known = a.filter(Number.isFinite);
    const least = ROUNDING_SHARE * known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return a.every((value, month) =>
      Number.isFinite(value) ? Math.abs(value - b[month]) <= least : !Number.isFinite(b[month]),
    );
  });
}
