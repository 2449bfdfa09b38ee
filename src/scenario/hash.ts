/** Hash of a scenario: equal for equal numbers, independently of file layout. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Digits shown to people and put into file names; 48 bits. */
const SHORT_DIGITS = 12;

/** JSON with sorted keys and without blanks; undefined keys are left out, and -0 is 0. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const child = (value as Record<string, unknown>)[key];
      if (child !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(child)}`);
    }
    return `{${parts.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`no JSON for ${value}`);
  return JSON.stringify(value ?? null);
}

/** All 64 digits of the hash of a scenario; its name and description are excluded, because they have no effect. */
export function fullScenarioHash(scenario: object): string {
  const text = canonicalJson({ ...scenario, name: undefined, description: undefined });
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** `s` and the first 12 hexadecimal digits of the hash of a scenario: no program reads that as a number. */
export function scenarioHash(scenario: object): string {
  return `s${fullScenarioHash(scenario).slice(0, SHORT_DIGITS)}`;
}
