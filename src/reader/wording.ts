/** Turns schema issues into readable messages. */

import * as z from 'zod';
import { expectation, finding, oneOf } from './expect.ts';
import { joinKey } from './path.ts';
import { quoted } from './quoted.ts';
import { keysAt, metaOf, objectsAt, type Schema, schemaAt, unwrap } from './schema-walk.ts';
import { didYouMean, nearest } from '../scenario/suggest.ts';
import { childOf, idOf, locate, type Place, type Problem, toData, type Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;

interface Context {
  readonly root: Tree;
  readonly schema: Schema;
  /** Advice for a missing section, such as ` or extend a scenario that has it`. */
  readonly missingAdvice: string;
}

/** Word the issues of one check of a whole scenario, in the order of the file, at most one for each value. */
export function wordIssues(issues: readonly Issue[], context: Context): Problem[] {
  const problems: Problem[] = [];
  const missing = new Map<string, { place: Place; keys: string[] }>();
  // By node: a value shared by many items is reported once.
  const seen = new Map<Tree, Set<string>>();
  const guessed = new Set<string>();
  for (const issue of issues.flatMap((one) => flatten(one, []))) {
    const place = locate(context.root, issue.path);
    if (place.innermost.kind === 'leaf' && place.innermost.reported === true) continue;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) problems.push(unknownKey(context, issue.path, key, guessed));
    } else if (place.node === undefined && issue.code !== 'custom') {
      const parent = locate(context.root, issue.path.slice(0, -1));
      const address = issue.path.slice(0, -1).join('/');
      const group = missing.get(address) ?? { place: parent, keys: [] };
      missing.set(address, group);
      group.keys.push(String(issue.path[issue.path.length - 1]));
    } else {
      const said = seen.get(place.innermost) ?? new Set();
      const message = wordIssue(issue, place, context);
      if (issue.code === 'custom' ? said.has(message) : said.size > 0) continue;
      seen.set(place.innermost, said.add(message));
      problems.push({ at: place.innermost.at, path: place.path, message });
    }
  }
  for (const { place, keys } of missing.values()) {
    const real = [...new Set(keys)].filter((key) => !guessed.has(joinKey(place.path, key)));
    const deleted = place.node?.kind === 'map' ? place.node.deleted : undefined;
    for (const key of real) {
      const at = deleted?.get(key);
      const message = 'null deletes it here, but it is required: give it a value, or delete this line';
      if (at !== undefined) problems.push({ at, path: joinKey(place.path, key), message });
    }
    const absent = real.filter((key) => deleted?.has(key) !== true);
    if (absent.length > 0) problems.push(missingKeys(context, place, absent));
  }
  return problems;
}

/** Unions report the issues of each form: use those of the closest form. */
function flatten(issue: Issue, above: readonly PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
  const inside = issue.errors.filter((errors) => errors.every((error) => error.path.length > 0));
  const best = inside.sort((a, b) => a.length - b.length)[0];
  return best === undefined ? [{ ...issue, path }] : best.flatMap((error) => flatten(error, path));
}

function wordIssue(issue: Issue, place: Place, context: Context): string {
  if (issue.code === 'custom') return issue.message;
  const schema = schemaAt(context.schema, context.root, issue.path);
  const value = place.node === undefined ? undefined : toData(place.node);
  const isEmpty = place.node?.kind === 'leaf' && place.node.isEmpty === true;
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const words = discriminatorWords(context, issue.path);
    return `expected ${oneOf(words)}, got ${quoted(value)}${didYouMean(String(value), words)}`;
  }
  if (schema === undefined) return issue.message;
  if (issue.code === 'invalid_value') {
    const hint = typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : '';
    return `expected ${expectation(schema)}, ${finding(value, schema, isEmpty)}${hint}`;
  }
  if (issue.code === 'invalid_format' && !issue.message.startsWith('Invalid')) {
    return `${issue.message}, ${finding(value, schema, isEmpty)}`;
  }
  if (Array.isArray(value) && (issue.code === 'too_small' || issue.code === 'too_big')) return wordLength(issue, value);
  if (value === '') return 'expected some text, but it is empty';
  if (typeof value === 'string' && (issue.code === 'too_small' || issue.code === 'too_big')) {
    return wordLength(issue, value);
  }
  return `expected ${expectation(schema)}, ${finding(value, schema, isEmpty)}`;
}

/** The words that discriminate a union, such as the kinds of an intervention. */
function discriminatorWords(context: Context, path: readonly PropertyKey[]): string[] {
  const above = path.slice(0, -1);
  const union = schemaAt(context.schema, context.root, above);
  if (union === undefined) return [];
  return objectsAt(union, undefined).flatMap((object) => {
    const field: Schema | undefined = object.shape[String(path[path.length - 1])];
    const literal = field && unwrap(field);
    return literal instanceof z.ZodLiteral ? [...literal.values].map(String) : [];
  });
}

