/** Append-only files, truncated to their checkpoint before they are extended. */

import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import { withFileErrors } from './file-errors.ts';
import { readPieces } from './read-pieces.ts';
import { openNew } from './replace-file.ts';

/** Length of a file, and hash of its content. */
export interface FileState {
  readonly bytes: number;
  readonly sha256: string;
}

interface Growing {
  readonly handle: FileHandle | undefined;
  readonly hash: Hash;
  bytes: number;
}

export class AppendFiles {
  readonly #folder: string | undefined;
  readonly #files = new Map<string, Growing>();

  /** @param folder  Without a folder, no file is written. */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  #path(name: string): string {
    return join(this.#folder ?? '', name);
  }

  /** Create a file with its header line; an existing file is replaced. */
  async create(name: string, header: string): Promise<void> {
    const path = this.#path(name);
    const handle =
      this.#folder === undefined ? undefined : await withFileErrors(`cannot write ${path}`, () => openNew(path));
    this.#files.set(name, { handle, hash: createHash('sha256'), bytes: 0 });
    await this.append(name, Buffer.from(header));
  }

  /** Open a file of an earlier process, which begins with this header, and truncate it to its checkpoint. */
  async reopen(name: string, header: string, { bytes, sha256 }: FileState): Promise<void> {
    const path = this.#path(name);
    await withFileErrors(`cannot resume ${path}`, async () => {
      const info = await lstat(path);
      if (!info.isFile())
        throw new UsageError([`${path} is a link, not the file that was written; start again with --force`]);
      if (info.size < bytes) {
        throw new UsageError([`${path} is shorter than its checkpoint says; start again with --force`]);
      }
      const hash = await hashOf(path, bytes);
      if (hash.copy().digest('hex') !== sha256) {
        throw new UsageError([`${path} was changed since its checkpoint; start again with --force`]);
      }
      const handle = await open(path, 'r+');
      this.#files.set(name, { handle, hash, bytes });
      const begin = Buffer.alloc(Buffer.byteLength(header));
      await handle.read(begin, 0, begin.length, 0);
      if (begin.toString() !== header) {
        throw new UsageError([`${path} has other columns than this version writes; start again with --force`]);
      }
      await handle.truncate(bytes);
    });
  }

  /** Content of a file at its checkpoint; `undefined` when it is missing, truncated or changed. */
  async contentOf(name: string, { bytes, sha256 }: FileState): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    try {
      const hash = await hashOf(this.#path(name), bytes, (part) => parts.push(Buffer.from(part)));
      return hash.digest('hex') === sha256 ? Buffer.concat(parts) : undefined;
    } catch {
      return undefined;
    }
  }

  async append(name: string, content: Uint8Array): Promise<void> {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`no file ${name} is open`);
    const { handle } = file;
    if (handle === undefined) return;
    await withFileErrors(`cannot write ${this.#path(name)}`, async () => {
      let written = 0;
      while (written < content.length) {
        const step = await handle.write(content, written, content.length - written, file.bytes + written);
        written += step.bytesWritten;
      }
    });
    file.bytes += content.length;
    file.hash.update(content);
  }

  /** Close a file that is no longer needed; it stays on disk. */
  async forget(name: string): Promise<void> {
    await this.#files.get(name)?.handle?.close();
    this.#files.delete(name);
  }

  /** State of every file, after flushing to disk. */
  async sync(): Promise<Record<string, FileState>> {
    const states: Record<string, FileState> = {};
    for (const [name, { handle, hash, bytes }] of this.#files) {
      await withFileErrors(`cannot write ${this.#path(name)}`, async () => handle?.datasync());
      states[name] = { bytes, sha256: hash.copy().digest('hex') };
    }
    return states;
  }

  async close(): Promise<void> {
    for (const { handle } of this.#files.values()) await handle?.close();
    this.#files.clear();
  }
}

/** Whether a file begins with what it held at its checkpoint, so that it can grow again. */
export async function holdsState(path: string, { bytes, sha256 }: FileState): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined);
  if (info?.isFile() !== true || info.size < bytes) return false;
  return (await hashOf(path, bytes)).digest('hex') === sha256;
}

/** The hash of the first bytes of a file. */
async function hashOf(path: string, bytes: number, visit?: (part: Buffer) => void): Promise<Hash> {
  const hash = createHash('sha256');
  let left = bytes;
  for await (const piece of readPieces(path)) {
    const part = piece.subarray(0, left);
    hash.update(part);
    visit?.(part);
    left -= part.length;
    if (left === 0) break;
  }
  return hash;
}
