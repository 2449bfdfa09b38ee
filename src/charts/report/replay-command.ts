/** The command that repeats one run of a batch, from the command that made the batch. */

import { csvNumber } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { unchangedName } from '../../output/scenario-name.ts';
import { shellWord } from '../../output/shell-word.ts';
import type { Table } from '../table.ts';

/** Options of `batch` and `sweep` that say nothing about one run; with a value, and without. */
const WITH_VALUE = [
  '--runs',
  '--jobs',
  '--out',
  '--timeout',
  '--csv-locale',
  '--seed',
  '--vary',
  '--design',
  '--points',
  '--plan',
  '--shard',
  '--metric',
];
const ALONE = [
  '--resume',
  '--force',
  '--series',
  '--json',
  '--report',
  '--scramble',
  '--dry-run',
  '--details',
  '--quiet',
];

/** What a configuration of a sweep lays over the scenario, as `--set` takes it; nothing for a batch. */
export function settingsOf(design: Table | undefined, configuration: number | undefined): string[] {
  if (design === undefined || configuration === undefined) return [];
  const at = design.header.indexOf('configuration');
  const row = design.rows.find((fields) => csvNumber(fields[at], design.locale) === configuration) ?? [];
  return design.header.flatMap((path, field) => {
    if (field === at || row[field] === undefined) return [];
    const number = csvNumber(row[field], design.locale);
    return [`${path}=${Number.isFinite(number) ? number : row[field]}`];
  });
}

/**
 * `overbuild run ...` for replication k: the words of the batch without those that are about the batch, then the
 * settings of the configuration.
 */
export function replayCommand(
  { command, identity }: Manifest,
  replication: number,
  settings: readonly string[] = [],
): string {
  const scenario = unchangedName(identity.scenario);
  const words: string[] = [];
  const given = ['batch', 'sweep'].includes(command[0]) ? command.slice(1) : [scenario];
  for (let at = 0; at < given.length; at++) {
    const [name] = given[at].split('=');
    if (ALONE.includes(given[at]) || (WITH_VALUE.includes(name) && given[at].includes('='))) continue;
    if (WITH_VALUE.includes(name)) at++;
    else words.push(given[at]);
  }
  // A batch whose command names no scenario is of the baseline.
  if (words[0] === undefined || words[0].startsWith('-')) words.unshift(scenario);
  const changes = settings.flatMap((setting) => ['--set', setting]);
  return ['overbuild', 'run', ...words, ...changes, '--seed', identity.seed, '--replication', String(replication)]
    .map(shellWord)
    .join(' ');
}
