/** Simulates a plain run of beliefs: traders and a price, without earnings or a race. */

import {
  BELIEFS_COLUMNS,
  createBeliefs,
  fillInitialBeliefs,
  stepBeliefsPrice,
} from '../model/beliefs/adaptive-beliefs.ts';
import { fillNormals, openStream, streamId } from '../random/stream.ts';
import type { BeliefsRun } from '../scenario/beliefs-run.ts';
import { PLAIN_OUTCOME } from './plain-outcome.ts';
import { createRecorder } from './recorder.ts';
import type { RecordLevel, Simulator } from './simulate.ts';

/** Compile a scenario of beliefs; the trace of a run is valid until the next. */
export function createBeliefsSimulator(scenario: BeliefsRun, record: RecordLevel = 'all'): Simulator {
  const months = scenario.horizonMonths;
  const state = createBeliefs(scenario);
  const isRecorded = (name: string): boolean => typeof record === 'string' || record.has(name);
  const columns = BELIEFS_COLUMNS.filter(({ shape, name }) => isRecorded(`${shape}/${name}`));
  const recorder = createRecorder(columns, state, months);
  const noise = streamId('market');
  const entities = { firm: state.typeIds, node: [], supplier: [], region: [], equity: [], venue: [] };
  return {
    columns,
    kind: 'beliefs',
    entities,
    run(seed, replication) {
      fillInitialBeliefs(state, scenario);
      fillNormals(state.shock, openStream(seed, replication, noise));
      for (let month = 0; month < months; month++) {
        stepBeliefsPrice(state, scenario, month);
        recorder.record(state, month);
      }
      return {
        kind: 'beliefs',
        months,
        entities,
        equityClasses: [],
        column: (name, shape) => recorder.values(name, shape, months),
        events: [],
        outcome: PLAIN_OUTCOME,
      };
    },
  };
}
