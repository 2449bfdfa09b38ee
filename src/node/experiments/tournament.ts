/** Tournament experiment: strategies play each other, match by match; a failing entrant affects only its own matches. */

import type { CsvLocale } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { RUN_ID_COLUMNS, runTableColumns, runTableHeader } from '../../output/run-table.ts';
import { pairsCsv, rankingCsv, tournamentResources } from '../../output/tournament-tables.ts';
import { StrategyError, UsageError } from '../../scenario/errors.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import type { CellResult, Entrant } from '../../tournament/arena.ts';
import type { Cell } from '../../tournament/design.ts';
import {
  concludeTournament,
  tournamentCells,
  type TournamentResult,
  type TournamentRule,
} from '../../tournament/tournament.ts';
import { CsvRow } from '../files/csv-rows.ts';
import { checkStatedFiles } from '../files/manifest-file.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { inspect } from '../strategies/user-strategies.ts';
import { type Row, RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job, MadeTable } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import { type Shard, shardRange } from '../work/shard.ts';
import { storedRows } from '../work/stored-rows.ts';
import { workerAddress } from '../worker-address.ts';
import { type Entry, seatEntrants } from './entrants.ts';
import {
  createMatchSimulator,
  type Matches,
  type MatchSetup,
  matchColumns,
  matchesOf,
  matchPatience,
} from './match-rows.ts';
import { hashOfDesign, identityOf } from './identity.ts';

/** All inputs that determine the bytes of a tournament. */
export interface TournamentSpec {
  readonly rule: TournamentRule;
  readonly entry: Entry;
  /** The game: short name, description, and unit of payoffs. */
  readonly short: string;
  readonly title: string;
  readonly unit: string;
  readonly locale: CsvLocale;
  readonly shard?: Shard | undefined;
}

export interface TournamentOutcome extends Outcome {
  /** Absent when interrupted, or of a part. */
  readonly result?: TournamentResult;
}

const STATUS = RUN_ID_COLUMNS.findIndex(({ name }) => name === 'status');
/** Columns of a seat: its entrant, payoff and cooperation. */
const SEAT_COLUMNS = 3;

/** Collects matches into the outcomes of cells. */
class TournamentFold implements Fold {
  readonly #spec: TournamentSpec;
  readonly #cells: readonly Cell[];
  readonly #matches: Matches;
  readonly #entrants: readonly Entrant[];
  readonly #row: CsvRow;
  readonly #results: CellResult[];
  readonly #failures: { repetition: number; reason: string }[][];
  #taken = 0;

