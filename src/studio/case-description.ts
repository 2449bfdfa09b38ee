/** What the page knows of a case: plain data that a worker makes of a checked scenario. */

import type { DatedEvent } from './study.ts';

/** A number of the scenario with everything that is known of it. */
export interface NumberInfo {
  /** Address, as `--set` takes it. */
  readonly path: string;
  readonly value: number;
  readonly unit: string;
  readonly description: string;
  /** reported, derived, estimated, calibrated, assumed, or none. */
  readonly evidence: string;
  readonly source: string;
  /** Law from which runs draw it; empty where it is certain. */
  readonly spread: string;
  readonly integer: boolean;
  /** Range that the schema allows, inclusive; infinite where it has no end. */
  readonly min: number;
  readonly max: number;
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
