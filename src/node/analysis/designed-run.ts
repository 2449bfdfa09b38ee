/** Runs a design made for sensitivity, and adds points until every interval is narrow or the budget is spent. */

import type { Table } from '../../charts/table.ts';
import { createDesign, type DesignSpec } from '../../experiment/design.ts';
import type { Axis } from '../../experiment/design-axis.ts';
import { FEWEST_ROWS } from '../../experiment/sensitivity/designed.ts';
import { checkTarget, measureOf } from '../../experiment/solve-target.ts';
import { type Manifest, MANIFEST } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { cellColumns, Cells, type CellSpec } from '../experiments/cells.ts';
import { sweepIdentity } from '../experiments/sweep.ts';
import type { WorkPlace } from '../work/run-job.ts';
import { studiedRuns, type StudiedRuns } from './read-inputs.ts';
import { type OutcomeSensitivity, sensitivityOf } from './sensitivity.ts';

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
  readonly outcomes: readonly OutcomeSensitivity[];
  /** Base rows or trajectories. */
  readonly points: number;
  readonly runs: number;
  readonly widest: number;
  readonly isPrecise: boolean;
  readonly cpuSeconds: number;
}

const FIRST_POINTS = { saltelli: 32, morris: FEWEST_ROWS };
const MOST_GROWTH = 4;
const LEAST_GROWTH = 1.3;
const RESERVE = 1.15;

/** Run it; undefined when the user stops the work. */
export async function runDesigned(spec: DesignedSpec, place: WorkPlace): Promise<DesignedOutcome | undefined> {
  const { kind, axes, replications, metrics, precision, budget, seed } = spec;
  const width = axes.length + (kind === 'saltelli' ? 2 : 1);
  const most = Math.floor(budget / (width * replications));
  if (most < FEWEST_ROWS) {
    const least = FEWEST_ROWS * width * replications;
    throw new UsageError([
      `--runs ${budget}: ${axes.length} numbers need ${least} runs or more (${FEWEST_ROWS} points of ${width} configurations, ${replications} runs each); give more --runs or fewer --replications`,
    ]);
  }
  const columns = cellColumns({ ...spec, design: { kind, axes, points: 1, seed } });
  for (const metric of metrics) checkTarget(measureOf(metric), columns, '--metric');
  const started = process.cpuUsage();
  const cells = new Cells(place);
  let runs: Table | undefined;
  let done = 0;
  for (let points = Math.min(FIRST_POINTS[kind], most); ; ) {
    const design: DesignSpec = { kind, axes, points, seed };
    const added: DesignSpec = done === 0 ? design : { ...design, firstPoint: done };
    const name = `points-${done}-to-${points}`;
    const table = await cells.simulate(name, { ...spec, design: added }, { from: 0, to: replications });
    if (table === undefined) return undefined;
    const own = renumbered(table, done * width);
    runs = runs === undefined ? own : { ...runs, rows: [...runs.rows, ...own.rows] };
    done = points;
    const studied = studiedRuns({
      folder: spec.scenario.name,
      manifest: manifestOf(spec, design),
      runs,
      table: designTable(design),
    });
    const outcomes = metrics.map((metric) => sensitivityOf(studied, metric));
    const widest = Math.max(...outcomes.map(widestOf));
    const next = nextPoints(points, most, widest / precision);
    if (widest <= precision || next <= points) {
      const { user, system } = process.cpuUsage(started);
      const isPrecise = widest <= precision;
      const cpuSeconds = (user + system) / 1e6;
      return { studied, outcomes, points, runs: runs.rows.length, widest, isPrecise, cpuSeconds };
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
function widestOf({ indices, effects }: OutcomeSensitivity): number {
  const widths = [
    ...(indices ?? []).flatMap(({ first, total }) => [first.high - first.low, total.high - total.low]),
    ...(effects ?? []).map(({ muStar }) => muStar.high - muStar.low),
  ];
  if (widths.length === 0) return Number.POSITIVE_INFINITY;
  const unit = effects === undefined ? 1 : Math.max(...effects.map(({ muStar }) => muStar.value));
  return Math.max(...widths) / unit;
}

/** `design.csv` as a table. */
function designTable(spec: DesignSpec): Table {
  const design = createDesign(spec);
  const rows = Array.from({ length: design.size }, (_, i) => [i, ...design.at(i)].map(String));
  return { header: ['configuration', ...design.paths], rows, locale: 'en' };
}

/** What a sweep of these points would state. */
function manifestOf({ scenario, seed, replications, host }: DesignedSpec, design: DesignSpec): Manifest {
  const spec = { scenario, seed, runs: replications, locale: 'en' as const, design };
  return MANIFEST.parse({
    format: 'overbuild-sweep/1',
    identity: sweepIdentity(spec, createDesign(design), host.engine.modelVersion),
    resolvedScenario: scenario.resolved,
    evidence: scenario.evidence,
    design: { kind: design.kind },
  });
}
