/** Error messages for unknown commands and options, with suggestions. */

import { UsageError } from '../scenario/errors.ts';
import { didYouMean } from '../scenario/suggest.ts';
import type { Command } from './command.ts';
import { VERBS } from './verbs.ts';

/** Words that readers look for as verbs, and where what they mean is. */
const FOUND_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['exploitability', 'best-reply measures it for a strategy or a profile; tournament and equilibrium print it, too'],
  ['regret', 'equilibrium prints it for each equilibrium; best-reply measures it for one profile'],
  ['anarchy', 'equilibrium prints the price of anarchy, dilemma all disciplined over all racing'],
  ['bullwhip', 'run and batch print it for every node of a supply scenario'],
  ['nash', 'equilibrium finds Nash equilibria'],
]);

/** Verbs that had another name. */
const RENAMED: ReadonlyMap<string, string> = new Map([['hindcast', 'patterns']]);

export function unknownVerbMessage(word: string): string {
  if (word.startsWith('-')) return `expected a command before ${word}; see overbuild --help`;
  const renamed = RENAMED.get(word);
  if (renamed !== undefined) return `${word} is now called ${renamed}; see overbuild ${renamed} --help`;
  const elsewhere = FOUND_ELSEWHERE.get(word);
  if (elsewhere !== undefined) return `there is no command ${word}: ${elsewhere}; see overbuild --help`;
  return `there is no command ${word}${didYouMean(
    word,
    VERBS.map((verb) => verb.name),
  )}; see overbuild --help`;
}

/** Options of every command. */
const EVERYWHERE: Command['options'] = { help: { type: 'boolean' }, quiet: { type: 'boolean' } };

/** Reword what yargs says about the options of a command, given the words typed. */
export function unknownOptionMessage(message: string, { options }: Command, argv: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1];
  if (unknown === undefined) return otherMessage(message, argv);
  const known = Object.entries({ ...EVERYWHERE, ...options }).flatMap(([name, { hidden }]) =>
    hidden ? [] : [`--${name}`],
  );
  return unknown
    .split(', ')
    .map((word) => {
      if (isPlain(word, argv)) return `unexpected argument ${word}`;
      const dashes = word.length === 1 ? '-' : '--';
      return `unknown option ${dashes}${word}${didYouMean(`--${word}`, known)}`;
    })
    .join('; ');
}

/** Whether a word was typed without dashes in front. */
function isPlain(word: string, argv: readonly string[]): boolean {
  const isOption = argv.some((typed) => typed === `--${word}` || typed.startsWith(`--${word}=`));
  return argv.includes(word) && !isOption;
}

/** Other yargs messages, reworded. */
function otherMessage(message: string, [first]: readonly string[]): string {
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(message);
  if (choice !== null) return `${choice[1]}: expected one of ${choice[3]}, got ${choice[2]}`;
  const missing = /^Not enough arguments following: (\S+)/.exec(message);
  if (missing !== null) return `--${missing[1]} needs a value`;
  if (message.startsWith('Not enough non-option arguments')) {
    const [place] = /<.*?>/.exec(VERBS.find(({ name }) => name === first)?.usage ?? '') ?? ['an argument'];
    return `${place} is missing`;
  }
  return message.split('\n')[0];
}

/**
 * Refuse arguments that the parser accepts silently and no command reads.
 *
 * @param extra  Arguments that no place of the command takes.
 * @param argv   The words typed.
 * @throws UsageError
 */
export function refuseUnread(extra: readonly unknown[], argv: readonly string[], { options }: Command): void {
  if (extra.length > 0) throw new UsageError([`unexpected argument ${extra.join(' ')}`]);
  const isSwitch = (option: string) => ({ ...EVERYWHERE, ...options })[option.slice(2)]?.type === 'boolean';
  for (const [i, word] of argv.entries()) {
    const before = argv[i - 1] ?? '';
    if (word === '-' && (!/^--[a-z-]+$/.test(before) || isSwitch(before))) {
      throw new UsageError(['-: standard input is not read: save the text to a file and name it']);
    }
    const [, option, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    if (option !== undefined && !/^(?:true|false)$/.test(value) && isSwitch(option)) {
      throw new UsageError([`${option} is a switch: write it alone, without =${value}`]);
    }
  }
}
