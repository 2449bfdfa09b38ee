/** Timing that can be compared: medians of interleaved rounds, so that a slow moment of the machine hits all alike. */

import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Something to time; the time of one call is one sample. */
export interface Candidate {
  readonly name: string;
  readonly run: (round: number) => Promise<void> | void;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Seconds that have passed. */
const wallSeconds = (): number => performance.now() / 1000;

/** Seconds that all threads of this process have computed: other work of the machine hardly changes them. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Run all candidates in turn, round after round; returns the median seconds of each by name. */
export async function interleave(
  candidates: readonly Candidate[],
  rounds: number,
  clock = wallSeconds,
): Promise<Map<string, number>> {
  const samples = new Map(candidates.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of candidates) {
      const start = clock();
      await run(round);
      samples.get(name)?.push(clock() - start);
    }
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}

/** What one process took, with all its threads. */
export interface ProcessCost {
  readonly seconds: number;
  /** Largest resident size. */
  readonly peakMb: number;
}

const KB_PER_MB = 1024;
const PEAK = 'peak KB: ';
/**
 * Says on the standard error how large the process was that ends. The kernel counts a process that was started
 * by a larger one as at least as large in `maxRSS`, but not in `VmHWM`.
 */
const SAY_PEAK = `data:text/javascript,${encodeURIComponent(`
import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  try {
    peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  } catch {}
  writeSync(2, '${PEAK}' + peak);
});
`)}`;

/** Run a JavaScript file in a fresh Node process, without anything that this process has loaded. */
export function measureProcess(args: readonly string[]): ProcessCost {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', SAY_PEAK, ...args], { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return { seconds, peakMb: Number(stderr.slice(stderr.lastIndexOf(PEAK) + PEAK.length)) / KB_PER_MB };
}

/** Seconds that a fresh Node process takes, the median of several. */
export function processSeconds(args: readonly string[], rounds: number): number {
  return median(Array.from({ length: rounds }, () => measureProcess(args).seconds));
}
