/** Known values of functions, computed with 200 bits or more and rounded once. */

import { readFileSync } from 'node:fs';

export interface Reference {
  readonly name: string;
  readonly args: readonly number[];
  readonly value: number;
}

/** Read rows `function,x,y,...,value` of a file beside this one. */
export function readReferences(file: string): Reference[] {
  const [, ...lines] = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [name = '', ...cells] = line.split(',').filter((cell) => cell !== '');
    const numbers = cells.map(Number);
    return { name, args: numbers.slice(0, -1), value: numbers[numbers.length - 1] };
  });
}

/** The gap between a number and the next larger one of its sign. */
export function ulp(x: number): number {
  const bits = new BigInt64Array(new Float64Array([Math.abs(x)]).buffer);
  bits[0] += 1n;
  return new Float64Array(bits.buffer)[0] - Math.abs(x);
}
