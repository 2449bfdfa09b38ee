/** Tests the claims: every change against its base with common random numbers, and a verdict on each effect. */

import { ALPHA } from '../../experiment/compare.ts';
import { type Claim, CLAIMS, effectSize, SLOWDOWN, type Verdict, verdictOn } from '../../experiment/claims.ts';
import type { PairLedger } from '../../experiment/compare-ledger.ts';
import { type PairedDifference, pairedDifference } from '../../experiment/paired-difference.ts';
import { measureSlowdown } from '../../experiment/slowdown.ts';
import { mean, variance } from '../../numeric/statistics.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { expandSeed, type SeedKey } from '../../random/seed.ts';
import type { Economy } from '../../scenario/economy.ts';
import { ScenarioError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { BUILTIN_HOST } from '../builtin-engine.ts';
import { loadScenario } from '../scenario-files.ts';
import { runJob, type WorkPlace } from '../work/run-job.ts';
import { pairedFold, pairedJob } from './paired.ts';
import { type ChangedScenario, enterScenarios, type Field } from './paired-scenarios.ts';

export interface ClaimResult {
  readonly claim: string;
  /** The change, as command-line options. */
  readonly change: string;
  readonly metric: string;
  readonly expects: Claim['expects'];
  /** Means of the metric without and with the change; NaN for the slowdown. */
  readonly base: number;
  readonly other: number;
  readonly effect: PairedDifference;
  /** Mean effect over the standard deviation of the metric over runs. */
  readonly size: number;
  readonly verdict: Verdict;
}

export interface ClaimsOutcome {
  readonly scenarioHash: string;
  readonly modelVersion: string;
  readonly results: readonly ClaimResult[];
  readonly failures: readonly NamedFailure[];
  readonly isInterrupted: boolean;
}

export interface ClaimsSpec {
  readonly reference: string;
  readonly cwd: string;
  /** `path=value` texts that hold in every scenario. */
  readonly overrides: readonly string[];
  readonly seed: string;
  readonly runs: number;
}

/** The change as typed after `overbuild run baseline`. */
function typed({ change, both = [] }: Claim): string {
  const set = (texts: readonly string[]): string =>
    texts.map((text) => `--set ${/[ [*]/.test(text) ? `'${text}'` : text}`).join(' ');
  const own = typeof change === 'string' ? `+${change}` : set(change);
  return both.length === 0 ? own : `${own} (both sides: ${set(both)})`;
}

const changeKey = ({ change }: Claim): string => (typeof change === 'string' ? `+${change}` : change.join(' '));

/** Scenarios of a group of claims with the same base: the base, then each change once. */
function contenders(reference: string, claims: readonly Claim[], overrides: readonly string[]): ChangedScenario[] {
  const both = [...overrides, ...(claims[0].both ?? [])];
  const changes = new Map(claims.map((claim) => [changeKey(claim), claim.change]));
  return [
    { name: reference, reference, overrides: both },
    ...[...changes].map(([name, change]) =>
      typeof change === 'string'
        ? { name, reference: `${reference}+${change}`, overrides: both }
        : { name, reference, overrides: [...both, ...change] },
    ),
  ];
}

/** Claims with the same base. */
function groupsOf(claims: readonly Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = (claim.both ?? []).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups.values()];
}

/** Number of runs of the claims, for the progress bar. */
export function claimRuns({ runs }: Pick<ClaimsSpec, 'runs'>): number {
  return runs * groupsOf(CLAIMS).reduce((sum, claims) => sum + contenders('', claims, []).length, 0);
}

