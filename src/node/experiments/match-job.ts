/** The job of matches, which tournaments and searches in sampled games have in common: a row a match. */

import type { CsvLocale } from '../../output/csv.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { Identity, Manifest } from '../../output/manifest.ts';
import { RUN_ID_COLUMNS, runTableColumns, runTableHeader } from '../../output/run-table.ts';
import { StrategyError } from '../../scenario/errors.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import type { Entrant, Playing } from '../../tournament/arena.ts';
import { CsvRow } from '../files/csv-rows.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { inspect } from '../strategies/user-strategies.ts';
import { type Row, RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job } from '../work/job.ts';
import type { Shard } from '../work/shard.ts';
import { workerAddress } from '../worker-address.ts';
import { type Entry, seatEntrants } from './entrants.ts';
import { hashOfDesign, identityOf, statedStrategies } from './identity.ts';
import { createMatchSimulator, matchColumns, matchPatience, type MatchSetup } from './match-rows.ts';

/** A game, and the strategies that play it. */
export interface MatchGame {
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

/** The identity of an experiment of so many matches; `design` is what determines them besides the game. */
export function matchIdentity(
  { playing, seed, locale, short }: Omit<MatchGame, 'entry'>,
  design: unknown,
  { runs, shard }: { readonly runs: number; readonly shard?: Shard | undefined },
): Identity {
  const scenario = { name: short, hash: hashOfDesign(playing) };
  return identityOf({ scenario, seed, runs, locale, design, shard });
}

/** What a kind of experiment adds to the matches of a game. */
export interface MatchWork<F extends Fold> extends Pick<Job<F>, 'format' | 'identity' | 'canGrow' | 'fold'> {
  readonly verb: string;
  readonly description: string;
  readonly cells: MatchSetup['cells'];
  /** The matches of this part. */
  readonly firstRun: number;
  readonly runs: number;
  /** Entries of the manifest, enough to make the job again. */
  readonly design: Readonly<Record<string, unknown>>;
  /** Tables besides that of the matches. */
  readonly resources: readonly Resource[];
}

export function matchJob<F extends Fold>(game: MatchGame, work: MatchWork<F>): Job<F> {
  const { playing, entry, seed, locale, short, title, unit } = game;
  const { entrants, sources } = entry;
  const { format, identity, verb, description, cells, firstRun, runs, design, fold, canGrow } = work;
  const columns = matchColumns(cells[0].seats.length, unit);
  const schedule = { firstConfiguration: 0, configurations: 1, firstRun, runs, done: 0, blockRuns: 1 };
  const setup: MatchSetup = {
    playing,
    seed,
    cells,
    entrants,
    name: short,
    hash: identity.scenarioHash,
    locale,
    schedule,
    strategies: sources,
  };
  const table = {
    path: RUNS_FILE,
    description: 'one row per match: strategy, payoff and cooperation of every seat',
    columns: runTableColumns(columns, false),
    key: ['run'],
  };
  return {
    format,
    identity,
    stated: {
      resolvedScenario: playing.kind === 'economy' ? { ...playing.scenario } : { ...playing },
      evidence: {},
      strategies: statedStrategies(sources),
      design,
    },
    about: () => ({ name: `overbuild-${verb}`, title, description }),
    schedule,
    parts: 'runs',
    canGrow,
    files: [{ name: RUNS_FILE, header: runTableHeader(columns, { locale, isConfigured: false }) }],
    fanColumns: [],
    resources: [...work.resources, table],
    fold,
    setup,
    workerUrl: workerAddress('experiments/match-worker'),
    // The user's strategies never run in this thread.
    simulator: (from) => createMatchSimulator({ ...setup, schedule: from }, absentOf(sources)),
    patience: (from) => matchPatience({ ...setup, schedule: from }),
  };
}

const absentOf = (sources: readonly StrategySource[]) => sources.map(({ id }) => absentStrategy(id));

/**
 * The entrants of a game, as far as they are known without starting the user's strategies.
 *
 * @throws StrategyError  Naming every one that cannot play it.
 */
export function seatedEntrants({
  playing,
  entry: { entrants, sources },
}: Pick<MatchGame, 'playing' | 'entry'>): Entrant[] {
  const seated = seatEntrants(entrants, absentOf(sources));
  const misplaced = seated.filter(({ strategy }) => playing.kind === 'plain' && strategy.needs === 'economy');
  if (misplaced.length === 0) return seated;
  throw new StrategyError(
    misplaced.map(({ name }) => `${name} needs the accounts of a firm, which plain games lack: use it in a scenario`),
  );
}

/**
 * Check that all entrants can play, the user's in a separate thread.
 *
 * @throws StrategyError  Naming every one that cannot.
 */
export async function checkEntrants(game: Pick<MatchGame, 'playing' | 'entry'>): Promise<void> {
  seatedEntrants(game);
  const { entrants, sources } = game.entry;
  if (sources.length === 0) return;
  const outside = entrants.filter(({ id }) => sources.some((source) => source.id === id));
  const choices = outside.map(({ name, id, params }) => ({ sourceId: id, params, at: name }));
  const problems = await inspect({ sources, choices });
  if (problems.length > 0) throw new StrategyError(problems);
}

/** The strategies from outside that a manifest names: those that are given, and the names of the others. */
export function namedSources({ strategies }: Manifest, given: readonly StrategySource[]): StrategySource[] {
  return strategies.map(({ id, reference, sha256 }) => {
    const found = given.find((source) => source.id === id);
    return found ?? { id, reference, kind: 'file', words: [], folder: '', sha256 };
  });
}

const STATUS = RUN_ID_COLUMNS.findIndex(({ name }) => name === 'status');
/** Columns of a seat: its strategy, payoff and cooperation. */
const SEAT_COLUMNS = 3;

/** Reads rows of matches; what it returns is valid until the next one. */
export function matchReader(locale: CsvLocale) {
  const fields = new CsvRow(locale);
  const ofSeat = (seat: number, column: number): number =>
    fields.number(RUN_ID_COLUMNS.length + 1 + seat * SEAT_COLUMNS + column);
  return (row: Row) => {
    fields.scan(Buffer.from(row[RUNS_FILE]), 0);
    return {
      match: fields.number(0),
      /** Why it could not be played; `undefined` when it was. */
      reason: fields.text(STATUS) === 'ok' ? undefined : fields.text(STATUS + 1),
      payoff: (seat: number) => ofSeat(seat, 1),
      cooperation: (seat: number) => ofSeat(seat, 2),
    };
  };
}
