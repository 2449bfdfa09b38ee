/** Guards output files named by the user: existing files are overwritten only with --force. */

import { existsSync } from 'node:fs';
import { UsageError } from '../../scenario/errors.ts';

/**
 * Refuse to overwrite.
 *
 * @param paths  Every file that would be written.
 * @param shown  A path as the user would type it.
 * @throws UsageError  Naming all that exist, unless forced.
 */
export function refuseExisting(
  paths: readonly string[],
  { isForced, shown = (path) => path }: { readonly isForced: boolean; shown?(path: string): string },
): void {
  const there = isForced ? [] : paths.filter((path) => existsSync(path));
  if (there.length === 0) return;
  const names = there.map(shown).join(', ');
  throw new UsageError(`${names} ${there.length === 1 ? 'is' : 'are'} there already; --force overwrites`);
}
