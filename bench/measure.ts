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

/** Run all candidates in turn, round after round; returns the median seconds of each by name. */
export async function interleave(candidates: readonly Candidate[], rounds: number): Promise<Map<string, number>> {
  const samples = new Map(candidates.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of candidates) {
      const start = performance.now();
      await run(round);
      samples.get(name)?.push((performance.now() - start) / 1000);
    }
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}

/** Seconds that a fresh Node process takes, the median of several. */
export function processSeconds(args: readonly string[], rounds: number): number {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}
