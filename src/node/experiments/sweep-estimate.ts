/** Estimates the time and size of a sweep by timing a few of its runs, and says them in words; writes no files. */

import { availableParallelism } from 'node:os';
import { counted } from '../../numeric/counted.ts';
import { quantile } from '../../numeric/statistics.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { UserError } from '../../scenario/errors.ts';
import { threadsFor } from '../thread-count.ts';
import { RUNS_FILE, type Simulates } from '../work/chunk.ts';
import { createRunner } from '../work/runners.ts';
import { overridesOf, reasonOf } from '../work/run-rows.ts';
import { positionsOf, type Schedule } from '../work/schedule.ts';
import { sweepJob, type SweepJob, type SweepSpec } from './sweep.ts';

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
  /** Wall-clock time, at best, and with a busy machine or slower later runs. */
  readonly secondsLow: number;
  readonly secondsHigh: number;
  /** Runs that were timed; 0 when the user's strategies would have to be run. */
  readonly timedRuns: number;
  /** Checked configurations, and those that cannot be simulated. */
  readonly checked: number;
  readonly problems: readonly { readonly configuration: number; readonly problem: string }[];
}

/** Largest number of configurations that are all checked. */
const CHECKED = 200;
/** Timed configurations and runs of each, after warm-up runs; and the time limit. */
const TIMED = 3;
const TIMED_RUNS = 8;
const WARM_RUNS = 64;
const WARM_MS = 2000;
const MOST_MS = 5000;
const LONG_SECONDS = 3600;
const MS_PER_SECOND = 1000;
const MICROSECONDS = 1e6;
/** Of an estimate of CPU time. */
const WARM_CONFIGURATIONS = 60;
const TIMED_CONFIGURATIONS = 30;
const BYTES_PER_MB = 1048576;
/** Measured memory of a worker thread with its compiled scenarios. */
const WORKER_MB = 130;
const BASE_MB = 120;
const TYPICAL_BYTES = 700;
/** Factor from best to worst time: in one thread, and in several that share cores, caches and a writer. */
const ALONE = 1.5;
const TOGETHER = 2.5;

/** Up to `count` configurations spread evenly over `size`, the first and the last among them. */
function spread(size: number, count: number): number[] {
  const places = Math.min(size, count);
  return [...new Set(Array.from({ length: places }, (_, i) => Math.round((i * (size - 1)) / Math.max(1, places - 1))))];
}

export async function estimateSweep(options: SweepSpec & { readonly jobs: number }): Promise<SweepEstimate> {
  const { host, runs, jobs, scenario } = options;
  const job = sweepJob(options);
  const { design, schedule } = job;
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
  const timed = job.setup.strategies.length === 0 ? await timeRuns(job, jobs, usable) : NOTHING_TIMED;
  const compiles = configurations * Math.ceil(runs / blockRuns);
  // Rows of a block wait for each other, except in a block of one run.
  const together = Math.min(runs, blockRuns);
  const waiting = together === 1 ? 0 : together * configurations;
  const threads = threadsFor(jobs, rows);
  const cores = Math.min(threads, availableParallelism());
  const work = (rows * timed.perRun + compiles * timed.perConfiguration) / cores;
  const perRow = timed.runs === 0 ? TYPICAL_BYTES : timed.bytes;
  return {
    configurations,
    firstConfiguration,
    runs,
    rows,
    jobs,
    bytes: Math.round(rows * perRow),
    memoryMb: Math.round(BASE_MB + (jobs > 1 ? threads * WORKER_MB : 0) + (waiting * perRow) / BYTES_PER_MB),
    secondsLow: timed.cold + work,
    secondsHigh: (timed.cold * threads) / cores + (threads === 1 ? ALONE : TOGETHER) * (timed.cold + work),
    timedRuns: timed.runs,
    checked: looked.length,
    problems,
  };
}

/**
 * CPU seconds of a sweep of at most a block of runs, from a few of its configurations once code is warm; undefined where
 * the user's strategies would have to be run.
 */
export function sweepSeconds(spec: SweepSpec): number | undefined {
  const job = sweepJob(spec);
  const { configurations, runs } = job.schedule;
  if (job.setup.strategies.length > 0) return undefined;
  const simulator = job.simulator(job.schedule);
  const count = Math.min(configurations, WARM_CONFIGURATIONS + TIMED_CONFIGURATIONS);
  const warm = Math.floor((count * WARM_CONFIGURATIONS) / (WARM_CONFIGURATIONS + TIMED_CONFIGURATIONS));
  const started = performance.now();
  let begun = process.cpuUsage();
  let timed = 0;
  // One after the other, as they will be simulated: what compiling costs depends on the configuration before.
  for (let configuration = 0; configuration < count; configuration++) {
    if (configuration === warm) begun = process.cpuUsage();
    simulator.simulate(configuration * runs, runs, () => undefined);
    if (configuration >= warm) timed++;
    if (timed > 0 && performance.now() - started > MOST_MS) break;
  }
  const { user, system } = process.cpuUsage(begun);
  return (((user + system) / timed) * configurations) / MICROSECONDS;
}

