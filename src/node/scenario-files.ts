/** Finds scenario files by what a user types: a path, a bare name, or a base with overlays (`baseline+grid-ahead`). */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScenarioError, UsageError } from '../scenario/errors.ts';
import { type Load, readSource, type SourceFile } from '../reader/layers.ts';
import type { Overrides } from '../reader/overrides.ts';
import {
  changeScenario,
  checkOpen,
  type OpenScenario,
  openScenario,
  type ParsedScenario,
  parseScenario,
} from '../reader/parse.ts';
import { didYouMean } from '../scenario/suggest.ts';
import { readText } from './files/read-text.ts';
import { packagePath } from './package-version.ts';

/** Scenarios that come with the package. */
const PACKAGE_FOLDER = fileURLToPath(packagePath('scenarios'));
const ENDINGS = ['', '.yaml', '.yml'];
/** Overlays stand in a folder of their own beside the scenarios, and are found without naming it. */
const OVERLAYS = 'overlays';
/** What a scenario says at the beginning of a line and an overlay never does: no need to read the file twice. */
const SCENARIO_KEY = /^(?:schemaVersion|extends):/m;

export interface LoadOptions {
  /** Folder in which relative paths and `scenarios/` are looked for; that of the process unless given. */
  readonly cwd?: string;
  readonly overrides?: Overrides;
}

/** A scenario or overlay that can be named on the command line. */
export interface ListedScenario {
  /** Shortest name by which it is found. */
  readonly name: string;
  readonly file: string;
  readonly description: string;
  readonly role: 'scenario' | 'overlay';
}

/**
 * Load, layer and check a scenario.
 *
 * @param reference  A file or bare name, followed by `+overlay` any number of times. The file is looked for in the
 *                   working folder, its `scenarios/` and the scenarios of the package; an overlay beside it first.
 * @throws ScenarioError  With every problem there is.
 */
export function loadScenario(reference: string, options: LoadOptions = {}): ParsedScenario {
  return checkOpen(openScenarioFiles(reference, options));
}

/** Find and read the files of a scenario, found as `loadScenario` does, to check it under many overrides. */
export function openScenarioFiles(reference: string, options: LoadOptions = {}): OpenScenario {
  const cwd = options.cwd ?? process.cwd();
  const { base, overlays } = splitReference(reference, cwd);
  const { text, ...main } = fetchFile(base, searchFolders(cwd), cwd);
  if (basename(dirname(main.file)) === OVERLAYS && isOverlay(base, cwd)) {
    throw new UsageError(`${base} is an overlay: name a scenario before it, such as baseline+${base}`);
  }
  return openScenario(text, { ...main, load: loadBeside(cwd), overlays, ...changesOf(options) });
}

const changesOf = ({ overrides }: LoadOptions) => (overrides === undefined ? {} : { overrides });

/** What says a key and not the name of a file. */
const YAML_TEXT = /\n|:\s/;
/** Name of a scenario that comes as text, in messages and results. */
const TEXT_FILE = 'scenario.yaml';

/**
 * Load a scenario as `loadScenario` does, read it from YAML text, or change one that is parsed.
 *
 * @throws ScenarioError  With every problem there is.
 */
export function takeScenario(
  source: string | ParsedScenario,
  { overlays = [], ...options }: LoadOptions & { readonly overlays?: readonly string[] } = {},
): ParsedScenario {
  const load = loadBeside(options.cwd ?? process.cwd());
  if (typeof source !== 'string') return changeScenario(source, { overlays, load, ...changesOf(options) });
  if (!YAML_TEXT.test(source)) return loadScenario([source, ...overlays].join('+'), options);
  return parseScenario(source, { file: TEXT_FILE, load, overlays, ...changesOf(options) });
}

/** Whether a file is part of a scenario, to be laid over one: it says neither its format nor what it extends. */
export function isOverlay(reference: string, cwd: string = process.cwd()): boolean {
  const { base, overlays } = splitReference(reference, cwd);
  if (overlays.length > 0) return false;
  const source = fetchFile(base, searchFolders(cwd), cwd);
  if (SCENARIO_KEY.test(source.text)) return false;
  const { tree } = readSource(source);
  return tree?.kind === 'map' && !tree.entries.has('schemaVersion') && !tree.entries.has('extends');
}

