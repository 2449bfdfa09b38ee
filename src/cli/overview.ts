/** The page that `overbuild --help` prints. It is laid out here, because the parser of options takes long to load. */

import { wrapped } from '../output/words.ts';
import type { Io } from './io.ts';
import { COMPLETION, VERBS } from './verbs.ts';

/** Widest page, characters. */
export const MAX_WIDTH = 100;
const MIN_TEXT_WIDTH = 20;

const ABOUT = 'Simulates the AI data-centre build-out: a capex race, its supply network, and the wall that stops it.';
const OPTIONS: readonly Entry[] = [
  ['-h, --help', 'Show help'],
  ['    --quiet', 'Print only errors, and JSON when asked for it'],
  ['    --version', 'Show the versions of the package and of the model'],
];
const EXAMPLES: readonly Entry[] = [
  ['overbuild batch', 'Run the baseline a thousand times'],
  ['overbuild run --seed 7', 'Print one run quarter by quarter'],
  ['overbuild <command> --help', 'Options and examples of one command'],
];

/** What is typed, and what it does. */
type Entry = readonly [string, string];

/** Two columns; long texts continue in the second one. */
function listed(entries: readonly Entry[], width: number): string[] {
  const left = Math.max(...entries.map(([typed]) => typed.length)) + 2;
  return entries.flatMap(([typed, text]) =>
    wrapped(text, Math.max(MIN_TEXT_WIDTH, width - left - 2)).map(
      (line, k) => `  ${(k === 0 ? typed : '').padEnd(left)}${line}`,
    ),
  );
}

export function overview(io: Io): string {
  const width = Math.min(io.stdout.columns, MAX_WIDTH);
  const commands = [
    ...VERBS.map(({ usage, summary }): Entry => [`overbuild ${usage}`, summary]),
    [`overbuild ${COMPLETION}`, 'Print a script that completes commands and options in a shell'] as const,
  ];
  return [
    'Usage: overbuild <command> [options]',
    '',
    ...wrapped(ABOUT, width),
    '',
    'Commands:',
    ...listed(commands, width),
    '',
    'Options:',
    ...listed(OPTIONS, width),
    '',
    'Examples:',
    ...listed(EXAMPLES, width),
  ].join('\n');
}
