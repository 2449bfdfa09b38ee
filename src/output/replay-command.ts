/** Commands that take up the scenario of a results folder again, from the command that made the folder. */

import type { Manifest } from './manifest.ts';
import { unchangedName } from './scenario-name.ts';
import { shellWord } from './shell-word.ts';

/** Options of `batch` and `sweep` that say which scenario is simulated; each has a value. */
const OF_SCENARIO = ['--set', '--spreads', '--strategy'];
/** Their options without a value. */
export const SWITCHES = [
  '--details',
  '--dry-run',
  '--force',
  '--json',
  '--quiet',
  '--report',
  '--resume',
  '--retry-failed',
  '--scramble',
  '--series',
];

/** The scenario as the user named it, and its changes as options: words for other commands. */
export function scenarioWords({ command, identity }: Pick<Manifest, 'command' | 'identity'>): string[] {
  const [verb, ...given] = command;
  const placed: string[] = [];
  const changes: string[] = [];
  const end = given.indexOf('--');
  const words = end < 0 ? given : given.slice(0, end);
  for (let at = 0; ['batch', 'sweep'].includes(verb) && at < words.length; at++) {
    const word = words[at];
    const [name] = word.split('=', 1);
    if (!word.startsWith('--')) placed.push(word);
    else if (!SWITCHES.includes(name)) {
      const option = word === name ? [word, words[++at]] : [word];
      if (OF_SCENARIO.includes(name)) changes.push(...option);
    }
  }
  // A command that names no scenario takes the baseline; that of another verb does not say which.
  const [scenario = unchangedName(identity.scenario)] = [...placed, ...(end < 0 ? [] : given.slice(end + 1))];
  return [scenario, ...changes];
}

/**
 * `overbuild run ...` for replication k: the scenario of the folder with its changes, and the settings of the
 * configuration.
 */
export function replayCommand(manifest: Manifest, replication: number, settings: readonly string[] = []): string {
  const changes = settings.flatMap((setting) => ['--set', setting]);
  const draws = ['--seed', manifest.identity.seed, '--replication', String(replication)];
  return ['overbuild', 'run', ...scenarioWords(manifest), ...changes, ...draws].map(shellWord).join(' ');
}

/** The command of an unfinished folder with its words for going on, or for starting again. */
export function commandWith(command: readonly string[], option?: '--resume' | '--force'): string[] {
  const plain = command.filter((word) => word !== '--force' && word !== '--resume');
  if (option === undefined) return plain;
  const end = plain.indexOf('--');
  return end < 0 ? [...plain, option] : [...plain.slice(0, end), option, ...plain.slice(end)];
}
