/** One stage of a calibration as a job: its rows, and what they say of draws and targets. */

import type { WaveDraw } from '../../experiment/calibrate/history-match.ts';
import { readTargets, type Target } from '../../experiment/calibrate/targets.ts';
import type { RecordTables } from '../../experiment/record-tables.ts';
import type { Manifest } from '../../output/manifest.ts';
import { runTableColumns, runTableHeader } from '../../output/run-table.ts';
import type { Economy } from '../../scenario/economy.ts';
import { ScenarioError } from '../../scenario/errors.ts';
import { CsvRow } from '../files/csv-rows.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job } from '../work/job.ts';
import { blockRunsFor, type Schedule } from '../work/schedule.ts';
import { workerAddress } from '../worker-address.ts';
import type { RunScenario } from './batch.ts';
import {
  type CalibrateSetup,
  createCalibrateSimulator,
  type Prepared,
  prepareCalibration,
  type StageDraws,
} from './calibrate-rows.ts';
import type { FactsText } from './patterns-file.ts';
import { identityOf, statedScenario } from './identity.ts';

/** What all stages of a calibration share. */
export interface Calibrated {
  readonly scenario: RunScenario;
  readonly targets: FactsText;
  readonly tables: RecordTables;
  readonly seed: string;
}

/** Rows of a stage: draws in shared replications, or runs with shocks of their own. */
export interface Stage {
  readonly stage: string;
  readonly draws: StageDraws;
  readonly isShared: boolean;
  /** Draws, and replications of each where they are shared. */
  readonly count: number;
  readonly replications: number;
  readonly firstReplication: number;
}

/** A run of a stage that ended well. */
export interface StageRow {
  readonly draw: number;
  readonly run: number;
  readonly quantiles: Float64Array;
  readonly values: Float64Array;
}

export interface StageFold extends Fold {
  readonly rows: readonly StageRow[];
  /** Rows that failed. */
  readonly failures: number;
  /** Rows by draw, each with its replications. */
  draws(): WaveDraw[];
}

/** Collects the rows of a stage: columns of this order, the last of which are so many quantiles and targets. */
function stageFold(names: readonly string[], numbers: number, targets: number): StageFold {
  const fields = new CsvRow('en');
  const [run, status, configuration] = ['run', 'status', 'configuration'].map((name) => names.indexOf(name));
  const first = names.length - numbers - targets;
  const numbersFrom = (place: number, count: number) =>
    Float64Array.from({ length: count }, (_, i) => fields.number(place + i));
  const rows: StageRow[] = [];
  let failures = 0;
  return {
    rows,
    get failures() {
      return failures;
    },
    take(row) {
      fields.scan(Buffer.from(row[RUNS_FILE]), 0);
      if (fields.text(status) !== 'ok') failures++;
      else {
        rows.push({
          draw: fields.number(configuration < 0 ? run : configuration),
          run: fields.number(run),
          quantiles: numbersFrom(first, numbers),
          values: numbersFrom(first + numbers, targets),
        });
      }
      return false;
    },
    draws() {
      const found = new Map<number, { quantiles: Float64Array; replications: number[][] }>();
      for (const { draw, quantiles, values } of rows) {
        const one = found.get(draw) ?? { quantiles, replications: [] };
        one.replications.push(Array.from(values));
        found.set(draw, one);
      }
      return [...found].sort(([a], [b]) => a - b).map(([, draw]) => draw);
    },
    tables: () => [],
  };
}

/**
 * Read the targets and prepare the scenario.
 *
 * @throws UserError  When a target names nothing, or nothing of the scenario is uncertain.
 */
export function openCalibration({ scenario, targets, tables }: Omit<Calibrated, 'seed'>): Prepared & {
  readonly targets: readonly Target[];
} {
  const read = readTargets(targets.text, targets.file);
  const prepared = prepareCalibration(scenario.resolved as Economy, read, tables);
  if (prepared === undefined) {
    throw new ScenarioError(`${scenario.name} has no uncertain number: give the numbers to be calibrated a spread`);
  }
  return { ...prepared, targets: read };
}

/** The job of a stage. */
export function stageJob(calibrated: Calibrated, stage: Stage): Job<StageFold> {
  const { scenario, targets: text, tables, seed } = calibrated;
  const { draws, columns, targets } = openCalibration(calibrated);
  const { isShared, count, replications } = stage;
  const [configurations, runs] = isShared ? [count, replications] : [1, count];
  const schedule: Schedule = {
    firstConfiguration: 0,
    configurations,
    firstRun: 0,
    runs,
    done: 0,
    blockRuns: blockRunsFor(configurations),
  };
  const setup: CalibrateSetup = {
    scenario: { name: scenario.name, hash: scenario.hash, resolved: scenario.resolved as Economy },
    targets,
    tables,
    seed,
    stage: stage.stage,
    draws: stage.draws,
    isShared,
    firstReplication: stage.firstReplication,
    schedule,
    strategies: [],
  };
  const design = { targets: text, tables, stage };
  const identity = identityOf({
    scenario,
    seed,
    runs,
    locale: 'en',
    design,
    ...(isShared ? { configurations } : {}),
  });
  const header = runTableColumns(columns, isShared);
  return {
    format: 'overbuild-calibration/1',
    identity,
    stated: { ...statedScenario(scenario), design },
    about: () => ({
      name: `overbuild-calibration-${scenario.name}-${stage.stage}`,
      title: `${scenario.name}: calibration, ${stage.stage}`,
      description: 'Draws of the uncertain numbers of a scenario, and what runs of them give for the targets.',
    }),
    schedule,
    parts: 'runs',
    canGrow: false,
    files: [{ name: RUNS_FILE, header: runTableHeader(columns, { locale: 'en', isConfigured: isShared }) }],
    fanColumns: [],
    resources: [
      {
        path: RUNS_FILE,
        description: 'one row per run: quantiles of the uncertain numbers, and the targets',
        columns: header,
        key: isShared ? ['configuration', 'run'] : ['run'],
      },
    ],
    fold: stageFold(
      header.map(({ name }) => name),
      draws.quantiles.length,
      targets.length,
    ),
    setup,
    workerUrl: workerAddress('experiments/calibrate-worker'),
    simulator: (from) => createCalibrateSimulator({ ...setup, schedule: from }),
  };
}

/** A stage as its manifest states it. */
export function reopenStage({ identity, resolvedScenario, evidence, design = {} }: Manifest): Job<StageFold> {
  const { scenario: name, scenarioHash: hash, seed } = identity;
  const { targets, tables, stage } = design as unknown as Omit<Calibrated, 'scenario' | 'seed'> & { stage: Stage };
  const scenario = { name, hash, resolved: resolvedScenario, evidence };
  return stageJob({ scenario, targets, tables, seed }, stage);
}
