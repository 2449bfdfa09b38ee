/** `overbuild doctor`: check an installation in a few seconds. */

import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBatch, runScenario } from '../../node/experiments/batch.ts';
import { BUILTIN_HOST } from '../../node/builtin-engine.ts';
import { packagePath } from '../../node/package-version.ts';
import { loadScenario } from '../../node/scenario-files.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { printResult } from '../io.ts';
import { shared } from '../options.ts';

/** File with the hash of the runs that every installation must reproduce. */
const REFERENCE = 'data/reference-run.json';
const OVERRIDES = ['horizonMonths=24', 'stop.aftermathMonths=6'];
const SEED = 'doctor';
const RUNS = 2;

/** Result of one check. */
interface Finding {
  readonly check: string;
  readonly isSound: boolean;
  readonly detail: string;
}

/** Hash of the table of a short batch of the baseline, run in two threads in `folder`. */
export async function referenceHash(folder: string): Promise<string> {
  await runBatch({
    scenario: runScenario(loadScenario('baseline', { cwd: folder, overrides: OVERRIDES })),
    seed: SEED,
    runs: RUNS,
    series: true,
    seriesFormat: 'parquet',
    locale: 'en',
    host: BUILTIN_HOST,
    folder,
    mode: 'force',
    jobs: 2,
    command: ['doctor'],
  });
  return createHash('sha256')
    .update(await readFile(join(folder, 'runs.csv')))
    .digest('hex');
}

export const command: Command = {
  options: { ...shared('json') },
  examples: {
    doctor: 'Check that the installation is complete and gives the reference results',
  },

  async run(args, io) {
    const folder = await mkdtemp(join(tmpdir(), 'overbuild-doctor-'));
    const findings: Finding[] = [];
    const check = async (name: string, action: () => Promise<string>): Promise<void> => {
      try {
        findings.push({ check: name, isSound: true, detail: await action() });
      } catch (error) {
        findings.push({ check: name, isSound: false, detail: error instanceof Error ? error.message : String(error) });
      }
    };
    try {
      await check('Node', () => Promise.resolve(process.version));
      await check('same bits, in two threads', () => compareBits(folder));
      await check('Parquet files and SQL', () => checkDatabase(folder));
      await check('pictures', drawPicture);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const lines = findings.map(
      ({ check: name, isSound, detail }) => `${isSound ? 'ok    ' : 'FAILED'}  ${name}: ${detail}`,
    );
    printResult(io, args, findings, lines);
    return findings.every(({ isSound }) => isSound) ? 0 : 1;
  },
};

async function compareBits(folder: string): Promise<string> {
  const { sha256 } = JSON.parse(await readFile(packagePath(REFERENCE), 'utf8')) as { sha256: string };
  const found = await referenceHash(folder);
  if (found === sha256) return `${RUNS} runs of the baseline as stored, ${found.slice(0, 12)}`;
  throw new UsageError([`runs hash to ${found.slice(0, 12)} instead of ${sha256.slice(0, 12)}: install again`]);
}

async function checkDatabase(folder: string): Promise<string> {
  const { openResults } = await import('../../node/query/query.ts');
  const database = await openResults([folder]);
  try {
    const { rows } = await database.ask('select count(*) from series_scalar');
    for await (const [[count]] of rows()) return `${String(count)} rows of series read back`;
    throw new UsageError(['the series came back empty']);
  } finally {
    database.close();
  }
}

async function drawPicture(): Promise<string> {
  const { drawnFiles } = await import('../../node/pictures/rasterise.ts');
  const data = { values: [{ month: 0 }, { month: 1 }] };
  const line = { data, mark: 'line', encoding: { x: { field: 'month', title: 'Month' }, y: { field: 'month' } } };
  const { 'line.png': png } = await drawnFiles({ line }, { svg: false, png: true });
  return `${png.length} bytes of PNG`;
}
