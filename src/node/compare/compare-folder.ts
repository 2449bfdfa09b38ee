/** The folder of a paired experiment: refuses what is not its own, keeps a checkpoint, and takes the tables at the end. */

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerState, PairLedger } from '../../experiment/compare-ledger.ts';
import { UsageError } from '../../scenario/errors.ts';
import { canonicalJson } from '../../scenario/hash.ts';
import { replaceFile, sealed, unsealed } from '../files/checkpoint.ts';
import { fileErrorCode, withFileErrors } from '../files/file-errors.ts';
import { LOCK_FILE, lockFolder } from '../files/folder-lock.ts';
import { makeFolder } from '../files/make-folder.ts';
import { type FolderMode, MANIFEST_FILE } from '../files/results-folder.ts';

/** What a paired experiment is; with the same identity and number of replications the tables are the same bytes. */
export interface PairedIdentity {
  readonly format: 'overbuild-compare/1' | 'overbuild-attribute/1';
  readonly scenarios: readonly { readonly name: string; readonly hash: string }[];
  readonly seed: string;
  readonly metrics: readonly string[];
  readonly series: readonly string[];
  readonly modelVersion: string;
  readonly packageVersion: string;
}

export interface PairedFolder {
  /** What an unfinished experiment had gathered. */
  readonly saved: LedgerState | undefined;
  /** Write a checkpoint, unless the last one is young or still being written. */
  checkpoint(ledger: PairLedger): void;
  /** Write the tables; a finished experiment gets its manifest and loses its checkpoint, any other keeps one. */
  write(files: Readonly<Record<string, string | Uint8Array>>, end: FolderEnd): Promise<void>;
  close(): Promise<void>;
}

export interface FolderEnd {
  readonly ledger: PairLedger;
  /** Undefined while unfinished. */
  readonly manifest: object | undefined;
}

/** Parts of an identity in words. */
const WORDS: Readonly<Record<keyof PairedIdentity, string>> = {
  format: 'format',
  scenarios: 'scenarios',
  seed: 'seed',
  metrics: 'metrics',
  series: 'series',
  modelVersion: 'model version',
  packageVersion: 'package version',
};

const CHECKPOINT_FILE = '.pairs';
/** A checkpoint is written this often, and takes at most this share of the time. */
const CHECKPOINT_MS = 2000;
const CHECKPOINT_SHARE = 0.05;

interface Head {
  readonly identity: PairedIdentity;
  readonly moments: LedgerState['moments'];
  readonly failures: LedgerState['failures'];
  readonly rows: number;
}

/** Make or take over the folder of an experiment; the caller must close it. */
export async function openPairedFolder(
  folder: string,
  identity: PairedIdentity,
  mode: FolderMode,
): Promise<PairedFolder> {
  return withFileErrors(`cannot use ${folder} as results folder`, async () => {
    await inspect(folder, identity, mode);
    await makeFolder(folder);
    const unlock = await lockFolder(folder);
    try {
      const saved = mode === 'resume' ? await readState(folder, identity) : undefined;
      return opened(folder, identity, { saved, unlock });
    } catch (error) {
      await unlock();
      throw error;
    }
  });
}

interface Taken {
  readonly saved: LedgerState | undefined;
  readonly unlock: () => Promise<void>;
}

