/** Executes every command of the documentation: blocks tagged `sh`, after the files that the page shows by name. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { BUILT_MAIN } from './support/built.ts';
import { markdownFiles, stepsOf } from './support/markdown.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-docs-'));
const bin = join(place, 'bin');
mkdirSync(bin);
writeFileSync(
  join(bin, 'npx'),
  `#!/bin/sh\n[ "$1" = overbuild ] || { echo "not a command of this project: $1" >&2; exit 9; }\nshift\nexec "${process.execPath}" "${BUILT_MAIN}" "$@"\n`,
  { mode: 0o755 },
);
afterAll(() => rmSync(place, { recursive: true, force: true }));

const pages = markdownFiles()
  .map((file) => ({ file, steps: stepsOf(readFileSync(file, 'utf8')) }))
  .filter(({ steps }) => steps.some((step) => 'commands' in step));

it.each(pages)('commands of $file run', ({ steps }) => {
  expect(existsSync(BUILT_MAIN), 'built: run npm run build').toBe(true);
  const folder = mkdtempSync(join(place, 'page-'));
  for (const name of ['scenarios', 'examples', 'data']) symlinkSync(resolve(name), join(folder, name));
  for (const step of steps) {
    if ('file' in step) {
      writeFileSync(join(folder, step.file), step.text);
      continue;
    }
    const { status, stderr } = spawnSync('sh', ['-e', '-c', step.commands], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    expect(status, `${step.commands}\n${stderr}`).toBe(0);
  }
});
