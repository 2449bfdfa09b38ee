/** Makes the report of a results folder: reads its tables, repeats some runs, draws, and writes one page. */

import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_RULE, OLDER_FALL, type RegimeRule } from '../../charts/regimes.ts';
import { type PageScript, planReport, reportPage } from '../../charts/report/page.ts';
import { RESPONSE_SCRIPT } from '../../charts/report/response.ts';
import type { ReportInput, Sensitivity } from '../../charts/report/section.ts';
import { SCRIPT } from '../../charts/report/style.ts';
import { DEFAULT_SAMPLE_RUNS } from '../../charts/sample.ts';
import type { Frame, Spec } from '../../charts/spec.ts';
import type { Table } from '../../charts/table.ts';
import { sweptOutcomes } from '../../charts/swept.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import { numbersOf } from '../../reader/assumptions.ts';
import { goodsUnitOf } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import { BUILTIN_ENGINE } from '../builtin-engine.ts';
import { madeBy } from './draw-results.ts';
import { refuseExisting, writeFiles } from '../files/output-files.ts';
import { chartSvg, drawnFiles } from './rasterise.ts';
import { readComparison } from './read-comparison.ts';
import {
  datesOf,
  endedRuns,
  metricColumns,
  readResults,
  readTable,
  refuseUnknown,
  REPORTED,
  warningsOf,
} from './read-results.ts';
import { replaySample } from './replay-sample.ts';
import { workerAddress } from '../worker-address.ts';

export interface ReportOptions {
  /** Path of the page. */
  readonly out: string;
  /** Also write each picture, beside the page. */
  readonly png: boolean;
  readonly svg: boolean;
  /** Overwrite files that are there. */
  readonly isForced: boolean;
  readonly rule: RegimeRule;
  /** Metrics of a sweep whose responses come first. */
  readonly chosen: readonly string[];
  /** Runs to repeat for what the tables do not hold. */
  readonly replay: number;
  /** Folder of `compare --out`; undefined when none is given. */
  readonly compare: string | undefined;
  /** Sentences on what the spread rests on. */
  readonly assumptions: readonly string[];
}

/** What a report is when nothing is chosen. */
export const DEFAULT_REPORT: Omit<ReportOptions, 'out'> = {
  png: false,
  svg: false,
  isForced: true,
  rule: DEFAULT_RULE,
  chosen: [],
  replay: DEFAULT_SAMPLE_RUNS,
  compare: undefined,
  assumptions: [],
};

/** A sweep and a comparison have no quantiles by month, and a comparison no summary. */
const NO_TABLE: Table = { header: [], rows: [], locale: 'en' };
const NO_QUANTILES: Table = {
  header: ['month', 'column', 'unit', 'n', 'p5', 'p25', 'p50', 'p75', 'p95'],
  rows: [],
  locale: 'en',
};

/** Effects of the inputs of a sweep; undefined where the folder is not of a sweep, or no effect can be estimated. */
function sweptBy(design: Table | undefined, runs: Table, goodsUnit: string | undefined): Sensitivity | undefined {
  const outcomes = design === undefined ? [] : sweptOutcomes(design, runs, goodsUnit);
  if (outcomes.length === 0) return undefined;
  return {
    outcomes,
    title: 'Effect of each input of the sweep',
    notes: [
      'Mean outcome in the third of the configurations where the input is highest, minus that in the third where it is',
      'lowest, with 95 % intervals over configurations. The other inputs vary at the same time.',
    ],
  };
}

/** Runs of the base, the first scenario of a comparison, as a batch stores them. */
function baseRuns(table: Table): Table {
  const at = table.header.indexOf('configuration');
  const without = <Value>(row: readonly Value[]): Value[] => row.filter((_, column) => column !== at);
  return { ...table, header: without(table.header), rows: table.rows.filter((row) => row[at] === '0').map(without) };
}

/** The rule as far as the runs can follow it: tables of older versions do not part the fall at the wall. */
function ruleFor(runs: Table, rule: RegimeRule): RegimeRule {
  if (!runs.header.includes('wall') || runs.header.includes(rule.fall)) return rule;
  if (rule.fall === DEFAULT_RULE.fall && runs.header.includes(OLDER_FALL)) return { ...rule, fall: OLDER_FALL };
  throw new UsageError([`--depth ${rule.fall}: runs.csv has no such column; see overbuild columns`]);
}

