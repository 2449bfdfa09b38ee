/** Names the kinds of rows that workers of a queue simulate; no addresses and no code are sent. */

import { absentStrategy } from '../../strategies/user-strategy.ts';
import { BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import { type CalibrateSetup, createCalibrateSimulator } from '../experiments/calibrate-rows.ts';
import { createMatchSimulator, type MatchSetup, matchPatience } from '../experiments/match-rows.ts';
import type { Job } from '../work/job.ts';
import type { Threads } from '../work/runners.ts';
import { createRunSimulator, type RunSetup } from '../work/run-rows.ts';
import { workerAddress } from '../worker-address.ts';

export type RowKind = 'runs' | 'matches' | 'calibration';
type JobSetup = Job['setup'];
type Simulation = Pick<Threads, 'workerUrl' | 'simulator' | 'patience'>;

const MATCHES_URL = workerAddress('experiments/match-worker');
const CALIBRATION_URL = workerAddress('experiments/calibrate-worker');

/** What the rows of a job are. */
export function rowKindOf({ workerUrl }: Pick<Job, 'workerUrl'>): RowKind {
  if (workerUrl === BUILTIN_HOST.workerUrl) return 'runs';
  if (workerUrl === MATCHES_URL) return 'matches';
  if (workerUrl === CALIBRATION_URL) return 'calibration';
  throw new Error(`no worker of a queue simulates what ${workerUrl} does`);
}

/** How rows of a kind are simulated on threads of this process. */
export function simulationOf(kind: RowKind, setup: JobSetup): Simulation {
  // The strategies of the user never play in the main thread.
  const absent = setup.strategies.map(({ id }) => absentStrategy(id));
  if (kind === 'runs') {
    const simulator = createRunSimulator(setup as RunSetup, engineWith(absent));
    return { workerUrl: BUILTIN_HOST.workerUrl, simulator, patience: undefined };
  }
  if (kind === 'calibration') {
    const simulator = createCalibrateSimulator(setup as CalibrateSetup);
    return { workerUrl: CALIBRATION_URL, simulator, patience: undefined };
  }
  const matches = setup as MatchSetup;
  return {
    workerUrl: MATCHES_URL,
    simulator: createMatchSimulator(matches, absent),
    patience: matchPatience(matches),
  };
}
