/** A section of the page, and what all of them are made from. */

import type { Manifest } from '../../output/manifest.ts';
import type { RatedNumber } from '../../reader/assumptions.ts';
import type { RegimeRule } from '../regimes.ts';
import type { Sample } from '../sample.ts';
import type { Frame } from '../spec.ts';
import type { Table } from '../table.ts';
import type { Outcome } from '../effects.ts';
import type { TornadoWords } from '../tornado.ts';
import type { Markup } from './markup.ts';
import type { DrawnFigure, PageFigure } from './page-figure.ts';

/** What a tornado shows and says. */
export interface Sensitivity extends TornadoWords {
  readonly outcomes: readonly Outcome[];
  /** `compare.csv` of a comparison. */
  readonly compared?: Table;
  /** Where the numbers come from, when not from the folder of the report. */
  readonly source?: string;
}

export interface ReportInput {
  readonly manifest: Manifest;
  /** Rows of `runs.csv` that ended as their scenario says. */
  readonly runs: Table;
  /** `design.csv` of a sweep: what each configuration varies; undefined for a batch. */
  readonly design: Table | undefined;
  /** `quantiles.csv`; without rows where a folder has none. */
  readonly quantiles: Table;
  /** `summary.csv`. */
  readonly summary: Table;
  /** Runs repeated for the page, or why there are none. */
  readonly replay: { readonly sample: Sample } | { readonly why: string };
  /** Undefined where neither a comparison nor a sweep is at hand. */
  readonly sensitivity: Sensitivity | undefined;
  /** Every number of the scenario with its evidence. */
  readonly numbers: readonly RatedNumber[];
  /** What a reader must know before the first number: rows that are missing, another version. */
  readonly warnings: readonly string[];
  /** How much of the spread rests on uncertain numbers, in sentences; empty where a batch cannot say. */
  readonly assumptions: readonly string[];
  readonly rule: RegimeRule;
  /** Metrics whose responses come first. */
  readonly chosen: readonly string[];
  readonly frame: Frame;
  /** Months in which walls are watched. */
  readonly horizonMonths: number | undefined;
  /** Units of run metrics, by name. */
  readonly metricUnits: ReadonlyMap<string, string>;
  /** What recorded series and run metrics mean, by name. */
  readonly descriptions: ReadonlyMap<string, string>;
  /** What recorded series mean, by name; a run metric may have the same name. */
  readonly seriesMeanings: ReadonlyMap<string, string>;
}

/** Whether the page is of a comparison: its runs are those of the base. */
export function isComparison({ manifest }: ReportInput): boolean {
  return manifest.format === 'overbuild-compare/1';
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Paragraphs before the pictures. */
  readonly intro: readonly string[];
  readonly figures: readonly (PageFigure | DrawnFigure)[];
  /** What follows the pictures. */
  readonly after?: Markup;
}
