/** Guards the shape of the source: floors, packages by folder, head comments, sizes, and the determinism rules. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Lowest first. A folder may import itself and folders on a strictly lower floor. */
const FLOORS = [
  ['numeric'],
  ['random', 'columns', 'game', 'scenario'],
  ['model', 'strategies', 'reader'],
  ['engine'],
  ['metrics'],
  ['experiment', 'equilibrium'],
  ['tournament'],
  ['output'],
  ['charts'],
  ['node', 'studio'],
  ['cli'],
] as const;

/** Results of these floors reach the CSV, so they may not depend on the JavaScript engine, the clock or the locale. */
const LAST_DETERMINISTIC_FLOOR = 6;
/** Floors up to this one also run in a browser. */
const LAST_PORTABLE_FLOOR = 8;
/** Where a re-export is the purpose of the file. */
const DOORS = ['index.ts', 'node/index.ts'];
const MAX_LINES = 400;

/** Folders in which a package may be imported; `*` in a door. A package not listed here may be imported nowhere. */
const PACKAGES = new Map<string, readonly string[]>([
  ['@duckdb/node-api', ['node']],
  ['seedrandom', ['random']],
  ['zod', ['scenario', 'reader', 'strategies', 'engine', 'experiment', 'tournament', 'output', 'node', 'studio']],
  ['preact', ['studio']],
  ['yaml', ['reader', 'node', 'cli']],
  ['fastest-levenshtein', ['scenario', 'cli']],
  ['csv-parse', ['reader']],
  ['csv-stringify', ['output']],
  ['@noble/hashes', ['scenario']],
  ['highs', ['equilibrium']],
  ['vega', ['node']],
  ['vega-lite', ['charts', 'node']],
  ['@resvg/resvg-js', ['node']],
  ['@expo-google-fonts/inter', ['node']],
  ['piscina', ['node']],
  ['bullmq', ['node']],
  ['ioredis', ['node']],
  ['esbuild', ['node']],
  ['write-excel-file', ['node']],
  ['tsx', ['node']],
  ['yargs', ['cli']],
  ['cli-progress', ['cli']],
  ['picocolors', ['cli']],
]);

/** What may differ between JavaScript engines, machines or two runs. */
const FORBIDDEN_IN_RESULTS = [
  /\bMath\.(?:random|exp|expm1|log|log1p|log2|log10|pow|hypot|cbrt)\b/,
  /\bMath\.a?(?:sin|cos|tan)h?2?\b/,
  /\bMath\[/,
  /\*\*/,
  /(?<!\.)\b(?:Date|Intl|crypto)\b/,
  /(?<!\.)\bperformance\.(?:now|mark|measure|timeOrigin)/,
  /\btoLocale\w*|\blocaleCompare\b/,
];
const FORBIDDEN_BEFORE_NODE =
  /\bprocess\.(?:env|argv|exit|std|cwd|version|platform|hrtime|memory|on|emit|pid)|\b(?:Buffer|require|console|setTimeout|setInterval)\s*[.(]/;

/** Folders whose parts, sub-folders and the files beside them, import each other in no circle, type imports included. */
const WITHOUT_CIRCLES = ['model', 'node'];

const stripComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
const stripStrings = (code: string): string => code.replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
const floorOf = (folder: string): number => FLOORS.findIndex((floor) => (floor as readonly string[]).includes(folder));
const typescriptIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
        .sort((a, b) => (a < b ? -1 : 1))
    : [];

/** Every module named by an import, a re-export, a dynamic import or a worker URL. */
function importsOf(code: string): string[] {
  const patterns = [
    /\bfrom\s+'([^']+)'/g,
    /\bimport\s+'([^']+)'/g,
    /\bimport\(\s*'([^']+)'/g,
    /new URL\(\s*'([^']+\.[tj]s)'/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]));
}