interface Timing {
  readonly runs: number;
  /** Seconds. */
  readonly perRun: number;
  readonly perConfiguration: number;
  readonly bytes: number;
  /** Seconds until a thread has started and its code is warm, beyond those of its warm runs. */
  readonly cold: number;
}

const NOTHING_TIMED: Timing = { runs: 0, perRun: 0, perConfiguration: 0, bytes: 0, cold: 0 };

/** Time a few configurations after warm-up; medians, because other programs disturb single runs. */
async function timeRuns(job: SweepJob, jobs: number, usable: readonly number[]): Promise<Timing> {
  if (usable.length === 0) return NOTHING_TIMED;
  const chosen = spread(usable.length, TIMED).map((i) => usable[i]);
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  const scheduleOf = (firstConfiguration: number): Schedule => {
    return { firstConfiguration, configurations: 1, firstRun: 0, runs: WARM_RUNS, done: 0, blockRuns: WARM_RUNS };
  };
  const only = (configuration: number): Simulates => job.simulator(scheduleOf(configuration));
  const warm = only(chosen[0]);
  let warmed = 0;
  for (; warmed < WARM_RUNS && elapsed() < WARM_MS; warmed++) warm.simulate(warmed, 1, () => undefined);
  const warmSeconds = elapsed() / MS_PER_SECOND;
  const coldSeconds = jobs === 1 ? warmSeconds : await coldChunk(job, scheduleOf(chosen[0]), warmed);
  const begun = performance.now();
  const runs: number[] = [];
  const compiles: number[] = [];
  let bytes = 0;
  for (const configuration of chosen) {
    const simulator = only(configuration);
    const times = [performance.now()];
    for (let run = 0; run < TIMED_RUNS; run++) {
      bytes += simulator.simulate(run, 1, () => undefined).files[RUNS_FILE].length;
      times.push(performance.now());
    }
    const steps = times.slice(1).map((time, i) => time - times[i]);
    runs.push(...steps.slice(1));
    compiles.push(Math.max(0, steps[0] - median(steps.slice(1))));
    if (performance.now() - begun > MOST_MS) break;
  }
  const perRun = median(runs) / MS_PER_SECOND;
  return {
    runs: compiles.length * TIMED_RUNS,
    perRun,
    perConfiguration: median(compiles) / MS_PER_SECOND,
    bytes: bytes / (compiles.length * TIMED_RUNS),
    cold: Math.max(0, coldSeconds - warmed * perRun),
  };
}

/** Seconds from starting a thread to the end of its first runs. */
async function coldChunk(job: SweepJob, schedule: Schedule, runs: number): Promise<number> {
  const started = performance.now();
  // With one job, only runs with a timeout need a thread.
  const runner = createRunner(job, schedule, { jobs: 1, timeoutSeconds: LONG_SECONDS });
  try {
    await runner.run(0, runs);
    return (performance.now() - started) / MS_PER_SECOND;
  } finally {
    await runner.close();
  }
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** As file managers count. */
const DECIMAL_MB = 1e6;
/** A plan of more than half a year is reported as too long. */
const HALF_YEAR_SECONDS = 1.6e7;
/** Configurations that cannot be simulated, shown one by one. */
const REPORTED_PROBLEMS = 5;

export interface EstimateWords {
  readonly scenario: string;
  readonly folder: string;
  /** Ranges whose end is not reached, as text. */
  readonly short: readonly string[];
}

function rangeOf({ secondsLow, secondsHigh }: SweepEstimate): string {
  const [low, high] = [secondsLow, secondsHigh].map(durationWord);
  return low === high ? `about ${low}` : `about ${low} to ${high}`;
}

/** The estimate, line by line. */
export function estimateLines(estimate: SweepEstimate, { scenario, folder, short }: EstimateWords): string[] {
  const { configurations, runs, rows, problems, jobs, checked, timedRuns } = estimate;
  const table = [
    ['  rows of runs.csv', countWord(rows)],
    ['  size of runs.csv', `about ${countWord(Math.max(1, Math.round(estimate.bytes / DECIMAL_MB)))} MB`],
    ['  memory', `about ${countWord(estimate.memoryMb)} MB`],
    ['  time', timedRuns === 0 ? 'not known' : `${rangeOf(estimate)} with --jobs ${jobs}`],
    ['  folder', folder],
  ];
  const isLong = estimate.secondsLow > HALF_YEAR_SECONDS;
  const shown = problems.slice(0, REPORTED_PROBLEMS);
  return [
    `${scenario}: ${counted(configurations, 'configuration')} of ${counted(runs, 'run')}:`,
    ...tableLines(table, [0, 1]),
    ...short,
    ...(isLong ? ['That is too long: take larger steps, or sample ranges (--design sobol --points 1000)'] : []),
    `An estimate ${timedRuns === 0 ? 'no run was timed' : `from timing ${timedRuns} runs`}; nothing was written.`,
    ...(problems.length === 0
      ? []
      : [
          '',
          `${countWord(problems.length)} of ${countWord(checked)} checked configurations cannot be simulated:`,
          ...shown.map(({ configuration, problem }) => `  configuration ${configuration}: ${problem}`),
        ]),
  ];
}
