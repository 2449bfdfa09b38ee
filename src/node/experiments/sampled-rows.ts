/** Rows of a sampled game: planned profiles and replications, payoffs of every seat, and their job. */

import { type CsvLocale, type CsvValue, tableText } from '../../output/csv.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { Format, Identity, Manifest } from '../../output/manifest.ts';
import { RUN_ID_COLUMNS, runTableColumns, runTableHeader } from '../../output/run-table.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import type { Playing } from '../../tournament/arena.ts';
import { CsvRow } from '../files/csv-rows.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { inspect } from '../strategies/user-strategies.ts';
import { type Row, RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job, MadeTable } from '../work/job.ts';
import { workerAddress } from '../worker-address.ts';
import { type Entry, seatEntrants } from './entrants.ts';
import { createMatchSimulator, matchColumns, type MatchSetup } from './match-rows.ts';
import { hashOfDesign, identityOf } from './identity.ts';

/** The game, and the strategies that players choose from. */
export interface SampledGame {
  readonly playing: Playing;
  readonly entry: Entry;
  readonly seed: string;
  /** Dialect of the tables in its folder. */
  readonly locale: CsvLocale;
  /** The game: short name, description, and unit of payoffs. */
  readonly short: string;
  readonly title: string;
  readonly unit: string;
}

/** Replications `from` .. `to - 1` of the profile of that name; the experiment assigns players to seats. */
export type PlannedRows = readonly [profile: string, from: number, to: number];

const STATUS = RUN_ID_COLUMNS.findIndex(({ name }) => name === 'status');
/** Columns of a seat: its strategy, payoff and cooperation. */
const SEAT_COLUMNS = 3;

/** Payoffs of every seat in the order of the rows, and the planned rows. */
export class SampledRows implements Fold {
  readonly plan: PlannedRows[] = [];
  readonly #row: CsvRow;
  readonly #payoffs: Float64Array[] = [];
  readonly #reasons = new Map<number, string>();
  readonly #places = new Map<string, number[]>();
  readonly #seats: number;
  #planned = 0;

  constructor({ playing, locale }: Pick<SampledGame, 'playing' | 'locale'>) {
    this.#row = new CsvRow(locale);
    this.#seats = playing.kind === 'plain' ? playing.players : playing.scenario.firms.length;
  }

  /** Planned rows, and existing rows. */
  get planned(): number {
    return this.#planned;
  }
  get stored(): number {
    return this.#payoffs.length;
  }

  /** Replications of a profile that are planned. */
  replicationsOf(profile: string): number {
    return this.#places.get(profile)?.length ?? 0;
  }

  add(rows: PlannedRows): void {
    const [profile, from, to] = rows;
    if (from >= to) return;
    this.plan.push(rows);
    const places = this.#places.get(profile) ?? [];
    this.#places.set(profile, places);
    for (let k = from; k < to; k++) places[k] = this.#planned++;
  }

  take(row: Row): boolean {
    const fields = this.#row;
    fields.scan(Buffer.from(row[RUNS_FILE]), 0);
    const at = fields.number(0);
    if (fields.text(STATUS) !== 'ok') this.#reasons.set(at, fields.text(STATUS + 1));
    this.#payoffs[at] = Float64Array.from({ length: this.#seats }, (_, s) =>
      fields.number(RUN_ID_COLUMNS.length + 2 + s * SEAT_COLUMNS),
    );
    return false;
  }

  /** Whether a row is planned and there. */
  has(profile: string, replication: number): boolean {
    return this.#payoffs[this.#places.get(profile)?.[replication] ?? -1] !== undefined;
  }

  /**
   * Payoffs of an existing planned row.
   *
   * @throws StrategyError  When it could not be played.
   */
  payoffs(profile: string, replication: number): Float64Array {
    const at = this.#places.get(profile)?.[replication] ?? -1;
    const reason = this.#reasons.get(at);
    if (reason !== undefined) throw new StrategyError(`match ${at}, replication ${replication}: ${reason}`);
    return this.#payoffs[at];
  }

  tables(): MadeTable[] {
    return [];
  }
}

/** Additions of a kind of experiment to the rows of a sampled game. */
export interface SampledJob {
  readonly format: Format;
  readonly verb: string;
  /** Inputs besides the scenario that determine the rows, for the identity; and other entries of the manifest. */
  readonly rule: Readonly<Record<string, unknown>>;
  readonly stated: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  /** Entrant in every seat, for a replication of a profile. */
  seats(profile: string, replication: number): readonly number[];
  tables(): MadeTable[] | Promise<MadeTable[]>;
}

