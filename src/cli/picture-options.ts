/** Pictures of paired experiments on the command line: whether to draw them, and where they go. */

import type { Argv } from 'yargs';
import type { Arguments } from './command.ts';
import { flag, switchOption } from './options.ts';

export function pictureOptions(yargs: Argv, picture: string): Argv {
  return yargs.option('svg', flag(picture)).option('png', flag('The same as PNG'));
}

/** The folder without `--out`: pictures need one, tables get one when asked. */
export function pairedFolder(args: Arguments, name: string): string | undefined {
  if (!switchOption(args, 'svg') && !switchOption(args, 'png')) return undefined;
  const [folder, ...rest] = name.split('/');
  return `${folder}/${rest.join('/').replace(/[^A-Za-z0-9._+-]/g, '-')}`;
}
