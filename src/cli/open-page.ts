/** Opens a page with what the user reads pages with. */

import { spawn } from 'node:child_process';

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Hand a file or address to the system and do not wait; without such a program the user has its path. */
export function openPage(page: string): void {
  const [program, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  spawn(program, [...words, page], { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
}