/** The identity of an experiment on a sampled game with so many rows. */
export function sampledIdentity(game: SampledGame, { rule }: Pick<SampledJob, 'rule'>, runs: number): Identity {
  const { playing, seed, locale, short } = game;
  return identityOf({ scenario: { name: short, hash: hashOfDesign(playing) }, seed, runs, locale, design: rule });
}

/** The job of all rows that are planned so far. */
export function sampledJob(game: SampledGame, rows: SampledRows, own: SampledJob): Job<Fold> {
  const { playing, entry, seed, locale, short, title, unit } = game;
  const { entrants, sources } = entry;
  const identity = sampledIdentity(game, own, rows.planned);
  const cells = rows.plan.flatMap(([profile, from, to]) =>
    Array.from({ length: to - from }, (_, k) => ({ seats: own.seats(profile, from + k), first: from + k, count: 1 })),
  );
  const columns = matchColumns(cells[0].seats.length, unit);
  const setup: MatchSetup = {
    playing,
    seed,
    cells,
    entrants,
    name: short,
    hash: identity.scenarioHash,
    locale,
    schedule: { firstConfiguration: 0, configurations: 1, firstRun: 0, runs: cells.length, done: 0, blockRuns: 1 },
    ...(sources.length === 0 ? {} : { strategies: sources }),
  };
  const runs = {
    path: RUNS_FILE,
    description: 'one row per match: strategy, payoff and cooperation of every seat',
    columns: runTableColumns(columns, false),
    key: ['run'],
  };
  return {
    format: own.format,
    identity,
    stated: {
      resolvedScenario: playing.kind === 'economy' ? { ...playing.scenario } : { ...playing },
      evidence: {},
      strategies: sources.map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
      design: {
        game: { playing, entrants, short, title, unit },
        rule: own.rule,
        ...own.stated,
        plan: rows.plan,
      },
    },
    about: () => ({
      name: `overbuild-${own.verb}`,
      title,
      description: 'Simulated game, conditional on the rules in manifest.json.',
    }),
    schedule: setup.schedule,
    parts: 'runs',
    canGrow: true,
    files: [{ name: RUNS_FILE, header: runTableHeader(columns, { locale, isConfigured: false }) }],
    fanColumns: [],
    resources: [...own.resources, runs],
    fold: {
      stored: rows.stored,
      take: (row) => rows.take(row),
      async *tables() {
        yield* await own.tables();
      },
    },
    setup,
    workerUrl: workerAddress('experiments/match-worker'),
    // The user's strategies never run in this thread.
    simulator: (schedule) =>
      createMatchSimulator(
        { ...setup, schedule },
        sources.map(({ id }) => absentStrategy(id)),
      ),
  };
}

/** Entries of a manifest for a sampled game and its planned rows. */
export function reopenGame(
  { identity, strategies, design = {} }: Manifest,
  sources: readonly StrategySource[],
): { readonly game: SampledGame; readonly plan: readonly PlannedRows[] } {
  const { game, plan } = design as unknown as {
    readonly game: Omit<SampledGame, 'entry' | 'seed' | 'locale'> & Pick<Entry, 'entrants'>;
    readonly plan: readonly PlannedRows[];
  };
  const outside = strategies.map(({ id, reference, sha256 }): StrategySource => {
    const known = sources.find((source) => source.id === id);
    return known ?? { id, reference, kind: 'file', words: [], folder: '', sha256 };
  });
  const { seed, csvLocale: locale } = identity;
  return { game: { ...game, entry: { entrants: game.entrants, sources: outside }, seed, locale }, plan };
}

/**
 * Check that all entrants can play, the user's in a separate thread.
 *
 * @throws StrategyError  Naming every one that cannot.
 */
export async function checkEntrants({ playing, entry: { entrants, sources } }: SampledGame): Promise<void> {
  const seated = seatEntrants(
    entrants,
    sources.map(({ id }) => absentStrategy(id)),
  );
  const misplaced = seated.filter(({ strategy }) => playing.kind === 'plain' && strategy.needs === 'economy');
  if (misplaced.length > 0) {
    throw new StrategyError(
      misplaced.map(({ name }) => `${name} needs the accounts of a firm, which plain games lack: use it in a scenario`),
    );
  }
  if (sources.length === 0) return;
  const outside = entrants.filter(({ id }) => sources.some((source) => source.id === id));
  const choices = outside.map(({ name, id, params }) => ({ sourceId: id, params, at: name }));
  const problems = await inspect({ sources, choices });
  if (problems.length > 0) throw new StrategyError(problems);
}

/** A table of values under names. */
export function madeTable(
  file: string,
  columns: readonly { readonly name: string }[],
  { rows, locale }: { readonly rows: CsvValue[][]; readonly locale: CsvLocale },
): MadeTable {
  return { file, lines: [tableText(columns, rows, locale)] };
}
