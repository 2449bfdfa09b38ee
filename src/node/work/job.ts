/** Defines a job, the description of an experiment that `runJob` executes: rows to simulate, their statistics, and tables of these. */

import type { Column } from '../../columns/column.ts';
import type { Histogram } from '../../numeric/histogram.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { Identity, Manifest } from '../../output/manifest.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Row, Simulates } from './chunk.ts';
import type { Schedule } from './schedule.ts';

/** A file to which every row adds its bytes. */
export interface GrowingFile {
  readonly name: string;
  /** First line; empty for a file without one. */
  readonly header: string;
  /** Needed for the tables and by merges, and no result itself: its name begins with a dot. */
  readonly isHidden?: boolean;
  /** What each row added to a file that is no table. */
  rowsIn?(content: Uint8Array): Iterable<Uint8Array>;
}

/** A table as text; one of very many lines need not be held. */
export interface MadeTable {
  readonly file: string;
  readonly lines: Iterable<string> | AsyncIterable<string>;
}

/** What tables are made from. */
export interface Rows {
  /** Where the growing files stand. */
  readonly folder: string;
  /** Counts of the monthly series; absent where not every run was simulated. */
  readonly fan: Readonly<Histogram> | undefined;
}

/** What the rows of a job add up to. */
export interface Fold {
  /** Takes row `at` of the folder, in order; true when no more are needed. Absent where rows are read back instead. */
  take?(row: Row, at: number): boolean;
  /** Rows taken before the job begins, by a fold that outlives its jobs. */
  readonly stored?: number;
  /** The tables besides those that grow. */
  tables(rows: Rows): Iterable<MadeTable> | AsyncIterable<MadeTable>;
}

/** What a worker thread needs once: plain data, the strategies of the user among it. */
export interface Setup {
  readonly strategies: readonly StrategySource[];
}

/** After so many failures in a row the rest of what belongs together is given up. */
export interface Patience {
  readonly failures: number;
  /** The position after the last that belongs together with this one. */
  unitEnd(position: number): number;
}

export interface Job<F extends Fold = Fold> {
  readonly format: Manifest['format'];
  readonly identity: Identity;
  /** What else the manifest says, enough to make the job again. */
  readonly stated: Pick<Manifest, 'resolvedScenario' | 'evidence' | 'strategies'> &
    Partial<Pick<Manifest, 'scenarios' | 'design'>>;
  /** Of the data package. */
  about(): { readonly name: string; readonly title: string; readonly description: string };
  /** The rows of this job, or of its part; nothing done. */
  readonly schedule: Schedule;
  /** What a part is a part of. */
  readonly parts: 'runs' | 'configurations';
  /** More runs may be added to a finished folder. */
  readonly canGrow: boolean;
  /** More rows will follow at once: the folder gets no tables yet and stays unfinished. */
  readonly isOpen?: boolean;
  /** The first is runs.csv. */
  readonly files: readonly GrowingFile[];
  /** Series whose values are counted month by month; none when empty. */
  readonly fanColumns: readonly Column[];
  /** All tables, in the order of the data package. */
  readonly resources: readonly Resource[];
  readonly fold: F;
  /** For worker threads; rows of a schedule that goes on are simulated by the same setup with another schedule. */
  readonly setup: Setup & { readonly schedule: Schedule };
  /** Address of a module whose `simulateChunk` is made by `serveChunks` of such a setup. */
  readonly workerUrl: string;
  /** The same in this thread. */
  simulator(schedule: Schedule): Simulates;
  /** How long failures are borne, where positions of a schedule belong together. */
  patience?(schedule: Schedule): Patience;
  /** Turn growing files into what the data package names, once all rows are there. */
  convert?(folder: string): Promise<void>;
}
