/** Simulates rows of runs: compiles each configuration where it is simulated, and turns runs into the bytes of the folder. */

import type { Column } from '../../columns/column.ts';
import type { Trace } from '../../columns/trace.ts';
import { createDesign, type Design, type DesignSpec } from '../../experiment/design.ts';
import type { Setting } from '../../experiment/design-axis.ts';
import type { CsvLocale, CsvValue } from '../../output/csv.ts';
import { sum } from '../../numeric/sum.ts';
import { DRAWS_FILE, drawsHeader, drawsLine } from '../../output/draws.ts';
import { type EventChoice, eventLines, eventsHeader } from '../../output/events.ts';
import { FanCollector, missingInFan } from '../../output/fan.ts';
import { judgeMetrics, type RunResult, runTableHeader } from '../../output/run-table.ts';
import { settingCells } from '../../output/sweep-tables.ts';
import { seriesFile, seriesHeader, seriesLines, seriesTables } from '../../output/series.ts';
import { expandSeed, type SeedKey } from '../../random/seed.ts';
import { UserError } from '../../scenario/errors.ts';
import type { Engine, EngineHost, Recording, RunEngine, Simulator } from '../engine.ts';
import { type Ending, type Made, madeRow, RUNS_FILE, type Simulates, simulatorOf } from './chunk.ts';
import type { GrowingFile, Setup } from './job.ts';
import { placeOf, type Schedule } from './schedule.ts';

/** A resolved scenario with its name and hash. */
export interface NamedScenario {
  readonly name: string;
  readonly hash: string;
  readonly scenario: unknown;
}

/** What the rows are runs of. */
export type Configurations =
  | { readonly kind: 'one'; readonly scenario: NamedScenario }
  | { readonly kind: 'list'; readonly scenarios: readonly NamedScenario[] }
  | {
      readonly kind: 'design';
      readonly name: string;
      /** The scenario as `Engine.configure` takes it. */
      readonly open: unknown;
      readonly design: DesignSpec;
      /** Columns of its paths. */
      readonly varied: readonly Column[];
      /** Strategies from outside as the design names them, and their ids. */
      readonly aliases: Readonly<Record<string, string>>;
    };

/** What a worker needs once, before its first chunk. */
export interface RunSetup extends Setup {
  readonly configurations: Configurations;
  readonly schedule: Schedule;
  readonly seed: string;
  readonly locale: CsvLocale;
  /** Metric columns of every row. */
  readonly metrics: readonly Column[];
  readonly recording: Recording;
  /** Events to write; none when absent. */
  readonly events?: EventChoice;
  /** Whether the values that runs draw of uncertain numbers are written. */
  readonly draws?: boolean;
  /** Whether every monthly series is written. */
  readonly series?: boolean;
  /** Calendar month of month 0 in events and series; their dates are empty when absent. */
  readonly startMonth?: string | undefined;
  /** Whether monthly values are counted for the fan. */
  readonly fan?: boolean;
  /** Scalar series of which all months are stored for the tables. */
  readonly months?: readonly string[];
}

export const EVENTS_FILE = 'events.csv';
export const MONTHS_FILE = '.months';

/** Largest number of cached configurations: each takes less than a megabyte. */
const MAX_CACHED = 8;
const MAX_CACHED_OF_LIST = 64;

/** One compiled scenario whose replications always come to a verdict. */
export interface Replicator {
  /** Recorded series columns. */
  readonly columns: readonly Column[];
  readonly fanColumns: readonly Column[];
  /** Columns of a run's row. */
  readonly metrics: readonly Column[];
  readonly draws: Simulator['draws'];
  /**
   * Load the real numbers of another scenario; false when more than those differs, and then it is of no further
   * use.
   */
  take(scenario: unknown): boolean;
  /** A run that throws becomes a failed row without a trace. */
  attempt(seed: SeedKey, run: number): { readonly result: RunResult; readonly trace?: Trace };
}

/** Compile a scenario. */
export function createReplicator(engine: RunEngine, compiled: unknown, recording: Recording): Replicator {
  let scenario = compiled;
  let simulator = engine.createSimulator(scenario, recording);
  const fanColumns = engine.fanColumns(simulator);
  return {
    columns: simulator.columns,
    fanColumns,
    metrics: engine.runColumns(simulator, recording),
    draws: simulator.draws,
    take(next) {
      scenario = next;
      try {
        return simulator.recompile?.(next) === true;
      } catch {
        // Compiling it anew says what is wrong.
        return false;
      }
    },
    attempt(seed, run) {
      try {
        const trace = simulator.run(seed, run);
        const metrics = engine.metrics(trace, recording);
        const missing = missingInFan(trace, fanColumns);
        const verdict =
          missing === undefined ? judgeMetrics(metrics) : { status: 'non-finite' as const, reason: missing };
        return { result: { run, ...verdict, metrics }, trace };
      } catch (error) {
        // The world may be half-way through a month, so it is made anew.
        simulator = engine.createSimulator(scenario, recording);
        const reason = error instanceof Error ? error.message : String(error);
        return { result: { run, status: 'failed', reason, metrics: {} } };
      }
    },
  };
}

