/** Replaces files atomically, so that a reader finds the complete old or new content; and writes content with a checksum. */

import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Text is written in pieces of at least this length. */
const PIECE = 65536;

/** Open a new file for writing; an existing file or link of that name is removed first. */
export async function openNew(path: string): Promise<FileHandle> {
  await rm(path, { force: true });
  return open(path, 'wx');
}

/** Replace a file. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await replaceBy(path, (file) => file.writeFile(content));
}

/** Replace a file by lines made one at a time. */
export async function replaceByLines(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  await replaceBy(path, async (file) => {
    let text = '';
    for await (const line of lines) {
      text += line;
      if (text.length < PIECE) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text);
  });
}

async function replaceBy(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const draft = `${path}.tmp`;
  const file = await openNew(draft);
  try {
    await write(file);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** A line with the hash of the rest: one line of JSON, then bytes. */
export function sealed(head: unknown, body: Uint8Array): Uint8Array {
  const content = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
  return Buffer.concat([Buffer.from(`${hashOf(content)}\n`), content]);
}

/** Read content with a checksum; fails when a byte is missing or changed. */
export function unsealed(file: Buffer): { readonly head: unknown; readonly body: Buffer } {
  const start = file.indexOf('\n') + 1;
  const content = file.subarray(start);
  if (start === 0 || file.toString('latin1', 0, start - 1) !== hashOf(content)) throw new Error('a wrong checksum');
  const end = content.indexOf('\n');
  return { head: JSON.parse(content.toString('utf8', 0, end)), body: content.subarray(end + 1) };
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
