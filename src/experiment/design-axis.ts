/** An axis of a design: a varied path with a list of values, a range, or an interval to sample from. */

import { exp, log } from '../numeric/elementary.ts';
import { UsageError } from '../scenario/errors.ts';
import { parsePath } from '../reader/path.ts';

/** A value set in the scenario: a number, or a word such as `tit-for-tat` or `*1.2`. */
export type Setting = number | string;

/**
 * Relative change of the value in the scenario: multiply by the number, or add it. Without an operator it is the value.
 */
export type Operator = '*' | '+';

/** Plain data, for transfer to worker threads. */
export type Axis =
  | { readonly kind: 'list'; readonly path: string; readonly values: readonly Setting[] }
  /** Value i is (low + i step) / 10^decimals. */
  | {
      readonly kind: 'range';
      readonly path: string;
      readonly low: number;
      readonly step: number;
      readonly decimals: number;
      readonly count: number;
      readonly operator?: Operator;
    }
  | {
      readonly kind: 'span';
      readonly path: string;
      readonly low: number;
      readonly high: number;
      readonly isLog: boolean;
      readonly operator?: Operator;
      /** Samples whole numbers between its ends, with equal probability unless logarithmic. */
      readonly isWhole?: boolean;
    };

export type Span = Extract<Axis, { readonly kind: 'span' }>;

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?\.?(?:nan|inf|infinity)$/i;
/** Significant digits of a sampled value: more than any assumption has, without binary rounding artefacts. */
const SAMPLE_DIGITS = 12;
const HOW = 'write low:high:step, a,b,c, or low:high to sample from';
const RELATIVE = /^(?:([*+])|add +)(.*)$/;

/** Read `path=values`. */
export function readAxis(text: string): Axis {
  const equals = text.indexOf('=');
  if (equals < 0) throw new UsageError(`expected path=values, such as capex.growthHaircut=0.3:0.7:0.1`);
  return axisOf(text.slice(0, equals).trim(), text.slice(equals + 1).trim());
}

/** Read the values of a path: `0:1:0.1`, `low:high`, `low:high:log`, the same after `*` or `+`, or a list. */
export function axisOf(path: string, values: string): Axis {
  if (parsePath(path) === undefined) {
    throw new UsageError(`${path || '(empty)'} is not a path; write one such as supply.nodes[hbm].leadMonths`);
  }
  const { parts, operator } = unprefixed(values);
  const relative = operator === undefined ? {} : { operator };
  if (parts.length === 2 && parts.every(isNumberOrThrow)) return { ...spanOf(path, parts, false), ...relative };
  if (parts.length === 3 && parts.slice(0, 2).every(isNumberOrThrow)) {
    if (parts[2] === 'log') return { ...spanOf(path, parts, true), ...relative };
    if (isNumberOrThrow(parts[2])) return { ...rangeOf(path, parts), ...relative };
    throw new UsageError(`${values}: expected a step or \`log\` after the second colon, got ${parts[2] || '(empty)'}`);
  }
  const list = splitList(values);
  if (list.some((word) => word === '')) throw new UsageError(`a value is missing in "${values}"; ${HOW}`);
  return listOf(path, list);
}

/** An axis of these values; each is simulated once. */
export function listOf(path: string, texts: readonly string[]): Axis {
  const values = texts.map(settingOf);
  const twice = values.find((value, i) => values.indexOf(value) < i);
  if (twice !== undefined) throw new UsageError(`${twice} is given twice; keep one`);
  return { kind: 'list', path, values };
}

/** Parts between colons, without the operator that both ends of a relative range have. */
function unprefixed(values: string): { readonly parts: readonly string[]; readonly operator: Operator | undefined } {
  const parts = values.split(':').map((part) => part.trim());
  const [first, second] = parts.map((part) => RELATIVE.exec(part)?.[1]);
  if (parts.length < 2 || first === undefined) {
    if (second === undefined || !isNumberOrThrow(parts[0])) return { parts, operator: undefined };
  }
  const bare = parts.map((part) => RELATIVE.exec(part)?.[2] ?? part);
  if (!bare.slice(0, 2).every(isNumberOrThrow)) return { parts, operator: undefined };
  if (first !== second) {
    const operator = first ?? second ?? '';
    throw new UsageError(`${values}: write ${operator} at both ends, ${operator}${bare[0]}:${operator}${bare[1]}`);
  }
  return { parts: bare, operator: first as Operator };
}

/** The factor or the summand of a relative setting such as `*0.9`, `+10` or `add 10`; undefined for any other. */
export function amountOf(setting: string): number | undefined {
  const amount = RELATIVE.exec(setting)?.[2].trim() ?? '';
  return isNumberOrThrow(amount) ? Number(amount) : undefined;
}