/** A growing file besides runs.csv, and what one run adds to it. */
interface Recorder extends GrowingFile {
  /** The trace is absent when the run did not come to its end. */
  readonly bytes: (run: number, trace: Trace | undefined) => string | Uint8Array;
}

/** What a simulator writes besides the metrics. */
interface Recorded {
  readonly columns: readonly Column[];
  readonly draws?: Simulator['draws'];
}

/** The files of a setup besides runs.csv; a job's further table with one line a run is added here. */
function recordersOf(setup: RunSetup, { columns, draws }: Recorded): Recorder[] {
  const { locale, events, series, startMonth, months } = setup;
  const recorders: Recorder[] = [];
  if (events !== undefined) {
    recorders.push({
      name: EVENTS_FILE,
      header: eventsHeader(locale),
      bytes: (run, trace) =>
        trace === undefined ? '' : eventLines(run, trace, { choice: events, locale, startMonth }),
    });
  }
  if (setup.draws === true && draws !== undefined) {
    const seed = expandSeed(setup.seed);
    recorders.push({
      name: DRAWS_FILE,
      header: drawsHeader(draws, locale),
      // They are known of failed runs too.
      bytes: (run, trace) => drawsLine(run, trace?.draws ?? draws.at(seed, run), locale),
    });
  }
  for (const table of series === true ? seriesTables(columns) : []) {
    recorders.push({
      name: seriesFile(table),
      header: seriesHeader(table, locale),
      bytes: (run, trace) => (trace === undefined ? '' : seriesLines(table, { run, trace, startMonth }, locale)),
    });
  }
  if (months !== undefined) {
    recorders.push({
      name: MONTHS_FILE,
      header: '',
      isHidden: true,
      rowsIn: (content) => monthsIn(content, months.length),
      bytes: (_run, trace) => monthsOf(trace, months),
    });
  }
  return recorders;
}

/** The months of each series, then their values, as numbers of eight bytes. */
function monthsOf(trace: Trace | undefined, names: readonly string[]): Uint8Array {
  const series = names.map((name) => trace?.column(name, 'scalar') ?? new Float64Array(0));
  const values = new Float64Array(sum(series.map(({ length }) => length)) + names.length);
  let end = names.length;
  for (const [s, one] of series.entries()) {
    values[s] = one.length;
    values.set(one, end);
    end += one.length;
  }
  return new Uint8Array(values.buffer);
}

/** Bytes as numbers; a copy, for they may lie anywhere in a larger buffer. */
function numbersIn(bytes: Uint8Array): Float64Array {
  return new Float64Array(Uint8Array.from(bytes).buffer);
}

