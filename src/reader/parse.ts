/** Parses scenario files and overrides into a checked scenario, or reports all problems. */

import type * as z from 'zod';
import type { Check } from '../scenario/check-problem.ts';
import { checkScenario } from '../scenario/check.ts';
import { withDemandRead } from './demand-file.ts';
import { fillDefaults } from './defaults.ts';
import { ScenarioError, StrategyError, UsageError, UserError } from '../scenario/errors.ts';
import type { Evidence } from './evidence.ts';
import { fileStem, type Layers, type Load, problemLine, readLayers, type SourceFile } from './layers.ts';
import { gatherSpreads, placeSpreads } from './gather-spreads.ts';
import { applyOverrides, type Overrides, overrideTexts } from './overrides.ts';
import { parsePath } from './path.ts';
import { formatProblem, type Position } from './position.ts';
import { type Scenario, ScenarioSchema } from '../scenario/schema.ts';
import { keysAt, numberFacts, schemaAt } from './schema-walk.ts';
import { locate, type Problem, stepsOf, toData, type Tree, walk } from './tree.ts';
import { wordIssues } from './wording.ts';

export interface ParseOptions {
  /** Name of the file for messages, and for finding `extends` and overlays next to it. */
  readonly file: string;
  /** The tree of the text as `storeTree` made it, which saves reading the text. */
  readonly stored?: string;
  /** Loads files named by `extends` and overlays. Required for these. */
  readonly load?: Load;
  /** Names of overlays, merged in this order. */
  readonly overlays?: readonly string[];
  /** Applied last, in their order. */
  readonly overrides?: Overrides;
}

/** A checked value with the sources of its parts. */
export interface Parsed<T> {
  readonly value: T;
  /** Name from the files or the command line: `baseline`, `baseline+grid-ahead`. */
  readonly name: string;
  /** Every file used, lowest layer first. */
  readonly files: readonly string[];
  /** Evidence by address, such as `supply.nodes[hbm].leadMonths`; numbers without evidence are absent. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** The value at these keys and indices as written in the file: `007`, not 7; empty where there is none. */
  written(steps: readonly PropertyKey[]): string;
  /** Where the value at these keys and indices was written; the innermost part around it when it is absent. */
  position(steps: readonly PropertyKey[]): Position;
  /** A line for a ScenarioError about the value at these keys and indices. */
  problem(steps: readonly PropertyKey[], message: string): string;
  /** The same for a line that opens with an address (`firms[AMZN].strategy.id: unknown`); any other stays as it is. */
  placed(line: string): string;
}

export interface ParsedScenario extends Omit<Parsed<Scenario>, 'value' | 'written'> {
  readonly scenario: Scenario;
  /** What it was checked from, to be checked under further overrides. */
  readonly open: OpenScenario;
}

/** Files read and merged, not yet checked: plain data, for worker threads. */
export interface OpenScenario {
  readonly file: string;
  readonly layers: Layers;
  /** Applied before any that come later; the files that they name are read. */
  readonly overrides: readonly string[];
  /** The same as the user wrote them. */
  readonly changes: readonly string[];
}

/** Changes, and what finds the files that they name. */
type Changes = Pick<ParseOptions, 'overrides' | 'load'>;

/** A file in the folder of the user, beside which others are found. */
const BESIDE_USER = 'set';

/** Read the files of a scenario once, to check it under many overrides. */
export function openScenario(text: string, options: ParseOptions, schema: z.ZodType = ScenarioSchema): OpenScenario {
  const { load = () => undefined, overlays = [] } = options;
  const layers = readLayers({ ...options, text }, { overlays, load, schema });
  return changed({ file: options.file, layers, overrides: [], changes: [] }, options);
}

