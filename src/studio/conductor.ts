/** Decides what is simulated next: the case on show first, then the other lines, then more runs while nothing changes. */

import type { Pool } from './pool.ts';
import type { RecordedRun } from './recorded-run.ts';
import { type Case, type CaseName, caseKey, caseNames, caseOf, currentName, type Study } from './study.ts';
import type { Table } from './summary.ts';

/** Runs of each line, in two rounds so that all are soon there. */
const ROUNDS = [40, 200];
/** Cases whose runs are stored. */
const MOST_STORED = 8;

/** The runs of a case that have come in. */
export interface Sample {
  readonly runs: RecordedRun[];
  table: Table | undefined;
  /** All runs below this number are there. */
  complete: number;
}

interface Step {
  readonly which: Case;
  readonly key: string;
  readonly first: number;
  readonly end: number;
}

export interface Conductor {
  /** Simulate a study; what is there already is not simulated again. */
  show(study: Study): void;
  sampleOf(study: Study, name: CaseName): Sample | undefined;
  /** Whether runs are under way or due. */
  isBusy(): boolean;
}

/**
 * `onChange` is called after every arrival; `onFailed` with the problems of a case that cannot run.
 *
 * @param mostRuns  Of the case on show, when nothing changes any more.
 */
export function createConductor(
  pool: Pool,
  mostRuns: number,
  onChange: () => void,
  onFailed: (problems: readonly string[]) => void,
): Conductor {
  const samples = new Map<string, Sample>();
  let isBusy = false;

  function sampleAt(key: string): Sample {
    const sample = samples.get(key) ?? { runs: [], table: undefined, complete: 0 };
    // The most recently used case is last.
    samples.delete(key);
    samples.set(key, sample);
    return sample;
  }

  function nextStep(study: Study): Step | undefined {
    const stepTo = (name: CaseName, end: number): Step | undefined => {
      const which = caseOf(study, name);
      const key = caseKey(which, study.seed);
      const { complete } = sampleAt(key);
      return complete < end ? { which, key, first: complete, end } : undefined;
    };
    const current = currentName(study);
    const names = [current, ...caseNames(study).filter((other) => other !== current)];
    for (const end of ROUNDS) {
      for (const name of names) {
        const step = stepTo(name, Math.min(end, mostRuns));
        if (step !== undefined) return step;
      }
    }
    return stepTo(current, mostRuns);
  }

  function forget(study: Study): void {
    const needed = new Set(caseNames(study).map((name) => caseKey(caseOf(study, name), study.seed)));
    for (const key of samples.keys()) {
      if (samples.size <= MOST_STORED) return;
      if (!needed.has(key)) samples.delete(key);
    }
  }

  function go(study: Study): void {
    const step = nextStep(study);
    isBusy = step !== undefined;
    if (step === undefined) {
      pool.stop();
      onChange();
      return;
    }
    const sample = sampleAt(step.key);
    // What came in of a step that was given up comes again: its numbers are not a whole row.
    sample.runs.length = sample.complete;
    pool.start({
      ...step,
      seed: study.seed,
      onRuns(runs, table) {
        sample.runs.push(...runs);
        sample.table = table;
        onChange();
      },
      onDone() {
        sample.runs.sort((a, b) => a.run - b.run);
        sample.complete = step.end;
        go(study);
      },
      onFailed(problems) {
        isBusy = false;
        onFailed(problems);
      },
    });
  }

  return {
    show(study) {
      forget(study);
      go(study);
    },
    sampleOf: (study, name) => samples.get(caseKey(caseOf(study, name), study.seed)),
    isBusy: () => isBusy,
  };
}
