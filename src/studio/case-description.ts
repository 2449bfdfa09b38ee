/** What the page knows of a case: plain data that a worker makes of a checked scenario. */

import type { RatedNumber } from '../reader/assumptions.ts';
import type { NumberFacts } from '../reader/schema-walk.ts';
import type { DatedEvent } from './study.ts';

/** A number of the scenario with everything that is known of it. */
export interface NumberInfo extends RatedNumber, Pick<NumberFacts, 'integer' | 'min' | 'max'> {
  readonly slider: readonly [low: number, high: number];
}

export interface CaseDescription {
  /** As the command line names it: `baseline+grid-ahead`. */
  readonly name: string;
  readonly description: string;
  readonly hash: string;
  readonly modelVersion: string;
  readonly startMonth: string;
  readonly horizonMonths: number;
  /** `path=value` texts after scenario and overlays. */
  readonly sets: readonly string[];
  readonly numbers: readonly NumberInfo[];
  readonly firms: readonly { readonly id: string; readonly name: string; readonly strategy: string }[];
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly suppliers: readonly { readonly node: string; readonly company: string }[];
  readonly interventions: readonly DatedEvent[];
  readonly walls: readonly string[];
  readonly strategies: readonly { readonly id: string; readonly summary: string }[];
}