/** The same under further changes, the files that they name read. */
function changed(open: OpenScenario, { overrides, load = () => undefined }: Changes): OpenScenario {
  const { layers } = open;
  const problems: Problem[] = [];
  const report = (at: Position, message: string) => problems.push({ at, path: '', message });
  const startLeaf = layers.tree?.kind === 'map' ? layers.tree.entries.get('startMonth') : undefined;
  const start = startLeaf?.kind === 'leaf' ? startLeaf.value : undefined;
  // Files of demand that a change names are beside the user, not beside the scenario.
  const fetch = (name: string, at: Position): SourceFile | undefined => {
    try {
      const found = load(name, BESIDE_USER);
      if (found === undefined) report(at, `there is no file ${name}`);
      return found;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const message of error.problems) report(at, message);
      return undefined;
    }
  };
  const changes = overrideTexts(overrides);
  const read = changes.map((change) => withDemandRead(change, start, { fetch, report }));
  return {
    ...open,
    overrides: [...open.overrides, ...read],
    changes: [...open.changes, ...changes],
    layers: { ...layers, problems: [...layers.problems, ...problems] },
  };
}

/** Check an opened scenario under further overrides; throws one ScenarioError with all problems. */
export function checkOpen(open: OpenScenario, overrides: readonly string[] = []): ParsedScenario {
  const changes = [...open.changes, ...overrides];
  const whole = { ...open, overrides: [...open.overrides, ...overrides], changes };
  const { value, ...rest } = checkLayers(ScenarioSchema, whole, checkScenario);
  return { scenario: value, open: whole, ...rest };
}

/** Problems of overrides alone: missing paths, or operators that do not fit. */
export function overrideProblems(open: OpenScenario, overrides: readonly string[]): string[] {
  if (open.layers.tree === undefined) return [];
  const { tree } = applyOverrides(open.layers.tree, open.overrides, ScenarioSchema);
  return applyOverrides(tree, overrides, ScenarioSchema).problems.map(({ message }) => message);
}

/** Parse and check a scenario; throws one ScenarioError with all problems. */
export function parseScenario(text: string, options: ParseOptions): ParsedScenario {
  return checkOpen(openScenario(text, options));
}

/**
 * Check a parsed scenario again under further overrides.
 *
 * @throws ScenarioError  With every problem; UsageError when overlays are to be laid over what is merged.
 */
export function changeScenario(
  parsed: ParsedScenario,
  { overlays = [], ...changes }: Changes & Pick<ParseOptions, 'overlays'>,
): ParsedScenario {
  if (overlays.length > 0) {
    throw new UsageError(`overlays: ${parsed.name} is parsed; give its text or name, or parse it with these overlays`);
  }
  return overrideTexts(changes.overrides).length === 0 ? parsed : checkOpen(changed(parsed.open, changes));
}

/**
 * Run an action on a parsed scenario, and add positions to its error messages.
 *
 * @throws ScenarioError, StrategyError  The same kind of error, each problem with file, line and column.
 */
export function withPlaces<T>(parsed: Pick<Parsed<unknown>, 'placed'>, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const lines = error.problems.map((problem) => parsed.placed(problem));
    throw error instanceof StrategyError ? new StrategyError(lines) : new ScenarioError(lines);
  }
}

/** Parse with any schema: the same files, overlays, overrides and messages. */
export function parseWith<S extends z.ZodType>(
  schema: S,
  text: string,
  options: ParseOptions,
  check: Check<z.output<S>> = () => [],
): Parsed<z.output<S>> {
  return checkLayers(schema, openScenario(text, options, schema), check);
}

