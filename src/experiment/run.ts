/** Runs a scenario once, from YAML text or parsed, under typed overrides; gives outcome, metrics and series by name. */

import * as z from 'zod';
import type { Column } from '../columns/column.ts';
import type { LedgerEvent } from '../columns/event.ts';
import type { Outcome, RunKind, Trace } from '../columns/trace.ts';
import { createSimulator } from '../engine/simulate.ts';
import { runColumns, runMetrics } from '../metrics/run-row.ts';
import { seriesOf } from '../metrics/series-values.ts';
import { expandSeed } from '../random/seed.ts';
import { expectation, finding } from '../reader/expect.ts';
import { changeScenario, type ParsedScenario, type ParseOptions, parseScenario } from '../reader/parse.ts';
import { UsageError } from '../scenario/errors.ts';
import { didYouMean } from '../scenario/suggest.ts';
import type { Strategy } from '../strategies/strategy.ts';

export interface RunOptions extends Omit<Partial<ParseOptions>, 'stored'> {
  /** Any text; `1` by default. */
  readonly seed?: string;
  /** Which run of the seed, from 0: row `replication` of a batch with the same seed. */
  readonly replication?: number;
  /** Strategies besides the built-in ones, for firms that name their ids. */
  readonly strategies?: readonly Strategy[];
}

/** A value that no schema describes, which a test must pass. */
export const checked = (fits: (value: unknown) => boolean, words: string) => z.custom(fits, `expected ${words}`);
const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The options of runs and batches, for callers whose types nothing checks. */
export const SCENARIO_OPTIONS = {
  seed: z.string(),
  overlays: z.array(z.string()),
  overrides: checked(isMap, 'changes by path, or a list of texts path=value'),
};
/** Those of one run. */
export const RUN_OPTIONS = {
  ...SCENARIO_OPTIONS,
  replication: z.int().min(0),
  strategies: z.array(checked(isMap, 'what adoptStrategy returns')),
};
const ALL_OPTIONS = {
  ...RUN_OPTIONS,
  file: z.string(),
  load: checked((value) => typeof value === 'function', 'a function that loads files'),
};

/**
 * Check a scenario and options by their kind.
 *
 * @throws UsageError  Naming every option that does not exist, and every value of another kind.
 */
export function checkOptions(source: unknown, options: unknown, shape: z.ZodRawShape): void {
  const problems: string[] = [];
  if (typeof source !== 'string' && !(isMap(source) && 'open' in (source as object)))
    problems.push(`expected a scenario: its name, a file, YAML text, or one that is loaded; got ${String(source)}`);
  const { error } = z.strictObject(shape).partial().safeParse(options);
  for (const issue of error?.issues ?? []) {
    const [name] = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        problems.push(`there is no option ${key}${didYouMean(key, new Set(Object.keys(shape)))}`);
    else if (name === undefined) problems.push(`expected options, got ${String(options)}`);
    else if (issue.code === 'custom') problems.push(`${name}: ${issue.message}`);
    else {
      const schema = shape[name] as z.ZodType;
      const value = (options as Readonly<Record<string, unknown>>)[name];
      problems.push(`${name}: expected ${expectation(schema)}, ${finding(value, schema, false)}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
}

/** A recorded series with its meaning, unit and range. */
export interface Series extends Column {
  /** Ids of the entities; empty for a scalar series. */
  readonly entities: readonly string[];
  /** Shape [month, entity] row-major; one value a month for a scalar series. */
  readonly values: Float64Array;
  /**
   * Values of one entity, shape [month].
   *
   * @throws UsageError  When there is no such entity.
   */
  of(entity: string): Float64Array;
}

/** What came out of one run. */
export interface Run {
  readonly scenario: ParsedScenario;
  readonly seed: string;
  readonly replication: number;
  /** Months recorded, from 0 to `months - 1`. */
  readonly months: number;
  readonly outcome: Outcome;
  readonly events: readonly LedgerEvent[];
  /** As in the row of `runs.csv`, by column name; NaN where the run has no value. */
  readonly metrics: Readonly<Record<string, number | string>>;
  /** What the metrics mean, with their units. */
  readonly metricColumns: readonly Column[];
  /** What was recorded. */
  readonly seriesColumns: readonly Column[];
  /**
   * A series by the name of its column: `ai_capex_usd_bn`, or with its shape, `firm/capex_usd_bn`, where several shapes
   * have the name. A name alone means the scalar series, where there is one.
   *
   * @throws UsageError  When there is no such series, or several.
   */
  series(name: string): Series;
  /** The run in full. */
  readonly trace: Trace;
}

/** The compiled scenario that says what the columns of a trace mean. */
interface Compiled {
  readonly columns: readonly Column[];
  readonly kind: RunKind;
  readonly entities: Trace['entities'];
  readonly goodsUnit?: string | undefined;
}

/** Which run was played, of which scenario. */
export interface Played {
  readonly simulator: Compiled;
  readonly trace: Trace;
  readonly seed: string;
  readonly replication: number;
}

/**
 * Run a scenario once, with everything recorded.
 *
 * @param source  YAML text, which finds the files that it extends by `load`; or a parsed scenario.
 * @throws ScenarioError, StrategyError, UsageError  With every problem of one kind, in the words of the command line.
 */
export async function run(source: string | ParsedScenario, options: RunOptions = {}): Promise<Run> {
  checkOptions(source, options, ALL_OPTIONS);
  const parsed =
    typeof source === 'string'
      ? parseScenario(source, { file: 'scenario.yaml', ...options })
      : changeScenario(source, options);
  const { seed = '1', replication = 0 } = options;
  const simulator = createSimulator(parsed.scenario, 'all', options.strategies);
  const trace = simulator.run(expandSeed(seed), replication);
  return describeRun(parsed, { simulator, trace, seed, replication });
}

/** What came out, by name. */
export function describeRun(scenario: ParsedScenario, { simulator, trace, seed, replication }: Played): Run {
  const { months, outcome, events } = trace;
  return {
    scenario,
    seed,
    replication,
    months,
    outcome,
    events,
    metrics: runMetrics(trace),
    metricColumns: runColumns(simulator),
    seriesColumns: simulator.columns,
    series: (name) => recorded(findColumn(simulator.columns, name), trace),
    trace,
  };
}

const fullName = ({ shape, name }: Column): string => `${shape}/${name}`;

function findColumn(columns: readonly Column[], name: string): Column {
  const named = columns.filter((column) => column.name === name || fullName(column) === name);
  const found = named.find(({ shape }) => shape === 'scalar') ?? named[0];
  if (found === undefined) {
    const known = columns.map((column) => (name.includes('/') ? fullName(column) : column.name));
    throw new UsageError(`there is no series ${name}${didYouMean(name, new Set(known))}; seriesColumns lists them`);
  }
  if (found.shape === 'scalar' || named.length === 1) return found;
  throw new UsageError(`several series are called ${name}: ${named.map(fullName).join(', ')}`);
}

function recorded(column: Column, trace: Trace): Series {
  const { name, shape } = column;
  const isScalar = shape === 'scalar' || shape === 'run';
  const entities = isScalar ? [] : trace.entities[shape];
  return {
    ...column,
    entities,
    values: trace.column(name, shape),
    of(entity) {
      const at = entities.indexOf(entity);
      if (isScalar || at < 0) {
        throw new UsageError(`${fullName(column)} has no ${entity}${didYouMean(entity, new Set(entities))}`);
      }
      return seriesOf(trace, name, shape, at);
    },
  };
}
