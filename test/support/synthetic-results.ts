/** Results folders whose outcomes are computed from their inputs by a formula, for analyses with known answers. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText, type CsvValue } from '../../src/output/csv.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { normalAt, openStream, streamId, uniformAt } from '../../src/random/stream.ts';

/** Named draws of a test, uniform in [0, 1). */
export function uniforms(count: number, name: string, seed = 'synthetic', replication = 0): Float64Array {
  const key = openStream(expandSeed(seed), replication, streamId('resample', name));
  return Float64Array.from({ length: count }, (_, i) => uniformAt(key, i));
}

/** The same, standard normal. */
export function normals(count: number, name: string, seed = 'synthetic', replication = 0): Float64Array {
  const key = openStream(expandSeed(seed), replication, streamId('resample', name));
  return Float64Array.from({ length: count }, (_, i) => normalAt(key, i));
}

const manifest = (rows: number, more: object): string =>
  JSON.stringify({
    identity: {
      scenario: 'synthetic',
      scenarioHash: '0123abcd4567',
      seed: 'demo',
      runs: rows,
      series: false,
      csvLocale: 'en',
      modelVersion: '1',
      packageVersion: '0.1.0',
    },
    resolvedScenario: { horizonMonths: 12 },
    evidence: {},
    command: ['batch', 'synthetic.yaml', '--runs', String(rows), '--seed', 'demo'],
    statuses: { ok: rows, failed: 0, 'timed-out': 0, 'non-finite': 0 },
    failures: [],
    files: [],
    timing: { finishedAt: '2026-01-02T03:04:05.000Z' },
    ...more,
  });

const idOf = (row: number): CsvValue[] => [row, 'synthetic', '0123abcd', 'demo', 'ok', ''];
const ID = ['run', 'scenario', 'scenario_hash', 'seed', 'status', 'reason'];

/** A batch with draws: columns of inputs by path and of outcomes by name. */
export function writeSyntheticBatch(
  folder: string,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  outcomes: Readonly<Record<string, ArrayLike<CsvValue>>>,
  evidence: Readonly<Record<string, string>> = {},
): void {
  mkdirSync(folder, { recursive: true });
  const rows = Object.values(inputs)[0].length;
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const draws = numbers.map((row) => [row, ...Object.values(inputs).map((values) => values[row])]);
  const runs = numbers.map((row) => [...idOf(row), ...Object.values(outcomes).map((values) => values[row])]);
  writeFileSync(join(folder, 'draws.csv'), csvText([['run', ...Object.keys(inputs)], ...draws], 'en'));
  writeFileSync(join(folder, 'runs.csv'), csvText([[...ID, ...Object.keys(outcomes)], ...runs], 'en'));
  const labels = Object.fromEntries(Object.entries(evidence).map(([path, label]) => [path, { evidence: label }]));
  writeFileSync(join(folder, 'manifest.json'), manifest(rows, { format: 'overbuild-batch/1', evidence: labels }));
}

/** A sweep: settings of each configuration and an outcome `y` of each in each run. */
export function writeSyntheticSweep(
  folder: string,
  kind: string,
  design: {
    readonly paths: readonly string[];
    readonly settings: readonly (readonly CsvValue[])[];
    readonly runs: number;
  },
  outcome: (settings: readonly CsvValue[], run: number) => number,
): void {
  mkdirSync(folder, { recursive: true });
  const { paths, settings, runs } = design;
  const table = settings.map((values, configuration) => [configuration, ...values]);
  const rows = Array.from({ length: runs }, (_, run) =>
    settings.map((values, configuration) => [configuration, ...idOf(run), outcome(values, run)]),
  ).flat();
  writeFileSync(join(folder, 'design.csv'), csvText([['configuration', ...paths], ...table], 'en'));
  writeFileSync(join(folder, 'runs.csv'), csvText([['configuration', ...ID, 'y'], ...rows], 'en'));
  const about = { format: 'overbuild-sweep/1', design: { kind, paths }, command: ['sweep', 'synthetic.yaml'] };
  writeFileSync(join(folder, 'manifest.json'), manifest(runs, about));
}
