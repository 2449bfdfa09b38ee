/** Parameters and their changes in words: `power.regions[*].additionsMwPerMonth=*1.5` as `grid additions in all regions × 1.5`. */

import { goodsIn } from '../columns/column.ts';
import { withUnit } from '../numeric/counted.ts';
import { parsePath } from '../reader/path.ts';
import { numericLeaves } from '../reader/leaves.ts';
import { OPERATION } from '../reader/relative.ts';
import { childSchema, metaOf, type Schema } from '../reader/schema-walk.ts';
import { ScenarioSchema } from '../scenario/schema.ts';
import { changesOf, spokenName } from './scenario-name.ts';
import { capital, listWord, plainName, withinSentence } from './words.ts';

/** Units at the end of a key, such as `MwPerMonth`; the value says them. */
const UNIT_ENDING = /(?:UsdBn|Usd|Mw)?Per(?:Mw|Gw|Month|Year)$|(?:UsdBn|Mw)$/;
/** What one item of a list is called, and the word before it. */
const ITEMS: Readonly<Record<string, readonly [preposition: string, one: string, all: string]>> = {
  regions: ['in', '', 'regions'],
  firms: ['of', '', 'builders'],
  nodes: ['at', '', 'nodes'],
  equities: ['of', '', 'shares'],
  venues: ['of', '', 'venues'],
  walls: ['of', 'wall ', 'walls'],
  companies: ['of', '', 'companies'],
  suppliers: ['of', '', 'suppliers'],
  inputs: ['for', '', 'inputs'],
  types: ['of', 'type ', 'types'],
  demandProcess: ['at', '', 'customers'],
  interventions: ['of', 'intervention ', 'interventions'],
};

/** Lists of the conditions of a wall: further ones have a number. */
const CONDITIONS = new Set(['any', 'all']);

/** Changed numbers named; the others are counted. */
const SHOWN_CAUSES = 3;

export interface ParameterWords {
  /** `lead time of HBM`: within a sentence. */
  readonly name: string;
  /** `months`; `''` for pure numbers, and where none is known. */
  readonly unit: string;
}

/** Beginnings and parts of keys that read better in full. */
const IN_FULL: readonly (readonly [RegExp, string])[] = [
  [/\bmax\b/, 'largest'],
  [/\bmin\b/, 'least'],
  [/\badjust\b/, 'adjustment'],
  [/^process /, ''],
  [/^process$/, 'demand'],
  [/^mechanisms (.+)/, '$1 mechanism'],
  [/^mw$/, 'demand'],
  [/^(?:above|below)$/, 'threshold'],
  // A duration, whose unit the value says.
  [/(?<=\S) months$|(?<=\S) years$/, ' time'],
  [/\b(horizon|life|duration) time$/, '$1'],
  [/^for time$/, 'duration needed'],
];

