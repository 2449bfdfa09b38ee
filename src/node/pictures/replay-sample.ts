/** Repeats some runs of a finished batch, to draw what its tables do not hold. */

import { createSample, recordTrace, type Sample, type SampleSource } from '../../charts/sample.ts';
import { numberColumn, type Table, textColumn } from '../../charts/table.ts';
import { csvField } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { expandSeed } from '../../random/seed.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import type { Engine, Simulator } from '../engine.ts';
import { compareLines } from '../verify/verify-rows.ts';

/** What came of repeating runs: the sample, or a sentence why there is none. */
export type Replay = { readonly sample: Sample } | { readonly why: string };

/** A finished batch: its manifest and the table of its runs. */
interface Finished {
  readonly manifest: Manifest;
  readonly runs: Table;
}

function sourceOf(simulator: Simulator): SampleSource {
  const has = (wanted: string, shape: string): boolean =>
    simulator.columns.some((column) => column.name === wanted && column.shape === shape);
  return {
    hasOrders: has('orders_mw', 'node'),
    hasMarketIndex: has('market_index', 'scalar'),
    hasPrices: has('price_index', 'equity'),
  };
}

/** Rows to repeat: spread evenly over the finished ones. */
function chosenRows(runs: Table, count: number): number[] {
  const status = textColumn(runs, 'status');
  const finished = status.flatMap((word, row) => (word === 'ok' ? [row] : []));
  const step = Math.max(1, finished.length / count);
  return Array.from({ length: Math.min(count, finished.length) }, (_, at) => finished[Math.floor(at * step)]);
}

/**
 * Repeat up to `count` runs of a batch from its manifest.
 *
 * A run is a function of scenario, seed and replication, so a repeated run is the run; it is still compared with every
 * metric of its row, and nothing is drawn from runs that differ.
 */
export function replaySample({ manifest, runs }: Finished, count: number, engine: Engine): Replay {
  const { identity, strategies } = manifest;
  if (count === 0) return { why: 'No runs were repeated for this page (--replay 0).' };
  if (strategies.length > 0) {
    return {
      why: 'The batch uses strategies from files, which a report does not start, so its runs were not repeated.',
    };
  }
  if (identity.modelVersion !== engine.modelVersion) {
    const versions = `${identity.modelVersion}, not of ${engine.modelVersion}`;
    return { why: `The batch is of model ${versions}; its runs cannot be repeated here.` };
  }
  try {
    return repeat({ manifest, runs }, count, engine);
  } catch (error) {
    return { why: `Its runs could not be repeated: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function repeat({ manifest, runs }: Finished, count: number, engine: Engine): Replay {
  const { identity, resolvedScenario } = manifest;
  const simulator = engine.createSimulator(engine.check(resolvedScenario), 'all');
  const source = sourceOf(simulator);
  const seed = expandSeed(identity.seed);
  const sample = createSample();
  const names = engine.runColumns(simulator).map(({ name }) => name);
  const replications = numberColumn(runs, 'run');
  for (const row of chosenRows(runs, count)) {
    const trace = simulator.run(seed, replications[row]);
    const metrics = engine.metrics(trace);
    const expected = { header: names, fields: names.map((name) => csvField(metrics[name], runs.locale)) };
    const found = { ...runs, fields: runs.rows[row] };
    const place = { file: RUNS_FILE, run: replications[row] };
    const [difference] = compareLines(found, { ...expected, locale: runs.locale }, place).differences;
    if (difference !== undefined) {
      const { column, found: stated, expected: made } = difference;
      return {
        why: `Run ${place.run} gave another result when repeated (${column} ${made}, where runs.csv says ${stated}), so nothing is drawn from repeated runs.`,
      };
    }
    recordTrace(sample, trace, source);
  }
  return { sample };
}
