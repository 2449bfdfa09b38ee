/** An attribution from start to end: combinations on and off, the shares of outcomes, their tables and picture. */

import { attributeChart } from '../../charts/attribute.ts';
import type { Frame } from '../../charts/spec.ts';
import type { PairLedger } from '../../experiment/compare-ledger.ts';
import { isIn } from '../../experiment/shapley.ts';
import { type Attribution, attribute } from '../../experiment/toggle-factorial.ts';
import { ATTRIBUTE_RESOURCES, attributeTables } from '../../output/attribute-tables.ts';
import { datapackageText } from '../../output/datapackage.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { PairedIdentity } from './compare-folder.ts';
import { meanableColumns } from './compare-scenarios.ts';
import { type Factorial, openFactorial, type Toggle } from './compare-toggles.ts';
import { packageVersion } from '../package-version.ts';
import { gatherPairs, inPairedFolder, type PairedPlace } from './paired-experiment.ts';

export interface AttributeOptions extends PairedPlace {
  readonly reference: string;
  readonly toggles: readonly Toggle[];
  /** Metrics of a run to explain. */
  readonly outcomes: readonly string[];
  /** Replications of every combination. */
  readonly runs: number;
}

export interface AttributeResult {
  readonly toggles: readonly Toggle[];
  readonly attributions: readonly Attribution[];
  /** Units of the outcomes, by name. */
  readonly units: ReadonlyMap<string, string>;
  readonly replications: number;
  readonly isInterrupted: boolean;
  readonly failures: readonly NamedFailure[];
  /** Names of what was written. */
  readonly files: readonly string[];
}

/**
 * Run every combination of the toggles under the same luck and share the outcomes out.
 *
 * @throws UsageError  When a toggle or an outcome is none of the scenario's.
 */
export async function runAttribution(options: AttributeOptions): Promise<AttributeResult> {
  const { reference, runs, seed, command, cwd, overrides } = options;
  const factorial = await openFactorial(reference, options.toggles, { cwd, overrides });
  const { toggles, engine, scenarios, strategies } = factorial;
  const { outcomes, units } = outcomesOf(factorial, options.outcomes);
  const identity: PairedIdentity = {
    format: 'overbuild-attribute/1',
    scenarios: factorial.hashes.map((hash, c) => ({ name: String(c), hash })),
    seed,
    metrics: outcomes,
    series: [],
    modelVersion: engine.modelVersion,
    packageVersion: packageVersion(),
  };
  return inPairedFolder(options, identity, async (folder) => {
    const isEnough = (): boolean => false;
    const ledger = await gatherPairs({ identity, scenarios, strategies, runs, place: options, folder, isEnough });
    const replications = ledger.pairs;
    const isInterrupted = replications < runs;
    const names = toggles.map(({ name }) => name);
    const attributions = outcomes.map((outcome, m) => attribute(names, outcome, worthsOf(factorial, ledger, m)));
    const failures = namedFailures(ledger.failures, combinationNames(toggles));
    const about = { scenario: reference, seed, replications, isInterrupted, failed: failures.length, failures };
    const files = {
      ...attributeTables(attributions),
      'datapackage.json': packageText(reference, replications),
      ...(await pictureOf(attributions, units, options, frameOf(options, factorial, replications))),
    };
    const manifest = { command, toggles, ...about, nodeVersion: process.version };
    await folder?.write(files, { ledger, manifest: isInterrupted ? undefined : manifest });
    return { toggles, attributions, units, replications, isInterrupted, failures, files: Object.keys(files) };
  });
}

function outcomesOf(
  factorial: Factorial,
  asked: readonly string[],
): { readonly outcomes: readonly string[]; readonly units: ReadonlyMap<string, string> } {
  const { scenarios, engine } = factorial;
  const columns = meanableColumns(factorial, engine.createSimulator(scenarios[scenarios.length - 1], 'metrics'));
  const known = columns.map(({ name }) => name);
  if (asked.length === 0) {
    const examples = ['sales_lost_accelerator', 'months_to_wall', ...known].filter((name) => known.includes(name));
    throw new UsageError([`choose an --outcome, such as ${examples[0]}; see overbuild columns`]);
  }
  for (const outcome of asked) {
    if (!known.includes(outcome)) {
      throw new UsageError([
        `there is no metric ${outcome} of which a mean can be taken${didYouMean(outcome, known)}; see overbuild columns`,
      ]);
    }
  }
  return { outcomes: [...new Set(asked)], units: new Map(columns.map(({ name, unit }) => [name, unit])) };
}

/** Outcome `m` of every combination, one row a replication. */
function worthsOf({ scenarios }: Factorial, { state }: PairLedger, m: number): Float64Array[] {
  return state.rows.map((row) => {
    const outcomes = row.length / scenarios.length;
    return Float64Array.from(scenarios, (_, c) => row[c * outcomes + m]);
  });
}

/** What each combination has on, in words. */
function combinationNames(toggles: readonly Toggle[]): string[] {
  return Array.from({ length: 1 << toggles.length }, (_, combination) => {
    const on = toggles.flatMap(({ name }, i) => (isIn(i, combination) ? [name] : []));
    return on.length === 0 ? 'all off' : `${on.join('+')} on`;
  });
}

async function pictureOf(
  attributions: readonly Attribution[],
  units: ReadonlyMap<string, string>,
  { reference, svg, png }: AttributeOptions,
  frame: Frame,
): Promise<Record<string, string | Uint8Array>> {
  if (!svg && !png) return {};
  const chart = attributeChart(attributions, { scenario: reference, units }, frame);
  const { drawnFiles } = await import('../pictures/rasterise.ts');
  return chart === undefined ? {} : drawnFiles({ attribute: chart }, { svg, png });
}

function frameOf(
  { reference, seed }: AttributeOptions,
  { hashes, scenarios, engine }: Factorial,
  replications: number,
): Frame {
  const hash = hashes[hashes.length - 1].slice(0, 8);
  return {
    source: `Source: overbuild, model ${engine.modelVersion}, scenario ${reference} (${hash} with all on), ${countWord(scenarios.length)} combinations, ${countWord(replications)} replications each, seed "${seed}".`,
    startMonth: undefined,
  };
}

function packageText(scenario: string, replications: number): string {
  const about = {
    name: `overbuild-attribute-${scenario}`,
    title: `${scenario}: shares of its mechanisms over ${replications} replications`,
    description: 'Shares of an outcome, conditional on the assumptions of the scenario; not a forecast.',
  };
  return datapackageText(about, ATTRIBUTE_RESOURCES, 'en');
}