const packageOf = (specifier: string): string =>
  specifier
    // Packages that have a build for browsers, in `imports` of package.json.
    .replace(/^#/, '')
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const sources = typescriptIn('src');

it('looks at the whole of src', () => {
  expect(sources.length).toBeGreaterThan(40);
  const folders = new Set(sources.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
  expect([...folders].filter((folder) => floorOf(folder) < 0)).toEqual([]);
});

interface Source {
  /** Path below src. */
  readonly file: string;
  readonly folder: string;
  readonly floor: number;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
}

function readSource(file: string): Source {
  const text = readFileSync(posix.join('src', file), 'utf8');
  const folder = file.includes('/') ? file.split('/')[0] : '';
  const floor = folder === '' ? LAST_PORTABLE_FLOOR + 1 : floorOf(folder);
  return { file, folder, floor, text, code: stripComments(text) };
}

function expectGoodShape({ file, text, code }: Source): void {
  expect(file, 'kebab-case').toMatch(/^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.tsx?$/);
  expect(file, 'a name that says something').not.toMatch(
    /(?:^|\/)(?:utils?|helpers?|common|core|types|lib)(?:\/|\.tsx?$)/,
  );
  expect(text.replace(/^#!.*\n/, '').split('\n')[0], 'one line on its purpose').toMatch(/^\/\*\* \S.*\S \*\/$/);
  expect(text.split('\n').length - 1, 'lines').toBeLessThanOrEqual(MAX_LINES);
  expect(text, 'nothing left open').not.toMatch(/\b(?:TODO|FIXME|XXX)\b|not implemented|@ts-ignore/);
  if (!DOORS.includes(file)) {
    expect(code, 're-exports only at the doors').not.toMatch(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;]*\bfrom\b/m);
  }
}

/** Strictly downwards, and only packages that the folder may use. */
function expectGoodImport(specifier: string, { file, folder, floor }: Source): void {
  const where = `${file} imports ${specifier}`;
  if (specifier.startsWith('node:')) {
    expect(floor, where).toBeGreaterThan(LAST_PORTABLE_FLOOR);
    expect(folder, where).not.toBe('');
  } else if (specifier.startsWith('.')) {
    expect(specifier, 'imports carry their extension').toMatch(/\.(?:tsx?|js|json)$/);
    const target = posix.normalize(posix.join(posix.dirname(file), specifier));
    const other = target.includes('/') ? target.split('/')[0] : '';
    if (other === folder) return;
    if (other === '') expect(file, where).toBe('node/index.ts');
    else expect(floorOf(other), where).toBeLessThan(floor);
  } else {
    expect(PACKAGES.get(packageOf(specifier)) ?? [], where).toContain(folder);
  }
}

it.each(sources)('src/%s', (file) => {
  const source = readSource(file);
  const { floor, folder, code } = source;
  expectGoodShape(source);
  for (const specifier of importsOf(code)) expectGoodImport(specifier, source);
  const bare = stripStrings(code);
  if (folder === '' || floor <= LAST_PORTABLE_FLOOR) {
    expect(bare.match(FORBIDDEN_BEFORE_NODE)?.[0], 'runs in a browser').toBeUndefined();
  }
  if (folder !== '' && floor <= LAST_DETERMINISTIC_FLOOR) {
    for (const pattern of FORBIDDEN_IN_RESULTS) {
      expect(bare.match(pattern)?.[0], 'the same bits on every engine').toBeUndefined();
    }
  }
});

/** What each part of a folder imports within it; a part is a sub-folder, or a file beside the sub-folders. */
function partsOf(folder: string): Map<string, Set<string>> {
  const parts = new Map<string, Set<string>>();
  const partOf = (file: string): string => file.split('/')[1];
  for (const file of sources.filter((source) => source.startsWith(`${folder}/`))) {
    const imported = parts.get(partOf(file)) ?? new Set();
    parts.set(partOf(file), imported);
    for (const specifier of importsOf(readSource(file).code)) {
      const target = posix.normalize(posix.join(posix.dirname(file), specifier));
      const isOther = specifier.startsWith('.') && target.startsWith(`${folder}/`) && partOf(target) !== partOf(file);
      if (isOther) imported.add(partOf(target));
    }
  }
  return parts;
}

it.each(WITHOUT_CIRCLES)('parts of src/%s form no circle', (folder) => {
  const parts = partsOf(folder);
  expect(parts.size).toBeGreaterThan(1);
  // Take away what imports nothing that is left, or what nothing left imports: what remains is in circles or between them.
  for (let size = -1; size !== parts.size; ) {
    size = parts.size;
    for (const [part, imported] of parts) {
      const isImported = [...parts.values()].some((others) => others.has(part));
      if (!isImported || [...imported].every((other) => !parts.has(other))) parts.delete(part);
    }
  }
  const left = [...parts].map(([part, imported]) => [part, [...imported].filter((other) => parts.has(other))]);
  expect(Object.fromEntries(left)).toEqual({});
});

it('the page of the architecture has every folder on its floor', () => {
  const [, table] = readFileSync('docs/ARCHITECTURE.md', 'utf8').split('| floor | folder |');
  const rows = [...table.split('\n\n')[0].matchAll(/^\| (\d+) \|([^|]*)\|/gm)];
  const listed = rows.flatMap(([, floor, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, folder]) => [folder, floor]));
  const floors = FLOORS.flatMap((folders, floor) => folders.map((folder) => [folder, String(floor)]));
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(floors));
});

describe('tests, benchmarks, examples and generators', () => {
  const others = ['test', 'bench', 'examples', 'docs'].flatMap((folder) =>
    typescriptIn(folder).map((file) => `${folder}/${file}`),
  );

  it.each(others)('%s opens with one line on its purpose and leaves nothing open', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('/** ')).toBe(true);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(MAX_LINES);
    if (file !== 'test/architecture.test.ts') expect(text).not.toMatch(/\b(?:TODO|FIXME)\b|@ts-ignore/);
  });
});
