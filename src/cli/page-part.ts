/** Renews a part of a page in Markdown, for `--page`: what a command printed, under a heading. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Options } from 'yargs';
import { withFileErrors } from '../node/files/file-errors.ts';
import { withMarkedPart } from '../output/marked-part.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { text } from './options.ts';

/** `--page`. */
export function pageOption(what: string): Record<string, Options> {
  return { page: text(`Also renew ${what} in this page in Markdown`, 'none') };
}

/** Put a section into the page that `--page` names, if it names one. */
export async function renewPart(args: Arguments, io: Io, part: string, section: string): Promise<void> {
  const page = args.text('page');
  if (page === undefined) return;
  const path = resolve(io.cwd, page);
  await withFileErrors(`Writing ${page}`, async () => {
    const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
    writeFileSync(path, withMarkedPart(old, part, section));
  });
}

/** What a command printed, as a section. */
export function printedSection(heading: string, args: Arguments, lines: readonly string[]): string {
  const { user, system } = process.cpuUsage();
  const seconds = Math.ceil((user + system) / 1e6);
  return [
    `## ${heading}`,
    '',
    `Made by \`${args.commandLine}\` in ${seconds} CPU seconds.`,
    '',
    '```text',
    ...lines,
    '```',
  ].join('\n');
}
