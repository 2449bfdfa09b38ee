/** What a sweep would cost, from timing a few of its runs: an estimate, and nothing is written. */

import { createDesign } from '../experiment/design.ts';
import { UserError } from '../scenario/errors.ts';
import { createSweepSimulator, overridesOf, reasonOf } from './sweep-chunk.ts';
import { positionsOf } from './sweep-schedule.ts';
import { type SweepOptions, sweepSetup } from './sweep.ts';
import { RUNS_FILE } from './chunk.ts';

export interface SweepEstimate {
  /** Configurations of this shard, and the first of them. */
  readonly configurations: number;
  readonly firstConfiguration: number;
  readonly runs: number;
  readonly rows: number;
  readonly jobs: number;
  /** Size of runs.csv. */
  readonly bytes: number;
  readonly memoryMb: number;
  readonly seconds: number;
  /** Runs that were timed; 0 when the user's strategies would have to be run. */
  readonly timedRuns: number;
  /** Configurations that were looked at, and those of them that cannot be simulated. */
  readonly checked: number;
  readonly problems: readonly { readonly configuration: number; readonly problem: string }[];
}

/** Configurations looked at before their number is too large to look at all. */
const CHECKED = 200;
/** Configurations and runs of each that are timed, for at most so long. */
const TIMED = 3;
const TIMED_RUNS = 8;
const TIMED_MS = 2000;
const MS_PER_SECOND = 1000;
const BYTES_PER_MB = 1048576;
/** A worker thread with its compiled scenarios, measured. */
const WORKER_MB = 90;
const BASE_MB = 120;
const TYPICAL_BYTES = 700;

/** Up to `count` configurations spread evenly over `size`, the first and the last among them. */
function spread(size: number, count: number): number[] {
  const places = Math.min(size, count);
  return [...new Set(Array.from({ length: places }, (_, i) => Math.round((i * (size - 1)) / Math.max(1, places - 1))))];
}

export function estimateSweep(options: Omit<SweepOptions, 'folder' | 'mode' | 'command'>): SweepEstimate {
  const { host, runs, jobs, scenario } = options;
  const design = createDesign(options.design);
  const setup = sweepSetup(options, design);
  const { schedule } = setup;
  const { configurations, firstConfiguration, blockRuns } = schedule;
  const rows = positionsOf(schedule);
  const problems: { configuration: number; problem: string }[] = [];
  const usable: number[] = [];
  const looked = spread(configurations, CHECKED);
  for (const at of looked) {
    const configuration = firstConfiguration + at;
    try {
      const overrides = overridesOf(design, design.at(configuration), scenario.aliases);
      host.engine.createSimulator(host.engine.configure(scenario.open, overrides).scenario, 'metrics');
      usable.push(configuration);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push({ configuration, problem: reasonOf(error) });
    }
  }
  const timed =
    setup.strategies === undefined ? timeRuns(options, usable) : { runs: 0, perRun: 0, perConfiguration: 0, bytes: 0 };
  const compiles = configurations * Math.ceil(runs / blockRuns);
  // Rows of a block wait for each other; a block of one run has none to wait for.
  const together = Math.min(runs, blockRuns);
  const waiting = together === 1 ? 0 : together * configurations;
  const perRow = timed.runs === 0 ? TYPICAL_BYTES : timed.bytes;
  return {
    configurations,
    firstConfiguration,
    runs,
    rows,
    jobs,
    bytes: Math.round(rows * perRow),
    memoryMb: Math.round(BASE_MB + (jobs > 1 ? jobs * WORKER_MB : 0) + (waiting * perRow) / BYTES_PER_MB),
    seconds: (rows * timed.perRun + compiles * timed.perConfiguration) / jobs,
    timedRuns: timed.runs,
    checked: looked.length,
    problems,
  };
}

interface Timing {
  readonly runs: number;
  /** Seconds. */
  readonly perRun: number;
  readonly perConfiguration: number;
  readonly bytes: number;
}

/** Time a few configurations after one that warms up. */
function timeRuns(options: Omit<SweepOptions, 'folder' | 'mode' | 'command'>, usable: readonly number[]): Timing {
  if (usable.length === 0) return { runs: 0, perRun: 0, perConfiguration: 0, bytes: 0 };
  const design = createDesign(options.design);
  const setup = sweepSetup({ ...options, runs: TIMED_RUNS, shard: undefined }, design);
  const chosen = spread(usable.length, TIMED).map((i) => usable[i]);
  const started = performance.now();
  let timed = 0;
  let perRun = 0;
  let perConfiguration = 0;
  let bytes = 0;
  for (const [i, configuration] of [chosen[0], ...chosen].entries()) {
    const schedule = { firstConfiguration: configuration, configurations: 1, runs: TIMED_RUNS, done: 0 };
    const simulator = createSweepSimulator(
      { ...setup, schedule: { ...schedule, blockRuns: TIMED_RUNS } },
      options.host.engine,
    );
    const times = [performance.now()];
    const text = simulator.simulate(0, TIMED_RUNS, () => void times.push(performance.now())).files[RUNS_FILE];
    times.push(performance.now());
    if (i === 0) continue;
    const steady = (times[times.length - 1] - times[2]) / (TIMED_RUNS - 1);
    perRun += steady;
    perConfiguration += Math.max(0, times[2] - times[0] - steady);
    bytes += text.length / TIMED_RUNS;
    timed++;
    if (performance.now() - started > TIMED_MS) break;
  }
  return {
    runs: timed * TIMED_RUNS,
    perRun: perRun / timed / MS_PER_SECOND,
    perConfiguration: perConfiguration / timed / MS_PER_SECOND,
    bytes: bytes / timed,
  };
}
