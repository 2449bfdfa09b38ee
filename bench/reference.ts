/** Makes results/reference and the excerpt in README anew from the built package: `npm run build && npx tsx bench/reference.ts`. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist/cli/main.js');
const REFERENCE = join(ROOT, 'results/reference');
/** Small enough to commit: the summary, and the pictures that README shows. */
const KEPT = ['summary.csv', 'charts/overview.png', 'charts/first-wall.png', 'charts/air-pocket.png'];

function overbuild(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`overbuild ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const place = mkdtempSync(join(tmpdir(), 'overbuild-reference-'));
try {
  const folder = join(place, 'baseline');
  const said = overbuild('batch', '--out', folder);
  overbuild('chart', folder, '--png');
  rmSync(REFERENCE, { recursive: true, force: true });
  mkdirSync(REFERENCE, { recursive: true });
  for (const file of KEPT) copyFileSync(join(folder, file), join(REFERENCE, file.replace(/^.*\//, '')));

  const excerpt = said.slice(0, said.indexOf('\nWritten to')).trim();
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const marked = /(<!-- excerpt:begin -->\n)[\s\S]*?(<!-- excerpt:end -->)/;
  const updated = readme.replace(
    marked,
    (_, begin: string, end: string) => `${begin}\n\`\`\`text\n${excerpt}\n\`\`\`\n\n${end}`,
  );
  writeFileSync(join(ROOT, 'README.md'), updated);
} finally {
  rmSync(place, { recursive: true, force: true });
}
