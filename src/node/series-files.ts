/** The monthly series of a single run as files: one per shape. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join, type ParsedPath } from 'node:path';
import type { Trace } from '../columns/trace.ts';
import { seriesHeader, seriesLines, seriesTables } from '../output/series.ts';
import type { Simulator } from './engine.ts';
import { withFileErrors } from './file-errors.ts';

export interface SeriesRun {
  readonly simulator: Simulator;
  readonly trace: Trace;
  /** Replication. */
  readonly run: number;
}

/** Write `name.csv` (scalars) and `name-firm.csv`, ... beside it; returns the paths. */
export async function writeSeries(path: ParsedPath, { simulator, trace, run }: SeriesRun): Promise<string[]> {
  const ending = path.ext === '' ? '.csv' : path.ext;
  const written: string[] = [];
  await withFileErrors(`cannot write series in ${path.dir}`, async () => {
    await mkdir(path.dir, { recursive: true });
    for (const table of seriesTables(simulator.columns)) {
      const suffix = table.shape === 'scalar' ? '' : `-${table.shape}`;
      const file = join(path.dir, `${path.name}${suffix}${ending}`);
      await writeFile(file, seriesHeader(table, 'en') + seriesLines(table, run, trace, 'en'));
      written.push(file);
    }
  });
  return written;
}
