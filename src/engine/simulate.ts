/** Simulates runs of the economy. A run is a pure function of scenario, seed and replication: compile once, run many times. */

import type { Column } from '../columns/column.ts';
import type { EquityClass } from '../columns/equity-class.ts';
import type { RunKind, Trace } from '../columns/trace.ts';
import { columnsOf } from '../model/columns.ts';
import { fillInitial } from '../model/initial.ts';
import { step, type StepInputs } from '../model/step.ts';
import { compileWalls, type WallCondition } from '../model/walls/compile-walls.ts';
import { closestStanding, standingOf } from '../model/walls/step-walls.ts';
import { copyInto } from '../model/world/copy-data.ts';
import { type Changes, changesAt, recompileWorld, takeNumbers } from '../model/world/recompile.ts';
import { createWorld, type World } from '../model/world/world.ts';
import { expandSeed, type SeedKey } from '../random/seed.ts';
import { pathOf } from '../reader/path.ts';
import { checkScenario } from '../scenario/check.ts';
import type { Economy } from '../scenario/economy.ts';
import { ScenarioError } from '../scenario/errors.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { createAccountsRecorder } from './accounts-recorder.ts';
import { BRANCH_COLUMNS, METRIC_COLUMNS } from './metric-columns.ts';
import { type DrawnScenario, type Draws, prepareDraws } from './draws.ts';
import { createPlayers } from './players.ts';
import { createRecorder } from './recorder.ts';
import { prepareShocks } from './shocks.ts';
import { createBeliefsSimulator } from './simulate-beliefs.ts';
import { createMarketSimulator } from './simulate-market.ts';
import { createSupplySimulator } from './simulate-supply.ts';
import { createSnapshot } from './snapshot.ts';

/** Columns that a run records: those that metrics and fans need, all, or those named (`firm/intensity`). */
export type RecordLevel = 'metrics' | 'all' | ReadonlySet<string>;

export interface SimulateOptions {
  /** Replication under the seed, from 0. */
  readonly replication?: number;
  readonly record?: RecordLevel;
}

/** A compiled scenario with one world that every run reuses. */
export interface Simulator {
  /** Recorded columns, in the order in which they are written. */
  readonly columns: readonly Column[];
  readonly kind: RunKind;
  /** Unit of goods of a plain supply run, where it is not MW. */
  readonly goodsUnit?: string | undefined;
  readonly entities: Trace['entities'];
  /** Absent when every number is certain. */
  readonly draws?: Draws;
  /**
   * Load the numbers of another scenario into the same arrays, many times faster than making a simulator. Returns false
   * when anything but real numbers differs; this simulator is then unusable.
   */
  recompile?(scenario: Scenario): boolean;
  /**
   * Run replication k; the trace is valid until the next run.
   *
   * @param quantiles  In the order of `draws.quantiles`, for uncertain numbers that are given and not drawn.
   */
  run(seed: SeedKey, replication: number, quantiles?: ArrayLike<number>): Trace;
}

/**
 * Simulate one run.
 *
 * @throws ScenarioError, StrategyError  When the scenario cannot run.
 */
export function simulate(scenario: Scenario, seed: string, options: SimulateOptions = {}): Trace {
  return createSimulator(scenario, options.record ?? 'all').run(expandSeed(seed), options.replication ?? 0);
}

/** Months drawn at a time: even, because one draw gives two numbers. */
const MONTHS_DRAWN = 12;

/** Compile a scenario; its firms may play the given strategies besides the built-in ones. */
export function createSimulator(
  scenario: Scenario,
  record: RecordLevel = 'metrics',
  strategies: readonly Strategy[] = [],
): Simulator {
  if (scenario.kind === 'supply') return createSupplySimulator(scenario, record);
  if (scenario.kind === 'market') return createMarketSimulator(scenario, record);
  if (scenario.kind === 'beliefs') return createBeliefsSimulator(scenario, record);
  const drawn = prepareDraws(scenario);
  if (drawn === undefined) return createEconomySimulator(scenario, record, strategies);
  return createDrawingSimulator(scenario, drawn, (economy) => createEconomySimulator(economy, record, strategies));
}

/** A simulator whose runs draw the uncertain numbers of their scenario. */
function createDrawingSimulator(
  scenario: Economy,
  firstDrawn: DrawnScenario,
  compile: (scenario: Economy) => EconomySimulator,
): Simulator {
  let drawn = firstDrawn;
  const names = drawn.columns.map(({ name }) => name);
  const changes = changesAt(names);
  let simulator = compile(scenario);
  let put = drawn.into(simulator.scenario);
  const { columns, kind, entities } = simulator;
  return {
    columns,
    kind,
    entities,
    get draws() {
      return drawn;
    },
    recompile(next) {
      const nextDrawn = next.kind === 'economy' ? prepareDraws(next) : undefined;
      const isAlike = nextDrawn?.columns.every(({ name }, i) => name === names[i]) === true;
      if (!isAlike || nextDrawn.columns.length !== names.length || !simulator.recompile(next)) return false;
      drawn = nextDrawn;
      put = drawn.into(simulator.scenario);
      return true;
    },
    run(seed, replication, quantiles) {
      const draws = quantiles === undefined ? drawn.at(seed, replication) : drawn.from(quantiles);
      drawn.put();
      refuseDraws(drawn.scenario, replication);
      if (!put() || !simulator.restart(changes)) {
        simulator = compile(drawn.scenario);
        put = drawn.into(simulator.scenario);
      }
      return { ...simulator.run(seed, replication), draws };
    },
  };
}

/** What holds between the numbers of a scenario must hold between those that a run draws. */
function refuseDraws(scenario: Economy, replication: number): void {
  const problems = checkScenario(scenario);
  if (problems.length === 0) return;
  throw new ScenarioError(
    problems.map(
      ({ path, message }) => `run ${replication} draws numbers that do not fit: ${pathOf(scenario, path)}: ${message}`,
    ),
  );
}

