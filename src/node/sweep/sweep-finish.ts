/** What a folder of finished sweep rows needs besides them: summary, data package, and the manifest that comes last. */

import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '../../output/datapackage.ts';
import { type Manifest, manifestText } from '../../output/manifest.ts';
import { RO_CRATE_FILE, roCrateText } from '../../output/ro-crate.ts';
import { headerLine, sweepSummaryLines } from '../../output/sweep-tables.ts';
import { replaceFile } from '../files/checkpoint.ts';
import { describeTables } from '../files/describe-files.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { MANIFEST_FILE, removeCheckpoint } from '../files/results-folder.ts';
import { type ConfigurationSummary, type SweepShape, summariseSweep } from './sweep-statistics.ts';

/** Configurations whose summary is handed back, to be shown. */
const SHOWN = 200;
/** Text is written in pieces of at least this length. */
const PIECE = 65536;

export interface SweepTables {
  readonly shape: SweepShape;
  readonly resources: readonly Resource[];
}

/** Replace a file by lines made one at a time. */
export async function replaceByLines(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const draft = `${path}.tmp`;
  let file: FileHandle | undefined;
  try {
    file = await open(draft, 'w');
    let text = '';
    for await (const line of lines) {
      text += line;
      if (text.length < PIECE) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file?.close();
  }
  await rename(draft, path);
}

/** The first summaries of a sweep whose files are all written. */
export async function readSummaries(folder: string, { shape }: SweepTables): Promise<ConfigurationSummary[]> {
  const shown: ConfigurationSummary[] = [];
  const few = { ...shape, configurations: Math.min(SHOWN, shape.configurations) };
  for await (const one of summariseSweep(folder, few)) shown.push(one);
  return shown;
}

/** Write summary and data package, then the manifest, which makes the sweep finished; returns the first summaries. */
export async function finishSweep(
  folder: string,
  tables: SweepTables,
  describe: (files: Manifest['files']) => Manifest,
): Promise<{ readonly summaries: readonly ConfigurationSummary[]; readonly manifest: Manifest }> {
  const { shape, resources } = tables;
  const { locale, configurations, runs } = shape;
  return withFileErrors(`cannot write ${folder}`, async () => {
    const summaries: ConfigurationSummary[] = [];
    const [, , summary] = resources;
    await replaceByLines(
      join(folder, summary.path),
      (async function* () {
        yield headerLine(summary, locale);
        for await (const one of summariseSweep(folder, shape)) {
          if (summaries.length < SHOWN) summaries.push(one);
          yield sweepSummaryLines(one.configuration, one.rows, locale);
        }
      })(),
    );
    const { scenario } = describe([]).identity;
    const about = {
      name: `overbuild-sweep-${scenario}`,
      title: `${scenario}: ${configurations} configurations, ${runs} runs each`,
      description: 'Simulated runs, conditional on the assumptions of the scenario in manifest.json; not a forecast.',
    };
    const manifest = describe(await describeTables(folder, { about, resources, locale }));
    await replaceFile(join(folder, RO_CRATE_FILE), roCrateText(manifest, { ...about, resources }));
    await replaceFile(join(folder, MANIFEST_FILE), manifestText(manifest));
    await removeCheckpoint(folder);
    return { summaries, manifest };
  });
}
