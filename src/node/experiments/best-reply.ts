/** Best-reply search: one player tries strategies and parameters against a fixed profile, in paired runs. */

import { type Estimate, estimateOf } from '../../equilibrium/sampled-game.ts';
import { tableText } from '../../output/csv.ts';
import type { Identity, Manifest } from '../../output/manifest.ts';
import {
  type FoundReplies,
  REPLIES_FILE,
  type Reply,
  replyResources,
  replyRows,
} from '../../output/best-reply-report.ts';
import { expandSeed } from '../../random/seed.ts';
import type { ParameterRange } from '../../strategies/parameter-ranges.ts';
import { proposeParameters } from '../../tournament/parameter-search.ts';
import { seatOrder, type SeatedRole } from '../../tournament/role-seats.ts';
import type { Fold, Job } from '../work/job.ts';
import type { WorkPlace } from '../work/run-job.ts';
import type { EntrantChoice } from './entrants.ts';
import { type Finished, openRounds } from './rounds.ts';
import type { Again } from './identity.ts';
import { checkEntrants, type MatchGame, matchIdentity } from './match-job.ts';
import { reopenGame, sampledJob, SampledRows } from './sampled-rows.ts';

/** A strategy to try, and the parameters of it that are searched. */
export interface Tried {
  readonly choice: EntrantChoice;
  readonly ranges: readonly ParameterRange[];
}

export interface ReplyRule {
  /** Role whose players deviate, one per replication. */
  readonly role: Pick<SeatedRole, 'name' | 'seats'>;
  /** Entrant of every seat in the profile. */
  readonly against: readonly number[];
  readonly tried: readonly Tried[];
  /** Points of a generation, and generations, for strategies with parameters to search. */
  readonly points: number;
  readonly generations: number;
  /** Replications of every point of the search, and of the best ones afterwards. */
  readonly replications: number;
  readonly freshReplications: number;
}

/** The entrants of the game are those of the profile. */
export interface ReplySpec extends MatchGame {
  readonly rule: ReplyRule;
}

/** Points evaluated again in fresh replications. */
const FINALISTS = 3;
/** Name of the rows of the profile itself. */
const PROFILE = '';

type ReplyIdentity = ReplyRule & Readonly<Record<string, unknown>>;

/** The rows of a search so far, and their results. */
class ReplySearch {
  readonly #spec: ReplySpec;
  readonly rows: SampledRows;
  /** Strategies tried so far, in order. */
  readonly candidates: EntrantChoice[] = [];

  constructor(spec: ReplySpec) {
    this.#spec = spec;
    this.rows = new SampledRows(spec);
  }

  seats(name: string, replication: number): readonly number[] {
    const { rule, entry } = this.#spec;
    if (name === PROFILE) return rule.against;
    const deviator = this.#deviator(replication);
    const place = entry.entrants.length + this.candidates.findIndex((one) => one.name === name);
    return rule.against.map((entrant, seat) => (seat === deviator ? place : entrant));
  }

  plan(name: string, to: number): void {
    this.rows.add([name, this.rows.replicationsOf(name), to]);
  }