  constructor(spec: TournamentSpec, cells: readonly Cell[], entrants: readonly Entrant[]) {
    this.#spec = spec;
    this.#cells = cells;
    this.#matches = matchesOf(cells);
    this.#entrants = entrants;
    this.#row = new CsvRow(spec.locale);
    this.#failures = cells.map(() => []);
    this.#results = cells.map(({ seats, count }, c) => {
      const nothing = (): Float64Array => new Float64Array(seats.length * count).fill(Number.NaN);
      return { payoffs: nothing(), cooperation: nothing(), failures: this.#failures[c] };
    });
  }

  take(row: Row): boolean {
    const fields = this.#row;
    fields.scan(Buffer.from(row[RUNS_FILE]), 0);
    const { cell, repetition } = this.#matches.placeOf(fields.number(0));
    const { seats, first } = this.#cells[cell];
    const { payoffs, cooperation } = this.#results[cell];
    for (const s of seats.keys()) {
      const place = RUN_ID_COLUMNS.length + 1 + s * SEAT_COLUMNS;
      payoffs[(repetition - first) * seats.length + s] = fields.number(place + 1);
      cooperation[(repetition - first) * seats.length + s] = fields.number(place + 2);
    }
    if (fields.text(STATUS) !== 'ok') this.#failures[cell].push({ repetition, reason: fields.text(STATUS + 1) });
    this.#taken++;
    return false;
  }

  /** Results of all matches; undefined while some are missing. */
  conclude(): TournamentResult | undefined {
    if (this.#taken < this.#matches.count) return undefined;
    return concludeTournament(this.#spec.rule, this.#entrants, this.#cells, this.#results);
  }

  tables(): MadeTable[] {
    const { locale, entry, shard } = this.#spec;
    const result = shard === undefined ? this.conclude() : undefined;
    if (result === undefined) return [];
    const names = entry.entrants.map(({ name }) => name);
    return [
      { file: 'ranking.csv', lines: [rankingCsv(result, names, locale)] },
      { file: 'pairs.csv', lines: [pairsCsv(result, names, locale)] },
    ];
  }
}

/**
 * The job of a tournament.
 *
 * @throws StrategyError  When an entrant cannot play, as far as this is known without starting the user's strategies.
 */
export function tournamentJob(spec: TournamentSpec): Job<TournamentFold> {
  const { rule, entry, short, title, unit, locale } = spec;
  const { entrants, sources } = entry;
  const seated = seatEntrants(
    entrants,
    sources.map(({ id }) => absentStrategy(id)),
  );
  const misplaced = seated.filter(({ strategy }) => rule.playing.kind === 'plain' && strategy.needs === 'economy');
  if (misplaced.length > 0) {
    throw new StrategyError(
      misplaced.map(({ name }) => `${name} needs the accounts of a firm, which plain games lack: use it in a scenario`),
    );
  }
  const cells = tournamentCells(rule, entrants.length);
  const matches = matchesOf(cells);
  const [firstRun, count] = shardRange(matches.count, spec.shard, 'matches');
  const columns = matchColumns(cells[0].seats.length, unit);
  const identity = identityOf({
    scenario: { name: short, hash: hashOfDesign(rule.playing) },
    seed: rule.seed,
    runs: matches.count,
    locale,
    design: { rule, entrants },
    shard: spec.shard,
  });
  const setup: MatchSetup = {
    playing: rule.playing,
    seed: rule.seed,
    cells,
    entrants,
    name: short,
    hash: identity.scenarioHash,
    locale,
    schedule: { firstConfiguration: 0, configurations: 1, firstRun, runs: count, done: 0, blockRuns: 1 },
    ...(sources.length === 0 ? {} : { strategies: sources }),
  };
  const runs = {
    path: RUNS_FILE,
    description: 'one row per match: strategy, payoff and cooperation of every seat',
    columns: runTableColumns(columns, false),
    key: ['run'],
  };
  return {
    format: 'overbuild-tournament/1',
    identity,
    stated: {
      resolvedScenario: rule.playing.kind === 'economy' ? { ...rule.playing.scenario } : { ...rule.playing },
      evidence: {},
      strategies: sources.map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
      design: { rule, entrants, short, title, unit },
    },
    about: () => ({
      name: 'overbuild-tournament',
      title,
      description: 'Simulated tournament, conditional on the rules in manifest.json.',
    }),
    schedule: setup.schedule,
    parts: 'runs',
    canGrow: false,
    files: [{ name: RUNS_FILE, header: runTableHeader(columns, { locale, isConfigured: false }) }],
    fanColumns: [],
    resources: spec.shard === undefined ? [...tournamentResources(unit, rule.playing), runs] : [runs],
    fold: new TournamentFold(spec, cells, seated),
    setup,
    workerUrl: workerAddress('experiments/match-worker'),
    // The user's strategies never run in this thread.
    simulator: (schedule) =>
      createMatchSimulator(
        { ...setup, schedule },
        sources.map(({ id }) => absentStrategy(id)),
      ),
    patience: (schedule) => matchPatience({ ...setup, schedule }),
  };
}

/** Read a tournament from its manifest. */
export function reopenTournament(manifest: Manifest, sources: readonly StrategySource[]): TournamentSpec {
  const { identity, design = {} } = manifest;
  const { rule, entrants, short, title, unit } = design as unknown as Omit<TournamentSpec, 'entry'> & Entry;
  const outside = manifest.strategies.map(({ id, reference, sha256 }): StrategySource => {
    const found = sources.find((source) => source.id === id);
    return found ?? { id, reference, kind: 'file', words: [], folder: '', sha256 };
  });
  return { rule, entry: { entrants, sources: outside }, short, title, unit, locale: identity.csvLocale };
}

/**
 * A finished tournament, concluded again from the rows of its folder.
 *
 * @throws UsageError  When matches are missing, or files were changed since.
 */
export async function storedTournament(
  folder: string,
  manifest: Manifest,
): Promise<{ readonly spec: TournamentSpec; readonly result: TournamentResult }> {
  const { problems } = await checkStatedFiles(folder, manifest.files);
  if (problems.length > 0) throw new UsageError(problems.map((problem) => `${problem}; see overbuild verify`));
  const spec = reopenTournament(manifest, []);
  const job = tournamentJob(spec);
  for await (const row of storedRows(folder, job)) job.fold.take(row);
  const result = job.fold.conclude();
  if (result !== undefined) return { spec, result };
  throw new UsageError([`${folder} is a part of a tournament, or unfinished; merge its parts or use --resume first`]);
}

/** Play the missing matches. */
export async function runTournament(spec: TournamentSpec, place: WorkPlace): Promise<TournamentOutcome> {
  const { entrants, sources } = spec.entry;
  const job = tournamentJob(spec);
  if (sources.length > 0) {
    const outside = entrants.filter(({ id }) => sources.some((source) => source.id === id));
    const choices = outside.map(({ name, id, params }) => ({ sourceId: id, params, at: name }));
    const problems = await inspect({ sources, choices });
    if (problems.length > 0) throw new StrategyError(problems);
  }
  const outcome = await runJob(job, place);
  const result = job.fold.conclude();
  return { ...outcome, ...(result === undefined ? {} : { result }) };
}
