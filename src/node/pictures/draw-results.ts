/** Draws the charts of a results folder: reads its tables and manifest, writes SVG files and, when asked, PNG files. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gallery } from '../../charts/gallery.ts';
import type { Frame } from '../../charts/spec.ts';
import { SERIES_COLUMNS } from '../../engine/columns.ts';
import type { Manifest } from '../../output/manifest.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { makeFolder } from '../files/make-folder.ts';
import { refuseExisting } from '../files/output-files.ts';
import { chartPng, chartSvg } from './rasterise.ts';
import { datesOf, endedRuns, readResults, readTable } from './read-results.ts';

export interface DrawOptions {
  /** Folder to write to. */
  readonly out: string;
  /** Also write PNG files. */
  readonly png: boolean;
  /** Overwrite files that are there. */
  readonly isForced?: boolean;
}

/** The line under every chart: enough to make it again. */
export function sourceLine({ identity }: Manifest): string {
  const { scenario, scenarioHash, runs, seed, modelVersion } = identity;
  const scenarioText = `scenario ${scenario} (${scenarioHash.slice(0, 8)})`;
  return `Source: overbuild, model ${modelVersion}, ${scenarioText}, ${countWord(runs)} runs, seed "${seed}".`;
}

/** Draw every chart of a finished results folder; returns the paths written, in order. */
export async function drawResults(folder: string, options: DrawOptions): Promise<string[]> {
  const { manifest } = await readResults(folder);
  if (manifest.format !== 'overbuild-batch/1') {
    throw new UsageError([`${folder} holds a sweep, which has no quantiles by month; see it with: overbuild report`]);
  }
  const { startMonth, horizonMonths } = datesOf(manifest);
  const frame: Frame = { source: sourceLine(manifest), startMonth };
  const { csvLocale } = manifest.identity;
  const runs = endedRuns(folder, await readTable(folder, 'runs.csv', csvLocale));
  const quantiles = await readTable(folder, 'quantiles.csv', csvLocale);

  const descriptions = new Map(SERIES_COLUMNS.map(({ name, description }) => [name, description]));
  const results = { runs, quantiles, horizonMonths, descriptions };

  const written: string[] = [];
  await withFileErrors(`cannot write to ${options.out}`, async () => {
    await makeFolder(options.out);
    const charts = gallery(results, frame);
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
