/** Writes results by hand and reports them as the command does, in a folder of the test's own. */

import { Arguments } from '../../src/cli/arguments.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { command as reportCommand } from '../../src/cli/commands/report.ts';
import { COMPARE, MANIFEST, QUANTILES, RUNS, SUMMARY } from './tiny-results.ts';

export function writeResults(folder: string, manifest: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'runs.csv'), RUNS);
  writeFileSync(join(folder, 'quantiles.csv'), QUANTILES);
  writeFileSync(join(folder, 'summary.csv'), SUMMARY);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** A finished comparison of the results, but for what is said otherwise. */
export function writeComparison(place: string, name: string, identity: object = {}): void {
  mkdirSync(join(place, name), { recursive: true });
  writeFileSync(join(place, name, 'compare.csv'), COMPARE);
  const own = { scenario: 'tiny', scenarioHash: '0123abcd4567', seed: 'demo', runs: 3, modelVersion: '1' };
  const manifest = { format: 'overbuild-compare/1', identity: { ...own, ...identity }, resolvedScenario: {} };
  writeFileSync(join(place, name, 'manifest.json'), JSON.stringify(manifest));
}

/** Report a folder under `place`; returns the lines printed. */
export async function reportIn(
  place: string,
  folder: string,
  options: Record<string, unknown> = {},
): Promise<string[]> {
  const printed: string[] = [];
  const sink = { isTTY: false, columns: 80 };
  const io = {
    stdout: { ...sink, write: (line: string) => void printed.push(line.trim()) },
    stderr: { ...sink, write: () => undefined },
    cwd: place,
    program: 'overbuild',
    env: {},
    onInterrupt: () => () => undefined,
  };
  expect(await reportCommand.run(new Arguments({ folder, force: true, ...options }), io)).toBe(0);
  return printed.filter((line) => line !== '');
}

export const TINY = JSON.parse(MANIFEST) as {
  readonly format: string;
  readonly identity: object;
  readonly resolvedScenario: object;
  readonly command: readonly string[];
};
