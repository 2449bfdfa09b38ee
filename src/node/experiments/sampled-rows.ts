/** Rows of a sampled game: planned profiles and replications, payoffs of every seat, and their job. */

import type { Manifest } from '../../output/manifest.ts';
import { StrategyError } from '../../scenario/errors.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Row } from '../work/chunk.ts';
import type { Fold, Job, MadeTable } from '../work/job.ts';
import type { Entry } from './entrants.ts';
import { type MatchGame, matchIdentity, matchJob, matchReader, type MatchWork, namedSources } from './match-job.ts';

/** Replications `from` .. `to - 1` of the profile of that name; the experiment assigns players to seats. */
export type PlannedRows = readonly [profile: string, from: number, to: number];

/** Payoffs of every seat in the order of the rows, and the planned rows. */
export class SampledRows implements Fold {
  readonly plan: PlannedRows[] = [];
  readonly #read: ReturnType<typeof matchReader>;
  readonly #payoffs: Float64Array[] = [];
  readonly #reasons = new Map<number, string>();
  readonly #places = new Map<string, number[]>();
  readonly #seats: number;
  #planned = 0;

  constructor({ playing, locale }: Pick<MatchGame, 'playing' | 'locale'>) {
    this.#read = matchReader(locale);
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
    const { match, reason, payoff } = this.#read(row);
    if (reason !== undefined) this.#reasons.set(match, reason);
    this.#payoffs[match] = Float64Array.from({ length: this.#seats }, (_, seat) => payoff(seat));
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
export interface SampledJob extends Pick<MatchWork<Fold>, 'format' | 'verb' | 'resources'> {
  /** Inputs besides the scenario that determine the rows, for the identity; and other entries of the manifest. */
  readonly rule: Readonly<Record<string, unknown>>;
  readonly stated: Readonly<Record<string, unknown>>;
  /** Entrant in every seat, for a replication of a profile. */
  seats(profile: string, replication: number): readonly number[];
  tables(): MadeTable[] | Promise<MadeTable[]>;
}

/** The job of all rows that are planned so far. */
export function sampledJob(game: MatchGame, rows: SampledRows, own: SampledJob): Job<Fold> {
  const { playing, entry, short, title, unit } = game;
  const cells = rows.plan.flatMap(([profile, from, to]) =>
    Array.from({ length: to - from }, (_, k) => ({ seats: own.seats(profile, from + k), first: from + k, count: 1 })),
  );
  return matchJob<Fold>(game, {
    ...own,
    identity: matchIdentity(game, own.rule, { runs: rows.planned }),
    description: 'Simulated game, conditional on the rules in manifest.json.',
    cells,
    firstRun: 0,
    runs: cells.length,
    design: {
      game: { playing, entrants: entry.entrants, short, title, unit },
      rule: own.rule,
      ...own.stated,
      plan: rows.plan,
    },
    canGrow: true,
    fold: {
      stored: rows.stored,
      take: (row) => rows.take(row),
      async *tables() {
        yield* await own.tables();
      },
    },
  });
}

/** Entries of a manifest for a sampled game and its planned rows. */
export function reopenGame(
  manifest: Manifest,
  sources: readonly StrategySource[],
): { readonly game: MatchGame; readonly plan: readonly PlannedRows[] } {
  const { identity, design = {} } = manifest;
  const { game, plan } = design as unknown as {
    readonly game: Omit<MatchGame, 'entry' | 'seed' | 'locale'> & Pick<Entry, 'entrants'>;
    readonly plan: readonly PlannedRows[];
  };
  const { seed, csvLocale: locale } = identity;
  const entry = { entrants: game.entrants, sources: namedSources(manifest, sources) };
  return { game: { ...game, entry, seed, locale }, plan };
}
