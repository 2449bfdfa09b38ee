/** What every chapter of the story of a run is told from. */

import type { Economy } from '../../scenario/economy.ts';
import type { Reader } from './figures.ts';

export interface Told {
  readonly reader: Reader;
  readonly scenario: Economy;
  /** Month of the wall, or the last month in which one could have come. */
  readonly stop: number;
  readonly isWalled: boolean;
}