/** Make the report; returns the paths written, the page first. */
export async function makeReport(folder: string, options: ReportOptions): Promise<string[]> {
  const manifest = await readResults(folder, REPORTED);
  const { csvLocale } = manifest.identity;
  const scenario = manifest.resolvedScenario;
  const { startMonth, horizonMonths } = datesOf(manifest);
  const read = (file: string): Promise<Table> => readTable(folder, file, csvLocale);
  const stored = await read('runs.csv');
  const isComparison = manifest.format === 'overbuild-compare/1';
  const all = isComparison ? baseRuns(stored) : stored;
  const runs = endedRuns(folder, all);
  const rule = ruleFor(runs, options.rule);
  const design = manifest.format === 'overbuild-sweep/1' ? await read('design.csv') : undefined;
  const effects = options.compare ?? (isComparison ? folder : undefined);
  const compared = effects === undefined ? undefined : await readComparison(effects, manifest.identity);
  const frame: Frame = { source: madeBy(manifest), startMonth, goodsUnit: goodsUnitOf(manifest) };
  const metrics = metricColumns(scenario);
  refuseUnknown(options.chosen, runs, design);
  const input: ReportInput = {
    manifest,
    runs,
    design,
    assumptions: options.assumptions,
    quantiles: design === undefined && !isComparison ? await read('quantiles.csv') : NO_QUANTILES,
    summary: isComparison ? NO_TABLE : await read('summary.csv'),
    replay:
      design === undefined
        ? replaySample({ manifest, runs: all }, options.replay, BUILTIN_ENGINE)
        : { why: 'The runs of a sweep are of many configurations; report a batch of one of them to see its orders.' },
    sensitivity: compared?.sensitivity ?? sweptBy(design, runs, goodsUnitOf(manifest)),
    warnings: [
      ...(await warningsOf(folder, manifest, stored, BUILTIN_ENGINE.modelVersion)),
      ...(compared?.warnings ?? []),
    ],
    // A comparison stores no evidence: its numbers would all seem assumed.
    numbers: isComparison ? [] : numbersOf(scenario, new Map(Object.entries(manifest.evidence)), ScenarioSchema),
    rule,
    frame,
    horizonMonths,
    seriesMeanings: new Map(SERIES_COLUMNS.map(({ name, description }) => [name, description])),
    chosen: options.chosen,
    metricUnits: new Map(metrics.map(({ name, unit }) => [name, unit])),
    descriptions: new Map([...SERIES_COLUMNS, ...metrics].map(({ name, description }) => [name, description])),
  };
  return writeReport(input, options);
}

/** Source of what pages with responses run; the same module draws them here. */
const RESPONSE_MODULE = workerAddress('../charts/report/response-figure');

/** The script of a page; with responses the code that draws them, too. */
async function scriptOf(hasResponses: boolean): Promise<PageScript> {
  let text = SCRIPT;
  if (hasResponses) {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(RESPONSE_MODULE)],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      globalName: 'responses',
      target: 'es2022',
      platform: 'browser',
      legalComments: 'none',
      logLevel: 'silent',
      tsconfigRaw: {},
      charset: 'ascii',
    });
    text = [SCRIPT, outputFiles[0].text.trim().replaceAll('</', '<\\/'), RESPONSE_SCRIPT].join(';');
  }
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

async function writeReport(input: ReportInput, { out, png, svg, isForced }: ReportOptions): Promise<string[]> {
  const report = planReport(input);
  const pictures = join(dirname(out), `${basename(out).replace(/\.html?$/, '')}-pictures`);
  const bases = report.figures.map(({ figure }) => join(pictures, figure.name));
  const drawings = bases.flatMap((base) => [...(svg ? [`${base}.svg`] : []), ...(png ? [`${base}.png`] : [])]);
  refuseExisting([out, ...drawings], { isForced });
  const drawn = new Map<Spec, string>();
  for (const panel of report.figures.flatMap(({ panels }) => panels)) drawn.set(panel, await chartSvg(panel));
  const page = reportPage(report, (spec) => drawn.get(spec) ?? '', await scriptOf(report.hasResponses));
  const sheets = Object.fromEntries(report.figures.map(({ figure }) => [figure.name, figure.sheet]));
  await writeFiles({ out: dirname(out), isForced: true }, { [basename(out)]: page });
  if (!png && !svg) return [out];
  return [out, ...(await writeFiles({ out: pictures, isForced: true }, await drawnFiles(sheets, { svg, png })))];
}