interface EconomySimulator extends Simulator {
  recompile(scenario: Scenario): boolean;
  /** The scenario of the world; call `restart` after a change of its numbers. */
  readonly scenario: Economy;
  /** Recompute everything that depends on changed numbers. Returns false on failure; the simulator is then unusable. */
  restart(changes: Changes): boolean;
}

function createEconomySimulator(
  scenario: Economy,
  record: RecordLevel,
  strategies: readonly Strategy[],
): EconomySimulator {
  const registered = columnsOf(scenario);
  const world = createWorld(scenario);
  const { entities } = world;
  const walls = compileWalls(scenario.walls, registered, entities);
  const recorded = record === 'metrics' ? METRIC_COLUMNS : record;
  const columns = recorded === 'all' ? registered : registered.filter((c) => recorded.has(`${c.shape}/${c.name}`));
  const { maxMonths } = world.derived;
  const recorder = createRecorder(columns, world, maxMonths);
  const compared = columns.filter((c) => record !== 'metrics' || BRANCH_COLUMNS.has(`${c.shape}/${c.name}`));
  const branch = createRecorder(compared, world, maxMonths);
  const shocks = prepareShocks(world);
  const seatOf = ({ id, strategy }: Economy['firms'][number]) => [id, strategy];
  const seats = JSON.stringify(scenario.firms.map(seatOf));
  const players = createPlayers(world, strategies);
  fillInitial(world);
  const start = createSnapshot(world);
  start.save();
  let isAtStart = true;
  const accounts = recorded === 'all' ? createAccountsRecorder(maxMonths) : undefined;
  const snapshot = createSnapshot(world);
  const pauses = scenario.stop.rule === 'aftermath';
  const equityClasses = equityClassesOf(world);

  const { decide } = players;
  const paused: StepInputs = {
    walls,
    decide,
    record(at, month) {
      recorder.record(at, month);
      accounts?.record(at, month);
    },
  };
  const unpaused: StepInputs = { walls, decide, record: branch.record };

  /** Step a month. Shocks are drawn a year at a time, so that a run that ends early makes fewer draws. */
  function advance(month: number, inputs: StepInputs): void {
    if (month % MONTHS_DRAWN === 0) shocks.drawTo(Math.min(month + MONTHS_DRAWN, maxMonths));
    step(world, month, inputs);
  }

  function play(from: number, to: number): number {
    for (let month = from; month < to; month++) {
      advance(month, paused);
      if (world.race.wallMonth === month && scenario.stop.rule !== 'horizon') return month + 1;
    }
    return to;
  }

  function restart(changes: Changes): boolean {
    if (!recompileWorld(world, changes)) return false;
    if (changes.walls && !copyInto(walls, compileWalls(world.scenario.walls, registered, entities), false))
      return false;
    start.restore();
    fillInitial(world);
    start.save();
    isAtStart = true;
    return true;
  }

  return {
    columns,
    kind: 'economy',
    entities,
    scenario: world.scenario,
    recompile(next) {
      // Parameters of strategies were read when the players were made.
      if (next.kind !== 'economy' || JSON.stringify(next.firms.map(seatOf)) !== seats) return false;
      const changes = takeNumbers(world, next);
      return changes !== undefined && restart(changes);
    },
    restart,
    run(seed, replication) {
      if (!isAtStart) start.restore();
      isAtStart = false;
      accounts?.open(world);
      shocks.open(seed, replication);
      players.open(seed, replication);
      let months = play(0, scenario.horizonMonths);
      let counterfactual: Trace['counterfactual'];
      if (pauses && world.race.wallMonth >= 0) {
        const end = world.race.wallMonth + 1 + scenario.stop.aftermathMonths;
        snapshot.save();
        players.save();
        world.race.pauseSuppressed = true;
        branch.take(recorder, months);
        for (let month = months; month < end; month++) advance(month, unpaused);
        snapshot.restore();
        players.restore();
        const first = months;
        counterfactual = { firstMonth: first, column: (name, shape) => branch.values(name, shape, end) };
        for (let month = months; month < end; month++) advance(month, paused);
        months = end;
      }
      players.close();
      return {
        kind: 'economy',
        months,
        entities,
        equityClasses,
        column: (name, shape) => recorder.values(name, shape, months),
        events: world.events.slice(),
        outcome: outcomeOf(world, walls),
        ...(counterfactual === undefined ? {} : { counterfactual }),
        ...(accounts === undefined ? {} : { accounts: accounts.values(months) }),
      };
    },
  };
}

/** Class of each listed company: whose profit it earns. */
function equityClassesOf({ equityLinks: { firm, node } }: World): EquityClass[] {
  return Array.from(firm, (f, e) => (f >= 0 ? 'builder' : node[e] >= 0 ? 'supplier' : 'basket'));
}

/** Outcome of a run that has reached its last month. */
function outcomeOf(world: World, walls: readonly WallCondition[]): Trace['outcome'] {
  const { race, scenario, sectors } = world;
  const walled = race.wallMonth >= 0;
  const rule = scenario.stop.rule;
  const next = walled ? race.next : closestStanding(world, walls, scenario.horizonMonths - 1);
  return {
    stopReason: walled && rule !== 'horizon' ? rule : 'horizon',
    wall: race.wall,
    wallMonth: race.wallMonth,
    wallReading: race.wallReading,
    nextWall: next?.wall ?? 'none',
    hit: race.hit,
    next,
    nearest: race.nearest < 0 ? undefined : standingOf(walls[race.nearest], race.nearestMonth, race.nearestHeld),
    worstResidual: sectors.worstResidual,
  };
}
