/** The engine around the step: what is recorded, what a branch must save, and what a run looks like from outside. */

import { SETTINGS } from '../model/supply/settings.ts';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS } from '../../src/columns/event.ts';
import { SERIES_COLUMNS } from '../../src/engine/columns.ts';
import { METRIC_COLUMNS } from '../../src/engine/metric-columns.ts';
import { createPlayers } from '../../src/engine/players.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { createSnapshot } from '../../src/engine/snapshot.ts';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import { fillInitial } from '../../src/model/initial.ts';
import { step } from '../../src/model/step.ts';
import { compileWalls } from '../../src/model/walls/compile-walls.ts';
import { copyOf } from '../../src/model/world/copy-data.ts';
import { createWorld, type World } from '../../src/model/world/world.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { drawShocks } from '../support/stepping.ts';
import { shipped } from '../support/shipped.ts';

const SHORT = shipped('baseline', { horizonMonths: 30 });

describe('columns', () => {
  it('have names in snake case, unique within their shape, and say what they are', () => {
    const keys = SERIES_COLUMNS.map(({ shape, name }) => `${shape}/${name}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { name, description, unit } of SERIES_COLUMNS) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/);
      expect(description, name).toMatch(/^[A-Z0-9].*\.$/s);
      expect(unit.length, name).toBeGreaterThan(0);
    }
  });

  it('that metrics need are columns of the model', () => {
    const keys = new Set(MODEL_COLUMNS.map(({ shape, name }) => `${shape}/${name}`));
    for (const key of METRIC_COLUMNS) expect(keys.has(key), key).toBe(true);
  });

  it('are finite in every month of the baseline, and as wide as their entities', () => {
    const trace = simulate(shipped('baseline'), 'finite');
    for (const { name, shape } of MODEL_COLUMNS) {
      const values = trace.column(name, shape);
      const width = shape === 'scalar' ? 1 : trace.entities[shape].length;
      expect(values.length, name).toBe(width * trace.months);
      for (const value of values) if (!Number.isFinite(value)) throw new Error(`${shape}/${name} holds ${value}`);
    }
  });

  it('that are shares stay within 0 and 1', () => {
    const unit = MODEL_COLUMNS.filter(({ range: [low, high] }) => low === 0 && high === 1);
    expect(unit.length).toBeGreaterThan(8);
    for (const scenario of ['baseline', 'power-tight', 'slow-monetisation']) {
      const trace = simulate(shipped(scenario), 'bounds');
      for (const { name, shape } of unit) {
        for (const value of trace.column(name, shape)) {
          if (!(value >= -1e-9 && value <= 1 + 1e-9)) throw new Error(`${shape}/${name} is ${value}`);
        }
      }
    }
  });

  it('not recorded are refused, not invented', () => {
    const trace = simulate(SHORT, 'kept', { record: 'metrics' });
    expect(() => trace.column('cash_usd_bn', 'firm')).toThrow(RangeError);
    expect(() => trace.column('nothing')).toThrow(RangeError);
    const named = createSimulator(SHORT, new Set(['firm/cash_usd_bn']));
    expect(named.columns.map(({ name }) => name)).toEqual(['cash_usd_bn']);
    expect(named.run(expandSeed('kept'), 0).column('cash_usd_bn', 'firm').length).toBeGreaterThan(0);
  });
});

describe('events', () => {
  it('are of known kinds, in order of time, within the run, and say something', () => {
    for (const name of ['baseline', 'regulation-tight', 'hbm-outage']) {
      const trace = simulate(shipped(name), 'events');
      let last = 0;
      for (const { month, kind, detail } of trace.events) {
        expect(Object.keys(EVENT_KINDS)).toContain(kind);
        expect(month).toBeGreaterThanOrEqual(last);
        expect(month).toBeLessThan(trace.months);
        expect(detail.length).toBeGreaterThan(5);
        last = month;
      }
    }
  });

  it('of every kind happen in some run', () => {
    const seen = new Set<string>();
    const names = ['baseline', 'regulation-tight', 'hbm-outage', 'power-tight'];
    const economies = [
      ...names.map((name) => shipped(name)),
      shipped('baseline', { 'demand.labs.defaultRatePerYear': 12 }),
    ];
    for (const scenario of [...economies, ...SETTINGS]) {
      const simulator = createSimulator(scenario);
      for (let k = 0; k < 12; k++) for (const { kind } of simulator.run(expandSeed('kinds'), k).events) seen.add(kind);
    }
    expect(Object.keys(EVENT_KINDS).filter((kind) => !seen.has(kind))).toEqual([]);
  });
});

describe('snapshot', () => {
  /** Parts of a world, as plain text, for comparison. */
  function text(world: World): Map<string, string> {
    const parts = new Map<string, string>();
    for (const [part, value] of Object.entries(world)) {
      if (typeof value !== 'object' || value === null || part === 'scenario') continue;
      for (const [name, inner] of Object.entries(value as object)) {
        if (ArrayBuffer.isView(inner)) parts.set(`${part}.${name}`, (inner as Float64Array).join());
        else if (typeof inner !== 'object' && typeof inner !== 'function') parts.set(`${part}.${name}`, String(inner));
      }
      if (ArrayBuffer.isView(value)) parts.set(part, (value as Float64Array).join());
    }
    parts.set('events', JSON.stringify(world.events));
    return parts;
  }

  function played(months: number) {
    const scenario = shipped('regulation-tight', { 'noise.execution': 0.1 });
    const world = createWorld(scenario);
    fillInitial(world);
    const key = expandSeed('snapshot');
    drawShocks(world, key, 0);
    const players = createPlayers(world);
    players.open(key, 0);
    const walls = compileWalls(scenario.walls, MODEL_COLUMNS, world.entities);
    const inputs = { walls, decide: players.decide, record: () => undefined };
    const advance = (from: number, to: number): void => {
      for (let month = from; month < to; month++) step(world, month, inputs);
    };
    advance(0, months);
    return { world, advance };
  }

  it('brings back everything that a month can change', () => {
    const { world, advance } = played(30);
    const snapshot = createSnapshot(world);
    snapshot.save();
    const before = text(world);
    advance(30, 60);
    const after = text(world);
    snapshot.restore();
    const restored = text(world);
    // Scratch and histories are written before they are read; all else must be as it was.
    const scratch = /^(?:contestShare|intendedHistory)/;
    const lost = [...before.keys()].filter((key) => !scratch.test(key) && restored.get(key) !== before.get(key));
    expect(lost).toEqual([]);
    expect([...before].filter(([key, value]) => after.get(key) !== value).length).toBeGreaterThan(100);
  });

  it('lets the same months be played again', () => {
    const { world, advance } = played(30);
    const snapshot = createSnapshot(world);
    snapshot.save();
    advance(30, 50);
    const first = text(world);
    snapshot.restore();
    advance(30, 50);
    const second = text(world);
    expect([...first.keys()].filter((key) => first.get(key) !== second.get(key))).toEqual([]);
  });
});

it('copies plain data deeply, every number with its bits', () => {
  const original = {
    numbers: [0, -0, 3, 2.5, 2 ** 31, -(2 ** 31), Number.NaN, Infinity],
    nested: { text: 'a', no: null },
  };
  const copy = copyOf(original);
  expect(copy).toStrictEqual(original);
  expect(copy.nested).not.toBe(original.nested);
  expect(Object.getPrototypeOf(copy.nested)).toBe(Object.prototype);
});
