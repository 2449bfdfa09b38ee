/** Pictures of paired experiments on the command line: whether to draw them, and where they go. */

import type { Options } from 'yargs';
import type { Arguments } from './arguments.ts';
import { flag } from './options.ts';

export function pictureOptions(picture: string): Record<string, Options> {
  return { svg: flag(picture), png: flag('The same as PNG') };
}

/** Draw what is asked for into the folder of results; returns the names. */
export async function drawn(
  args: Arguments,
  folder: string | undefined,
  draw: (folder: string, formats: { readonly svg: boolean; readonly png: boolean }) => Promise<string[]>,
): Promise<string[]> {
  const formats = { svg: args.isOn('svg'), png: args.isOn('png') };
  return folder === undefined || !(formats.svg || formats.png) ? [] : draw(folder, formats);
}

/** The folder without `--out`: pictures need one, tables get one when asked. */
export function pairedFolder(args: Arguments, name: string): string | undefined {
  if (!args.isOn('svg') && !args.isOn('png')) return undefined;
  const [folder, ...rest] = name.split('/');
  return `${folder}/${rest.join('/').replace(/[^A-Za-z0-9._+-]/g, '-')}`;
}
