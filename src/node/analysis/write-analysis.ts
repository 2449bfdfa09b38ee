/** Writes the tables, pictures and overlays of an analysis of results into a folder. */

import { discoverChart } from '../../charts/discover-box.ts';
import { curveDrawing, drawnSheet } from '../../charts/response-plot.ts';
import { sensitivityChart } from '../../charts/sensitivity.ts';
import type { Frame } from '../../charts/spec.ts';
import { counted } from '../../numeric/counted.ts';
import { type CsvLocale, tableText } from '../../output/csv.ts';
import { DISCOVER_COLUMNS, discoverRows } from '../../output/discover-report.ts';
import {
  SENSITIVITY_COLUMNS,
  type SensitivityAbout,
  type SensitivityOutcome,
  sensitivityRows,
} from '../../output/sensitivity-report.ts';
import {
  type SolveAnswer,
  SOLVE_COLUMNS,
  solveRows,
  quantityOf,
  solveSentences,
  targetWords,
} from '../../output/solve-report.ts';
import { parameterTitle, parameterWords } from '../../output/change-words.ts';
import { capital } from '../../output/words.ts';
import { type OutputPlace, writeFiles } from '../files/output-files.ts';
import { sourceLine } from '../pictures/draw-results.ts';
import { drawnFiles } from '../pictures/rasterise.ts';
import { boxOverlay, type Discovered } from './discover.ts';
import type { StudiedRuns } from './read-inputs.ts';

/** Width of the response curve of a solution, px. */
const SOLVE_WIDTH = 560;

/** The manifest of a design counts the runs of one configuration; a picture says how many are behind it. */
const frameOf = ({ manifest, rows, failed }: StudiedRuns): Frame => ({
  source: sourceLine({ ...manifest, identity: { ...manifest.identity, runs: rows + failed } }),
  startMonth: undefined,
});

/** Write `sensitivity.csv` and its picture; returns the paths. */
export async function writeSensitivity(
  place: OutputPlace,
  studied: StudiedRuns,
  outcomes: readonly SensitivityOutcome[],
  about: SensitivityAbout,
): Promise<string[]> {
  const { csvLocale } = studied.manifest.identity;
  const spec = sensitivityChart(outcomes, about, frameOf(studied));
  return writeFiles(place, {
    'sensitivity.csv': tableText(SENSITIVITY_COLUMNS, sensitivityRows(outcomes, about.evidence), csvLocale),
    ...(spec === undefined ? {} : await drawnFiles({ sensitivity: spec }, { svg: true, png: true })),
  });
}

/** Write `discover.csv`, the pairs plot and, where a box is significant, `box.yaml`; returns the paths. */
export async function writeDiscovery(
  place: OutputPlace,
  studied: StudiedRuns,
  discovered: Discovered,
): Promise<string[]> {
  const { finding, inputs, target } = discovered;
  const { csvLocale } = studied.manifest.identity;
  const spec = discoverChart(finding, inputs, target, frameOf(studied));
  return writeFiles(place, {
    'discover.csv': tableText(DISCOVER_COLUMNS, discoverRows(finding.discovery), csvLocale),
    ...(finding.discovery.isFound ? { 'box.yaml': boxOverlay(discovered) } : {}),
    ...(spec === undefined ? {} : await drawnFiles({ discover: spec }, { svg: true, png: true })),
  });
}

/** Whether most intervals are too short to be seen beside their points: under a fortieth of what is drawn. */
function isNarrow(response: SolveAnswer['response']): boolean {
  const values = response.flatMap(({ low, high }) => [low, high]);
  const range = Math.max(...values) - Math.min(...values);
  return response.filter(({ low, high }) => high - low < range / 40).length > response.length / 2;
}

/** Write `solve.csv` and the response curve; returns the paths. */
export async function writeSolution(place: OutputPlace, answer: SolveAnswer, locale: CsvLocale): Promise<string[]> {
  const { path, operator, target, rule, solution, response, scenario, scenarioHash, modelVersion, seed, goodsUnit } =
    answer;
  const quantity = targetWords(target.text, goodsUnit);
  const relative = { '*': ', multiple of what the scenario says', '+': ', added to what the scenario says' };
  const axes = {
    x:
      operator === ''
        ? parameterTitle(path, goodsUnit)
        : `${capital(parameterWords(path).name)}${relative[operator as '*' | '+'] ?? ''}`,
    y: capital(quantity),
    isLog: rule.isLog,
    format: (value: number): string => quantityOf(answer, value),
  };
  const intervals = solution.roots.map(({ low, high }) => [low, high] as const);
  const drawing = curveDrawing(response, axes, SOLVE_WIDTH, { target: target.value, intervals });
  const heading = {
    title: `Where the ${quantity} is ${quantityOf(answer, target.value)}`.replace('the P(', 'P('),
    subtitle: [
      ...solveSentences(answer).map(capital),
      `Point: estimate at a value; vertical line: its 95 % interval${isNarrow(response) ? ', here no longer than the point' : ''}. Dashed: target. Band: 95 % interval of the root.`,
      `The axis of the ${quantity} begins where the values do, not at 0. Not a forecast.`.replace('the P(', 'P('),
    ],
  };
  const source = `Source: overbuild, model ${modelVersion}, scenario ${scenario} (${scenarioHash.slice(0, 8)}), ${counted(solution.runs, 'run')}, seed "${seed}".`;
  const sheet = drawnSheet(drawing, heading, { source, startMonth: undefined });
  return writeFiles(place, {
    'solve.csv': tableText(SOLVE_COLUMNS, solveRows(answer), locale),
    ...(await drawnFiles({ solve: sheet }, { svg: true, png: true })),
  });
}
