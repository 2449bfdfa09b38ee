/** Draws the charts of a results folder: reads its tables and manifest, writes SVG files and, when asked, PNG files. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gallery } from '../../charts/gallery.ts';
import { responseSheet, sweptTables, usualChoice } from '../../charts/report/response.ts';
import { responseStudy } from '../../charts/response-study.ts';
import type { Frame, Spec } from '../../charts/spec.ts';
import type { Table } from '../../charts/table.ts';
import { shownOutcomes } from '../../charts/tornado.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import type { Manifest } from '../../output/manifest.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { makeFolder } from '../files/make-folder.ts';
import { refuseExisting } from '../files/output-files.ts';
import { chartPng, chartSvg } from './rasterise.ts';
import { datesOf, endedRuns, metricColumns, readResults, readTable, refuseUnknown } from './read-results.ts';

export interface DrawOptions {
  /** Folder to write to. */
  readonly out: string;
  /** Also write PNG files. */
  readonly png: boolean;
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
): { readonly name: string; readonly spec: string }[] {
  const metricUnits = new Map(metricColumns(manifest.resolvedScenario).map(({ name, unit }) => [name, unit]));
  const study = responseStudy(sweptTables(manifest, { runs, design, metricUnits }), metrics, over);
  if (study === undefined) throw new UsageError(['no input of this sweep varies over two values or more']);
  const names = study.inputs.map(({ name }) => name);
  const unknown = over.filter((path) => !names.includes(path));
  if (unknown.length > 0 || over.length > 2) {
    throw new UsageError([`--over: expected one or two of ${names.join(', ')}, got ${over.join(', ')}`]);
  }
  const wanted = metrics.length > 0 ? metrics : shownOutcomes(runs.header).map(([name]) => name);
  const level = metrics.find((name) => !study.metrics.some((metric) => metric.name === name));
  if (level !== undefined) throw new UsageError([`--metric ${level}: no input of this sweep moves it`]);
  return study.metrics.flatMap(({ name }, metric) => {
    if (!wanted.includes(name)) return [];
    const [first, second] = over.map((path) => names.indexOf(path));
    const choice = first === undefined ? usualChoice(study, metric) : { metric, first, second };
    return [{ name: `response-${name.replaceAll('_', '-')}`, spec: responseSheet(study, choice, frame) }];
  });
}

/** Draw every chart of a finished results folder; returns the paths written, in order. */
export async function drawResults(folder: string, options: DrawOptions): Promise<string[]> {
  const { manifest } = await readResults(folder);
  const { metrics = [], over = [] } = options;
  const { startMonth, horizonMonths } = datesOf(manifest);
  const frame: Frame = { source: sourceLine(manifest), startMonth };
  const { csvLocale } = manifest.identity;
  const runs = endedRuns(folder, await readTable(folder, 'runs.csv', csvLocale));
  const descriptions = new Map(SERIES_COLUMNS.map(({ name, description }) => [name, description]));
  let charts: readonly { readonly name: string; readonly spec: Spec | string }[];
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
  const written: string[] = [];
  await withFileErrors(`cannot write to ${options.out}`, async () => {
    await makeFolder(options.out);
    const paths = charts.flatMap(({ name }) => [`${name}.svg`, ...(options.png ? [`${name}.png`] : [])]);
    refuseExisting(
      paths.map((path) => join(options.out, path)),
      { isForced: options.isForced ?? false },
    );
    for (const { name, spec } of charts) {
      const path = join(options.out, `${name}.svg`);
      const svg = await chartSvg(spec);
      await writeFile(path, `${svg}\n`);
      written.push(path);
      if (!options.png) continue;
      const picture = join(options.out, `${name}.png`);
      await writeFile(picture, chartPng(svg));
      written.push(picture);
    }
  });
  return written;
}
