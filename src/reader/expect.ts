/** Words of messages: what was expected and what was found. */

import { quoted } from './quoted.ts';
import * as z from 'zod';
import { numberFacts, type NumberFacts, type Schema, unwrap } from './schema-walk.ts';
import { orList } from '../scenario/suggest.ts';

/** `a whole number >= 1 (months)`, `true or false`, `a list`. */
export function expectation(schema: Schema): string {
  const facts = numberFacts(schema);
  if (facts !== undefined) return `${numberWords(facts)}${unitWords(facts)}`;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return oneOf(inner.options.map(String));
  if (inner instanceof z.ZodLiteral) return orList([...inner.values].map((value) => JSON.stringify(value)));
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodString) return 'text';
  if (inner instanceof z.ZodArray || inner instanceof z.ZodTuple) return 'a list';
  if (inner instanceof z.ZodObject || inner instanceof z.ZodRecord) return 'a map of keys and values';
  if (inner instanceof z.ZodDiscriminatedUnion) return 'a map of keys and values';
  if (inner instanceof z.ZodUnion) {
    return orList([...new Set(inner._zod.def.options.map((option: Schema) => expectation(option)))] as string[]);
  }
  return 'a value';
}

/** `one of a, b or c`, or the only word there is. */
export function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `one of ${orList(words)}`;
}

/** `a number from 0 to 1`. */
function numberWords({ integer, min, max }: NumberFacts): string {
  const noun = integer ? 'a whole number' : 'a number';
  if (Number.isFinite(min) && Number.isFinite(max)) return `${noun} from ${min} to ${max}`;
  if (Number.isFinite(min)) return `${noun} >= ${min}`;
  if (Number.isFinite(max)) return `${noun} <= ${max}`;
  return noun;
}

function unitWords({ unit }: NumberFacts): string {
  return unit === '' || unit === '1' ? '' : ` (${unit})`;
}

/** What was found, with advice for common mistakes: `got the text "12": remove the quotes`. */
export function finding(value: unknown, schema: Schema, isEmpty = false): string {
  if (value === null) return isEmpty ? emptyFinding(schema) : 'got null, which only deletes what another file says';
  if (Array.isArray(value)) return `got a list of ${value.length}`;
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    const advice =
      'value' in value && numberFacts(schema) ? '; with evidence a number is { value, evidence, source, row }' : '';
    return `got a map (${keys.length === 0 ? 'empty' : keys.slice(0, 5).join(', ')})${advice}`;
  }
  if (typeof value !== 'string') return `got ${String(value)}`;
  const inner = unwrap(schema);
  const facts = numberFacts(schema);
  if (facts !== undefined) return `got the text ${quoted(value)}${numberAdvice(value, facts.unit)}`;
  if (inner instanceof z.ZodBoolean && /^(?:yes|no|on|off|true|false)$/i.test(value)) {
    const word = /^(?:yes|on|true)$/i.test(value) ? 'true' : 'false';
    return `got the text ${JSON.stringify(value)}: write ${word}`;
  }
  return `got ${quoted(value)}`;
}

function emptyFinding(schema: Schema): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return 'but the value is empty (write [] for none, null to delete it)';
  return schema === inner ? 'but the value is empty' : 'but the value is empty (write null to delete it)';
}

/** Sizes of common units, by dimension. */
const SIZES: readonly Readonly<Record<string, number>>[] = [
  { kW: 0.001, MW: 1, GW: 1000, TW: 1e6 },
  { month: 1, months: 1, mo: 1, quarter: 3, quarters: 3, year: 12, years: 12, yr: 12, a: 12 },
  { 'USD mn': 0.001, 'USD million': 0.001, 'USD bn': 1, 'USD billion': 1, 'USD tn': 1000, 'USD trillion': 1000 },
];
const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?`;

/** The number that a text means, as it should be written; undefined when it is ambiguous. */
function numberAdvice(text: string, unit: string): string {
  const word = text.trim();
  if (word === '') return '';
  if (Number.isFinite(Number(word))) return ': remove the quotes';
  const [, part, whole] = new RegExp(`^(${NUMBER}) */ *(${NUMBER})$`, 'i').exec(word) ?? [];
  if (whole !== undefined && Number(whole) !== 0) return `: write ${plain(Number(part) / Number(whole))}`;
  const separated = word.replace(/(?<=\d)[_ '\u00A0\u202F](?=\d{3}(?!\d))/g, '');
  if (Number.isFinite(Number(separated))) return `: write ${separated}, without separators`;
  if (/^[-+]?\d[\d.,]*$/.test(word)) return ': use a decimal point, and no separator for thousands';
  const [, amount, given] = new RegExp(`^(${NUMBER}) *(\\D.*)$`, 'i').exec(separated) ?? [];
  if (given === undefined) return '';
  if (given === unit && unit !== '1') return `: write ${amount} alone, the unit is fixed`;
  if (given === '%' && unit.startsWith('1')) return `: write ${plain(Number(amount) / 100)}`;
  const [[from, fromPer], [to, toPer]] = [given.split(/(?=\/)/), unit.split(/(?=\/)/)];
  const sizes = fromPer === toPer ? SIZES.find((one) => from in one && to in one) : undefined;
  return sizes === undefined ? '' : `: write ${plain((Number(amount) * sizes[from]) / sizes[to])}, the unit is ${unit}`;
}

/** Without binary rounding artefacts. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}
