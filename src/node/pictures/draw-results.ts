/** Draws the charts of a results folder: reads its tables and manifest, writes SVG files and, when asked, PNG files. */

import { counted } from '../../numeric/counted.ts';
import { compareWallsChart } from '../../charts/compare-walls.ts';
import { gallery } from '../../charts/gallery.ts';
import { type Theme, themedSvg } from '../../charts/report/style.ts';
import { responseSheet, sweptTables, usualChoice } from '../../charts/report/response.ts';
import { responseStudy } from '../../charts/response-study.ts';
import type { Frame, Spec } from '../../charts/spec.ts';
import type { Table } from '../../charts/table.ts';
import { shownOutcomes } from '../../charts/effects.ts';
import { effectsChart } from '../../charts/effect-rows.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import { goodsUnitOf, type Manifest } from '../../output/manifest.ts';
import { payoffWords } from '../../output/tournament-tables.ts';
import { changeTitles, startNote } from '../../output/change-words.ts';
import { changeName, spokenName } from '../../output/scenario-name.ts';
import { countWord, listWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { storedTournament } from '../experiments/tournament.ts';
import { readManifest } from '../files/manifest-file.ts';
import { addFiles } from '../files/output-files.ts';
import { chartPng, chartSlides, chartSvg } from './rasterise.ts';
import { storedResponseChart } from './compare-pictures.ts';
import { readComparison } from './read-comparison.ts';
import { drawnTournament } from './tournament-picture.ts';
import { datesOf, endedRuns, metricColumns, readTable, refuseUnknown } from './read-results.ts';

const DRAWN = ['overbuild-batch/1', 'overbuild-sweep/1', 'overbuild-compare/1', 'overbuild-tournament/1'] as const;

export interface DrawOptions {
  /** Folder to write to. */
  readonly out: string;
  /** Also write PNG files. */
  readonly png: boolean;
  readonly isSlide?: boolean;
  readonly theme?: Theme;
  /** Names of the pictures to draw; empty for all. */
  readonly only?: readonly string[];
  /** Overwrite files that are there. */
  readonly isForced?: boolean;
  /** Of a sweep: metrics to draw, and the one or two inputs over which; empty for the usual ones. */
  readonly metrics?: readonly string[];
  readonly over?: readonly string[];
}

/** The line under every chart: enough to make it again. */
export function sourceLine({ identity }: Manifest): string {
  const { scenario, scenarioHash, runs, seed, modelVersion } = identity;
  const scenarioText = `scenario ${scenario} (${scenarioHash.slice(0, 8)})`;
  return `Source: overbuild, model ${modelVersion}, ${scenarioText}, ${countWord(runs)} ${runs === 1 ? 'run' : 'runs'}, seed "${seed}".`;
}

interface NamedChart {
  readonly name: string;
  /** A specification, or SVG text that is drawn already. */
  readonly spec: Spec | string;
}

/** Metrics of a sweep that are drawn where none of the usual ones responds. */
const MOST_OTHERS = 6;

interface Swept {
  readonly manifest: Manifest;
  readonly runs: Table;
  readonly design: Table;
}

/** Responses of a sweep: of the metrics asked for, else of those that a report puts first. */
function responseCharts(
  { manifest, runs, design }: Swept,
  { metrics, over }: Required<Pick<DrawOptions, 'metrics' | 'over'>>,
  frame: Frame,
): NamedChart[] {
  const metricUnits = new Map(metricColumns(manifest.resolvedScenario).map(({ name, unit }) => [name, unit]));
  const study = responseStudy(sweptTables(manifest, { runs, design, metricUnits }), metrics, over);
  if (study === undefined) throw new UsageError(['no input of this sweep varies over two values or more']);
  const names = study.inputs.map(({ name }) => name);
  const unknown = over.filter((path) => !names.includes(path));
  if (unknown.length > 0 || over.length > 2) {
    throw new UsageError([`--over: expected one or two of ${names.join(', ')}, got ${over.join(', ')}`]);
  }
  if (study.metrics.length === 0)
    throw new UsageError(['no input of this sweep changes any metric, so there is nothing to draw']);
  const usual = shownOutcomes(runs.header).map(([name]) => name);
  const changed = study.metrics.map(({ name }) => name);
  const isUsual = changed.some((name) => usual.includes(name));
  const wanted = metrics.length > 0 ? metrics : isUsual ? usual : changed.slice(0, MOST_OTHERS);
  const level = metrics.find((name) => !study.metrics.some((metric) => metric.name === name));
  if (level !== undefined) throw new UsageError([`--metric ${level}: no input of this sweep changes it`]);
  return study.metrics.flatMap(({ name }, metric) => {
    if (!wanted.includes(name)) return [];
    const [first, second] = over.map((path) => names.indexOf(path));
    const choice = first === undefined ? usualChoice(study, metric) : { metric, first, second };
    return [{ name: `response-${name.replaceAll('_', '-')}`, spec: responseSheet(study, choice, frame) }];
  });
}

/** Changed scenarios that a source line names. */
const MOST_NAMED = 2;

/** The same for a comparison: base and changes. */
export function comparedSource({ identity, resolvedScenario, scenarios = [] }: Manifest): string {
  const { scenario, scenarioHash, runs, seed, modelVersion } = identity;
  const names = scenarios.slice(1).map(({ name }) => changeName(name, scenario));
  const changes = [...changeTitles(names, goodsUnitOf({ resolvedScenario })).values()];
  const named = changes.length > MOST_NAMED ? `${countWord(changes.length)} changes` : changes.join(' and ');
  const against = changes.length === 0 ? '' : ` and with ${named}`;
  return `Source: overbuild, model ${modelVersion}, scenario ${spokenName(scenario)} (${scenarioHash.slice(0, 8)})${against}, ${counted(runs, 'pair')} of runs, seed "${seed}". ${startNote(scenarios)}`.trim();
}

/** The source line of a results folder of any kind. */
export function madeBy(manifest: Manifest): string {
  return manifest.format === 'overbuild-compare/1' ? comparedSource(manifest) : sourceLine(manifest);
}

/** First walls in each scenario, and the effect of each change, in all and month by month. */
async function comparisonCharts(folder: string, manifest: Manifest, frame: Frame): Promise<NamedChart[]> {
  const { identity } = manifest;
  const walls = compareWallsChart(await readTable(folder, 'compare.csv', identity.csvLocale), frame);
  const { outcomes, title, notes } = (await readComparison(folder, identity)).sensitivity;
  const responses = await storedResponseChart(folder, manifest, frame);
  return [
    ...(walls === undefined ? [] : [{ name: 'compare-walls', spec: walls }]),
    { name: 'compare-effects', spec: effectsChart(outcomes, { title, notes }, frame) },
    ...(responses === undefined ? [] : [{ name: 'compare-impulse', spec: responses }]),
  ];
}

/** Scores, payoffs by pair and population paths of a tournament. */
async function tournamentCharts(folder: string, manifest: Manifest, frame: Frame): Promise<NamedChart[]> {
  const { spec, result } = await storedTournament(folder, manifest);
  const { rule, title, unit, entry } = spec;
  const names = entry.entrants.map(({ name }) => name);
  const payoff = payoffWords(rule.playing);
  const about = { played: title, unit, payoff, names, repetitions: rule.repetitions, seed: rule.seed };
  const charts = drawnTournament(result, about, {
    isSlide: frame.isSlide ?? false,
    modelVersion: manifest.identity.modelVersion,
  });
  if (charts.length === 0)
    throw new UsageError(['some pair of strategies has no payoff, so the payoffs cannot be drawn']);
  return charts;
}

/** Draw every chart of a finished results folder; returns the paths written, in order. */
export async function drawResults(folder: string, options: DrawOptions): Promise<string[]> {
  const manifest = await readManifest(folder, DRAWN);
  const { metrics = [], over = [] } = options;
  const { startMonth, horizonMonths } = datesOf(manifest);
  const source = madeBy(manifest);
  const goodsUnit = goodsUnitOf(manifest);
  const frame: Frame = { source, startMonth, goodsUnit, isSlide: options.isSlide ?? false };
  if (manifest.format === 'overbuild-tournament/1' || manifest.format === 'overbuild-compare/1') {
    if (metrics.length + over.length > 0) throw new UsageError(['--metric and --over are for the folder of a sweep']);
    const charts = manifest.format === 'overbuild-compare/1' ? comparisonCharts : tournamentCharts;
    return writeCharts(await charts(folder, manifest, frame), frame, options);
  }
  const { csvLocale } = manifest.identity;
  const runs = endedRuns(folder, await readTable(folder, 'runs.csv', csvLocale));
  const descriptions = new Map(SERIES_COLUMNS.map(({ name, description }) => [name, description]));
  let charts: readonly NamedChart[];
  if (manifest.format === 'overbuild-batch/1') {
    if (over.length > 0) throw new UsageError(['--over is for the folder of a sweep']);
    refuseUnknown(metrics, runs, undefined);
    const quantiles = await readTable(folder, 'quantiles.csv', csvLocale);
    charts = gallery({ runs, quantiles, horizonMonths, descriptions }, frame);
  } else {
    const design = await readTable(folder, 'design.csv', csvLocale);
    refuseUnknown(metrics, runs, design);
    charts = responseCharts({ manifest, runs, design }, { metrics, over }, frame);
  }
  return writeCharts(charts, frame, options);
}

/** Names of the files of a chart, without their endings, and what is in them. */
async function drawnChart({ name, spec }: NamedChart, { source, isSlide = false }: Frame, theme: Theme) {
  const slides = !isSlide
    ? [await chartSvg(spec)]
    : typeof spec === 'string'
      ? [spec]
      : await chartSlides(spec, source);
  return slides.map((svg, at) => ({
    name: `${name}${isSlide ? '-slide' : ''}${slides.length > 1 ? `-${at + 1}` : ''}${theme === 'dark' ? '-dark' : ''}`,
    svg: themedSvg(svg, theme),
  }));
}

/** The charts asked for; their names may be those of files. */
function chosenCharts(charts: readonly NamedChart[], only: readonly string[]): readonly NamedChart[] {
  const names = charts.map(({ name }) => name);
  const wanted = only.map((name) => name.replace(/\.(?:svg|png)$/, '').replace(/-slide(?:-\d+)?$/, ''));
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError([
      `--only ${unknown}: there is no such picture of these results${didYouMean(unknown, names)}; there are ${listWord(names)}`,
    ]);
  }
  return wanted.length === 0 ? charts : charts.filter(({ name }) => wanted.includes(name));
}

async function writeCharts(all: readonly NamedChart[], frame: Frame, options: DrawOptions): Promise<string[]> {
  const { out, png, isForced = false, theme = 'light', only = [] } = options;
  const files: Record<string, string | Uint8Array> = {};
  for (const chart of chosenCharts(all, only)) {
    for (const { name, svg } of await drawnChart(chart, frame, theme)) {
      files[`${name}.svg`] = `${svg}\n`;
      if (png) files[`${name}.png`] = chartPng(svg);
    }
  }
  return addFiles({ out, isForced }, files);
}
