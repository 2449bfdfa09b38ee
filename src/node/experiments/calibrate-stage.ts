/** One stage of a calibration as a job: its rows, and what they say of draws and targets. */

import type { WaveDraw } from '../../experiment/calibrate/history-match.ts';
import { readTargets, type Target } from '../../experiment/calibrate/targets.ts';
import type { RecordTables } from '../../experiment/record-tables.ts';
import type { Manifest } from '../../output/manifest.ts';
import { runTableColumns, runTableHeader } from '../../output/run-table.ts';
import type { Economy } from '../../scenario/economy.ts';
import { ScenarioError } from '../../scenario/errors.ts';
import { CsvRow } from '../files/csv-rows.ts';
import { type Row, RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job, MadeTable } from '../work/job.ts';
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

/** Collects the rows of a stage. */
export class StageFold implements Fold {
  readonly rows: StageRow[] = [];
  /** Rows that failed. */
  failures = 0;
  readonly #row = new CsvRow('en');
  readonly #places: Readonly<Record<'draw' | 'run' | 'status' | 'first', number>>;
  readonly #numbers: number;
  readonly #targets: number;

  constructor(names: readonly string[], numbers: number, targets: number) {
    const run = names.indexOf('run');
    const draw = names.includes('configuration') ? names.indexOf('configuration') : run;
    this.#places = { draw, run, status: names.indexOf('status'), first: names.length - numbers - targets };
    this.#numbers = numbers;
    this.#targets = targets;
  }

  take(row: Row): boolean {
    const fields = this.#row;
    fields.scan(Buffer.from(row[RUNS_FILE]), 0);
    const { draw, run, status, first } = this.#places;
    if (fields.text(status) !== 'ok') {
      this.failures++;
      return false;
    }
    const numbersFrom = (place: number, count: number) =>
      Float64Array.from({ length: count }, (_, i) => fields.number(place + i));
    this.rows.push({
      draw: fields.number(draw),
      run: fields.number(run),
      quantiles: numbersFrom(first, this.#numbers),
      values: numbersFrom(first + this.#numbers, this.#targets),
    });
    return false;
  }

  /** Rows by draw, each with its replications. */
  draws(): WaveDraw[] {
    const found = new Map<number, { quantiles: Float64Array; replications: number[][] }>();
    for (const { draw, quantiles, values } of this.rows) {
      const one = found.get(draw) ?? { quantiles, replications: [] };
      one.replications.push(Array.from(values));
      found.set(draw, one);
    }
    return [...found].sort(([a], [b]) => a - b).map(([, draw]) => draw);
  }

  tables(): MadeTable[] {
    return [];
  }
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
    fold: new StageFold(
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
