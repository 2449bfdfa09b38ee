/** Runs a design made for sensitivity, and adds points until every interval is narrow or the budget is spent. */

import type { Table } from '../../charts/table.ts';
import { createDesign, type DesignSpec } from '../../experiment/design.ts';
import type { Axis } from '../../experiment/design-axis.ts';
import { FEWEST_EFFECTS, FEWEST_ROWS } from '../../experiment/sensitivity/designed.ts';
import { checkTarget, measureOf } from '../../experiment/solve-target.ts';
import { counted } from '../../numeric/counted.ts';
import { type Manifest, MANIFEST } from '../../output/manifest.ts';
import { pointsWord } from '../../output/sensitivity-notes.ts';
import type { SensitivityOutcome } from '../../output/sensitivity-report.ts';

import { UsageError } from '../../scenario/errors.ts';
import { cellColumns, type CellSpec, createCells } from '../experiments/cells.ts';
import { sweepIdentity } from '../experiments/sweep.ts';
import type { WorkPlace } from '../work/run-job.ts';
import { studiedRuns, type StudiedRuns } from './read-inputs.ts';
import { sensitivityOf } from './sensitivity.ts';

export interface DesignedSpec extends Omit<CellSpec, 'design'> {
  readonly kind: 'saltelli' | 'morris';
  readonly axes: readonly Axis[];
  /** Runs of each configuration, the same in all. */
  readonly replications: number;
  readonly metrics: readonly string[];
  /** Widest interval: of a share, or of an effect over the largest one. */
  readonly precision: number;
  /** Most runs in all. */
  readonly budget: number;
}

export interface DesignedOutcome {
  readonly studied: StudiedRuns;
  readonly outcomes: readonly SensitivityOutcome[];
  readonly kind: DesignedSpec['kind'];
  /** Base rows or trajectories. */
  readonly points: number;
  readonly runs: number;
  readonly widest: number;
  readonly isPrecise: boolean;
  readonly cpuSeconds: number;
}

const FIRST_POINTS = { saltelli: 32, morris: 10 };
const FEWEST_POINTS = { saltelli: FEWEST_ROWS, morris: FEWEST_EFFECTS };
/** Parts of a round of trajectories; each has random draws of its own. */
const MOST_PARTS = 10;
const MOST_GROWTH = 4;
const LEAST_GROWTH = 1.3;
const RESERVE = 1.15;

/** Configurations of a base row or a trajectory. */
export function widthOf({ kind, axes }: Pick<DesignedSpec, 'kind' | 'axes'>): number {
  return axes.length + (kind === 'saltelli' ? 2 : 1);
}

/** Runs of the first round. */
export function firstRuns(spec: Pick<DesignedSpec, 'kind' | 'axes' | 'replications'>): number {
  return FIRST_POINTS[spec.kind] * widthOf(spec) * spec.replications;
}

/**
 * Refuse metrics that are not there and a budget that is too small, before anything runs.
 *
 * @throws UsageError
 */
export function checkDesigned(spec: DesignedSpec): void {
  const { kind, axes, replications, metrics, budget, seed } = spec;
  const columns = cellColumns({ ...spec, design: { kind, axes, points: 1, seed } });
  for (const metric of metrics) checkTarget(measureOf(metric), columns, '--metric');
  const width = widthOf(spec);
  const most = Math.floor(budget / (width * replications));
  const fewest = FEWEST_POINTS[kind];
  if (most < fewest) {
    const how = `${pointsWord(kind, fewest)} of ${counted(width, 'configuration')}, ${counted(replications, 'run')} each`;
    throw new UsageError([
      `--runs ${budget}: ${counted(axes.length, 'number')} need ${fewest * width * replications} runs or more (${how}); give more --runs${replications === 1 ? '' : ' or fewer --replications'}`,
    ]);
  }
}

