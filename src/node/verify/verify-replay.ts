/** Repeats the run of one row of a results folder from its manifest, with every column recorded. */

import { UsageError } from '../../scenario/errors.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { csvNumber } from '../../output/csv.ts';
import { BUILTIN_ENGINE } from '../builtin-engine.ts';
import { readManifest } from '../files/manifest-file.ts';
import { type PlayedRun, playRun } from '../strategies/play-run.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import { findStrategies, versionNotes } from './verify-prepare.ts';
import { readRows, statedRows } from './verify-rows.ts';
import { holdsFile } from './verify-tables.ts';

/** A run made again. */
export interface Replayed extends PlayedRun {
  readonly name: string;
  readonly scenarioHash: string;
  readonly seed: string;
  readonly scenario: Scenario;
  /** What a reader should know: other versions, a row that says otherwise. */
  readonly notes: readonly string[];
}

/**
 * Replay run `run` of a finished batch.
 *
 * @throws UserError  When the folder holds no such run, or its scenario or strategies cannot be used.
 */
export async function replayRow(folder: string, run: number, strategiesFolder?: string): Promise<Replayed> {
  const batch = await readManifest(folder, ['overbuild-batch/1', 'overbuild-sweep/1']);
  const { identity } = batch;
  if (batch.format === 'overbuild-sweep/1') {
    throw new UsageError([`${folder} holds a sweep; explain its scenario with --set, as design.csv says`]);
  }
  const { firstRun: first, runs: count } = statedRows(batch);
  if (run < first || run >= first + count) {
    throw new UsageError([`--run: the batch has runs ${first} to ${first + count - 1}, got ${run}`]);
  }
  const { strategies = [], why } = findStrategies(batch, strategiesFolder);
  if (why !== undefined) throw new UsageError([why.replace(/^all runs: /, '')]);
  const scenario = BUILTIN_ENGINE.check(batch.resolvedScenario) as Scenario;
  const absent = strategies.map(({ id }) => absentStrategy(id));
  const { simulator, trace } = await playRun({ parsed: { scenario }, sources: strategies, absent }, identity.seed, run);
  const notes = [...versionNotes(batch).versions];
  if (await holdsFile(folder, RUNS_FILE)) {
    const rows = await readRows(folder, batch, { sample: 1, all: false, seed: '1', also: run });
    const row = rows.chosen.get(run - first);
    if (row === undefined) notes.push(`${RUNS_FILE} has no row for run ${run}`);
    for (const [column, value] of Object.entries(BUILTIN_ENGINE.metrics(trace))) {
      const field = row?.[rows.header.indexOf(column)];
      const isSame =
        field === undefined ||
        (typeof value === 'string' ? field === value : Object.is(csvNumber(field, rows.locale), value));
      if (isSame) continue;
      notes.push(
        `${RUNS_FILE} says ${column} ${field}, this run ${value}: the run explained differs from its row; see overbuild verify`,
      );
      break;
    }
  }
  return {
    name: identity.scenario,
    scenarioHash: identity.scenarioHash,
    seed: identity.seed,
    scenario,
    simulator,
    trace,
    notes,
  };
}
