/** Order in which a job simulates its rows, and order in which it writes them. */

/**
 * Rows are written run by run and within a run configuration by configuration, so that further runs only append.
 * They are simulated in blocks of several runs, configuration by configuration, because compiling one costs as much
 * as several runs. Which blocks there are moves no byte of the results.
 */
export interface Schedule {
  /** Configurations `firstConfiguration` .. `firstConfiguration + configurations - 1`. */
  readonly firstConfiguration: number;
  readonly configurations: number;
  /** Runs `firstRun` .. `firstRun + runs - 1` of each. */
  readonly firstRun: number;
  readonly runs: number;
  /** Rows that are written already; positions count the rows after them. */
  readonly done: number;
  /** Runs of a full block. */
  readonly blockRuns: number;
}

/** Block and row of a position. */
export interface Place {
  readonly configuration: number;
  readonly run: number;
  /** Position of the first row of its block, and rows of the block. */
  readonly blockStart: number;
  readonly blockSize: number;
  /** Place of the row within the written block, from 0. */
  readonly slot: number;
}

/** Rows that may wait in memory for their block: some 40 MB. */
const MAX_BLOCK_ROWS = 65536;
/** Aimed at: about ten seconds of work are lost when a process is killed. */
const BLOCK_ROWS = 4096;
/** Runs that make the price of compiling small. */
const FEW_RUNS = 16;
const MANY_RUNS = 64;

/** Runs of a block for so many configurations; one alone waits for no other. */
export function blockRunsFor(configurations: number): number {
  if (configurations === 1) return 1;
  const wanted = Math.min(MANY_RUNS, Math.max(FEW_RUNS, Math.floor(BLOCK_ROWS / configurations)));
  return Math.max(1, Math.min(wanted, Math.floor(MAX_BLOCK_ROWS / configurations)));
}

/** All rows of a job. */
export function rowsOf({ configurations, runs }: Pick<Schedule, 'configurations' | 'runs'>): number {
  return configurations * runs;
}

/** Rows that are still to be simulated. */
export function positionsOf(schedule: Schedule): number {
  return rowsOf(schedule) - schedule.done;
}

export function placeOf(schedule: Schedule, position: number): Place {
  const { firstConfiguration, configurations, firstRun, runs, done, blockRuns } = schedule;
  const begun = done % configurations;
  const lead = begun === 0 ? 0 : configurations - begun;
  const whole = Math.ceil(done / configurations);
  if (position < lead) {
    // The rest of a run that was written in part.
    const configuration = firstConfiguration + begun + position;
    return { configuration, run: firstRun + whole - 1, blockStart: position, blockSize: 1, slot: 0 };
  }
  const rows = blockRuns * configurations;
  const block = Math.floor((position - lead) / rows);
  const within = (position - lead) % rows;
  const size = Math.min(blockRuns, runs - whole - block * blockRuns);
  const configuration = Math.floor(within / size);
  const run = within % size;
  const place = {
    configuration: firstConfiguration + configuration,
    run: firstRun + whole + block * blockRuns + run,
  };
  if (size === 1) return { ...place, blockStart: position, blockSize: 1, slot: 0 };
  const blockStart = lead + block * rows;
  return { ...place, blockStart, blockSize: size * configurations, slot: run * configurations + configuration };
}