/** Run it; undefined when the user stops the work. */
export async function runDesigned(spec: DesignedSpec, place: WorkPlace): Promise<DesignedOutcome | undefined> {
  checkDesigned(spec);
  const { kind, axes, replications, metrics, precision, budget, seed } = spec;
  const width = widthOf(spec);
  const most = Math.floor(budget / (width * replications));
  const started = process.cpuUsage();
  const cells = createCells(place, metrics);
  let runs: Table | undefined;
  let done = 0;
  for (let points = Math.min(FIRST_POINTS[kind], most); ; ) {
    const design: DesignSpec = { kind, axes, points, seed };
    const parts = kind === 'saltelli' ? 1 : MOST_PARTS;
    const size = Math.ceil((points - done) / parts);
    for (; done < points; done = Math.min(points, done + size)) {
      const end = Math.min(points, done + size);
      const part: DesignSpec = { kind, axes, points: end, seed, ...(done === 0 ? {} : { firstPoint: done }) };
      // Effects are differences within a trajectory, whose configurations share their draws; others have their own.
      const draws = kind === 'saltelli' || done === 0 ? seed : `${seed}-${done}`;
      const name = `points-${done}-to-${end}`;
      const table = await cells.simulate(name, { ...spec, seed: draws, design: part }, { from: 0, to: replications });
      if (table === undefined) return undefined;
      const own = renumbered(table, done * width);
      runs = runs === undefined ? own : { ...runs, rows: [...runs.rows, ...own.rows] };
    }
    const studied = studiedRuns({
      folder: spec.scenario.name,
      manifest: manifestOf(spec, design),
      runs: runs as Table,
      table: designTable(design),
    });
    const outcomes = metrics.map((metric) => sensitivityOf(studied, metric));
    const widest = Math.max(...outcomes.map(widestOf));
    const next = nextPoints(points, most, widest / precision);
    if (widest <= precision || next <= points) {
      const { user, system } = process.cpuUsage(started);
      const isPrecise = widest <= precision;
      const cpuSeconds = (user + system) / 1e6;
      return { kind, studied, outcomes, points, runs: (runs as Table).rows.length, widest, isPrecise, cpuSeconds };
    }
    points = next;
  }
}

/** Rows of a design without its first points, numbered as in the whole one. */
function renumbered(table: Table, first: number): Table {
  const at = table.header.indexOf('configuration');
  const rows = table.rows.map((row) => row.map((cell, i) => (i === at ? String(Number(cell) + first) : cell)));
  return first === 0 ? table : { ...table, rows };
}

/** Points of the next round: an interval is as wide as one over the root of their number. */
function nextPoints(points: number, most: number, ratio: number): number {
  const growth = Number.isFinite(ratio) ? ratio * ratio * RESERVE : MOST_GROWTH;
  return Math.min(most, Math.ceil(points * Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, growth))));
}

/** The widest interval of an outcome; infinite while there is none. */
function widestOf({ indices, effects }: SensitivityOutcome): number {
  const known = (effects ?? []).filter(({ count }) => count >= FEWEST_EFFECTS);
  const widths = [
    ...(indices ?? []).flatMap(({ first, total }) => [first.high - first.low, total.high - total.low]),
    ...known.map(({ muStar }) => muStar.high - muStar.low),
  ];
  if (widths.length === 0) return Number.POSITIVE_INFINITY;
  const unit = effects === undefined ? 1 : Math.max(...known.map(({ muStar }) => muStar.value));
  return Math.max(...widths) / unit;
}

/** `design.csv` as a table. */
function designTable(spec: DesignSpec): Table {
  const design = createDesign(spec);
  const rows = Array.from({ length: design.size }, (_, i) => [i, ...design.at(i)].map(String));
  return { header: ['configuration', ...design.paths], rows, locale: 'en' };
}

/** What a sweep of these points would state. */
function manifestOf({ scenario, seed, replications, host, locale = 'en' }: DesignedSpec, design: DesignSpec): Manifest {
  const spec = { scenario, seed, runs: replications, locale, design };
  return MANIFEST.parse({
    format: 'overbuild-sweep/1',
    identity: sweepIdentity(spec, createDesign(design), host.engine.modelVersion),
    resolvedScenario: scenario.resolved,
    evidence: scenario.evidence,
    design: { kind: design.kind },
  });
}
