/** Random choices of a fuzzed case: each case has a stream of its own, so that it can be made again alone. */

import { expandSeed } from '../../src/random/seed.ts';
import { openStream, streamId, uniformAt } from '../../src/random/stream.ts';

/** LAW_SEED looks elsewhere; FUZZ_CASES takes another number of cases, and FUZZ_CASE one case by its name. */
export const SEED = process.env.LAW_SEED ?? '20251001';
export const CASES = Number(process.env.FUZZ_CASES ?? 20_000);
export const ONLY = process.env.FUZZ_CASE;

export interface Draw {
  /** In [0, 1). */
  uniform(): number;
  /** 0 .. count - 1. */
  below(count: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

export function drawOf(family: string, at: number): Draw {
  const key = openStream(expandSeed(SEED), at, streamId('fuzz', family));
  let drawn = 0;
  const uniform = (): number => uniformAt(key, drawn++);
  const below = (count: number): number => Math.floor(uniform() * count);
  return {
    uniform,
    below,
    pick: (items) => items[below(items.length)],
    chance: (probability) => uniform() < probability,
  };
}

const NUMBERS = [0, -0, -1, 1, 0.1, 1.5, 1e-300, 1e300, -1e308, 2 ** 53, 1e9, 100_000, 13, Number.NaN, 1 / 0];
/** Words that mean something to a reader of YAML, of numbers, of paths or of terminals; tabs stand between them. */
const WORDS =
  `	 	5 GW	3 months	50 %	1.000,50	1/3	1e999	0x10	null	~	true	yes	-	--x	*2	+1	+-1	*0	=1	{	[	}	[1, 2	{a: 1}
&a b	*a	!!binary x	!!js/function x	__proto__	constructor	toString	../x	<script>	'	"	[*]	firms[*]	off	on	none
baseline	grim	2025-13	2025-10`.split(/[\t\n]/);
const TEXTS = [...WORDS, '\t', '\u001b[31m', '\ud800', 'é'.repeat(50), 'a'.repeat(3000), '1'.repeat(400)];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

const assumed = (value: unknown, spread?: unknown): unknown => ({ value, evidence: 'assumed', source: 'x', spread });
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [null],
  { id: 'x' },
  [{ id: 'x' }, { id: 'x' }],
  { kind: 'x' },
  nested(300),
  { value: 1 },
  { value: 1, evidence: 'guessed', source: 'x' },
  assumed('x'),
  assumed(1, { logSd: 0.5 }),
  assumed(2, { low: 1, high: 3, with: 'y' }),
  assumed(2, { sd: -1 }),
];

/** A number that nobody should write, or that is another than expected. */
export function oddNumber(draw: Draw): number {
  return draw.chance(0.6) ? draw.pick(NUMBERS) : (draw.uniform() - 0.3) * 10 ** (draw.below(12) - 4);
}

/** A value of any type. */
export function oddValue(draw: Draw): unknown {
  const kind = draw.below(10);
  if (kind < 4) return oddNumber(draw);
  if (kind < 7) return draw.pick(TEXTS);
  return structuredClone(draw.pick(VALUES));
}

export const oddText = (draw: Draw): string => draw.pick(TEXTS);

interface Bag {
  [key: string]: unknown;
}

/** Every list and map below a value, itself included. */
function holders(value: unknown): Bag[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Bag, ...Object.values(value).flatMap(holders)];
}

/** Change plain data in one place: another value, nothing, twice, another name, or a part from elsewhere. */
export function mutate(root: Bag, draw: Draw, favoured: readonly string[] = []): void {
  const all = holders(root).filter((holder) => Object.keys(holder).length > 0);
  const holder = draw.chance(0.15) ? root : draw.pick(all);
  const known = favoured.find((name) => name in root);
  const key = draw.chance(0.1) && known !== undefined && holder === root ? known : draw.pick(Object.keys(holder));
  const put = (name: string, value: unknown): void => {
    Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  };
  const kind = draw.below(12);
  if (kind < 4) put(key, oddValue(draw));
  else if (kind < 6 && typeof holder[key] === 'number') put(key, holder[key] * draw.pick([0, -1, 0.1, 10, 1e6]));
  else if (kind === 6) delete holder[key];
  else if (kind === 7 && Array.isArray(holder)) holder.push(structuredClone(draw.pick(holder)));
  else if (kind === 8) put(draw.chance(0.5) ? oddText(draw) : `${key}x`, holder[key]);
  else if (kind === 9) put(key, structuredClone(draw.pick(all)));
  else if (kind === 10 && Array.isArray(holder)) holder.reverse();
  else put(key, typeof holder[key] === 'number' ? oddNumber(draw) : oddValue(draw));
}

/** A text with some of it changed, cut, doubled or moved. */
export function mangle(text: string, draw: Draw): string {
  const at = draw.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + draw.below(draw.chance(0.5) ? 3 : 200));
  const part = text.slice(at, to);
  const kind = draw.below(6);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(0, at) + text.slice(to);
  if (kind === 2) return text.slice(0, to) + part + text.slice(to);
  if (kind === 3) return text.slice(0, at) + oddText(draw) + text.slice(to);
  if (kind === 4) return text.slice(0, at) + String.fromCharCode(draw.below(256)) + text.slice(at + 1);
  const lines = text.split('\n');
  const [a, b] = [draw.below(lines.length), draw.below(lines.length)];
  [lines[a], lines[b]] = [lines[b], lines[a]];
  return lines.join('\n');
}
