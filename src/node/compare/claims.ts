/** The claims put to the test: every change beside its base under the same random draws, and a verdict on each effect. */

import { ALPHA } from '../../experiment/compare.ts';
import { type Claim, CLAIMS, effectSize, SLOWDOWN, type Verdict, verdictOn } from '../../experiment/claims.ts';
import type { PairLedger } from '../../experiment/compare-ledger.ts';
import { type PairedDifference, pairedDifference } from '../../experiment/paired-difference.ts';
import { measureSlowdown } from '../../experiment/slowdown.ts';
import { mean, variance } from '../../numeric/statistics.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { expandSeed } from '../../random/seed.ts';
import { ScenarioError } from '../../scenario/errors.ts';
import { packageVersion } from '../package-version.ts';
import { enterScenarios, type Field, type NamedScenario } from './compare-scenarios.ts';
import { gatherPairs, type PairedPlace } from './paired-experiment.ts';

export interface ClaimResult {
  readonly claim: string;
  /** What was changed, as the command line takes it. */
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

interface ClaimsOptions extends PairedPlace {
  readonly reference: string;
  readonly runs: number;
}

/** The change as one would type it after `overbuild run baseline`. */
function typed({ change, both = [] }: Claim): string {
  const set = (texts: readonly string[]): string =>
    texts.map((text) => `--set ${/[ [*]/.test(text) ? `'${text}'` : text}`).join(' ');
  const own = typeof change === 'string' ? `+${change}` : set(change);
  return both.length === 0 ? own : `${own} (both sides: ${set(both)})`;
}

const changeKey = ({ change }: Claim): string => (typeof change === 'string' ? `+${change}` : change.join(' '));

/** Scenarios of a group of claims that share what both sides have: the base, then each change once. */
function contenders(reference: string, claims: readonly Claim[], overrides: readonly string[]): NamedScenario[] {
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

/** Put every claim to the test on one scenario. */
export async function runClaims(options: ClaimsOptions): Promise<ClaimsOutcome> {
  const { reference, runs, overrides, cwd, seed } = options;
  const groups = new Map<string, Claim[]>();
  for (const claim of CLAIMS) {
    const key = (claim.both ?? []).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  const results = new Map<Claim, ClaimResult>();
  const failures: NamedFailure[] = [];
  let first: Field | undefined;
  let isInterrupted = false;
  for (const claims of groups.values()) {
    const field = await enterScenarios(contenders(reference, claims, overrides), { cwd });
    first ??= field;
    const ledger = await gather(field, claims, options);
    isInterrupted ||= ledger.pairs < runs;
    failures.push(...namedFailures(ledger.failures, ledger.shape.contenders));
    for (const claim of claims) results.set(claim, judge(claim, ledger));
    if (isInterrupted) break;
  }
  if (first === undefined) throw new ScenarioError('there are no claims');
  const [{ scenario, hash }] = first.entered;
  if (scenario.kind !== 'economy') throw new ScenarioError(`${reference} is no economy: the claims are about one`);
  const slowdown = isInterrupted ? [] : [slowdownResult(scenario, { seed: expandSeed(seed), runs })];
  return {
    scenarioHash: hash,
    modelVersion: first.engine.modelVersion,
    results: [...CLAIMS.flatMap((claim) => results.get(claim) ?? []), ...slowdown],
    failures,
    isInterrupted,
  };
}

async function gather(
  { entered, engine, strategies }: Field,
  claims: readonly Claim[],
  options: ClaimsOptions,
): Promise<PairLedger> {
  const metrics = [...new Set(claims.flatMap(({ metric }) => metric))];
  return gatherPairs({
    identity: {
      format: 'overbuild-compare/1',
      scenarios: entered.map(({ name, hash }) => ({ name, hash })),
      seed: options.seed,
      metrics,
      series: [],
      modelVersion: engine.modelVersion,
      packageVersion: packageVersion(),
    },
    scenarios: entered.map(({ scenario }) => scenario),
    strategies,
    runs: options.runs,
    place: options,
    folder: undefined,
    isEnough: () => false,
  });
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

function slowdownResult(
  scenario: Parameters<typeof measureSlowdown>[0],
  sample: { readonly seed: ReturnType<typeof expandSeed>; readonly runs: number },
): ClaimResult {
  const { claim, month, before, after, node } = SLOWDOWN;
  const report = measureSlowdown(scenario, { ...sample, month, before, after: [after] });
  const tier = report.paths[0].tiers.find((one) => one.node === node);
  if (tier === undefined) throw new ScenarioError(`the claims need a supply node ${node}`);
  const { beyondBuyers: effect, sales } = tier;
  return {
    claim,
    change: 'overbuild slowdown --after 1.5',
    metric: `sales lost in the worst year, ${node} less systems`,
    expects: 'more',
    base: sales.mean - effect.mean,
    other: sales.mean,
    effect,
    size: effectSize(effect, sales.sd),
    verdict: verdictOn(effect, sales.sd, 'more'),
  };
}
