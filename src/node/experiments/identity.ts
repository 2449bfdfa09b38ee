/** Identities of experiments: equal identities give equal results. */

import { createHash } from 'node:crypto';
import { MODEL_VERSION } from '../../engine/version.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Identity } from '../../output/manifest.ts';
import { packageVersion } from '../package-version.ts';
import { canonicalJson } from '../../scenario/hash.ts';
import type { Shard } from '../work/shard.ts';

const HASH_DIGITS = 12;

interface Determined {
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly seed: string;
  readonly runs: number;
  readonly locale: CsvLocale;
  /** Inputs besides the scenario that determine the rows. */
  readonly design: unknown;
  readonly configurations?: number;
  readonly shard?: Shard | undefined;
  readonly modelVersion?: string;
}

/** Identity of an experiment that stores no series. */
export function identityOf(determined: Determined): Identity {
  const { scenario, seed, runs, locale, configurations, shard, modelVersion = String(MODEL_VERSION) } = determined;
  return {
    scenario: scenario.name,
    scenarioHash: scenario.hash,
    seed,
    runs,
    series: false,
    csvLocale: locale,
    modelVersion,
    packageVersion: packageVersion(),
    design: hashOfDesign(determined.design),
    ...(configurations === undefined ? {} : { configurations }),
    ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
  };
}

/** Short hash of the inputs besides the scenario that determine the rows. */
export function hashOfDesign(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, HASH_DIGITS);
}