/** Rows of a file of months: so many series a row. */
function* monthsIn(bytes: Uint8Array, names: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const lengths = numbersIn(bytes.subarray(at, at + names * Float64Array.BYTES_PER_ELEMENT));
    const end = at + (names + sum(lengths)) * Float64Array.BYTES_PER_ELEMENT;
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** Series of one row of months. */
export function seriesIn(row: Uint8Array, names: number): Float64Array[] {
  const values = numbersIn(row);
  let end = names;
  return Array.from({ length: names }, (_, s) => {
    const start = end;
    end += values[s];
    return values.subarray(start, end);
  });
}

/** The parts of a job that follow from what its rows are: runs on an engine. */
export function runRows(setup: RunSetup, { engine, workerUrl }: EngineHost, recorded: Recorded = { columns: [] }) {
  const { configurations, metrics, locale, schedule } = setup;
  const varied = configurations.kind === 'design' ? configurations.varied : [];
  const header = runTableHeader(metrics, { locale, isConfigured: configurations.kind !== 'one', varied });
  return {
    schedule,
    parts: 'runs' as const,
    files: [{ name: RUNS_FILE, header }, ...recordersOf(setup, recorded)],
    fanColumns: [],
    setup,
    workerUrl,
    simulator: (from: Schedule) => createRunSimulator({ ...setup, schedule: from }, engine),
  };
}

/** A configuration as a worker keeps it. */
interface Compiled {
  readonly scenario: Pick<NamedScenario, 'name' | 'hash'>;
  readonly replicator?: Replicator;
  /** What the design sets, as cells of its rows. */
  readonly settings: readonly CsvValue[];
  /** Why it cannot be simulated. */
  readonly reason: string;
}

/** What a configuration changes, as overrides of the scenario. */
export function overridesOf(
  { paths }: Pick<Design, 'paths'>,
  settings: readonly Setting[],
  aliases: Readonly<Record<string, string>> = {},
): string[] {
  return settings.map((setting, p) => {
    const alias = typeof setting === 'string' ? aliases[setting] : undefined;
    return `${paths[p]}=${alias === undefined ? setting : JSON.stringify(alias)}`;
  });
}

/** All problems of a user's mistake on one line; nobody typed `--set`. */
export function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.problems.map((problem) => problem.replace(/^--set /, '')).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** A table has one set of columns: a configuration that measures something else does not fit into it. */
function foreignColumn(own: readonly Column[], base: readonly Column[]): string {
  const foreign = own.find(({ name }) => !base.some((column) => column.name === name));
  return foreign === undefined ? '' : `it has the metric ${foreign.name}, which the base of the sweep lacks`;
}

/** Finds and resolves configurations. */
function resolver(
  { configurations }: RunSetup,
  { configure }: Partial<Engine>,
  design: Design | undefined,
): (configuration: number) => NamedScenario {
  if (configurations.kind === 'one') return () => configurations.scenario;
  if (configurations.kind === 'list') return (configuration) => configurations.scenarios[configuration];
  if (configure === undefined || design === undefined) throw new Error('this engine takes no configurations');
  const { name, open, aliases } = configurations;
  return (configuration) => ({
    name,
    ...configure(open, overridesOf(design, design.at(configuration), aliases)),
  });
}

/** Compile configurations and simulate as many chunks of them as asked. */
export function createRunSimulator(setup: RunSetup, engine: RunEngine & Partial<Engine>): Simulates {
  const { configurations, schedule, metrics, locale } = setup;
  const { kind } = configurations;
  const seed = expandSeed(setup.seed);
  const design = kind === 'design' ? createDesign(configurations.design) : undefined;
  const resolve = resolver(setup, engine, design);
  const cached = new Map<number, Compiled>();
  const maxCached = kind === 'list' ? MAX_CACHED_OF_LIST : MAX_CACHED;
  let fan: FanCollector | undefined;
  /** The files are those of the first configuration that compiles. */
  let recorders: readonly Recorder[] | undefined;

  /** @param spare  A replicator whose configuration is not needed any more. */
  function compile(configuration: number, spare: Replicator | undefined): Compiled {
    let scenario = { name: kind === 'design' ? configurations.name : '', hash: '' };
    const settings = design === undefined ? [] : settingCells(design.at(configuration));
    try {
      const resolved = resolve(configuration);
      scenario = { name: resolved.name, hash: resolved.hash };
      const replicator =
        spare?.take(resolved.scenario) === true ? spare : createReplicator(engine, resolved.scenario, setup.recording);
      const reason = kind === 'design' ? foreignColumn(replicator.metrics, metrics) : '';
      return { scenario, replicator, settings, reason };
    } catch (error) {
      // Without configurations the whole job cannot be.
      if (kind === 'one') throw error;
      return { scenario, settings, reason: reasonOf(error) };
    }
  }

  function compiled(configuration: number): Compiled {
    const known = cached.get(configuration);
    if (known !== undefined) return known;
    const [oldest] = cached.size >= maxCached ? cached.entries() : [];
    if (oldest !== undefined) cached.delete(oldest[0]);
    const fresh = compile(configuration, oldest?.[1].replicator);
    cached.set(configuration, fresh);
    return fresh;
  }

  function make(position: number, ended?: Ending): Made {
    const { configuration, run } = placeOf(schedule, position);
    const { scenario, settings, replicator, reason } = compiled(configuration);
    const { result, trace } =
      ended !== undefined || replicator === undefined || reason !== ''
        ? { result: { run, ...(ended ?? { status: 'failed' as const, reason }), metrics: {} }, trace: undefined }
        : replicator.attempt(seed, run);
    const table = { scenario: scenario.name, scenarioHash: scenario.hash, seed: setup.seed, metrics, locale };
    const made = madeRow(table, result, kind === 'one' ? {} : { configuration, settings });
    recorders ??= recordersOf(setup, replicator ?? { columns: [] });
    for (const { name, bytes } of recorders) made.row[name] = Buffer.from(bytes(run, trace));
    if (setup.fan === true && replicator !== undefined) fan ??= new FanCollector(replicator.fanColumns);
    if (trace !== undefined && result.status === 'ok') fan?.append(trace);
    return made;
  }

  return simulatorOf(make, () => fan);
}
