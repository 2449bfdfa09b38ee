/** Writes the table and the picture of equilibria along one number into their folder. */

import { equilibriumTraceChart, type TraceMark } from '../../charts/equilibrium-trace.ts';
import { MODEL_VERSION } from '../../engine/version.ts';
import { counted } from '../../numeric/counted.ts';
import { sum } from '../../numeric/sum.ts';
import {
  traceCsv,
  type TracedPoint,
  tracedCandidates,
  type TraceTitle,
} from '../../output/equilibrium-trace-report.ts';
import { percentWord } from '../../output/words.ts';
import { replaceFiles } from '../files/output-files.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { drawnFiles } from './rasterise.ts';

interface Traced extends TraceTitle {
  readonly scenario: string;
  readonly seed: string;
  readonly locale: CsvLocale;
  readonly svg: boolean;
  readonly png: boolean;
}

/** Write `trace.csv`, and the picture where it is asked for; returns the names of the files. */
export async function writeEquilibriumTrace(
  folder: string,
  points: readonly TracedPoint[],
  { path, roles, epsilon, scenario, seed, locale, svg, png }: Traced,
): Promise<string[]> {
  const marks = tracedCandidates(points).flatMap(({ value, isConfirmed, candidate: { mixture } }) =>
    roles.flatMap(({ name, strategies }, r) =>
      strategies.map((strategy, s): TraceMark => {
        return { value, role: name, strategy, chance: mixture[r][s], isConfirmed };
      }),
    ),
  );
  const runs = sum(points.map(({ found }) => found.result.spent));
  const source = `Source: overbuild, model ${MODEL_VERSION}, scenario ${scenario}, ${counted(points.length, 'value')}, ${counted(runs, 'run')}, seed "${seed}".`;
  const words = { path, scenario, epsilon: percentWord(epsilon) };
  const chart = equilibriumTraceChart(marks, words, { source, startMonth: undefined });
  const drawn = svg || png ? await drawnFiles({ trace: chart }, { svg, png }) : {};
  return replaceFiles(folder, { 'trace.csv': traceCsv(points, roles, locale), ...drawn });
}
