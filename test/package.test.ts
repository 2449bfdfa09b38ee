/** Guards the package: its licence, its exact versions, its runtime dependencies, its lock file and its build. */

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from './support/batches.ts';
import { BUILT_MAIN, IS_BUILT } from './support/built.ts';

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly type: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}
interface LockEntry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** Everything that a user installs, with what it is for. A new runtime dependency is a line here. */
const RUNTIME = new Map([
  ['@duckdb/node-api', 'Parquet files, and SQL over results'],
  ['@expo-google-fonts/inter', 'the font of rasterised charts'],
  ['@noble/hashes', 'SHA-256 in Node and in a browser, without waiting'],
  ['@resvg/resvg-js', 'SVG to PNG'],
  ['bullmq', 'the live queue'],
  ['cli-progress', 'the progress bar'],
  ['csv-parse', 'CSV reading'],
  ['csv-stringify', 'CSV quoting'],
  ['esbuild', 'strategies written in TypeScript, one script each'],
  ['fastest-levenshtein', 'did-you-mean'],
  ['highs', 'linear programs'],
  ['ioredis', 'the server of the live queue'],
  ['picocolors', 'terminal colours'],
  ['piscina', 'the worker pool'],
  ['seedrandom', 'seeds of any length to keys; generators of strategies'],
  ['tsx', 'running from source'],
  ['vega', 'charts to SVG'],
  ['vega-lite', 'chart specifications'],
  ['write-excel-file', 'workbooks of results'],
  ['yaml', 'scenario files with positions'],
  ['yargs', 'the command line'],
  ['zod', 'schemas of scenarios and strategies'],
]);
/** The packages that the project is built on. */
const FOUNDATION = ['seedrandom', 'yargs', 'csv-stringify', 'vitest', 'tsx'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lockText = readFileSync('package-lock.json', 'utf8');
const lock = JSON.parse(lockText) as Lock;
const everything = { ...manifest.dependencies, ...manifest.devDependencies };

it('is MIT licensed, ESM, and runs on Node 20.19 and later', () => {
  expect(manifest.license).toBe('MIT');
  expect(readFileSync('LICENSE', 'utf8')).toMatch(/^MIT License/);
  expect(manifest.type).toBe('module');
  expect(manifest.engines.node).toBe('>=20.19');
});

it.each(Object.entries(everything))('pins %s exactly', (_name, version) => {
  expect(version).toMatch(/^(?:npm:(?:@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/);
});

it.each(FOUNDATION)('is built on %s', (name) => {
  expect(Object.keys(everything)).toContain(name);
});

it('asks its users to install only what is listed here', () => {
  const asked = Object.keys(manifest.dependencies).sort((a, b) => (a < b ? -1 : 1));
  expect(asked).toEqual([...RUNTIME.keys()].sort((a, b) => (a < b ? -1 : 1)));
});

it('has a lock file that agrees with the manifest and names no download address', () => {
  expect(lockText).not.toMatch(/"resolved": "http/);
  for (const [name, version] of Object.entries(everything)) {
    const exact = version.slice(version.lastIndexOf('@') + 1);
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(exact);
  }
  expect(lock.packages['']?.version).toBe(manifest.version);
});

/** npm leaves out builds for other platforms that it could not reach, and `npm ci` then refuses the whole file. */
it('has a lock file that names the builds of every platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages),
    ),
  );
  expect(missing).toEqual([]);
});

it('exports its two doors, its scenarios and nothing deeper', () => {
  expect(Object.keys(manifest.exports)).toEqual(['.', './node', './scenarios/*', './package.json']);
  expect(Object.keys(manifest.bin)).toEqual(['overbuild']);
});

it('ships the files it names', () => {
  for (const file of manifest.files) if (file !== 'dist') expect(existsSync(file), file).toBe(true);
});

it('agrees on its version with the citation file and the change log', () => {
  expect(readFileSync('CITATION.cff', 'utf8')).toMatch(new RegExp(`^version: ${manifest.version}$`, 'm'));
  expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`## ${manifest.version}`);
});

/** Addresses of the files that the built program loads for a command line. */
function filesLoaded(args: readonly string[]): string[] {
  const folder = temporaryFolder();
  execFileSync(process.execPath, [BUILT_MAIN, ...args], { env: { ...process.env, NODE_V8_COVERAGE: folder } });
  const { result } = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8')) as {
    readonly result: readonly { readonly url: string }[];
  };
  return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
}

/** Starting takes as long as there are files to find, read and compile: the limits are a third above what is needed. */
it.skipIf(!IS_BUILT).each([
  ['--help', 20],
  ['validate scenarios/baseline.yaml', 75],
])('loads few files and one language for %s', (line, most) => {
  const loaded = filesLoaded(line.split(' '));
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.length).toBeLessThan(most);
  const languages = loaded
    .flatMap((url) =>
      [url, ...readFileSync(fileURLToPath(url), 'utf8').matchAll(/^\/\/ node_modules.*$/gm)].map(String),
    )
    .filter((name) => /zod\/.*locales\//.test(name));
  expect(languages.filter((name) => !name.endsWith('/en.js'))).toEqual([]);
});

it.skipIf(!IS_BUILT)('builds constants of modules as constants, which V8 compiles into the code', () => {
  const parts = readdirSync('dist/parts').map((name) => join('dist/parts', name));
  const [random] = parts
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.includes('function stepPhilox('));
  expect(random.match(/^(?:const|var) M0_HIGH /m)?.[0]).toBe('const M0_HIGH ');
});
