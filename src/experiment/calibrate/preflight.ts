/** Preflight of a calibration: targets that no draw comes near, that contradict each other, or that say the same. */

import { correlation as correlationOf } from '../../metrics/return-facts.ts';
import type { WaveDraw, WaveResult } from './history-match.ts';

export interface Preflight {
  /** Targets within the cut-off in no draw, with the least implausibility that there is. */
  readonly unreached: readonly { readonly target: number; readonly least: number }[];
  /** Pairs each within reach, that no draw meets together although many would if they were independent. */
  readonly contradictory: readonly { readonly pair: readonly [number, number]; readonly expected: number }[];
  /** Pairs whose values in single runs move together, from draw to draw and from shock to shock. */
  readonly duplicates: readonly { readonly pair: readonly [number, number]; readonly correlation: number }[];
}

/** Draws that must be expected to meet both targets of a pair before none at all is a contradiction. */
const EXPECTED = 10;
/** Correlation from which two targets are one. */
const SAME = 0.95;

export function preflight(
  draws: readonly WaveDraw[],
  { implausibility }: Pick<WaveResult, 'implausibility'>,
  cutOff: number,
): Preflight {
  const runs = draws.flatMap(({ replications }) => replications);
  const targets = implausibility[0]?.length ?? 0;
  const count = implausibility.length;
  const reached = Array.from({ length: targets }, (_, t) => implausibility.map((of) => of[t] <= cutOff));
  const share = reached.map((of) => of.filter(Boolean).length / count);
  const unreached = share.flatMap((of, target) =>
    of === 0 ? [{ target, least: implausibility.reduce((least, one) => Math.min(least, one[target]), Infinity) }] : [],
  );
  const contradictory: Preflight['contradictory'][number][] = [];
  const duplicates: Preflight['duplicates'][number][] = [];
  for (let a = 0; a < targets; a++) {
    for (let b = a + 1; b < targets; b++) {
      const expected = share[a] * share[b] * count;
      const both = reached[a].some((is, d) => is && reached[b][d]);
      if (expected >= EXPECTED && !both) contradictory.push({ pair: [a, b], expected });
      const rows = runs.filter((of) => !Number.isNaN(of[a]) && !Number.isNaN(of[b]));
      const correlation = correlationOf(
        rows.map((of) => of[a]),
        rows.map((of) => of[b]),
      );
      if (Math.abs(correlation) >= SAME) duplicates.push({ pair: [a, b], correlation });
    }
  }
  return { unreached, contradictory, duplicates };
}
