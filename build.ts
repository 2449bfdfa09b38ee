/** Builds the program into `dist`; `npm run build` adds the declarations for programs in TypeScript. */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build, transform } from 'esbuild';

const OUT = 'dist';
/** Many small files, of which a command needs a part: loading them took longer than most commands. */
const BUNDLED = ['yaml', 'yargs', 'zod'];

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const workers = readdirSync('src/node', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('-worker.ts'))
  .map((file) => join('src/node', file));

const { outputFiles } = await build({
  // Pages of reports hold the last module, bundled when they are made.
  entryPoints: [
    'src/cli/main.ts',
    'src/index.ts',
    'src/node/index.ts',
    ...workers,
    'src/charts/report/response-figure.ts',
  ],
  outbase: 'src',
  outdir: OUT,
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  // As for a browser: `node:` modules and packages outside are imported as they stand.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'node20',
  external: ['node:*', '#*', ...builtinModules, ...Object.keys(dependencies).filter((name) => !BUNDLED.includes(name))],
  logLevel: 'warning',
  write: false,
});

/** A program that runs meanwhile finds whole files, and the program itself can be started. */
function put(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents, { mode: path === resolve(OUT, 'cli/main.js') ? 0o755 : 0o644 });
  renameSync(`${path}.${process.pid}`, path);
}

/**
 * Declare as constants again what the bundler made variables of a module: the compiler of V8 reads a variable, and checks
 * its type, at every use. Those that are assigned to, which a second reading finds, stay variables.
 */
async function withConstants(code: string): Promise<string> {
  const lines = code.replaceAll(/^var (?=[\w$]+ = )/gm, 'const ').split('\n');
  const { warnings } = await transform(lines.join('\n'), { format: 'esm', target: 'node20', logLimit: 0 });
  for (const { id, notes } of warnings) {
    const line = (notes[0]?.location?.line ?? 0) - 1;
    if (id === 'assign-to-constant' && line >= 0) lines[line] = lines[line].replace(/^const /, 'var ');
  }
  return lines.join('\n');
}

const programs = await Promise.all(
  outputFiles.map(async ({ path, text }) => ({ path, text: path.endsWith('.js') ? await withConstants(text) : text })),
);
for (const { path, text } of programs) put(path, text);
const made = new Set(outputFiles.map(({ path }) => path));
// It may have yet to load parts of an earlier build, so these are deleted after a week; a package holds none of them.
const RETAINED_MS = process.argv.includes('--only') ? 0 : 7 * 24 * 3600 * 1000;
for (const name of readdirSync(OUT, { recursive: true, encoding: 'utf8' })) {
  const path = resolve(OUT, name);
  if (!path.endsWith('.js') || made.has(path)) continue;
  const isPart = dirname(path) === resolve(OUT, 'parts');
  if (!isPart || Date.now() - statSync(path).mtimeMs >= RETAINED_MS) rmSync(path);
}

const TREES = join(OUT, 'trees');
const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)).mtimeMs),
  );
// Reading the shipped scenarios takes as long as all above.
if (!existsSync(TREES) || statSync(TREES).mtimeMs < Math.max(newest('scenarios'), newest('src/reader'))) {
  rmSync(TREES, { recursive: true, force: true });
  const { storeTree } = await import('./src/reader/stored-tree.ts');
  const { storedTreeName } = await import('./src/node/scenario-files.ts');
  for (const name of readdirSync('scenarios', { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.yaml')) continue;
    const text = readFileSync(join('scenarios', name), 'utf8');
    const tree = storeTree(text);
    if (tree !== undefined) put(join(OUT, storedTreeName(text)), tree);
  }
}
