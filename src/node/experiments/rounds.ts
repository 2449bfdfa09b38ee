/** Rounds of a search: simulates what is planned and not there into one folder, and takes over the rows of an earlier search. */

import type { Identity } from '../../output/manifest.ts';
import { checkFiles, findExperiment } from '../files/manifest-file.ts';
import type { Fold, Job } from '../work/job.ts';
import { runJob, type WorkPlace } from '../work/run-job.ts';
import { storedRows } from '../work/stored-rows.ts';
import type { SampledRows } from './sampled-rows.ts';

/** Thrown when the user stops an experiment. */
class Interrupted extends Error {}

/** Rounds of fewer rows than this are faster than starting worker threads. */
const FEW_ROWS = 64;

/** Simulates what is planned and not there, round after round, into one folder that the last round finishes. */
export class Rounds {
  readonly #place: WorkPlace;
  readonly #rows: SampledRows;
  readonly #job: () => Job<Fold>;
  #mode: WorkPlace['mode'];
  /** Files of a folder that is finished. */
  #files: readonly string[] | undefined;
  /** Rows that existed before the first round. */
  #before = 0;

  /** @param job  The job of all rows that are planned by then. */
  constructor(place: WorkPlace, rows: SampledRows, job: () => Job<Fold>) {
    this.#place = place;
    this.#rows = rows;
    this.#job = job;
    this.#mode = place.mode;
  }

  /** Load the existing rows of the folder. */
  async open(wanted: Identity): Promise<void> {
    if (this.#mode !== 'force') this.#files = await takeFolder(this.#place.folder ?? '', this.#rows, wanted);
    this.#before = this.#rows.stored;
  }

  /** @throws Interrupted  When the user stops it. */
  async run(): Promise<void> {
    const missing = this.#rows.planned - this.#rows.stored;
    if (missing <= 0) return;
    const jobs = missing < FEW_ROWS ? 1 : this.#place.jobs;
    await this.#run({ ...this.#job(), isOpen: true }, jobs);
    this.#files = undefined;
  }

  async #run(job: Job<Fold>, jobs: number): Promise<readonly string[]> {
    const outcome = await runJob(job, { ...this.#place, mode: this.#mode, jobs });
    if (outcome.kind === 'interrupted') throw new Interrupted();
    this.#mode = 'resume';
    return (outcome.manifest?.files ?? []).map(({ path }) => path);
  }

  /**
   * Run an experiment to its end, or until the user stops it. Returns how it ended, and the rows on disk and simulated
   * now.
   */
  async finish<T>(work: () => Promise<T>): Promise<Finished<T>> {
    const counts = () => ({ done: this.#rows.stored, simulated: this.#rows.stored - this.#before });
    try {
      const found = await work();
      // A folder with more rows than this experiment asks for stays as it is.
      if (this.#files !== undefined || this.#rows.planned < this.#rows.stored) {
        return { kind: 'repeated', ...counts(), files: this.#files ?? [], found };
      }
      return { kind: 'finished', files: await this.#run(this.#job(), 1), ...counts(), found };
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      return { kind: 'interrupted', ...counts(), files: [] };
    }
  }
}

/** How an experiment of rounds ended. */
export interface Finished<T> {
  readonly kind: 'finished' | 'repeated' | 'interrupted';
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
