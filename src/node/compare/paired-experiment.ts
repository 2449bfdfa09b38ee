/** What paired experiments share: gathering replications into a ledger, and the folder that keeps it. */

import { PairLedger } from '../../experiment/compare-ledger.ts';
import type { PairedSetup } from './compare-chunk.ts';
import { openPairedFolder, type PairedFolder, type PairedIdentity } from './compare-folder.ts';
import { runPaired } from './compare-runs.ts';
import type { FolderMode } from '../files/results-folder.ts';

/** Where and how a paired experiment runs. */
export interface PairedPlace {
  readonly cwd: string;
  /** `path=value` texts that hold in every scenario. */
  readonly overrides: readonly string[];
  readonly seed: string;
  /** Threads; 1 stays in this one unless strategies of the user play. */
  readonly jobs: number;
  /** Where tables go; nowhere when absent. */
  readonly folder: string | undefined;
  readonly mode: FolderMode;
  readonly svg: boolean;
  readonly png: boolean;
  /** What the user typed, for the manifest. */
  readonly command: readonly string[];
  /** Does work of so many runs while somebody may watch it and end it. */
  watch<T>(runs: number, work: (watch: PairedWatch) => Promise<T>): Promise<T>;
}

export interface PairedWatch {
  readonly signal: AbortSignal;
  readonly update: (runs: number) => void;
}

export interface Gathering {
  readonly identity: PairedIdentity;
  readonly scenarios: PairedSetup['scenarios'];
  readonly strategies: PairedSetup['strategies'];
  /** Replications, at most. */
  readonly runs: number;
  readonly place: PairedPlace;
  readonly folder: PairedFolder | undefined;
  /** Whether what is gathered says enough. */
  isEnough(ledger: PairLedger): boolean;
}

/** Open the folder, if there is to be one, and close it whatever happens. */
export async function inPairedFolder<T>(
  { folder, mode }: PairedPlace,
  identity: PairedIdentity,
  work: (folder: PairedFolder | undefined) => Promise<T>,
): Promise<T> {
  const opened = folder === undefined ? undefined : await openPairedFolder(folder, identity, mode);
  try {
    return await work(opened);
  } finally {
    await opened?.close();
  }
}

/** Go on from what the folder had, until there is enough or somebody ends it. */
export async function gatherPairs({ place, folder, ...what }: Gathering): Promise<PairLedger> {
  const { identity, scenarios, strategies, runs, isEnough } = what;
  const { metrics, series, seed } = identity;
  const ledger = new PairLedger(
    { contenders: identity.scenarios.map(({ name }) => name), metrics, series },
    folder?.saved,
  );
  const done = ledger.pairs * scenarios.length;
  const isDone = ledger.pairs > 0 && isEnough(ledger);
  return place.watch(runs * scenarios.length, async ({ signal, update }) => {
    await runPaired({
      setup: { scenarios, strategies, seed, metrics, series },
      from: ledger.pairs,
      to: isDone ? ledger.pairs : runs,
      jobs: place.jobs,
      signal,
      take(pair) {
        if (signal.aborted) return false;
        ledger.record(pair);
        folder?.checkpoint(ledger);
        return !isEnough(ledger);
      },
      onProgress: (begun) => update(done + begun),
    });
    return ledger;
  });
}