function checkLayers<S extends z.ZodType>(
  schema: S,
  { file, layers, overrides }: OpenScenario,
  check: Check<z.output<S>>,
): Parsed<z.output<S>> {
  if (layers.tree === undefined) throw problemsError(layers.problems, layers.files, overrides);
  const placed = placeSpreads(withName(layers.tree, layers.name, schema));
  const changed = applyOverrides(placed.tree, overrides, schema);
  const { tree: root, problems: unsound } = gatherSpreads(fillDefaults(changed.tree, schema), schema);
  const result = schema.safeParse(toData(root));
  const missingAdvice =
    layers.files.length > 1 ? '' : ', or start the file with `extends: baseline.yaml` to inherit missing keys';
  const found = result.success
    ? check(result.data).map(({ path, message }) => ({ ...placeOf(root, path), message }))
    : wordIssues(result.error.issues, { root, schema, missingAdvice });
  const unfit = [...placed.problems, ...changed.problems, ...unsound, ...signs(root, schema)];
  const problems = [...layers.problems, ...unfit, ...found];
  if (problems.length > 0 || !result.success) throw problemsError(problems, layers.files, overrides);
  return {
    value: result.data,
    name: layers.name || fileStem(file),
    files: layers.files,
    evidence: evidenceOf(root),
    written(steps) {
      const { node } = locate(root, steps);
      return node?.kind === 'leaf' ? (node.written ?? String(node.value)) : '';
    },
    position: (steps) => placeOf(root, steps).at,
    problem(steps, message) {
      const { at, path } = placeOf(root, steps);
      return formatProblem(at, path, message);
    },
    placed(line) {
      const [address] = line.split(': ', 1);
      const steps = stepsOf(root, parsePath(address) ?? []);
      return steps === undefined
        ? line
        : formatProblem(placeOf(root, steps).at, address, line.slice(address.length + 2));
    },
  };
}

/** A number with a plus sign in a file looks like an addition, which is text. */
function signs(root: Tree, schema: z.ZodType): Problem[] {
  const problems: Problem[] = [];
  for (const [path, node] of walk(root)) {
    if (node.kind !== 'leaf' || node.written?.startsWith('+') !== true) continue;
    const found = schemaAt(schema, root, stepsOf(root, parsePath(path) ?? []) ?? []);
    if (found === undefined || numberFacts(found) === undefined) continue;
    const message = `${node.written} is a value, not an addition: write ${node.value}, or "${node.written}" in quotes to add`;
    problems.push({ at: node.at, path, message });
  }
  return problems;
}

function placeOf(root: Tree, steps: readonly PropertyKey[]): { at: Position; path: string } {
  const { innermost, path } = locate(root, steps);
  return { at: innermost.at, path };
}

/** A scenario is named after its files, unless its schema has no name. */
function withName(tree: Tree, name: string, schema: z.ZodType): Tree {
  if (tree.kind !== 'map' || keysAt(schema, tree)?.includes('name') !== true) return tree;
  const said = tree.entries.get('name');
  if (said !== undefined && (said.kind !== 'leaf' || typeof said.value !== 'string' || said.value === '')) return tree;
  const leaf = { kind: 'leaf', value: name, at: said?.at ?? tree.at } as const;
  return {
    ...tree,
    entries: new Map<string, Tree>([['name', leaf], ...[...tree.entries].filter(([k]) => k !== 'name')]),
  };
}

function evidenceOf(root: Tree): ReadonlyMap<string, Evidence> {
  const evidence = new Map<string, Evidence>();
  for (const [path, node] of walk(root)) {
    if (node.kind === 'leaf' && node.evidence !== undefined) evidence.set(path, node.evidence);
  }
  return evidence;
}

/** In the order of the files and of their lines, the command line last, each line once. */
function problemsError(
  problems: readonly Problem[],
  files: readonly string[],
  overrides: readonly string[],
): ScenarioError {
  const rank = ({ at }: Problem): readonly number[] =>
    'override' in at ? [files.length, overrides.indexOf(at.override), 0] : [files.indexOf(at.file), at.line, at.column];
  const sorted = [...problems].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const differing = left.findIndex((part, i) => part !== right[i]);
    return differing < 0 ? 0 : left[differing] - right[differing];
  });
  return new ScenarioError([...new Set(sorted.map(problemLine))]);
}