/** Scenarios and overlays of the working folder and of the package; one that hides another is listed alone. */
export function listScenarios(cwd: string = process.cwd()): ListedScenario[] {
  const found = new Map<string, ListedScenario>();
  for (const folder of [join(cwd, 'scenarios'), PACKAGE_FOLDER]) {
    for (const [place, role] of [['', 'scenario'] as const, [OVERLAYS, 'overlay'] as const]) {
      for (const entry of yamlFilesIn(join(folder, place))) {
        const name = stem(entry);
        const path = join(folder, place, entry);
        if (found.has(`${role} ${name}`)) continue;
        found.set(`${role} ${name}`, { name, file: shown(path, cwd), description: descriptionOf(path, cwd), role });
      }
    }
  }
  return [...found.values()];
}

function splitReference(reference: string, cwd: string): { base: string; overlays: string[] } {
  if (isFile(resolve(cwd, reference))) return { base: reference, overlays: [] };
  if (reference.trim() === '') throw new ScenarioError('expected a scenario file, such as baseline.yaml, got nothing');
  const [base, ...overlays] = reference.split('+').map((part) => part.trim());
  if (base === '' || overlays.includes('')) {
    throw new ScenarioError(`${reference}: expected a scenario file, or base.yaml+overlay.yaml without blanks`);
  }
  return { base, overlays };
}

function searchFolders(cwd: string): string[] {
  return [...new Set([cwd, join(cwd, 'scenarios'), PACKAGE_FOLDER])];
}

function loadBeside(cwd: string): Load {
  return (name, from) => fetchFile(name, [dirname(resolve(cwd, from)), ...searchFolders(cwd)], cwd);
}

function fetchFile(name: string, folders: readonly string[], cwd: string): SourceFile {
  const candidates = isAbsolute(name) ? [name] : folders.flatMap((folder) => placesIn(folder, name));
  const path = candidates.flatMap((candidate) => ENDINGS.map((ending) => candidate + ending)).find(isFile);
  if (path === undefined) throw new ScenarioError(missingMessage(name, folders, cwd));
  return readFile(path, cwd);
}

/** A file, with its tree where the build has stored that of this text; the program in the source reads every text. */
function readFile(path: string, cwd: string): SourceFile {
  const file = shown(path, cwd);
  const text = readText(path, file);
  const tree = packagePath(`dist/${storedTreeName(text)}`);
  const isStored = !import.meta.url.endsWith('.ts') && existsSync(tree);
  return { file, text, ...(isStored ? { stored: readFileSync(tree, 'utf8') } : {}) };
}

/** Where the build stores the tree of a text, below `dist`: the name is a hash of the text, so a stale one is not found. */
export function storedTreeName(text: string): string {
  return `trees/${createHash('sha256').update(text).digest('hex')}.json`;
}

function placesIn(folder: string, name: string): string[] {
  return /[/\\]/.test(name) ? [join(folder, name)] : [join(folder, name), join(folder, OVERLAYS, name)];
}

function missingMessage(name: string, folders: readonly string[], cwd: string): string {
  const near = isAbsolute(name) ? [dirname(name)] : folders.flatMap((folder) => [folder, join(folder, OVERLAYS)]);
  const files = [
    ...near.flatMap(yamlFilesIn),
    ...folders.flatMap((folder) => yamlFilesIn(dirname(join(folder, name)))),
  ];
  const bare = name.replace(/^.*[/\\]/, '');
  const names = /\.ya?ml$/.test(bare) ? files : files.map(stem);
  const looked = isAbsolute(name)
    ? ''
    : `; looked in ${[...new Set(folders)].map((folder) => shown(folder, cwd)).join(', ')}`;
  const what = /\.csv$/i.test(name) ? 'file' : 'scenario file';
  return `there is no ${what} ${name}${didYouMean(bare, new Set(names))}${looked}`;
}

function descriptionOf(path: string, cwd: string): string {
  const { tree } = readSource(readFile(path, cwd));
  const leaf = tree?.kind === 'map' ? tree.entries.get('description') : undefined;
  return leaf?.kind === 'leaf' && typeof leaf.value === 'string' ? leaf.value.trim().replace(/\s+/g, ' ') : '';
}

function yamlFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort((a, b) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

function stem(file: string): string {
  return file.replace(/\.ya?ml$/, '');
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** A path as a user would type it: relative below the working folder, absolute elsewhere. */
function shown(path: string, cwd: string): string {
  const below = relative(cwd, path);
  const readable = below === '' ? '.' : below.startsWith('..') || isAbsolute(below) ? path : below;
  return readable.replaceAll(sep, '/');
}
