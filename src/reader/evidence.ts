/** Evidence of a number: `{ value, evidence, source, row, spread }` in a file becomes a bare number with its evidence. */

import { expectation } from './expect.ts';
import { formatPosition, type Position } from './position.ts';
import { quoted } from './quoted.ts';
import { type Spread, SPREAD_FORMS } from '../scenario/spread.ts';
import { didYouMean, nearest, orList } from '../scenario/suggest.ts';
import type { Leaf, MapNode, Problem, Tree } from './tree.ts';

/** Kinds of evidence, strongest first. */
export const EVIDENCE_KINDS = {
  reported: 'printed in the source',
  derived: 'computed from figures in the source',
  estimated: 'an estimate of the source, or based on it',
  calibrated: 'fitted to records by overbuild calibrate; the source names the targets',
  assumed: 'our assumption; the source may give the reason',
} as const;

export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

export interface Evidence {
  readonly evidence: EvidenceKind;
  /** Source, or for an assumption its reason. */
  readonly source?: string;
  /** Row of the source table. */
  readonly row?: string | number;
}

const KEYS = ['value', 'evidence', 'source', 'row', 'spread'];

/** Whether a map is a number with its evidence rather than a part of the scenario. */
export function isEvidenced(map: MapNode): boolean {
  if (map.entries.has('evidence')) return true;
  return map.entries.has('value') && [...map.entries.keys()].every((key) => KEYS.includes(key));
}

/** Evidence for a value that was changed on the command line. */
export function evidenceOfOverride(at: Position): Evidence {
  return { evidence: 'assumed', source: formatPosition(at) };
}

/** Turn the object form into a leaf; `report` receives its problems. */
export function unwrapEvidence(map: MapNode, path: string, report: (problem: Problem) => void): Leaf {
  const problem = (key: string, message: string) => {
    report({ at: map.entries.get(key)?.at ?? map.at, path, message });
  };
  let misspelt = false;
  for (const key of map.entries.keys()) {
    if (KEYS.includes(key)) continue;
    misspelt ||= nearest(key, KEYS) === 'value';
    const hint = scalar(map.entries.get(key)) === null ? ' (text with a comma needs quotes)' : didYouMean(key, KEYS);
    problem(key, `unknown key ${key}${hint}; a number with evidence has the keys ${KEYS.join(', ')}`);
  }
  const value = scalar(map.entries.get('value'));
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
    if (!misspelt) problem('value', 'a number with evidence needs the number itself as `value:`');
    return { kind: 'leaf', value: null, at: map.at, reported: true };
  }
  const evidence = readEvidence(map, problem);
  const written = map.entries.get('spread');
  if (written !== undefined && typeof value !== 'number') problem('spread', 'only a number can have a spread');
  const law = written && readSpread(written, (message) => problem('spread', message));
  return {
    kind: 'leaf',
    value,
    at: map.at,
    ...(evidence === undefined ? {} : { evidence }),
    ...(law === undefined || typeof value !== 'number' ? {} : { spread: { law, at: (written ?? map).at } }),
  };
}

/** Keys of a spread that say its law. */
function lawKeys(spread: object): string {
  return Object.keys(spread)
    .filter((key) => key !== 'with')
    .sort()
    .join();
}

const FORMS = '{ logSd: 0.2 }, { sd: 0.1 } or { low: 1, high: 3 }';

/** Read how uncertain a number is; `report` receives its problems. */
export function readSpread(tree: Tree, report: (message: string) => void): Spread | undefined {
  const known = SPREAD_FORMS.flatMap((form) => Object.keys(form.shape));
  const entries = tree.kind === 'map' ? [...tree.entries] : [];
  const stranger = entries.find(([key]) => !known.includes(key));
  if (stranger !== undefined) {
    report(`unknown key ${stranger[0]} in a spread${didYouMean(stranger[0], known)}; write ${FORMS}`);
    return undefined;
  }
  const said = Object.fromEntries(entries.map(([key, child]) => [key, scalar(child)]));
  const form = SPREAD_FORMS.find((one) => lawKeys(one.shape) === lawKeys(said));
  if (form === undefined) {
    report(`expected a spread such as ${FORMS}`);
    return undefined;
  }
  const result = form.safeParse(said);
  if (result.success) return result.data;
  const key = String(result.error.issues[0].path[0]);
  report(`${key} of a spread must be ${expectation(Reflect.get(form.shape, key))}, got ${quoted(said[key])}`);
  return undefined;
}

function readEvidence(map: MapNode, problem: (key: string, message: string) => void): Evidence | undefined {
  const kinds = Object.keys(EVIDENCE_KINDS);
  const kind = scalar(map.entries.get('evidence'));
  if (kind === undefined || kind === null) {
    problem('evidence', `needs \`evidence:\` beside the value: ${orList(kinds)}`);
    return undefined;
  }
  if (!isKind(kind)) {
    const hint = didYouMean(String(kind), kinds);
    problem('evidence', `expected evidence ${orList(kinds)}, got ${quoted(kind)}${hint}`);
    return undefined;
  }
  const source = scalar(map.entries.get('source'));
  if (source !== undefined && (typeof source !== 'string' || source.trim() === '')) {
    problem('source', `expected \`source:\` to be text, got ${quoted(source)}`);
    return undefined;
  }
  if (source === undefined && kind !== 'assumed') {
    problem('evidence', `${kind} evidence needs a \`source:\` (only assumed can do without)`);
    return undefined;
  }
  const row = scalar(map.entries.get('row'));
  if (row !== undefined && typeof row !== 'string' && typeof row !== 'number') {
    problem('row', 'expected `row:` to be the name or number of a row of the source');
    return undefined;
  }
  return { evidence: kind, ...(source === undefined ? {} : { source }), ...(row === undefined ? {} : { row }) };
}

function isKind(value: unknown): value is EvidenceKind {
  return typeof value === 'string' && Object.hasOwn(EVIDENCE_KINDS, value);
}

function scalar(tree: Tree | undefined): Leaf['value'] | undefined {
  if (tree === undefined) return undefined;
  return tree.kind === 'leaf' ? tree.value : null;
}
