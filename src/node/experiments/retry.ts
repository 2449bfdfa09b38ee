/** Retries the failed rows of a finished batch: other rows are not changed, and statistics are recomputed. */

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram } from '../../numeric/histogram.ts';
import type { Manifest } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { lockFolder } from '../files/folder-lock.ts';
import { checkFiles, findManifest } from '../files/manifest-file.ts';
import { RETRY_FOLDER, takeOver } from '../files/redo.ts';
import { COUNTS_FILE, openResultsFolder } from '../files/results-folder.ts';
import type { Job } from '../work/job.ts';
import { runJob } from '../work/run-job.ts';
import { createRunner } from '../work/runners.ts';
import { createStoredRunner, wholeRows } from '../work/stored-rows.ts';
import { type BatchOptions, type BatchOutcome, batchJob, batchOutcome, runBatch } from './batch.ts';

export async function retryBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { folder, runs } = options;
  if (options.shard !== undefined) {
    throw new UsageError([
      '--retry-failed is for whole batches: merge the parts first, then run their failed rows again',
    ]);
  }
  const job = batchJob(options);
  const manifest = await finishedBatch(folder, job);
  const failed = runs - manifest.statuses.ok;
  if (failed === 0) return runBatch({ ...options, mode: 'new' });
  const fan = await readFile(join(folder, COUNTS_FILE)).then(decodeHistogram, () => {
    throw new UsageError([
      `--retry-failed: ${join(folder, COUNTS_FILE)} is missing or damaged, so quantiles.csv cannot be recomputed; --force runs everything again`,
    ]);
  });
  const unlock = await withFileErrors(`cannot use ${folder} as results folder`, () => lockFolder(folder));
  const inner = join(folder, RETRY_FOLDER);
  try {
    await withFileErrors(`cannot write ${folder}`, () => rm(inner, { recursive: true, force: true }));
    const again = createRunner(job, job.schedule, options);
    const stored = {
      runner: createStoredRunner(wholeRows(folder, job), again),
      fan,
      again: failed,
      retry: ({ ok }: Manifest['statuses']) => ({
        rows: failed,
        recovered: ok - manifest.statuses.ok,
        earlierCommand: manifest.command,
      }),
    };
    const outcome = await runJob(job, { ...options, folder: inner, mode: 'new' }, stored);
    if (outcome.kind === 'interrupted') {
      await rm(inner, { recursive: true });
      return batchOutcome(job, folder, { ...outcome, done: runs });
    }
  } finally {
    await unlock();
  }
  await takeOver(folder, RETRY_FOLDER);
  const retried = await runBatch({ ...options, mode: 'new' });
  if (retried.statuses.ok === runs) await rm(join(folder, COUNTS_FILE), { force: true });
  return { ...retried, kind: 'finished' };
}

/** The manifest of the batch, if it is complete and of this batch. */
async function finishedBatch(folder: string, job: Job): Promise<Manifest> {
  const refuse = (why: string): never => {
    throw new UsageError([`--retry-failed: ${folder} ${why}`]);
  };
  if (!existsSync(folder)) return refuse('does not exist; run the batch first');
  const state = await openResultsFolder(folder, job, 'new').catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    const text = error.message.replace(`${folder} `, '');
    return refuse(
      text.includes('scenario hash')
        ? `${text} - rows of two scenarios, or of two versions of a strategy, cannot be in one table`
        : text,
    );
  });
  if (state.kind !== 'finished') await state.unlock();
  const manifest = state.kind === 'finished' ? state.manifest : await findManifest(folder);
  if (manifest === undefined) return refuse('has no finished batch; run it first');
  await checkFiles(folder, manifest);
  return manifest;
}
