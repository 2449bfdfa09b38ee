/** Scenario discovery on a results folder: the box, commands that repeat runs, and an overlay of the box. */

import { stringify } from 'yaml';
import { settingsOf } from '../../charts/table.ts';
import { rowsMeeting } from '../../experiment/condition.ts';
import { type Discovery, discoverBox } from '../../experiment/prim.ts';
import { regionalScores } from '../../experiment/sensitivity/regional.ts';
import { quantile } from '../../numeric/statistics.ts';
import { replayCommand } from '../../output/replay-command.ts';
import { type DiscoverFinding, discoverSentence } from '../../output/discover-report.ts';
import { placeAt } from '../../reader/path.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { StudiedInput, StudiedRuns } from './read-inputs.ts';

const FEWEST_RUNS = 50;

export interface Discovered {
  readonly finding: DiscoverFinding;
  readonly target: Uint8Array;
  /** Inputs that take numbers. */
  readonly inputs: readonly StudiedInput[];
}

/**
 * Find a box of inputs in which a condition on the outcome is frequent.
 *
 * @param density  Least share of the runs in the box that meet it; without it the box with the largest excess is taken.
 * @throws UsageError  When it cannot be read, holds always or never, or there are too few runs.
 */
export function discover(studied: StudiedRuns, condition: string, density?: number): Discovered {
  const { manifest, columns, rows, configurations, replications, design } = studied;
  const target = rowsMeeting(condition, rows, columns);
  const hits = target.reduce((sum, value) => sum + value, 0);
  const inputs = studied.inputs.filter(({ words }) => words === undefined);
  if (inputs.length === 0)
    throw new UsageError([`${studied.folder} varies no numeric inputs, so there is no box to find`]);
  if (rows < FEWEST_RUNS) throw new UsageError([`a box needs at least ${FEWEST_RUNS} runs, and there are ${rows}`]);
  if (hits === 0 || hits === rows) {
    throw new UsageError([
      `--when "${condition}": it holds in ${hits === 0 ? 'no run' : 'every run'}, so there is nothing to find; choose another threshold`,
    ]);
  }
  const { seed, scenario } = manifest.identity;
  const discovery = discoverBox(inputs, target, {
    seed,
    density,
    ...(configurations === undefined ? {} : { units: configurations }),
  });
  const replay = (isInside: boolean): string | undefined => {
    const row = target.findIndex((value, r) => (value === 1) === isInside && (discovery.inside[r] === 1) === isInside);
    return row < 0 ? undefined : replayCommand(manifest, replications[row], settingsOf(design, configurations?.[row]));
  };
  return {
    finding: {
      scenario,
      seed,
      condition,
      discovery,
      scores: regionalScores(inputs, target),
      inside: replay(true),
      outside: replay(false),
    },
    target,
    inputs,
  };
}

const rounded = (value: number): number => Number(value.toPrecision(6));

/**
 * An overlay that confines the limited numbers to the box: the median of the runs in it, with a triangular spread
 * between its limits.
 */
export function boxOverlay({ finding, inputs }: Discovered): string {
  const { discovery } = finding;
  const overlay: Record<string, unknown> = {};
  for (const name of new Set(discovery.box.limits.map(({ input }) => input))) {
    const input = inputs.find((one) => one.name === name);
    if (input === undefined) continue;
    const inside = Array.from(input.values).filter((_, row) => discovery.inside[row] === 1);
    const [low, value, high] = [0, 0.5, 1].map((p) => rounded(quantile(inside, p)));
    const spread = low < value && value < high ? { spread: { low, high } } : {};
    for (const path of input.paths) {
      placeAt(overlay, path, { value, evidence: 'assumed', source: 'box found by scenario discovery', ...spread });
    }
  }
  return `# ${discoverSentence(finding)}\n${stringify({ name: 'box', description: boxDescription(discovery), ...overlay })}`;
}

function boxDescription({ box }: Discovery): string {
  const names = new Set(box.limits.map(({ input }) => input));
  return `A box of ${names.size} ${names.size === 1 ? 'number' : 'numbers'} found by scenario discovery`;
}