function wordLength(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, value: string | unknown[]): string {
  const bound = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const noun = `${typeof value === 'string' ? 'character' : 'item'}${bound === 1 ? '' : 's'}`;
  const words = issue.code === 'too_small' ? 'at least' : 'at most';
  return `expected ${words} ${bound} ${noun}, got ${value.length === 0 ? 'none' : value.length}`;
}

function unknownKey(context: Context, steps: readonly PropertyKey[], key: string, guessed: Set<string>): Problem {
  const place = locate(context.root, steps);
  const schema = schemaAt(context.schema, context.root, steps);
  const known = (schema && keysAt(schema, place.node)) ?? [];
  const open = known.filter((candidate) => childOf(place.node, candidate) === undefined);
  const guess = nearest(key, open) ?? nearest(key, known);
  if (guess !== undefined) guessed.add(joinKey(place.path, guess));
  const child = childOf(place.node, key);
  const at = child?.at ?? place.innermost.at;
  const colon = key.indexOf(':');
  if (colon > 0 && child?.kind === 'leaf' && child.value === null) {
    const advice = `write a blank after the colon: \`${key.slice(0, colon)}: ${key.slice(colon + 1)}\``;
    return { at, path: place.path, message: advice };
  }
  const foreign = steps.length === 0 ? sectionOfEconomy(context, place.node, key) : '';
  if (foreign !== '') return { at, path: key, message: foreign };
  const hint = guess === undefined ? `; known here: ${known.join(', ')}` : ` (did you mean ${guess}?)`;
  return { at, path: joinKey(place.path, key), message: `unknown key${hint}` };
}

/** What replaces the sections of an economy in a supply network alone. */
const IN_A_NETWORK: Readonly<Record<string, string>> = {
  interventions: '; stop a node with supply.nodes[<id>].disruption, see docs/how-to/build-a-supply-network.md',
  demand: '; its demand is the section demandProcess',
  spreads: '; vary its numbers: overbuild sensitivity <scenario> --design sobol --vary <path>=<low>:<high>',
};

/** What to do about a section that only an economy has; '' where the key is none. */
function sectionOfEconomy({ schema }: Context, node: Tree | undefined, key: string): string {
  const kind = childOf(node, 'kind');
  const economy = { kind: 'leaf', value: 'economy' } as const;
  if (node?.kind !== 'map' || kind?.kind !== 'leaf' || kind.value === economy.value) return '';
  const sections = keysAt(schema, { ...node, entries: new Map([['kind', { ...kind, ...economy }]]) });
  if (sections?.includes(key) !== true) return '';
  const what = kind.value === 'supply' ? 'a supply network' : `a ${kind.value} run`;
  const instead = kind.value === 'supply' ? (IN_A_NETWORK[key] ?? '') : '';
  return `${what} has no ${key}, only an economy has: delete it${instead}`;
}

function missingKeys(context: Context, place: Place, keys: readonly string[]): Problem {
  const at = place.innermost.at;
  const isRoot = place.path === '';
  const advice = isRoot ? context.missingAdvice : strangerAdvice(context.root, place);
  if (keys.length > 1) {
    return { at, path: place.path, message: `${keys.length} keys are missing: ${keys.join(', ')}; add them${advice}` };
  }
  const steps = stepsTo(context.root, place.node) ?? [];
  const schema = schemaAt(context.schema, context.root, [...steps, keys[0]]);
  const kinds = discriminatorWords(context, [...steps, keys[0]]);
  const words = kinds.length > 1 ? ` (${oneOf(kinds)})` : schema === undefined ? '' : describe(schema);
  return { at, path: joinKey(place.path, keys[0]), message: `missing; add it${words}${advice}` };
}

/** ` (a whole number >= 1 (months): time from order to delivery)`. */
function describe(schema: Schema): string {
  const { description } = metaOf(schema);
  return ` (${expectation(schema)}${description === '' ? '' : `: ${description}`})`;
}

/** A list item that lacks keys may be a misspelt id of an overlay. */
function strangerAdvice(root: Tree, place: Place): string {
  const id = place.node === undefined ? undefined : idOf(place.node);
  const steps = stepsTo(root, place.node);
  if (id === undefined || steps === undefined) return '';
  const list = locate(root, steps.slice(0, -1)).node;
  if (list?.kind !== 'list') return '';
  const others = list.items.map(idOf).filter((other) => other !== undefined && other !== id) as string[];
  const guess = nearest(id, others);
  return guess === undefined ? '' : `; or did you mean the existing ${guess}?`;
}

/** Keys and indices that lead to a node. */
function stepsTo(root: Tree, target: Tree | undefined): PropertyKey[] | undefined {
  if (root === target) return [];
  const children: Iterable<readonly [PropertyKey, Tree]> =
    root.kind === 'map' ? root.entries : root.kind === 'list' ? root.items.entries() : [];
  for (const [step, child] of children) {
    const rest = stepsTo(child, target);
    if (rest !== undefined) return [step, ...rest];
  }
  return undefined;
}
