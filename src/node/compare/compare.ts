/** A comparison from start to end: scenarios under the same luck, their differences, tables and pictures. */

import { ALPHA, type CompareResult, isEnough, type Stopping } from '../../experiment/compare.ts';
import { COMPARE_FILE, COMPARE_RESOURCES, compareCsv, IMPULSE_FILE, impulseCsv } from '../../output/compare-tables.ts';
import { datapackageText } from '../../output/datapackage.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { PairedIdentity } from './compare-folder.ts';
import { enterScenarios, type Field, meanableColumns } from './compare-scenarios.ts';
import { packageVersion } from '../package-version.ts';
import { gatherPairs, inPairedFolder, type PairedPlace } from './paired-experiment.ts';
import { listScenarios } from '../scenario-files.ts';

export interface CompareOptions extends PairedPlace {
  /** The base, then what is compared with it. */
  readonly names: readonly string[];
  readonly stopping: Stopping;
  /** Metrics to show in pictures; none leaves the choice to the comparison, `all` shows every one. */
  readonly chosen: readonly string[];
}

export interface CompareOutcome {
  readonly identity: PairedIdentity;
  readonly result: CompareResult;
  readonly failures: readonly NamedFailure[];
  /** Names of what was written. */
  readonly files: readonly string[];
}

/** The five levers; `antifragile` pulls all of them, where there is such an overlay. */
const LEVERS = ['diversified-buyers', 'more-hbm-makers', 'grid-ahead', 'outcome-pricing', 'internal-cash'];
const ALL_LEVERS = 'antifragile';

/** A base with each of the levers, and with all of them. */
export function leversOf(base: string, cwd: string): string[] {
  const overlays = new Set(listScenarios(cwd).flatMap(({ name, role }) => (role === 'overlay' ? [name] : [])));
  return [...LEVERS, ...(overlays.has(ALL_LEVERS) ? [ALL_LEVERS] : [])].map((lever) => `${base}+${lever}`);
}

/**
 * Run the scenarios side by side until there are pairs enough.
 *
 * @throws UsageError  When scenarios cannot be compared, or lack a metric that is asked for.
 */
export async function runComparison(options: CompareOptions): Promise<CompareOutcome> {
  const { names, stopping, chosen, seed, cwd, overrides, command } = options;
  const { runs, until } = stopping;
  const field = await enterScenarios(names, { cwd, overrides });
  const { entered, engine, strategies } = field;
  const columns = columnsOf(field);
  checkMetrics([...chosen.filter((metric) => metric !== 'all'), ...(until === undefined ? [] : [until])], columns);
  const identity: PairedIdentity = {
    format: 'overbuild-compare/1',
    scenarios: entered.map(({ name, hash }) => ({ name, hash })),
    seed,
    metrics: columns.metrics,
    series: columns.series,
    modelVersion: engine.modelVersion,
    packageVersion: packageVersion(),
  };
  return inPairedFolder(options, identity, async (folder) => {
    const ledger = await gatherPairs({
      identity,
      scenarios: entered.map(({ scenario }) => scenario),
      strategies,
      runs,
      place: options,
      folder,
      isEnough: (gathered) => isEnough(gathered, stopping) !== false,
    });
    const { pairs } = ledger;
    const stopped = isEnough(ledger, stopping) || 'asked';
    const result: CompareResult = { pairs, stopped, comparisons: ledger.comparisons(ALPHA) };
    const failures = namedFailures(ledger.failures, names);
    const files = {
      ...tablesOf(result, identity, columns),
      ...(await picturesOf(result, options, { field, columns })),
    };
    const failed = failures.length;
    const manifest = { command, pairs, stopped, failed, failures, ...scenariosOf(field) };
    await folder?.write(files, { ledger, manifest: stopped === 'asked' ? undefined : manifest });
    return { identity, result, failures, files: Object.keys(files) };
  });
}

interface Columns {
  /** Metrics that all have and of which a mean can be taken, in the order of the base. */
  readonly metrics: readonly string[];
  /** Series that all have. */
  readonly series: readonly string[];
  /** Units of both. */
  readonly units: ReadonlyMap<string, string>;
  readonly all: readonly string[];
}

function columnsOf(field: Field): Columns {
  const { entered, engine } = field;
  const metrics = entered.map(({ simulator }) => meanableColumns(field, simulator));
  const series = entered.map(({ simulator }) => engine.fanColumns(simulator));
  const shared = (lists: readonly (readonly { readonly name: string }[])[]): string[] =>
    lists[0].map(({ name }) => name).filter((name) => lists.every((list) => list.some((one) => one.name === name)));
  return {
    metrics: shared(metrics),
    series: shared(series),
    units: new Map([...series[0], ...metrics[0]].map(({ name, unit }) => [name, unit])),
    all: [...new Set(metrics.flat().map(({ name }) => name))],
  };
}

function checkMetrics(asked: readonly string[], { metrics, all }: Columns): void {
  for (const metric of asked) {
    if (metrics.includes(metric)) continue;
    if (all.includes(metric)) throw new UsageError([`not all of these scenarios have the metric ${metric}`]);
    throw new UsageError([
      `there is no metric ${metric} of which a mean can be taken${didYouMean(metric, metrics)}; see overbuild columns`,
    ]);
  }
}

function tablesOf(
  { pairs, comparisons }: CompareResult,
  { scenarios: [{ name: base }] }: PairedIdentity,
  { units }: Columns,
): Record<string, string> {
  const about = {
    name: `overbuild-compare-${base}`,
    title: `${base} compared: ${pairs} pairs`,
    description: 'Paired differences, conditional on the assumptions of the scenarios; not a forecast.',
  };
  return {
    [COMPARE_FILE]: compareCsv(base, comparisons, units),
    [IMPULSE_FILE]: impulseCsv(base, comparisons),
    'datapackage.json': datapackageText(about, COMPARE_RESOURCES, 'en'),
  };
}

async function picturesOf(
  result: CompareResult,
  { svg, png, seed, chosen, stopping }: CompareOptions,
  { field, columns: { units } }: { readonly field: Field; readonly columns: Columns },
): Promise<Record<string, string | Uint8Array>> {
  if (!svg && !png) return {};
  const [{ name: base, hash, scenario }] = field.entered;
  const frame = {
    source: `Source: overbuild, model ${field.engine.modelVersion}, base ${base} (${hash.slice(0, 8)}), ${countWord(result.pairs)} pairs, seed "${seed}".`,
    startMonth: 'startMonth' in scenario ? scenario.startMonth : undefined,
  };
  const { comparePictures } = await import('./compare-pictures.ts');
  const isSequential = stopping.until !== undefined;
  return comparePictures(result, { base, chosen, isSequential, units, frame, svg, png });
}

function scenariosOf({ entered, strategies }: Field): object {
  return {
    resolvedScenarios: Object.fromEntries(entered.map(({ name, scenario }) => [name, scenario])),
    strategies: strategies.map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
    nodeVersion: process.version,
  };
}
