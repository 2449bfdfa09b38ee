/** The worker thread of paired experiments: the same replications of every scenario, on request. */

import { workerData } from 'piscina';
import { engineWith } from '../builtin-engine.ts';
import { type PairedChunk, type PairedSetup, pairedSimulator, type SimulatePairs } from './compare-chunk.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';

export interface PairedTask {
  readonly first: number;
  readonly count: number;
  /** Shared: slot 0 counts runs begun. */
  readonly begun: Int32Array;
}

let simulate: SimulatePairs | undefined;

export async function simulatePairs({ first, count, begun }: PairedTask): Promise<PairedChunk> {
  if (simulate === undefined) {
    const setup = workerData as PairedSetup;
    simulate = pairedSimulator(setup, engineWith(loadStrategies(setup.strategies)));
  }
  return simulate(first, count, () => void Atomics.add(begun, 0, 1));
}
