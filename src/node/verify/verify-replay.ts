/** Makes the run of a row of a results folder again, with everything recorded, from what the manifest states. */

import { UsageError } from '../../scenario/errors.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { csvNumber } from '../../output/csv.ts';
import { RUNS_FILE } from '../batch/chunk.ts';
import { checkedScenario, findStrategies, versionNotes } from './verify-prepare.ts';
import { BUILTIN_ENGINE, BUILTIN_HOST } from '../builtin-engine.ts';
import { type PlayedRun, playRun } from '../strategies/play-run.ts';
import { holdsFile, readStatedBatch } from './verify-folder.ts';
import { readRows } from './verify-rows.ts';

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
  const batch = await readStatedBatch(folder);
  const { identity } = batch;
  if (batch.sweep !== undefined) {
    throw new UsageError([`${folder} holds a sweep; explain its scenario with --set, as design.csv says`]);
  }
  const { first, count } = batch.part;
  if (run < first || run >= first + count) {
    throw new UsageError([`--run: the batch has runs ${first} to ${first + count - 1}, got ${run}`]);
  }
  const sources = findStrategies(batch, strategiesFolder);
  if ('why' in sources) throw new UsageError([sources.why.replace(/^all runs: /, '')]);
  const scenario = checkedScenario(batch.resolvedScenario);
  const parsed: ParsedScenario = {
    name: identity.scenario,
    scenario,
    evidence: new Map(),
    files: [],
    position: () => ({ file: folder, line: 1, column: 1 }),
    problem: (_steps, message) => message,
    placed: (line) => line,
  };
  const absent = sources.strategies.map(({ id }) => absentStrategy(id));
  const playable = { parsed, sources: sources.strategies, absent };
  const { simulator, trace } = await playRun(playable, identity.seed, run);
  const notes = [...versionNotes(batch, BUILTIN_HOST).versions];
  if (await holdsFile(folder, RUNS_FILE)) {
    const rows = await readRows(folder, batch, { sample: 1, all: false, seed: '1', also: run });
    const row = rows.chosen.get(run);
    if (row === undefined) notes.push(`${RUNS_FILE} has no row for run ${run}`);
    for (const [column, value] of Object.entries(BUILTIN_ENGINE.metrics(trace))) {
      const field = row?.[rows.header.indexOf(column)];
      const isSame =
        field === undefined ||
        (typeof value === 'string' ? field === value : Object.is(csvNumber(field, rows.locale), value));
      if (isSame) continue;
      notes.push(
        `${RUNS_FILE} says ${column} ${field}, this run ${value}: the story is not that of the row; see verify`,
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