/** Test every claim on one scenario; runs are not stored. */
export async function runClaims(spec: ClaimsSpec, place: WorkPlace): Promise<ClaimsOutcome> {
  const { reference, runs, overrides, cwd, seed } = spec;
  const { scenario } = loadScenario(reference, { cwd, overrides });
  if (scenario.kind !== 'economy')
    throw new ScenarioError(`${reference} is not a scenario of the economy, which the claims need`);
  const results = new Map<Claim, ClaimResult>();
  const failures: NamedFailure[] = [];
  let isInterrupted = false;
  let begun = 0;
  for (const claims of groupsOf(CLAIMS)) {
    const field = await enterScenarios(contenders(reference, claims, overrides), cwd);
    const before = begun;
    const onProgress = (done: number): void => {
      begun = before + done;
      place.onProgress?.(begun);
    };
    const { ledger, kind } = await gather(field, claims, spec, { ...place, folder: undefined, onProgress });
    failures.push(...namedFailures(ledger.failures, ledger.shape.contenders));
    for (const claim of claims) results.set(claim, judge(claim, ledger));
    isInterrupted = kind === 'interrupted';
    if (isInterrupted) break;
  }
  const slowdown = isInterrupted ? [] : [slowdownResult(scenario, { seed: expandSeed(seed), runs })];
  return {
    scenarioHash: scenarioHash(scenario),
    modelVersion: BUILTIN_HOST.engine.modelVersion,
    results: [...CLAIMS.flatMap((claim) => results.get(claim) ?? []), ...slowdown],
    failures,
    isInterrupted,
  };
}

async function gather(
  { scenarios, engine, strategies }: Field,
  claims: readonly Claim[],
  { seed, runs }: ClaimsSpec,
  place: WorkPlace,
): Promise<{ readonly ledger: PairLedger; readonly kind: string }> {
  const columns = engine.runColumns(engine.createSimulator(scenarios[0].scenario, 'metrics'));
  const metrics = [...new Set(claims.flatMap(({ metric }) => metric))];
  const names = scenarios.map(({ name }) => name);
  const fold = pairedFold({ contenders: names, metrics, series: [] }, columns);
  const job = pairedJob({
    format: 'overbuild-compare/1',
    scenarios,
    strategies,
    seed,
    runs,
    host: { ...BUILTIN_HOST, engine },
    columns,
    design: {},
    stated: scenarios,
    about: () => ({ name: 'overbuild-claims', title: 'Claims', description: 'Not stored.' }),
    resources: [],
    fold,
  });
  const { kind } = await runJob(job, place);
  return { ledger: fold.ledger, kind };
}

function judge(claim: Claim, ledger: PairLedger): ClaimResult {
  const { contenders: names, metrics } = ledger.shape;
  const at = names.indexOf(changeKey(claim));
  const valuesOf = (contender: number): number[] =>
    ledger.state.rows.map((row) =>
      claim.metric.reduce((sum, name) => sum + row[contender * metrics.length + metrics.indexOf(name)], 0),
    );
  const [base, other] = [valuesOf(0), valuesOf(at)];
  const differences = other.map((value, k) => value - base[k]);
  const effect = pairedDifference(differences, ALPHA);
  const paired = (values: readonly number[]): number[] => values.filter((_, k) => !Number.isNaN(differences[k]));
  const spread = Math.sqrt(variance(base.filter((value) => !Number.isNaN(value))));
  return {
    claim: claim.claim,
    change: typed(claim),
    metric: claim.metric.join(' + '),
    expects: claim.expects,
    base: mean(paired(base)),
    other: mean(paired(other)),
    effect,
    size: effectSize(effect, spread),
    verdict: verdictOn(effect, spread, claim.expects),
  };
}

function slowdownResult(scenario: Economy, sample: { readonly seed: SeedKey; readonly runs: number }): ClaimResult {
  const { claim, month, before, after, node } = SLOWDOWN;
  const report = measureSlowdown(scenario, { ...sample, month, before, after: [after] });
  const tier = report.paths[0].tiers.find((one) => one.node === node);
  if (tier === undefined) throw new ScenarioError(`the claims need a supply node ${node}`);
  const { beyondBuyers: effect, sales } = tier;
  return {
    claim,
    change: 'overbuild slowdown --after 1.5',
    metric: `worst_year_sales_lost_${node}_less_systems`,
    expects: 'more',
    base: sales.mean - effect.mean,
    other: sales.mean,
    effect,
    size: effectSize(effect, sales.sd),
    verdict: verdictOn(effect, sales.sd, 'more'),
  };
}
