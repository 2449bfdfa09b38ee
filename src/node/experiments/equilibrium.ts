/** Equilibrium search in a simulated game: samples profiles round by round into a results folder until regrets are decided. */

import { PayoffSamples, type PayoffSampler, type SampleRequest } from '../../equilibrium/payoff-samples.ts';
import { quiesce, type QuiesceResult, type QuiesceRule } from '../../equilibrium/quiesce.ts';
import {
  type ByRole,
  profileKey,
  profilesWithin,
  type View,
  viewName,
  viewOf,
  viewsOf,
} from '../../equilibrium/role-symmetric.ts';
import {
  bestProfile,
  dominatedStrategies,
  type Domination,
  type Estimate,
  rolePayoffs,
  type Totals,
  type Welfare,
  welfareOf,
} from '../../equilibrium/sampled-game.ts';
import { profileCount } from '../../equilibrium/symmetric-game.ts';
import { counted } from '../../numeric/counted.ts';
import { mean } from '../../numeric/statistics.ts';
import { sum } from '../../numeric/sum.ts';
import { tableText } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import {
  candidateRows,
  EQUILIBRIA_FILE,
  PROFILES_FILE,
  profileRows,
  searchResources,
} from '../../output/sampled-equilibrium-tables.ts';
import { expandSeed } from '../../random/seed.ts';
import { UsageError } from '../../scenario/errors.ts';
import { payoffsByRole, referenceProfile, type SeatedRole, seatsOf } from '../../tournament/role-seats.ts';
import type { Fold, Job, MadeTable } from '../work/job.ts';
import type { WorkPlace } from '../work/run-job.ts';
import { refuseOtherRule, SEARCH_FORMAT } from './refuse-other-rule.ts';
import { type Finished, openRounds } from './rounds.ts';
import type { Again } from './identity.ts';
import { checkEntrants, type MatchGame, matchIdentity } from './match-job.ts';
import { type PlannedRows, reopenGame, sampledJob, SampledRows } from './sampled-rows.ts';

export interface SearchSpec extends MatchGame {
  /** Every role chooses among all entrants. */
  readonly roles: readonly SeatedRole[];
  /** Epsilon is a share of the scale of payoffs of a role. */
  readonly rule: QuiesceRule;
}

/** Result of a search; payoffs inside `result` are shares of the scale of their role. */
export interface Found {
  readonly result: QuiesceResult;
  /** Runs of the reference profile that the search did not ask for itself; they are beyond the budget. */
  readonly controlRuns: number;
  /** Unit of payoffs of a role: mean size of a player's payoff over the profiles sampled first. */
  readonly scales: readonly number[];
  readonly dominated: readonly Domination[];
  /** By confirmed and then unconfirmed candidate, in the unit of the game. */
  readonly payoffs: readonly (readonly Estimate[])[];
  readonly welfare: readonly Welfare[];
  /** Mean payoffs of the profiles sampled over the replications that all have, in the unit of the game. */
  readonly table: ReturnType<PayoffSamples['commonMeans']>;
}

type Provide = (requests: readonly SampleRequest[]) => Promise<void>;

interface RoleSampler extends PayoffSampler {
  scales: readonly number[] | undefined;
}

/** A sampler over existing rows, in shares of the scale of each role; `provide` simulates missing rows. */
function roleSampler({ roles, seed: text }: SearchSpec, rows: SampledRows, provide?: Provide): RoleSampler {
  const seed = expandSeed(text);
  const payoffs = rows.payoffs.bind(rows);
  const sampler: RoleSampler = {
    scales: undefined,
    async sample(requests): Promise<ByRole[][]> {
      await provide?.(requests);
      const plain = requests.map((request) => payoffsByRole(roles, request, { seed, payoffs }));
      sampler.scales ??= roles.map((_, r) => {
        const size = mean(plain.flat().flatMap((one) => one[r].filter((value) => !Number.isNaN(value)).map(Math.abs)));
        return size > 0 ? size : 1;
      });
      const { scales } = sampler;
      return plain.map((replications) => replications.map((one) => one.map((own, r) => own.map((u) => u / scales[r]))));
    },
  };
  return sampler;
}

/** Plan the rows of requests, and of the reference profile that they are compared with. */
function planRequests(spec: SearchSpec, rows: SampledRows, requests: readonly SampleRequest[]): void {
  const reference = profileKey(referenceProfile(spec.roles));
  const most = Math.max(...requests.map(({ to }) => to));
  const wanted: PlannedRows[] = [
    [reference, 0, most],
    ...requests.map((request) => [viewName(request), 0, request.to] as const),
  ];
  for (const [name, , to] of wanted) rows.add([name, rows.replicationsOf(name), to]);
}

/** Search, and summarise what was found. */
async function searched(
  spec: SearchSpec,
  rows: SampledRows,
  {
    sampler,
    samples,
    budget,
  }: { readonly sampler: RoleSampler; readonly samples: PayoffSamples; readonly budget: number },
): Promise<Found> {
  const { roles } = spec;
  const result = await quiesce(roles, sampler, { ...spec.rule, budget }, samples);
  const candidates = [...result.confirmed, ...result.unconfirmed];
  /** Mean over the views that were sampled. */
  const totals: Totals = (profile, payoffs) => {
    const names = viewsOf(profile).map(viewName);
    return payoffs.map((_, k) =>
      mean(names.flatMap((name) => (rows.has(name, k) ? [sum(rows.payoffs(name, k))] : []))),
    );
  };
  const best = bestProfile(samples, totals);
  // The best profile is compared with the equilibria in as many replications as they have.
  const most = Math.max(0, ...candidates.map(({ estimate }) => estimate.replications));
  await samples.fill([{ profile: best, view: 0 }], most, budget);
  const scales = sampler.scales ?? roles.map(() => 1);
  const money = samples.scaled(scales);
  return {
    result: { ...result, spent: samples.spent },
    controlRuns: rows.planned - samples.spent,
    scales,
    dominated: dominatedStrategies(roles, money),
    payoffs: candidates.map(({ mixture }) => rolePayoffs(roles, money, mixture)),
    welfare: candidates.map(({ mixture }) => welfareOf(roles, money, { mixture, best, totals })),
    table: money.commonMeans(),
  };
}

