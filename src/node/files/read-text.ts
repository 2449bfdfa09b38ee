/** Reads text files that people write, in UTF-8 or UTF-16, and refuses any other encoding with its line. */

import { readFileSync } from 'node:fs';
import { UsageError } from '../../scenario/errors.ts';
import { explainFileError } from './file-errors.ts';

/** Byte-order marks of UTF-16. */
const MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Read a text, without its byte-order mark.
 *
 * @param name  The file as the user knows it, for messages.
 * @throws UsageError  When it cannot be read, or is in another encoding, such as Latin-1.
 */
export function readText(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw explainFileError(error, `cannot read ${name}`);
  }
  const encoding = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(
      `${name}:${lineOf(bytes, encoding)}: not text in ${encoding.toUpperCase()}: save the file as UTF-8`,
    );
  }
}

/** The first line that cannot be decoded, from 1. */
function lineOf(bytes: Buffer, encoding: string): number {
  if (encoding !== 'utf-8') return 1;
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      break;
    }
    start = end + 1;
  }
  return line;
}
