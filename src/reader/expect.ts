/** The words in which a message says what was expected and what was found instead. */

import { quoted } from './quoted.ts';
import { z } from 'zod';
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

/** What was found, with advice where the slip is a common one: `got the text "12": remove the quotes`. */
export function finding(value: unknown, schema: Schema): string {
  if (value === null) return emptyFinding(schema);
  if (Array.isArray(value)) return `got a list of ${value.length}`;
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    const advice =
      'value' in value && numberFacts(schema) ? '; with evidence a number is { value, evidence, source, row }' : '';
    return `got a map (${keys.length === 0 ? 'empty' : keys.slice(0, 5).join(', ')})${advice}`;
  }
  if (typeof value !== 'string') return `got ${String(value)}`;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) return `got the text ${quoted(value)}${numberAdvice(value)}`;
  if (inner instanceof z.ZodBoolean && /^(?:yes|no|on|off|true|false)$/i.test(value)) {
    const word = /^(?:yes|on|true)$/i.test(value) ? 'true' : 'false';
    return `got the text ${JSON.stringify(value)}: write ${word}`;
  }
  return `got ${quoted(value)}`;
}

function emptyFinding(schema: Schema): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return 'but the value is empty (write [] for none)';
  return 'but the value is empty';
}

/** How to write the number that the text seems to mean. */
function numberAdvice(text: string): string {
  const word = text.trim();
  if (word === '') return '';
  if (Number.isFinite(Number(word))) return ': remove the quotes';
  if (/^[-+]?\d+(?:\.\d+)? *%$/.test(word)) return `: write ${Number(word.slice(0, -1)) / 100}`;
  const separated = word.replace(/[_ ' ]/g, '');
  if (Number.isFinite(Number(separated))) return `: write ${separated}, without separators`;
  if (/^[-+]?\d+,\d+$/.test(word)) return ': use a decimal point, and no separator for thousands';
  const leading = /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/i.exec(word)?.[0];
  return leading === undefined ? '' : `: write ${leading} alone, the unit is fixed`;
}
