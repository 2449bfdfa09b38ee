/** Guards the shape of the source: floors, packages by folder, head comments, sizes, and the determinism rules. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Lowest first. A folder may import itself and folders on a strictly lower floor. */
const FLOORS = [
  ['numeric', 'random'],
  ['columns', 'game', 'scenario'],
  ['model', 'strategies'],
  ['engine'],
  ['metrics'],
  ['experiment', 'equilibrium'],
  ['tournament'],
  ['output'],
  ['charts'],
  ['node', 'web'],
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
  ['seedrandom', ['random']],
  ['zod', ['scenario', 'strategies', 'engine', 'experiment', 'tournament']],
  ['yaml', ['scenario', 'node', 'cli']],
  ['fastest-levenshtein', ['scenario', 'cli']],
  ['csv-stringify', ['output']],
  ['vega', ['node', 'web']],
  ['vega-lite', ['charts', 'node', 'web']],
  ['@resvg/resvg-js', ['node']],
  ['@expo-google-fonts/inter', ['node']],
  ['piscina', ['node']],
  ['yargs', ['cli']],
  ['cli-progress', ['cli']],
  ['cli-table3', ['cli']],
  ['picocolors', ['cli']],
]);

/** What may differ between JavaScript engines, machines or two runs. */
const FORBIDDEN_IN_RESULTS = [
  /\bMath\.(?:random|exp|expm1|log|log1p|log2|log10|pow|hypot|cbrt)\b/,
  /\bMath\.a?(?:sin|cos|tan)h?2?\b/,
  /\bMath\[/,
  /\*\*/,
  /\b(?:Date|performance|Intl|crypto)\b/,
  /\btoLocale\w*|\blocaleCompare\b/,
];
const FORBIDDEN_BEFORE_NODE = /\b(?:process|Buffer|require|console|setTimeout|setInterval)\s*[.(]|\bnode:/;

const stripComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
const stripStrings = (code: string): string => code.replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
const floorOf = (folder: string): number => FLOORS.findIndex((floor) => (floor as readonly string[]).includes(folder));
const typescriptIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
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
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const sources = typescriptIn('src');

it('looks at the whole of src', () => {
  expect(sources.length).toBeGreaterThan(40);
  const folders = new Set(sources.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
  expect([...folders].filter((folder) => floorOf(folder) < 0)).toEqual([]);
});

describe.each(sources)('src/%s', (file) => {
  const text = readFileSync(posix.join('src', file), 'utf8');
  const code = stripComments(text);
  const bare = stripStrings(code);
  const isDoor = DOORS.includes(file);
  const folder = file.includes('/') ? file.split('/')[0] : '';
  const floor = folder === '' ? LAST_PORTABLE_FLOOR + 1 : floorOf(folder);

  it('is named in kebab-case, opens with one line on its purpose, and is short', () => {
    expect(file).toMatch(/^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ts$/);
    expect(text.replace(/^#!.*\n/, '').split('\n')[0]).toMatch(/^\/\*\* .*[^ ]\. ?\*\/$|^\/\*\* .*\S \*\/$/);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(MAX_LINES);
    expect(file).not.toMatch(/(?:^|\/)(?:utils?|helpers?|common|core|types|lib)(?:\/|\.ts$)/);
  });

  it('imports strictly downwards, and only packages its folder may use', () => {
    for (const specifier of importsOf(code)) {
      if (specifier.startsWith('node:')) {
        expect(floor, `${file} imports ${specifier}`).toBeGreaterThan(LAST_PORTABLE_FLOOR);
        expect(folder, `${file} imports ${specifier}`).not.toBe('');
      } else if (specifier.startsWith('.')) {
        expect(specifier, 'imports carry their extension').toMatch(/\.(?:ts|js|json)$/);
        const target = posix.normalize(posix.join(posix.dirname(file), specifier));
        const other = target.includes('/') ? target.split('/')[0] : '';
        if (other === folder) continue;
        if (other === '') expect(file, `${file} imports ${specifier}`).toBe('node/index.ts');
        else expect(floorOf(other), `${file} imports ${specifier}`).toBeLessThan(floor);
      } else {
        const allowed = PACKAGES.get(packageOf(specifier)) ?? [];
        expect(allowed, `${file} imports ${specifier}`).toContain(folder);
      }
    }
  });

  it('re-exports only at the doors', () => {
    if (!isDoor) expect(code).not.toMatch(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;]*\bfrom\b/m);
  });

  it('leaves nothing open', () => {
    expect(text).not.toMatch(/\b(?:TODO|FIXME|XXX)\b|not implemented|@ts-ignore/);
  });

  if (floor <= LAST_DETERMINISTIC_FLOOR && folder !== '') {
    it('computes the same bits on every engine', () => {
      for (const pattern of FORBIDDEN_IN_RESULTS) expect(bare.match(pattern)?.[0]).toBeUndefined();
    });
  }
  if (floor <= LAST_PORTABLE_FLOOR || folder === '') {
    it('runs in a browser', () => expect(bare.match(FORBIDDEN_BEFORE_NODE)?.[0]).toBeUndefined());
  }
});

describe('tests, benchmarks, examples and generators', () => {
  const others = ['test', 'bench', 'examples', 'docs'].flatMap((folder) =>
    typescriptIn(folder).map((file) => `${folder}/${file}`),
  );

  it.each(others)('%s opens with one line on its purpose and leaves nothing open', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('/** ')).toBe(true);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(MAX_LINES);
    if (file !== 'test/architecture.test.ts') expect(text).not.toMatch(/\b(?:TODO|FIXME|XXX)\b|@ts-ignore/);
  });
});
