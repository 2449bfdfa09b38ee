/** What the page asks of a worker, and what workers answer. */

import type { CaseDescription } from './case-description.ts';
import type { Game, GameOutcome } from './game.ts';
import type { InspectedRun } from './inspected-run.ts';
import type { RecordedRun } from './recorded-run.ts';
import type { Case } from './study.ts';
import type { Table } from './summary.ts';

/** Questions with one answer each. */
export interface Answers {
  describe: { readonly ask: { readonly which: Case }; readonly answer: CaseDescription };
  /** The whole scenario as a file. */
  print: { readonly ask: { readonly which: Case }; readonly answer: string };
  inspect: {
    readonly ask: { readonly which: Case; readonly seed: string; readonly run: number };
    readonly answer: InspectedRun;
  };
  play: {
    readonly ask: { readonly which: Case; readonly game: Game; readonly choices: readonly number[] };
    readonly answer: GameOutcome;
  };
}
export type Question = keyof Answers;

/** Runs of a case: those whose number is `first` plus a multiple of `step`, below `end`. */
export interface RunOrder {
  readonly job: number;
  readonly which: Case;
  readonly seed: string;
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

export type ToWorker =
  | { readonly kind: 'open'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'runs'; readonly order: RunOrder }
  /** Cancel the remaining runs. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question; readonly ask: Answers[Question]['ask'] };

export type FromWorker =
  | { readonly kind: 'runs'; readonly job: number; readonly table: Table; readonly runs: readonly RecordedRun[] }
  | { readonly kind: 'done'; readonly job: number }
  | { readonly kind: 'failed'; readonly job: number; readonly problems: readonly string[] }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answers[Question]['answer'] }
  | { readonly kind: 'refused'; readonly id: number; readonly problems: readonly string[] };