  #deviator(replication: number): number {
    const { rule, seed } = this.#spec;
    return seatOrder(rule.role, { seed: expandSeed(seed), replication })[0];
  }

  gain(name: string, from: number, to: number): Estimate {
    return estimateOf(
      Array.from({ length: to - from }, (_, i) => {
        const seat = this.#deviator(from + i);
        return this.rows.payoffs(name, from + i)[seat] - this.rows.payoffs(PROFILE, from + i)[seat];
      }),
    );
  }

  /** Candidates by their gain in the search, the best first. */
  ranked(): EntrantChoice[] {
    const { replications } = this.#spec.rule;
    return this.candidates
      .filter(({ name }) => this.rows.replicationsOf(name) >= replications)
      .map((choice) => ({ choice, gain: this.gain(choice.name, 0, replications).mean }))
      .sort((a, b) => b.gain - a.gain)
      .map(({ choice }) => choice);
  }

  found(): FoundReplies {
    const { replications } = this.#spec.rule;
    const replies = this.ranked().map(({ name }): Reply => {
      const all = this.rows.replicationsOf(name);
      const gain = this.gain(name, 0, replications);
      return { name, gain, ...(all > replications ? { fresh: this.gain(name, replications, all) } : {}) };
    });
    replies.sort((a, b) => (b.fresh?.mean ?? Number.NEGATIVE_INFINITY) - (a.fresh?.mean ?? Number.NEGATIVE_INFINITY));
    const all = this.rows.replicationsOf(PROFILE);
    const base = Array.from({ length: all }, (_, k) => this.rows.payoffs(PROFILE, k)[this.#deviator(k)]);
    return { replies, base: estimateOf(base) };
  }

  job(): Job<Fold> {
    const { entry, unit, locale } = this.#spec;
    const resources = replyResources(unit);
    const game = { ...this.#spec, entry: { ...entry, entrants: [...entry.entrants, ...this.candidates] } };
    return sampledJob(game, this.rows, {
      format: 'overbuild-best-reply/1',
      verb: 'best-reply',
      rule: identityOf(this.#spec),
      stated: { profileEntrants: entry.entrants.length },
      resources,
      seats: (name, replication) => this.seats(name, replication),
      tables: () => [{ file: REPLIES_FILE, lines: [tableText(resources[0].columns, replyRows(this.found()), locale)] }],
    });
  }
}

function identityOf({ rule, entry: { entrants } }: ReplySpec): ReplyIdentity {
  return { ...rule, entrants };
}

/** Identity of a search before its first row, for the name of its folder. */
export function replyIdentity(spec: ReplySpec): Identity {
  return matchIdentity(spec, identityOf(spec), { runs: 1 });
}

/** Make the job of a search from its manifest. */
export function reopenReplies(manifest: Manifest, { strategies }: Again): Job {
  const { game, plan } = reopenGame(manifest, strategies);
  const { rule, profileEntrants } = manifest.design as unknown as {
    readonly rule: ReplyIdentity;
    readonly profileEntrants: number;
  };
  const { entrants } = game.entry;
  const entry = { ...game.entry, entrants: entrants.slice(0, profileEntrants) };
  const search = new ReplySearch({ ...game, entry, rule });
  search.candidates.push(...entrants.slice(profileEntrants));
  for (const planned of plan) search.rows.add(planned);
  return search.job();
}

/**
 * Try strategies against a profile. Parameters are searched in generations: a Latin hypercube in the whole range, then
 * ones in boxes around the best point of each strategy. The best points are played again in fresh replications, which
 * removes the selection bias.
 */
export async function searchReplies(spec: ReplySpec, place: WorkPlace): Promise<Finished<FoundReplies>> {
  const { tried, points, generations, replications, freshReplications } = spec.rule;
  const { entrants, sources } = spec.entry;
  await checkEntrants({ ...spec, entry: { sources, entrants: [...entrants, ...tried.map(({ choice }) => choice)] } });
  const search = new ReplySearch(spec);
  const rounds = await openRounds(place, search.rows, replyIdentity(spec), () => search.job());
  const seed = expandSeed(spec.seed);
  return rounds.finish(async () => {
    search.plan(PROFILE, replications);
    for (const { choice } of tried) addCandidate(search, choice, replications);
    const hasRanges = tried.some(({ ranges }) => ranges.length > 0);
    for (let generation = 0; generation < (hasRanges ? generations : 1); generation++) {
      const ranked = generation === 0 ? tried.map(({ choice }) => choice) : search.ranked();
      for (const { choice, ranges } of tried) {
        const best = ranked.find(({ id }) => id === choice.id)?.params ?? choice.params;
        for (const params of proposeParameters(choice.name, ranges, { best, generation, points, seed })) {
          addCandidate(search, { name: nameWith(choice, params), id: choice.id, params }, replications);
        }
      }
      await rounds.run();
    }
    const all = replications + freshReplications;
    for (const { name } of search.ranked().slice(0, FINALISTS)) search.plan(name, all);
    search.plan(PROFILE, all);
    await rounds.run();
    return search.found();
  });
}

function addCandidate(search: ReplySearch, choice: EntrantChoice, replications: number): void {
  if (search.candidates.some(({ name }) => name === choice.name)) return;
  search.candidates.push(choice);
  search.plan(choice.name, replications);
}

/** The reference with its parameters, as a user would type it. */
function nameWith({ name }: EntrantChoice, params: Readonly<Record<string, unknown>>): string {
  const [reference] = name.split('?');
  return `${reference}?${Object.entries(params)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join('&')}`;
}
