/** The command that repeats one run of a batch, from the command that made the batch. */

import type { Manifest } from '../../output/manifest.ts';

/** Options of `batch` that say nothing about a run; with a value, and without. */
const WITH_VALUE = ['--runs', '--jobs', '--out', '--timeout', '--csv-locale', '--seed'];
const ALONE = ['--resume', '--force', '--series', '--json', '--report'];

/** A word as a shell takes it back. */
export function shellWord(word: string): string {
  return /^[\w./:=+@%,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `overbuild run ...` for replication k: the words of the batch without those that are about the batch. */
export function replayCommand({ command, identity }: Manifest, replication: number): string {
  const words: string[] = [];
  const given = command[0] === 'batch' ? command.slice(1) : [identity.scenario];
  for (let at = 0; at < given.length; at++) {
    const [name] = given[at].split('=');
    if (ALONE.includes(given[at]) || (WITH_VALUE.includes(name) && given[at].includes('='))) continue;
    if (WITH_VALUE.includes(name)) at++;
    else words.push(given[at]);
  }
  // A batch whose command names no scenario is of the baseline.
  if (words[0] === undefined || words[0].startsWith('-')) words.unshift(identity.scenario);
  return ['overbuild', 'run', ...words, '--seed', identity.seed, '--replication', String(replication)]
    .map(shellWord)
    .join(' ');
}
