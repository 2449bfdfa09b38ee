/** Names the runs of a study: scenario, number, seed, and the hashes that name model and scenario. */

import { withUnit } from '../numeric/counted.ts';
import { countWord } from './words.ts';

export interface StudyAbout {
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly modelVersion: string;
  readonly seed: string;
  readonly runs: number;
}

/** @param unit  What is counted: `runs`, `pairs of each claim`. */
export function aboutLine({ scenario, scenarioHash, modelVersion, seed, runs }: StudyAbout, unit = 'runs'): string {
  return `${scenario}: ${withUnit(countWord(runs), unit)}, seed ${seed}, model ${modelVersion}, scenario ${scenarioHash}`;
}
