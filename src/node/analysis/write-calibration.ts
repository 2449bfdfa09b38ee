/** Writes what a calibration found: the table and its picture, draws of the posterior, and an overlay. */

import { stringify } from 'yaml';
import { calibrationChart } from '../../charts/calibration.ts';
import { posteriorSpread } from '../../experiment/calibrate/posterior-spread.ts';
import {
  type Calibration,
  type CalibrationAbout,
  CALIBRATION_COLUMNS,
  calibrationRows,
  posteriorRows,
  identifiedNumbers,
} from '../../output/calibrate-report.ts';
import { type CsvLocale, csvText } from '../../output/csv.ts';
import { placeAt } from '../../reader/path.ts';
import { writeFiles } from '../files/output-files.ts';
import { drawnFiles } from '../pictures/rasterise.ts';

export interface CalibrationFiles {
  readonly about: CalibrationAbout;
  readonly startMonth: string | undefined;
  readonly locale: CsvLocale;
  /** The command that makes it again. */
  readonly command: string;
}

/** Write the files of a calibration into a folder; returns their paths. */
export async function writeCalibration(
  out: string,
  calibration: Calibration,
  files: CalibrationFiles,
): Promise<string[]> {
  const { about, startMonth, locale } = files;
  const source = `Source: overbuild, model ${about.modelVersion}, scenario ${about.scenario} (${about.scenarioHash.slice(0, 8)}), seed "${about.seed}", targets ${about.targets}.`;
  const chart = calibrationChart(calibration, about, { source, startMonth });
  // Made anew from the stages whenever the command is repeated.
  return writeFiles(
    { out, isForced: true },
    {
      'calibration.csv': csvText(
        [CALIBRATION_COLUMNS.map(({ name }) => name), ...calibrationRows(calibration)],
        locale,
      ),
      'posterior.csv': csvText(posteriorRows(calibration), locale),
      'calibrated.yaml': calibrationOverlay(calibration, files),
      ...(await drawnFiles({ calibration: chart }, { svg: true, png: true })),
    },
  );
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The overlay of what the record tells: value and spread of the posterior, number by number. */
function calibrationOverlay(
  calibration: Calibration,
  { about, command }: Omit<CalibrationFiles, 'startMonth' | 'locale'>,
): string {
  const overlay: Record<string, unknown> = {};
  const spreads: Record<string, unknown> = {};
  const stated = new Map(calibration.values.map(({ path, stated: value }) => [path, value]));
  for (const number of identifiedNumbers(calibration)) {
    for (const path of number.paths) {
      const found = posteriorSpread(calibration.spreads[path], stated.get(path) ?? Number.NaN, {
        shares: number.shares,
        weights: calibration.weights,
      });
      const spread = Object.fromEntries(
        Object.entries(found.spread).map(([key, value]) => [key, typeof value === 'number' ? rounded(value) : value]),
      );
      const row = `performance ${number.performance.toFixed(2)}`;
      placeAt(overlay, path, { value: rounded(found.value), evidence: 'calibrated', source: about.targets, row });
      // By path, so that they replace spreads that a scenario lists by path as well as those beside a number.
      spreads[path] = spread;
    }
  }
  const description = `${about.scenario} calibrated to ${calibration.used.length} targets of ${about.targets}`;
  const head = `# Made by \`${command}\`, model ${about.modelVersion}, scenario ${about.scenarioHash}.\n# Numbers that the targets do not identify stay as they were. Dependence between numbers is lost here; posterior.csv has it.\n`;
  return `${head}${stringify({ description, ...overlay, spreads }, { lineWidth: 0 })}`;
}
