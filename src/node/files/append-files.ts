/** Files that only grow, and that are cut back to a known length before they grow again. */

import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import { withFileErrors } from './file-errors.ts';

export class AppendFiles {
  readonly #folder: string;
  readonly #handles = new Map<string, FileHandle>();
  /** Bytes handed to each file. */
  readonly #bytes = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Create a file with its header line. */
  async create(name: string, header: string): Promise<void> {
    const path = join(this.#folder, name);
    await withFileErrors(`cannot write ${path}`, async () => {
      this.#handles.set(name, await open(path, 'w'));
      this.#bytes.set(name, 0);
    });
    await this.append(name, Buffer.from(header));
  }

  /** Open a file that an earlier process left, and cut off what came after its checkpoint. */
  async reopen(name: string, bytes: number): Promise<void> {
    const path = join(this.#folder, name);
    await withFileErrors(`cannot go on with ${path}`, async () => {
      const { size } = await stat(path);
      if (size < bytes) {
        throw new UsageError([`${path} is shorter than its checkpoint says; start again with --force`]);
      }
      const handle = await open(path, 'r+');
      this.#handles.set(name, handle);
      await handle.truncate(bytes);
      this.#bytes.set(name, bytes);
    });
  }

  async append(name: string, content: Uint8Array): Promise<void> {
    const handle = this.#handles.get(name);
    if (handle === undefined) throw new Error(`no file ${name} is open`);
    const start = this.#bytes.get(name) ?? 0;
    await withFileErrors(`cannot write ${join(this.#folder, name)}`, async () => {
      let written = 0;
      while (written < content.length) {
        const step = await handle.write(content, written, content.length - written, start + written);
        written += step.bytesWritten;
      }
    });
    this.#bytes.set(name, start + content.length);
  }

  /** Close a file that is no longer needed; it stays on disk. */
  async forget(name: string): Promise<void> {
    await this.#handles.get(name)?.close();
    this.#handles.delete(name);
    this.#bytes.delete(name);
  }

  /** Length of every file, once it is safe on disk. */
  async sync(): Promise<Record<string, number>> {
    for (const [name, handle] of this.#handles) {
      await withFileErrors(`cannot write ${join(this.#folder, name)}`, () => handle.datasync());
    }
    return Object.fromEntries(this.#bytes);
  }

  async close(): Promise<void> {
    for (const handle of this.#handles.values()) await handle.close();
    this.#handles.clear();
  }
}
