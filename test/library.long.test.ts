/** The package as its users get it: packed, installed, compiled strictly; every program of docs/library.md is executed. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import ts from 'typescript';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from './support/batches.ts';
import { IS_BUILT } from './support/built.ts';
import { programsOf } from './support/markdown.ts';

const DOORS = { overbuild: 'dist/index.d.ts', 'overbuild/node': 'dist/node/index.d.ts' };
const project = temporaryFolder();
const installed = join(project, 'node_modules', 'overbuild');
const programs = programsOf(readFileSync('docs/library.md', 'utf8'));
const inNode = programs.filter(({ text }) => !text.includes('.yaml') && !text.includes('declare module'));

/** Link a package of this project into that of the user. */
function link(name: string): void {
  const place = join(project, 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(resolve('node_modules', name), place);
}

beforeAll(() => {
  expect(IS_BUILT, 'built: run npm run build').toBe(true);
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json']);
  const words = ['pack', '--ignore-scripts', '--offline', '--json', '--pack-destination', project];
  const [{ filename }] = JSON.parse(execFileSync('npm', words, { encoding: 'utf8', maxBuffer: 1 << 26 }));
  mkdirSync(dirname(installed));
  execFileSync('tar', ['-xzf', join(project, filename), '-C', dirname(installed)]);
  renameSync(join(dirname(installed), 'package'), installed);
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), '@types/node']) link(name);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const { file, text } of programs) writeFileSync(join(project, file), text);
  const doors = Object.keys(DOORS).map((door, i) => `export * as door${i} from '${door}';\n`);
  writeFileSync(join(project, 'doors.ts'), doors.join(''));
});

it.each([
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
])('compiles in strict mode with --moduleResolution %s', (resolution, module) => {
  const words = ['--strict', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes', '--verbatimModuleSyntax'];
  const shape = ['--target', 'es2023', '--lib', 'es2023', '--types', 'node', '--outDir', resolution];
  const files = [...programs.map(({ file }) => file), 'doors.ts'];
  const { stdout } = spawnSync(
    resolve('node_modules/.bin/tsc'),
    [...words, ...shape, '--module', module, '--moduleResolution', resolution, ...files],
    { cwd: project, encoding: 'utf8' },
  );
  expect(stdout).toBe('');
});

it('exports every type that its public functions and types name', () => {
  const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true };
  const files = Object.values(DOORS).map((door) => join(installed, door));
  const program = ts.createProgram(files, { ...options, types: [] });
  for (const file of files) expect(unexported(program, file), file).toEqual([]);
});

/** Types of the package that exports of a module name and the module does not export, each with who names it. */
function unexported(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  const original = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is not a module`);
  const exported = new Set(checker.getExportsOfModule(module).map(original));
  expect(exported.size).toBeGreaterThan(100);
  const missing = new Set<string>();
  for (const symbol of exported) {
    const visit = (node: ts.Node): void => {
      const named = namedBy(node);
      const symbolOfName = named && checker.getSymbolAtLocation(named);
      const type = symbolOfName && original(symbolOfName);
      const isOurs = type?.declarations?.[0].getSourceFile().fileName.startsWith(join(installed, 'dist')) === true;
      const isParameter = type !== undefined && (type.flags & ts.SymbolFlags.TypeParameter) !== 0;
      if (isOurs && !isParameter && !exported.has(type)) missing.add(`${type.name}, named by ${symbol.name}`);
      ts.forEachChild(node, visit);
    };
    for (const declaration of symbol.declarations ?? []) visit(declaration);
  }
  return [...missing];
}

function namedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return ts.isImportTypeNode(node) ? node.qualifier : undefined;
}

it('has programs for a run, errors, a batch, a strategy, a game and a browser', () => {
  expect(inNode.length).toBeGreaterThan(4);
  expect(programs.length).toBe(inNode.length + 2);
});

it.each(inNode)('$file runs', ({ file, text }) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('nodenext', file.replace(/\.ts$/, '.js'))], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  expect(stdout.trim()).not.toBe('');
  expect(stdout).not.toContain('undefined');
  // What a program prints is what the page says it prints.
  for (const [, line] of text.matchAll(/^ *\/\/ (--set .*)$/gm)) expect(stdout.trim()).toBe(line);
});

it('in-browser.ts runs without anything of Node', async () => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: project,
    entryPoints: ['in-browser.ts'],
    bundle: true,
    platform: 'browser',
    loader: { '.yaml': 'text' },
    external: ['node:*'],
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const asking = Object.entries(metafile.inputs).filter(([, { imports }]) => imports.some(({ external }) => external));
  expect(asking.map(([file]) => file)).toEqual([expect.stringMatching(/node_modules\/highs\/build\/highs\.mjs$/)]);
  const printed = new Promise<unknown[]>((done) => {
    const page = { console: { log: (...words: unknown[]) => done(words) }, structuredClone, TextEncoder };
    runInContext(outputFiles[0].text, createContext(page));
  });
  const { loadScenario, simulate } = await import(join(installed, 'dist/node/index.js'));
  const { outcome, months } = simulate(loadScenario('baseline+grid-ahead').scenario, 'demo');
  expect(await printed).toEqual([outcome.wall, months]);
});

it('finds scenarios and its own package.json by import.meta.resolve', () => {
  const wanted = ['scenarios/baseline.yaml', 'scenarios/overlays/grid-ahead.yaml', 'package.json'];
  const code = `console.log(${wanted.map((file) => `import.meta.resolve('overbuild/${file}')`).join(', ')})`;
  const words = ['--input-type=module', '--eval', code];
  const found = execFileSync(process.execPath, words, { cwd: project, encoding: 'utf8' }).trim().split(' ');
  expect(found.map((url) => existsSync(new URL(url)))).toEqual(wanted.map(() => true));
});
