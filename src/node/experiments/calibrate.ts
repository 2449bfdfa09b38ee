/** Calibration: waves of history matching, a reference table, a posterior from it, and what the record can tell. */

import { join } from 'node:path';
import { isWhole, prepareAbc, weightedQuantile } from '../../experiment/calibrate/abc.ts';
import { type Box, boxOf, historyMatch } from '../../experiment/calibrate/history-match.ts';
import { identify } from '../../experiment/calibrate/identify.ts';
import { quantileOfShare } from '../../experiment/calibrate/posterior-spread.ts';
import { preflight } from '../../experiment/calibrate/preflight.ts';
import type { Target } from '../../experiment/calibrate/targets.ts';
import { type Forecast, scoreForecasts } from '../../experiment/forecast-scores.ts';
import type { Calibration, Checked, CalibratedNumber, Wave } from '../../output/calibrate-report.ts';
import { expandSeed } from '../../random/seed.ts';
import { normalAt, openStream, streamId, uniformAt } from '../../random/stream.ts';
import { UserError } from '../../scenario/errors.ts';
import { spreadsOf } from '../../scenario/spread.ts';
import { runJob, type WorkPlace } from '../work/run-job.ts';
import { type Calibrated, openCalibration, type Stage, type StageFold, stageJob } from './calibrate-stage.ts';

/** How a calibration is made. */
export interface CalibrateRule {
  readonly waves: number;
  /** Draws of a wave, and replications of each. */
  readonly draws: number;
  readonly replications: number;
  readonly cutOff: number;
  readonly exceptions: number;
  /** Rows of the reference table, the share of them that a posterior retains, and rows that test it. */
  readonly reference: number;
  readonly share: number;
  readonly tests: number;
  /** Runs of the posterior. */
  readonly predictive: number;
}

export interface CalibrateSpec extends Calibrated {
  readonly rule: CalibrateRule;
}

/** Retained draws below which a wave does not narrow the box. */
const FEWEST = 10;
/** Retained records that a target needs, so that the regression on targets fits more than noise. */
const ROWS_PER_TARGET = 5;
const ENDS = [0.05, 0.5, 0.95];
/** Digits of the quantiles that the runs of the posterior are given. */
const DIGITS = 1e6;

/** Runs of all stages, where no wave leaves out the rest. */
export function runsOf({ waves, draws, replications, reference, predictive }: CalibrateRule): number {
  return waves * draws * replications + reference + predictive;
}

