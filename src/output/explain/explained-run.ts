/** Inputs of every chapter of the explanation of a run. */

import type { Economy } from '../../scenario/economy.ts';
import type { Reader } from './figures.ts';

export interface ExplainedRun {
  readonly reader: Reader;
  readonly scenario: Economy;
  /** Month of the wall, or the last month in which one was possible. */
  readonly stop: number;
  readonly isWalled: boolean;
}