/** The job of a search with the rows planned so far, for which `spent` runs were asked. */
export function searchJob(spec: SearchSpec, rows: SampledRows, spent: number): Job<Fold> {
  const resources = searchResources(spec.unit, spec.playing);
  const seed = expandSeed(spec.seed);
  return sampledJob(spec, rows, {
    format: SEARCH_FORMAT,
    verb: 'equilibrium',
    rule: identityRule(spec),
    stated: { spent },
    resources,
    seats: (name, replication) => seatsOf(spec.roles, viewOf(name), { seed, replication }),
    async tables(): Promise<MadeTable[]> {
      // The same search over rows that are there goes as far as they do.
      const sampler = roleSampler(spec, rows);
      const samples = new PayoffSamples(spec.roles, sampler);
      const found = await searched(spec, rows, { sampler, samples, budget: spent });
      const rowsOf = {
        [EQUILIBRIA_FILE]: candidateRows(spec.roles, found.result, found.scales),
        [PROFILES_FILE]: profileRows(spec.roles, samples, found.scales),
      };
      return Object.entries(rowsOf).map(([file, cells]) => ({
        file,
        lines: [tableText(resources.find(({ path }) => path === file)?.columns ?? [], cells, spec.locale)],
      }));
    },
  });
}

/** A larger budget continues the same search. */
function identityRule({ rule, roles, entry: { entrants } }: SearchSpec): IdentityRule {
  const { budget: _, ...search } = rule;
  return { ...search, roles, entrants };
}

type IdentityRule = Omit<QuiesceRule, 'budget'> & Pick<SearchSpec, 'roles'> & Readonly<Record<string, unknown>>;

/** Identity of a search before its first row, for the name of its folder. */
export function searchIdentity(spec: SearchSpec): Manifest['identity'] {
  return matchIdentity(spec, identityRule(spec), { runs: 1 });
}

/** Make the job of a search from its manifest. */
export function reopenSearch(manifest: Manifest, { strategies }: Again): Job {
  const { game, plan } = reopenGame(manifest, strategies);
  const { rule, spent } = manifest.design as unknown as { readonly rule: IdentityRule; readonly spent: number };
  const { roles, entrants: _, ...search } = rule;
  const spec: SearchSpec = { ...game, roles, rule: { ...search, budget: spent } };
  const rows = new SampledRows(spec);
  for (const planned of plan) rows.add(planned);
  return searchJob(spec, rows, spent);
}

/**
 * Search for equilibria. Rows are simulated in rounds, each determined by the rows before it; a resumed search repeats
 * its decisions from the rows of its folder.
 *
 * @param isWhole  Whether to sample every profile after that, for a table without gaps.
 * @throws UsageError  When the budget does not allow that.
 */
export async function searchEquilibria(
  spec: SearchSpec,
  place: WorkPlace,
  { isWhole = false } = {},
): Promise<Finished<Found>> {
  const { roles, rule } = spec;
  const { budget, replications } = rule;
  const all = isWhole ? wholeTable(spec) : [];
  await checkEntrants(spec);
  await refuseOtherRule(place, searchIdentity(spec), spec);
  const rows = new SampledRows(spec);
  let spent = 0;
  const rounds = await openRounds(place, rows, searchIdentity(spec), () => searchJob(spec, rows, spent));
  const sampler = roleSampler(spec, rows, async (requests) => {
    planRequests(spec, rows, requests);
    spent += requests.reduce((total, { from, to }) => total + to - from, 0);
    await rounds.run();
  });
  const samples = new PayoffSamples(roles, sampler);
  return rounds.finish(async () => {
    const found = await searched(spec, rows, { sampler, samples, budget });
    if (!isWhole) return found;
    if (!(await samples.fill(all, replications, budget))) {
      throw new UsageError(
        '--export: the search left too few runs for the rest of the table; raise --budget, with --resume',
      );
    }
    return { ...found, table: samples.scaled(found.scales).commonMeans() };
  });
}

/** All views of all profiles. @throws UsageError  When the budget does not allow to sample them. */
function wholeTable({ roles, rule: { budget, replications } }: SearchSpec): View[] {
  const count = roles.reduce((total, own) => total * profileCount(own.players, own.strategies.length), 1);
  const refuse = (runs: number): never => {
    throw new UsageError(
      `--export: a table of all ${counted(count, 'profile')} needs ${counted(runs, 'run')}, more than --budget; offer fewer strategies, or export to .json what was sampled`,
    );
  };
  if (count * replications > budget) refuse(count * replications);
  const all = profilesWithin(
    roles,
    roles.map(({ strategies }) => strategies.map((_, s) => s)),
  ).flatMap(viewsOf);
  const runs = all.length * replications;
  return runs > budget ? refuse(runs) : all;
}
