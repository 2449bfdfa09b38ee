/** Batches on the stand-in engine in temporary folders, for the tests of files, workers and resuming. */

import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';
import { type BatchOptions, type BatchOutcome, runBatch } from '../../src/node/experiments/batch.ts';
import { engine, type StandInScenario } from './stand-in-engine.ts';

let bundled: string | undefined;
/** The engine, and its worker in one file: a thread that reads sources takes ten times as long to start. */
export const STAND_IN = {
  engine,
  get workerUrl() {
    bundled ??= bundle('stand-in-worker');
    return bundled;
  },
};

function bundle(name: string): string {
  const outfile = `node_modules/.cache/overbuild/${name}.mjs`;
  const draft = `${outfile}.${process.pid}`;
  const entry = `test/support/${name}.ts`;
  buildSync({
    entryPoints: [entry],
    outfile: draft,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  renameSync(draft, outfile);
  return pathToFileURL(outfile).href;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'overbuild-'));
  made.push(folder);
  return folder;
}

/** A batch of the stand-in scenario with everything that a test does not care about filled in. */
export function standInBatch(
  scenario: Partial<StandInScenario> & { readonly hash?: string },
  options: Partial<BatchOptions> = {},
): Promise<BatchOutcome> {
  const { hash = 'feedc0ffee12', ...resolved } = scenario;
  return runBatch({
    scenario: { name: 'stand-in', hash, resolved: { months: 12, ...resolved }, evidence: {} },
    seed: '1',
    runs: 40,
    jobs: 1,
    folder: temporaryFolder(),
    mode: 'new',
    series: false,
    locale: 'en',
    command: ['batch'],
    host: STAND_IN,
    ...options,
  });
}

/** The files of a folder by name; those that hold times are left out. */
export function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder)
    .filter((name) => name !== 'manifest.json' && name !== 'ro-crate-metadata.json')
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
