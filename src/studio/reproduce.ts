/** What reproduces the page elsewhere: the command line, the table of runs, and the scenario as a file. */

import { shellWord } from '../output/shell-word.ts';
import type { CaseDescription } from './case-description.ts';
import type { Sample } from './conductor.ts';
import { csvOf } from './csv.ts';
import type { Case } from './study.ts';

/** The command that writes the same rows, bit for bit. */
export function commandOf(which: Case, { sets }: CaseDescription, seed: string, runs: number): string {
  const changes = sets.flatMap((change) => ['--set', change]);
  const name = [which.scenario, ...which.overlays].join('+');
  const words = [
    'npx',
    'overbuild',
    'batch',
    name,
    ...changes,
    '--runs',
    String(runs),
    '--seed',
    seed,
    '--out',
    'results/studio',
  ];
  return words.map(shellWord).join(' ');
}

/** Rows of runs with the columns that the page computes, named and written as in `runs.csv`. */
export function runsCsv({ runs, table, complete }: Sample, { name, hash }: CaseDescription, seed: string): string {
  const metrics = table?.columns ?? [];
  const header = ['run', 'scenario', 'scenario_hash', 'seed', ...metrics.map((column) => column.name)];
  const rows = runs
    .filter(({ run }) => run < complete)
    .map(({ run, metrics: values }) => [run, name, hash, seed, ...values]);
  return csvOf([header, ...rows]);
}