/** The number if the text is one, otherwise the word. */
export function settingOf(text: string): Setting {
  return isNumberOrThrow(text) ? Number(text) : text;
}

/**
 * Whether a text is a number.
 *
 * @throws UsageError  For one that no computer number can hold: it would be taken for a word.
 */
function isNumberOrThrow(text: string): boolean {
  const isWritten = NUMBER.test(text);
  if (NOT_FINITE.test(text) || (isWritten && !isHeld(text))) {
    throw new UsageError(`${text} is not a usable number: write a finite one, between 1e-300 and 1e300 or 0`);
  }
  return isWritten;
}

/** Whether a decimal text is neither too large for a computer number nor so small that it would become 0. */
function isHeld(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(text.split(/e/i)[0]));
}

function spanOf(path: string, [low, high]: readonly string[], isLog: boolean): Span {
  const [from, to] = [Number(low), Number(high)];
  if (!(from < to)) throw new UsageError(`${low}:${high}: the second number must be above the first`);
  if (isLog && from <= 0) throw new UsageError(`${low}:${high}:log: a logarithmic range needs numbers above 0`);
  return { kind: 'span', path, low: from, high: to, isLog };
}

/** Counted in whole units of the last decimal, so that 0:1:0.1 has eleven values and the fourth is 0.3. */
function rangeOf(path: string, texts: readonly string[]): Axis {
  const decimals = Math.max(...texts.map(decimalsOf));
  const [low, high, step] = texts.map((text) => Number(`${shifted(text, decimals)}`));
  const text = texts.join(':');
  if (![low, high, step].every(Number.isSafeInteger)) throw new UsageError(`${text}: too many digits for a range`);
  if (step === 0) throw new UsageError(`${text}: the step must not be 0`);
  if ((high - low) * step < 0) throw new UsageError(`${text}: the step leads away from ${texts[1]}`);
  return { kind: 'range', path, low, step, decimals, count: Math.floor((high - low) / step) + 1 };
}

function decimalsOf(text: string): number {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e');
  const [, fraction = ''] = mantissa.split('.');
  return Math.max(0, fraction.length - Number(exponent));
}

/** The number of a decimal text in units of its last decimal. */
function shifted(text: string, decimals: number): string {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e');
  return `${mantissa}e${Number(exponent) + decimals}`;
}

/** Commas within brackets, braces or quotes belong to a value. */
function splitList(text: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let quote = '';
  let value = '';
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('[{('.includes(character)) depth++;
    else if (')}]'.includes(character)) depth--;
    if (character === ',' && depth <= 0 && quote === '') {
      values.push(value.trim());
      value = '';
    } else {
      value += character;
    }
  }
  return [...values, value.trim()];
}

/** Number of values of an axis; infinite for an interval. */
export function levelsOf(axis: Axis): number {
  if (axis.kind === 'list') return axis.values.length;
  return axis.kind === 'range' ? axis.count : Number.POSITIVE_INFINITY;
}

/** Whether all its values are numbers. */
export function isNumeric(axis: Axis): boolean {
  if (axis.kind !== 'list') return axis.operator === undefined;
  return axis.values.every((value) => typeof value === 'number');
}

/** Value i of a list or a range. */
export function levelAt(axis: Axis, i: number): Setting {
  if (axis.kind === 'list') return axis.values[i];
  if (axis.kind === 'span') throw new RangeError(`${axis.path} has no levels`);
  return settingAt(axis, rangeLevel(axis, i));
}

function rangeLevel({ low, step, decimals }: Extract<Axis, { readonly kind: 'range' }>, i: number): number {
  return Number(`${low + i * step}e-${decimals}`);
}

/** A number of an axis as it is laid over the scenario. */
export function settingAt({ operator }: { readonly operator?: Operator }, value: number): Setting {
  return operator === undefined ? value : `${operator}${value}`;
}

/** The last value of a range. */
export function lastLevelOf(axis: Axis): number | undefined {
  return axis.kind === 'range' ? rangeLevel(axis, axis.count - 1) : undefined;
}

/** The value at a share u in [0, 1) of the axis: all levels of a list or a range have the same probability. */
export function sampleAt(axis: Axis, u: number): Setting {
  if (axis.kind !== 'span') return levelAt(axis, Math.floor(u * levelsOf(axis)));
  return settingAt(axis, Number(spanAt(axis, u).toPrecision(SAMPLE_DIGITS)));
}

function spanAt({ low, high, isLog, isWhole }: Span, u: number): number {
  const top = isWhole === true ? high + 1 : high;
  const value = isLog ? low * exp(u * log(top / low)) : low + u * (top - low);
  return isWhole === true ? Math.min(Math.floor(value), high) : value;
}