/** Calibrate; undefined when interrupted, and then the same again resumes it. */
export async function runCalibration(spec: CalibrateSpec, place: WorkPlace): Promise<Calibration | undefined> {
  const { rule, seed } = spec;
  const { draws, targets } = openCalibration(spec);
  const used = targets.flatMap(({ use }, t) => (use === 'calibrate' ? [t] : []));
  const wanted = used.map((t) => targets[t]);
  let done = 0;
  const run = async (stage: Stage): Promise<StageFold | undefined> => {
    const job = stageJob(spec, stage);
    const folder = place.folder === undefined ? undefined : join(place.folder, stage.stage);
    const { kind } = await runJob(job, {
      ...place,
      folder,
      onProgress: (rows) => place.onProgress?.(done + rows),
    });
    done += stage.count * stage.replications;
    return kind === 'interrupted' ? undefined : job.fold;
  };

  let box: Box = draws.quantiles.map(() => [0, 1] as const);
  const waves: Wave[] = [];
  let flight: Calibration['preflight'] | undefined;
  let prior: StageFold | undefined;
  for (let wave = 1; wave <= rule.waves; wave++) {
    const fold = await run({
      stage: `wave-${wave}`,
      draws: { kind: 'box', box },
      isShared: true,
      count: rule.draws,
      replications: rule.replications,
      firstReplication: 0,
    });
    if (fold === undefined) return undefined;
    const ofUsed = fold.draws().map(({ quantiles, replications }) => ({
      quantiles,
      replications: replications.map((of) => used.map((t) => of[t])),
    }));
    const result = historyMatch(ofUsed, wanted, rule);
    flight ??= preflight(ofUsed, result, rule.cutOff);
    prior ??= fold;
    const isNarrowed = result.retained.length >= FEWEST;
    box = isNarrowed ? boxOf(ofUsed, result.retained, box) : box;
    waves.push({
      draws: ofUsed.length,
      retained: result.retained.length,
      volume: box.reduce((product, [low, high]) => product * (high - low), 1),
      failures: fold.failures,
      isNarrowed,
    });
    if (!isNarrowed) break;
  }
  if (flight === undefined || prior === undefined) throw new Error('a calibration needs at least one wave');

  const reference = await run({
    stage: 'reference',
    draws: { kind: 'box', box },
    isShared: false,
    count: rule.reference,
    replications: 1,
    firstReplication: rule.replications,
  });
  if (reference === undefined) return undefined;
  const simulated = reference.rows.map(({ run: k, quantiles, values }) => ({
    quantiles,
    record: withErrors(
      used.map((t) => values[t]),
      { targets: wanted, seed, k },
    ),
  }));
  const whole = simulated.filter(({ record }) => isWhole(record));
  const least = ROWS_PER_TARGET * used.length;
  if (whole.length * rule.share < least) {
    throw new UserError(
      `${used.length} targets need ${least} retained records, and ${whole.length} of ${rule.reference} runs reach them all, of which --share retains ${rule.share}: raise --reference, or leave out targets`,
    );
  }
  const table = { box, quantiles: whole.map(({ quantiles }) => quantiles), records: whole.map(({ record }) => record) };
  const observed = wanted.map((target) => target.observed);
  const abc = prepareAbc(table, observed);
  const posterior = abc.posterior(observed, rule.share);
  const identified = identify(table, abc, rule.share, rule.tests);

  const points = resampled(posterior.weights, rule.predictive, seed).map((row) =>
    posterior.quantiles.map((shares) => Math.round(shares[row] * DIGITS) / DIGITS),
  );
  const predictive = await run({
    stage: 'predictive',
    draws: { kind: 'list', quantiles: points },
    isShared: false,
    count: rule.predictive,
    replications: 1,
    firstReplication: rule.replications + rule.reference,
  });
  if (predictive === undefined) return undefined;

  const ends = (shares: readonly number[]): Float64Array[] =>
    shares.map((share) => Float64Array.from(draws.from(draws.quantiles.map(() => quantileOfShare(share)))));
  const priors = ends(ENDS);
  const numbers = draws.quantiles.map((name, q): CalibratedNumber => {
    const columns = draws.columns.flatMap((column, c) => (draws.quantileOf[c] === q ? [{ column, c }] : []));
    const [{ column, c }] = columns;
    const shares = ENDS.map((p) => weightedQuantile(posterior.quantiles[q], posterior.weights, p));
    return {
      name,
      paths: columns.map(({ column: { name: path } }) => path),
      unit: column.unit,
      prior: priors.map((values) => values[c]),
      posterior: ends(shares).map((values) => values[c]),
      ends: shares,
      shares: posterior.quantiles[q],
      ...identified[q],
    };
  });
  return {
    targets,
    waves,
    preflight: flight,
    used: wanted,
    reference: {
      rows: whole.length,
      left: rule.reference - whole.length,
      retained: posterior.rows.length,
      tests: rule.tests,
    },
    numbers,
    weights: posterior.weights,
    values: draws.columns.map(({ name }, c) => ({
      path: name,
      stated: draws.stated[c],
      values: Float64Array.from(posterior.rows, (_, i) => {
        const z = draws.quantiles.map((__, q) => quantileOfShare(posterior.quantiles[q][i]));
        return draws.from(z)[c];
      }),
    })),
    checked: checkedOf(targets, prior, predictive),
    spreads: Object.fromEntries(spreadsOf(spec.scenario.resolved as object)),
  };
}

/** A simulated record: what the run gives, and errors of observation and of the model, drawn anew for every run. */
function withErrors(
  values: readonly number[],
  { targets, seed, k }: { readonly targets: readonly Target[]; readonly seed: string; readonly k: number },
): number[] {
  const key = openStream(expandSeed(seed), k, streamId('calibration', 'errors'));
  return values.map((value, t) => {
    const { observationError: a, discrepancy: b } = targets[t];
    return value + Math.sqrt(a * a + b * b) * normalAt(key, t);
  });
}

/** Systematic resampling: so many places of a weighted sample, each as often as its weight says. */
function resampled(weights: Float64Array, count: number, seed: string): number[] {
  const offset = uniformAt(openStream(expandSeed(seed), 0, streamId('calibration', 'resample')), 0);
  const places: number[] = [];
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] * count;
    while (places.length < count && places.length + offset < sum) places.push(i);
  }
  while (places.length < count) places.push(weights.length - 1);
  return places;
}

/** Scores of the prior and of the posterior by quantity: of what was calibrated to, and of what was left out. */
function checkedOf(targets: readonly Target[], prior: StageFold, predictive: StageFold): Checked[] {
  const groups = new Map<string, number[]>();
  for (const [t, { quantity, use }] of targets.entries()) {
    const key = `${use}\n${quantity}`;
    groups.set(key, [...(groups.get(key) ?? []), t]);
  }
  const forecasts = (places: readonly number[], { rows }: StageFold): Forecast[] =>
    places.map((t, i) => ({
      series: targets[t].quantity,
      horizon: i + 1,
      observed: targets[t].observed,
      sample: Float64Array.from(rows, ({ values }) => values[t]).filter((value) => !Number.isNaN(value)),
    }));
  return [...groups].map(([key, places]) => {
    const [use, quantity] = key.split('\n');
    return {
      use: use as Target['use'],
      quantity,
      prior: scoreForecasts(forecasts(places, prior)),
      posterior: scoreForecasts(forecasts(places, predictive)),
    };
  });
}