function opened(folder: string, identity: PairedIdentity, { saved, unlock }: Taken): PairedFolder {
  const path = join(folder, CHECKPOINT_FILE);
  let writing: Promise<void> | undefined;
  let failed: unknown;
  let due = performance.now() + CHECKPOINT_MS;

  const save = (ledger: PairLedger): Promise<void> =>
    withFileErrors(`cannot write ${path}`, () => replaceFile(path, encodeState(identity, ledger.state)));

  return {
    saved,
    checkpoint(ledger) {
      if (failed !== undefined) throw failed;
      const started = performance.now();
      if (writing !== undefined || started < due) return;
      writing = save(ledger)
        .catch((error: unknown) => {
          failed = error;
        })
        .finally(() => {
          const now = performance.now();
          due = now + Math.max(CHECKPOINT_MS, (now - started) / CHECKPOINT_SHARE);
          writing = undefined;
        });
    },
    async write(files, { ledger, manifest }) {
      await writing;
      // While tables are being replaced, the folder says what it is and keeps what it has.
      await save(ledger);
      await withFileErrors(`cannot write ${folder}`, async () => {
        for (const [name, content] of Object.entries(files)) await replaceFile(join(folder, name), content);
        if (manifest === undefined) return;
        await replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify({ identity, ...manifest }, null, 2)}\n`);
        await rm(path, { force: true });
      });
    },
    async close() {
      await writing;
      await unlock();
    },
  };
}

/** Refuse a folder that holds anything but this very experiment, unless forced. */
async function inspect(folder: string, identity: PairedIdentity, mode: FolderMode): Promise<void> {
  const names: readonly string[] = await readdir(folder).catch((error: unknown) => {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (mode === 'force' || names.every((name) => name.startsWith(LOCK_FILE) || name === `${CHECKPOINT_FILE}.tmp`))
    return;
  const unfinished = await readHead(folder);
  const found = unfinished?.identity ?? (await readManifestIdentity(folder));
  if (unfinished === undefined && names.includes(CHECKPOINT_FILE) && found === undefined) {
    throw new UsageError([`the checkpoint of ${folder} is damaged; start again with --force`]);
  }
  if (found?.format !== identity.format) {
    throw new UsageError([
      `${folder} is not empty and holds something else; choose another --out, or overwrite files with --force`,
    ]);
  }
  if (canonicalJson(found) !== canonicalJson(identity)) {
    const parts = Object.keys(WORDS) as (keyof PairedIdentity)[];
    const differing = parts.filter((part) => canonicalJson(found[part]) !== canonicalJson(identity[part]));
    const words = differing.map((part) => WORDS[part]).join(', ');
    throw new UsageError([`${folder} holds results with other ${words}; choose another --out, or --force`]);
  }
  if (unfinished !== undefined && mode === 'new') {
    throw new UsageError([`${folder} holds this unfinished; --resume goes on with it, --force starts again`]);
  }
}

async function readManifestIdentity(folder: string): Promise<PairedIdentity | undefined> {
  try {
    const text = await readFile(join(folder, MANIFEST_FILE), 'utf8');
    return (JSON.parse(text) as { identity?: PairedIdentity }).identity;
  } catch {
    return undefined;
  }
}

/** The head, then the rows as numbers of eight bytes. */
function encodeState(identity: PairedIdentity, { rows, moments, failures }: LedgerState): Uint8Array {
  const head: Head = { identity, moments, failures, rows: rows.length };
  const bytes = rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  return sealed(head, Buffer.concat(bytes));
}

async function readContent(folder: string): Promise<{ readonly head: Head; readonly body: Buffer } | undefined> {
  try {
    const { head, body } = unsealed(await readFile(join(folder, CHECKPOINT_FILE)));
    return { head: head as Head, body };
  } catch {
    return undefined;
  }
}

async function readHead(folder: string): Promise<Head | undefined> {
  return (await readContent(folder))?.head;
}

async function readState(folder: string, { scenarios, metrics }: PairedIdentity): Promise<LedgerState | undefined> {
  const content = await readContent(folder);
  if (content === undefined) return undefined;
  const { head, body } = content;
  const width = scenarios.length * metrics.length;
  if (body.length !== head.rows * width * Float64Array.BYTES_PER_ELEMENT) {
    throw new UsageError([`the checkpoint of ${folder} is damaged; start again with --force`]);
  }
  const numbers = new Float64Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
  const rows = Array.from({ length: head.rows }, (_, k) => numbers.slice(k * width, (k + 1) * width));
  return { rows, moments: head.moments, failures: head.failures };
}
