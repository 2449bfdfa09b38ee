/** The checkpoint of a tournament: the outcomes of the cells that are played, as the bits that came out. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../scenario/hash.ts';
import type { CellResult } from '../../tournament/arena.ts';
import { replaceFile, sealed, unsealed } from '../files/checkpoint.ts';
import { withFileErrors } from '../files/file-errors.ts';

export const CELLS_FILE = '.cells';

/** A checkpoint is written this often, and takes at most this share of the time. */
const CHECKPOINT_MS = 1000;
const CHECKPOINT_SHARE = 0.05;

interface Head {
  readonly identity: unknown;
  readonly cells: readonly SavedCell[];
}

interface SavedCell {
  readonly number: number;
  /** Numbers of each of its two arrays. */
  readonly length: number;
  readonly failures: CellResult['failures'];
}

/** Keeps the outcomes of cells, and writes them now and then. */
export class CellsCheckpoint {
  readonly #path: string;
  readonly #identity: unknown;
  readonly #cells: Map<number, CellResult>;
  #writing: Promise<void> = Promise.resolve();
  #due = 0;

  constructor(folder: string, identity: unknown, saved: ReadonlyMap<number, CellResult>) {
    this.#path = join(folder, CELLS_FILE);
    this.#identity = identity;
    this.#cells = new Map(saved);
  }

  async keep(number: number, result: CellResult): Promise<void> {
    this.#cells.set(number, result);
    if (performance.now() < this.#due) return;
    const started = performance.now();
    this.#due = Number.POSITIVE_INFINITY;
    await this.write();
    const now = performance.now();
    this.#due = now + Math.max(CHECKPOINT_MS, (now - started) / CHECKPOINT_SHARE);
  }

  /** Write what there is, after any writing that is under way. */
  async write(): Promise<void> {
    this.#writing = this.#writing.then(() =>
      withFileErrors(`cannot write ${this.#path}`, () =>
        replaceFile(this.#path, encodeCells(this.#identity, this.#cells)),
      ),
    );
    await this.#writing;
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

function encodeCells(identity: unknown, cells: ReadonlyMap<number, CellResult>): Uint8Array {
  const list: SavedCell[] = [];
  const bodies: Uint8Array[] = [];
  for (const [number, { payoffs, cooperation, failures }] of cells) {
    list.push({ number, length: payoffs.length, failures });
    for (const { buffer, byteOffset, byteLength } of [payoffs, cooperation]) {
      bodies.push(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
  return sealed({ identity, cells: list } satisfies Head, Buffer.concat(bodies));
}

/** What a folder holds: nothing, cells of this tournament, those of another, or bytes that make no sense. */
export type FoundCells =
  | { readonly kind: 'none' | 'damaged' | 'another' }
  | { readonly kind: 'cells'; readonly cells: ReadonlyMap<number, CellResult> };

export async function readCells(folder: string, identity: unknown): Promise<FoundCells> {
  const file = await readFile(join(folder, CELLS_FILE)).catch(() => undefined);
  if (file === undefined) return { kind: 'none' };
  try {
    const { head, body } = unsealed(file);
    const { identity: found, cells: list } = head as Head;
    if (canonicalJson(found) !== canonicalJson(identity)) return { kind: 'another' };
    const numbers = new Float64Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
    const cells = new Map<number, CellResult>();
    let at = 0;
    for (const { number, length, failures } of list) {
      const [payoffs, cooperation] = [numbers.slice(at, at + length), numbers.slice(at + length, at + 2 * length)];
      cells.set(number, { payoffs, cooperation, failures });
      at += 2 * length;
    }
    return { kind: 'cells', cells };
  } catch {
    return { kind: 'damaged' };
  }
}