/** `orderCapMwPerMonth` -> `order cap`. */
function keyWords(key: string): string {
  const bare = key.replace(UNIT_ENDING, '');
  return withinSentence((bare === '' ? key : bare).replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Words of a key and of the maps that hold it: `moratorium rate`. */
function wordsOfKeys(keys: readonly string[]): string {
  return IN_FULL.reduce((words, [part, full]) => words.replace(part, full), keys.map(keyWords).join(' '));
}

/** Whether a text is the address of something in a scenario. */
function isParameter(path: string): boolean {
  let schema: Schema | undefined = ScenarioSchema;
  for (const segment of parsePath(path) ?? [{ key: '' }]) {
    schema = schema && childSchema(schema, undefined, 'key' in segment ? segment.key : 0);
  }
  return schema !== undefined;
}

/** The title of a parameter in its schema; '' where it has none. */
function titleOf(path: string): string {
  let schema: Schema | undefined = ScenarioSchema;
  for (const segment of parsePath(path) ?? []) {
    schema = schema && childSchema(schema, undefined, 'key' in segment ? segment.key : 0);
  }
  return schema === undefined ? '' : metaOf(schema).title;
}

/** A parameter in words: its title, or the words of its key after those of the map that holds it, and whose it is. */
export function parameterWords(path: string, goodsUnit?: string): ParameterWords {
  const segments = parsePath(path);
  if (segments === undefined) return { name: path, unit: '' };
  let schema: Schema | undefined = ScenarioSchema;
  const places: string[] = [];
  const keys: string[] = [];
  for (const [at, segment] of segments.entries()) {
    if ('key' in segment) {
      keys.push(segment.key);
      schema = schema && childSchema(schema, undefined, segment.key);
      continue;
    }
    const list = keys.pop() ?? '';
    const [preposition, one, all] = ITEMS[list] ?? ['of', `${keyWords(list)} `, keyWords(list)];
    const isLast = at === segments.length - 1;
    schema = schema && childSchema(schema, undefined, 0);
    if (!isLast && CONDITIONS.has(list)) {
      const number = Number(segment.item);
      if (number > 0) places.unshift(`${number + 1}`);
      continue;
    }
    const item = segment.item === '*' ? `all ${all}` : `${one}${withinSentence(segment.item.replaceAll('-', '_'))}`;
    if (isLast) keys.push(list);
    places.unshift(`${preposition} ${item}`);
    keys.length = isLast ? keys.length : 0;
  }
  const { title, unit } = schema === undefined ? { title: '', unit: '' } : metaOf(schema);
  // The section of a scenario says little; the map within it that holds the key says much.
  const inner = keys.length > 1 && places.length === 0 ? keys.slice(1) : keys;
  const own = title === '' ? wordsOfKeys(inner) : title;
  const shown = goodsIn(unit, goodsUnit);
  return { name: [own, ...places].join(' '), unit: unit === '1' || unit.startsWith('unit of') ? '' : shown };
}

/** An item of a list by itself: `walls[roi]` as `the ROI wall`, `regions[*]` as `regions`. */
function itemWords(path: string): string | undefined {
  const [, list = '', item = ''] = /(\w+)\[([^\]]+)\]$/.exec(path) ?? [];
  if (list === '') return undefined;
  const [, one, all] = ITEMS[list] ?? ['', `${keyWords(list)} `, keyWords(list)];
  const name = withinSentence(item.replaceAll('-', '_'));
  if (item === '*') return all;
  return one === '' || /^\d+$/.test(item) ? `${one}${name}` : `the ${name} ${one.trim()}`;
}

const PLAYS = /^\S+ plays \S+$/;
const MAP = /^\{(.*)\}$/s;
/** Commas between the items of a map, and not within a list. */
const BETWEEN = /,(?![^[]*\])/;

/** A list of numbers or words: `[24, 25]` as `24 and 25`; whole numbers in a row as `24 to 29`. */
function itemsWord(text: string): string {
  const inner = /^\[([^[\]{}]*)\]$/.exec(text)?.[1];
  if (inner === undefined) return text.replace(/^"(.*)"$/, '$1');
  const items = inner.split(',').map((item) => item.trim());
  const isRow = items.length > 2 && items.every((item, at) => Number(item) === Number(items[0]) + at);
  return isRow ? `${items[0]} to ${items[items.length - 1]}` : listWord(items);
}

/** Keys and values of a map of plain values and lists; undefined for any other text. */
function mapOf(value: string): ReadonlyMap<string, string> | undefined {
  const inner = MAP.exec(value)?.[1];
  if (inner === undefined || /[{]/.test(inner)) return undefined;
  return new Map(
    inner.split(BETWEEN).map((part) => {
      const [, key, text] = /^\s*([^:]+):\s*(.*?)\s*$/.exec(part) ?? ['', part.trim(), ''];
      return [key, text] as const;
    }),
  );
}

/** What a disruption of a node stops, and when: `{kind: production, months: [24]}` as `stop of production at hbm in month 24`. */
function stopWords(map: ReadonlyMap<string, string>, name: string): string {
  const months = map.get('months');
  const fail = map.get('failPerMonth');
  const recover = map.get('recoverPerMonth');
  const when = [
    ...(months === undefined ? [] : [`in ${/\d\D+\d/.test(months) ? 'months' : 'month'} ${itemsWord(months)}`]),
    ...(fail === undefined ? [] : [`with probability ${fail} a month`]),
    ...(recover === undefined ? [] : [`recovery ${recover} a month`]),
  ];
  return `stop of ${map.get('kind')}${name.replace(/^disruption/, '')} ${when.join(', ')}`.trim();
}

/** A map of a rule: `{kind: apiobpcs, lineAdjustMonths: 1}` as `apiobpcs (line adjustment time 1 month)`. */
function valueWords(value: string, path: string, goodsUnit?: string): string {
  const [, items] = /^\[\s*(\{.*\})\s*\]$/s.exec(value) ?? [];
  if (items !== undefined) {
    const maps = items.split(/(?<=\}),\s*(?=\{)/);
    return listWord(maps.map((map, at) => valueWords(map, `${path}[${at}]`, goodsUnit)));
  }
  const map = mapOf(value);
  if (map === undefined) return itemsWord(value);
  const kind = map.get('kind');
  const rest = [...map]
    .filter(([key]) => key !== 'kind')
    .map(([key, text]) => {
      const { unit } = parameterWords(`${path}.${key}`, goodsUnit);
      // A date and a duration of an intervention.
      if (key === 'month' || key === 'months') return key === 'month' ? `month ${text}` : withUnit(text, key);
      const value = unit === '' || !Number.isFinite(Number(text)) ? itemsWord(text) : withUnit(text, unit);
      return `${titleOf(`${path}.${key}`) || wordsOfKeys([key])} ${value}`.trim();
    });
  if (kind === undefined) return rest.join(', ');
  return rest.length === 0 ? kind : `${kind} (${rest.join(', ')})`;
}

/** One change, or one parameter, in words: `capex.growthHaircut=0.3` as `haircut on believed growth 0.3`. */
export function changeWords(change: string, goodsUnit?: string): string {
  const equals = change.indexOf('=');
  const path = equals < 0 ? change : change.slice(0, equals).trim();
  if (equals < 0) {
    if (PLAYS.test(change)) return change.replace(/^\* /, 'every builder ');
    return isParameter(path) ? parameterWords(path).name : plainName(change);
  }
  const { name, unit } = parameterWords(path, goodsUnit);
  const value = change.slice(equals + 1).trim();
  if (value === 'null') return `without ${itemWords(path) ?? name}`;
  if (value === 'true' || value === 'false') return `${name} ${value === 'true' ? 'on' : 'off'}`;
  const [, operator, amount = ''] = OPERATION.exec(value) ?? [];
  const inUnit = (text: string): string => (unit === '' ? text : withUnit(text, unit));
  if (operator === '*') return `${name} × ${amount.trim()}`;
  if (operator !== undefined) {
    const by = amount.trim().replace(/^\+/, '');
    return by.startsWith('-') ? `${name} − ${inUnit(by.slice(1))}` : `${name} + ${inUnit(by)}`;
  }
  const stop = path.endsWith('.disruption') ? mapOf(value) : undefined;
  if (stop?.has('kind') === true) return stopWords(stop, name);
  return `${name} ${Number.isFinite(Number(value)) ? inUnit(value) : valueWords(value, path, goodsUnit)}`;
}

const spokenChanges = (changes: string, goodsUnit?: string): string =>
  changes
    .split('; ')
    .map((change) => changeWords(change, goodsUnit))
    .join('; ');

/** A scenario in a title: `my/chain.yaml (changed: power.pue=1.2)` as `chain (changed: PUE 1.2)`. */
export function scenarioTitle(name: string, goodsUnit?: string): string {
  const changes = changesOf(name);
  return `${spokenName(name)}${changes === '' ? '' : ` (changed: ${spokenChanges(changes, goodsUnit)})`}`;
}

/** A number of the scenario as the title of an axis: `Haircut on believed growth`, with its unit if it has one. */
export function parameterTitle(path: string, goodsUnit?: string): string {
  if (!isParameter(path)) return path;
  const { name, unit } = parameterWords(path, goodsUnit);
  return capital(unit === '' ? name : `${name} (${unit})`);
}

/** A number with others that share its draw: `Permit time in ERCOT and 6 other regions`. */
export function sharedTitle(title: string, name: string, paths: readonly string[]): string {
  const others = paths.filter((path) => path !== name);
  if (others.length === 0) return title;
  const form = (path: string): string => path.replace(/\[[^\]]*\]/, '[]');
  const [, list = ''] = /([A-Za-z]+)\[/.exec(name) ?? [];
  const isAlike = others.every((path) => form(path) === form(name));
  const [, , all = 'numbers'] = (isAlike ? ITEMS[list] : undefined) ?? [];
  return `${title} and ${others.length} other ${others.length === 1 ? all.replace(/s$/, '') : all}`;
}

/**
 * What of month 0 two scenarios change together with numbers of later months, in words, each with these numbers:
 * `sites under construction (grid additions in all regions)`.
 */
export function startChanges(base: unknown, other: unknown): string[] {
  const before = new Map(numericLeaves(base, ScenarioSchema).map(({ path, value }) => [path, value]));
  const after = numericLeaves(other, ScenarioSchema);
  const form = (path: string): string => path.replace(/\[[^\]]*\]/g, '[*]');
  const changed = after.filter(({ path, value, facts }) => {
    const was = before.get(path);
    return was !== undefined && was !== value && facts !== undefined && facts.start !== '';
  });
  return [...new Set(changed.map(({ facts }) => facts?.start ?? ''))].map((start) => {
    const paths = changed.flatMap(({ path, facts }) => (facts?.start === start ? [path] : []));
    const alike = [...new Set(paths.map(form))].map((shape) => {
      const same = paths.filter((path) => form(path) === shape);
      const isAll = same.length > 1 && after.filter(({ path }) => form(path) === shape).length === same.length;
      return isAll ? parameterWords(shape).name : sharedTitle(parameterWords(same[0]).name, same[0], same);
    });
    const more = alike.length - SHOWN_CAUSES;
    return `${start} (${listWord(more > 0 ? [...alike.slice(0, SHOWN_CAUSES), `${more} more`] : alike)})`;
  });
}

/** The same of compared scenarios, the base first, as one sentence for a picture; empty where month 0 is alike. */
export function startNote(scenarios: readonly { readonly scenario: unknown }[]): string {
  const [base, ...others] = scenarios;
  const changes = new Set(others.flatMap(({ scenario }) => startChanges(base.scenario, scenario)));
  return changes.size === 0 ? '' : `Month 0 differs too: ${listWord([...changes])}.`;
}

/** Numbers of the scenario as names of rows; those that would read alike, and other texts, stay as they are. */
export function rowTitles(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...changeTitles(names)].map(([name, title]) => [name, isParameter(name) ? capital(title) : name]));
}

/** Changes and parameters in words, by themselves; those that would read alike stay as they are. */
export function changeTitles(changes: readonly string[], goodsUnit?: string): ReadonlyMap<string, string> {
  return titled(changes, (change) => spokenChanges(change, goodsUnit));
}

/** The same for a title: without the numbers of a rule in brackets, where no two changes then read alike. */
export function shortTitles(changes: readonly string[], goodsUnit?: string): ReadonlyMap<string, string> {
  const full = changeTitles(changes, goodsUnit);
  const short = titled(changes, (change) => (full.get(change) ?? change).replace(/ \([^()]*\)/g, ''));
  return [...short].some(([change, title]) => change === title) ? full : short;
}

function titled(changes: readonly string[], wordsOf: (change: string) => string): ReadonlyMap<string, string> {
  const titles = changes.map(wordsOf);
  const isUnique = (title: string): boolean => titles.filter((other) => other === title).length === 1;
  return new Map(changes.map((change, at) => [change, isUnique(titles[at]) ? titles[at] : change]));
}
