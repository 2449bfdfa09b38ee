/** Identities of experiments (equal ones give equal results), and what their manifests state. */

import { createHash } from 'node:crypto';
import { MODEL_VERSION } from '../../engine/version.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Identity, Manifest } from '../../output/manifest.ts';
import { canonicalJson } from '../../scenario/hash.ts';
import type { EngineHost } from '../engine.ts';
import { packageVersion } from '../package-version.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Job } from '../work/job.ts';
import type { Shard } from '../work/shard.ts';
import type { RunScenario } from './batch.ts';

const HASH_DIGITS = 12;

interface Determined {
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly seed: string;
  readonly runs: number;
  readonly locale: CsvLocale;
  /** What is written of each run besides its row. */
  readonly recorded?: Pick<Identity, 'series' | 'seriesFormat' | 'events'>;
  /** Inputs besides the scenario that determine the rows. */
  readonly design?: unknown;
  readonly configurations?: number;
  readonly shard?: Shard | undefined;
  readonly modelVersion?: string;
}

export function identityOf(determined: Determined): Identity {
  const { scenario, seed, runs, locale, design, configurations, shard } = determined;
  const { recorded = { series: false }, modelVersion = String(MODEL_VERSION) } = determined;
  return {
    scenario: scenario.name,
    scenarioHash: scenario.hash,
    seed,
    runs,
    ...recorded,
    csvLocale: locale,
    modelVersion,
    packageVersion: packageVersion(),
    ...(design === undefined ? {} : { design: hashOfDesign(design) }),
    ...(configurations === undefined ? {} : { configurations }),
    ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
  };
}

/** Short hash of the inputs besides the scenario that determine the rows. */
export function hashOfDesign(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, HASH_DIGITS);
}

/** Entry of a manifest for the strategies of the user. */
export function statedStrategies(sources: readonly StrategySource[]): Manifest['strategies'] {
  return sources.map(({ id, reference, sha256 }) => ({ id, reference, sha256 }));
}

/** Entry of a manifest for the scenario of a job. */
export function statedScenario({ resolved, evidence, strategies = [] }: RunScenario): Job['stated'] {
  return { resolvedScenario: resolved as Record<string, unknown>, evidence, strategies: statedStrategies(strategies) };
}

/** With what the job of a manifest is made again. */
export interface Again {
  readonly host: EngineHost;
  /** The strategies of the user, where they may be started. */
  readonly strategies: readonly StrategySource[];
  /** Only this part. */
  readonly shard: Shard | undefined;
}

/** What the specifications of runs of one scenario have in common, from their manifest. */
export function reopenedRuns({ identity, resolvedScenario, evidence }: Manifest, { strategies, ...again }: Again) {
  const { scenario: name, scenarioHash: hash, seed, runs, csvLocale: locale } = identity;
  const resolved = again.host.engine.check(resolvedScenario);
  return { ...again, scenario: { name, hash, resolved, evidence, strategies }, seed, runs, locale };
}
