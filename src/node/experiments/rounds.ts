/** Rounds of a search: simulates what is planned and not there into one folder, and takes over the rows of an earlier search. */

import type { Identity } from '../../output/manifest.ts';
import { checkFiles, findExperiment } from '../files/manifest-file.ts';
import { tidyFinished } from '../files/results-folder.ts';
import type { Fold, Job } from '../work/job.ts';
import { runJob, type WorkPlace } from '../work/run-job.ts';
import { storedRows } from '../work/stored-rows.ts';
import type { SampledRows } from './sampled-rows.ts';

/** Thrown when the user stops an experiment. */
class Interrupted extends Error {}

/** Rounds of fewer rows than this are faster than starting worker threads. */
const FEW_ROWS = 64;

/**
 * Simulates what is planned and not there, round after round, into one folder that the last round finishes; rows of an
 * earlier search in the folder are taken over first.
 *
 * @param wanted  The experiment, whose rows in the folder may be of any number.
 * @param job     The job of all rows that are planned by then.
 */
export async function openRounds(place: WorkPlace, rows: SampledRows, wanted: Identity, job: () => Job<Fold>) {
  let { mode } = place;
  /** Files of a folder that is finished. */
  let files = mode === 'force' ? undefined : await takeFolder(place.folder ?? '', rows, wanted);
  const before = rows.stored;

  async function runOne(one: Job<Fold>, jobs: number): Promise<readonly string[]> {
    const outcome = await runJob(one, { ...place, mode, jobs });
    if (outcome.kind === 'interrupted') throw new Interrupted();
    mode = 'resume';
    return (outcome.manifest?.files ?? []).map(({ path }) => path);
  }

  return {
    /** @throws Interrupted  When the user stops it. */
    async run(): Promise<void> {
      const missing = rows.planned - rows.stored;
      if (missing <= 0) return;
      await runOne({ ...job(), isOpen: true }, missing < FEW_ROWS ? 1 : place.jobs);
      files = undefined;
    },

    /** Run an experiment to its end, or until the user stops it. */
    async finish<T>(work: () => Promise<T>): Promise<Finished<T>> {
      const counts = () => ({ done: rows.stored, simulated: rows.stored - before });
      try {
        const found = await work();
        // A folder with more rows than this experiment asks for stays as it is.
        if (files !== undefined || rows.planned < rows.stored) {
          if (files !== undefined && place.folder !== undefined) await tidyFinished(place.folder, job());
          return { kind: 'repeated', ...counts(), files: files ?? [], found };
        }
        return { kind: 'finished', files: await runOne(job(), 1), ...counts(), found };
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        return { kind: 'interrupted', ...counts(), files: [] };
      }
    },
  };
}

/** How an experiment of rounds ended. */
export interface Finished<T> {
  readonly kind: 'finished' | 'repeated' | 'interrupted';
  /** Rows on disk, and those of them that were simulated now. */
  readonly done: number;
  readonly simulated: number;
  readonly files: readonly string[];
  /** Absent when interrupted. */
  readonly found?: T;
}

/** Load the rows of a folder of the same experiment, of any length. Returns its files if it is finished. */
async function takeFolder(folder: string, rows: SampledRows, wanted: Identity): Promise<readonly string[] | undefined> {
  const { manifest, checkpoint, found } = await findExperiment(folder);
  if (found?.identity.design !== wanted.design || found?.identity.scenarioHash !== wanted.scenarioHash)
    return undefined;
  if (found.identity.seed !== wanted.seed || found.identity.modelVersion !== wanted.modelVersion) return undefined;
  if (manifest !== undefined) await checkFiles(folder, manifest);
  const done = manifest === undefined ? (checkpoint?.done ?? 0) : manifest.identity.runs;
  if (done === 0) return undefined;
  let taken = 0;
  for await (const row of storedRows(folder, { files: [] })) {
    rows.take(row);
    if (++taken === done) break;
  }
  return manifest?.files.map(({ path }) => path);
}
