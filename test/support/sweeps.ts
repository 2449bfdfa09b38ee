/** Sweeps on the stand-in engine in temporary folders, for the tests of their files, workers and resuming. */

import { readAxis } from '../../src/experiment/design-axis.ts';
import { runSweep, type SweepOptions, type SweepOutcome } from '../../src/node/experiments/sweep.ts';
import { STAND_IN, temporaryFolder } from './batches.ts';
import type { StandInScenario } from './stand-in-engine.ts';

/** A sweep of the stand-in scenario over its months, with everything that a test does not care about filled in. */
export function standInSweep(
  scenario: Partial<StandInScenario> = {},
  options: Partial<SweepOptions> & { readonly months?: string } = {},
): Promise<SweepOutcome> {
  const open = { months: 12, ...scenario };
  const { months = '6:18:3', ...rest } = options;
  return runSweep({
    scenario: { name: 'stand-in', hash: 'feedc0ffee12', resolved: open, open, evidence: {} },
    design: { kind: 'factorial', axes: [readAxis(`months=${months}`)] },
    seed: '1',
    runs: 8,
    jobs: 1,
    folder: temporaryFolder(),
    mode: 'new',
    locale: 'en',
    command: ['sweep'],
    host: STAND_IN,
    ...rest,
  });
}
