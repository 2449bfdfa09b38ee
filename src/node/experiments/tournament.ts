/** Tournament experiment: strategies play each other, match by match; a failing entrant affects only its own matches. */

import type { CsvLocale } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { pairsCsv, rankingCsv, tournamentResources } from '../../output/tournament-tables.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Entrant } from '../../tournament/arena.ts';
import type { Cell } from '../../tournament/design.ts';
import {
  concludeTournament,
  tournamentCells,
  type TournamentResult,
  type TournamentRule,
} from '../../tournament/tournament.ts';
import { checkStatedFiles } from '../files/manifest-file.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Row } from '../work/chunk.ts';
import type { Fold, Job } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import { type Shard, shardRange } from '../work/shard.ts';
import { storedRows } from '../work/stored-rows.ts';
import type { Entry } from './entrants.ts';
import type { Again } from './identity.ts';
import { checkEntrants, matchIdentity, matchJob, matchReader, namedSources, seatedEntrants } from './match-job.ts';
import { matchesOf } from './match-rows.ts';

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

interface TournamentFold extends Fold {
  take(row: Row): boolean;
  /** Results of all matches; undefined while some are missing. */
  conclude(): TournamentResult | undefined;
}

/** Collects matches into the outcomes of cells. */
function tournamentFold(
  { rule, locale, entry, shard }: TournamentSpec,
  cells: readonly Cell[],
  entrants: readonly Entrant[],
): TournamentFold {
  const matches = matchesOf(cells);
  const read = matchReader(locale);
  const results = cells.map(({ seats, count }) => {
    const nothing = (): Float64Array => new Float64Array(seats.length * count).fill(Number.NaN);
    return { payoffs: nothing(), cooperation: nothing(), failures: [] as { repetition: number; reason: string }[] };
  });
  let taken = 0;
  const conclude = (): TournamentResult | undefined =>
    taken < matches.count ? undefined : concludeTournament(rule, entrants, cells, results);
  return {
    take(row) {
      const { match, reason, payoff, cooperation } = read(row);
      const { cell, repetition } = matches.placeOf(match);
      const { seats, first } = cells[cell];
      for (const s of seats.keys()) {
        const at = (repetition - first) * seats.length + s;
        results[cell].payoffs[at] = payoff(s);
        results[cell].cooperation[at] = cooperation(s);
      }
      if (reason !== undefined) results[cell].failures.push({ repetition, reason });
      taken++;
      return false;
    },
    conclude,
    tables() {
      const result = shard === undefined ? conclude() : undefined;
      if (result === undefined) return [];
      const names = entry.entrants.map(({ name }) => name);
      return [
        { file: 'ranking.csv', lines: [rankingCsv(result, names, locale)] },
        { file: 'pairs.csv', lines: [pairsCsv(result, names, locale)] },
      ];
    },
  };
}

/**
 * The job of a tournament.
 *
 * @throws StrategyError  When an entrant cannot play, as far as this is known without starting the user's strategies.
 */
export function tournamentJob(spec: TournamentSpec): Job<TournamentFold> {
  const { rule, entry, short, title, unit, shard } = spec;
  const { entrants } = entry;
  const game = { ...spec, playing: rule.playing, seed: rule.seed };
  const seated = seatedEntrants(game);
  const cells = tournamentCells(rule, entrants.length);
  const matches = matchesOf(cells).count;
  const [firstRun, runs] = shardRange(matches, shard, 'matches');
  return matchJob(game, {
    format: 'overbuild-tournament/1',
    identity: matchIdentity(game, { rule, entrants }, { runs: matches, shard }),
    verb: 'tournament',
    description: 'Simulated tournament, conditional on the rules in manifest.json.',
    cells,
    firstRun,
    runs,
    design: { rule, entrants, short, title, unit },
    resources: shard === undefined ? tournamentResources(unit, rule.playing) : [],
    fold: tournamentFold(spec, cells, seated),
    canGrow: false,
  });
}

/** Make the job of a tournament from its manifest. */
export function reopenTournament(manifest: Manifest, { strategies, shard }: Again): Job {
  return tournamentJob({ ...statedTournament(manifest, strategies), shard });
}

function statedTournament(manifest: Manifest, sources: readonly StrategySource[]): TournamentSpec {
  const { identity, design = {} } = manifest;
  const { rule, entrants, short, title, unit } = design as unknown as Omit<TournamentSpec, 'entry'> & Entry;
  const entry = { entrants, sources: namedSources(manifest, sources) };
  return { rule, entry, short, title, unit, locale: identity.csvLocale };
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
  const spec = statedTournament(manifest, []);
  const job = tournamentJob(spec);
  for await (const row of storedRows(folder, job)) job.fold.take(row);
  const result = job.fold.conclude();
  if (result !== undefined) return { spec, result };
  throw new UsageError([`${folder} is a part of a tournament, or unfinished; merge its parts or use --resume first`]);
}

/** Play the missing matches. */
export async function runTournament(spec: TournamentSpec, place: WorkPlace): Promise<TournamentOutcome> {
  const job = tournamentJob(spec);
  await checkEntrants({ playing: spec.rule.playing, entry: spec.entry });
  const outcome = await runJob(job, place);
  const result = job.fold.conclude();
  return { ...outcome, ...(result === undefined ? {} : { result }) };
}
