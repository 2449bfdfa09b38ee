/** Chart of a calibration: prior and posterior interval of every number, and whether the targets identify it. */

import { quantileOfShare } from '../experiment/calibrate/posterior-spread.ts';
import {
  type Calibration,
  type CalibrationAbout,
  LEAST_PERFORMANCE,
  numberWord,
  identifiedNumbers,
} from '../output/calibrate-report.ts';
import { capital } from '../output/words.ts';
import { FAINT, type Frame, INK, OKABE_ITO, page, ROW_NAMES, rowName, rowStep, type Spec } from './spec.ts';

const WIDTH = 360;
const ROW_HEIGHT = 20;
/** Numbers shown, those identified best first. */
const SHOWN = 24;
/** Ends of a 90 % interval of a standard normal. */
const END = 1.645;

export function calibrationChart(calibration: Calibration, about: CalibrationAbout, frame: Frame): Spec {
  const identified = new Set(identifiedNumbers(calibration));
  const numbers = [...calibration.numbers].sort((a, b) => b.performance - a.performance).slice(0, SHOWN);
  const values = numbers.map((number) => {
    const [low, middle, high] = number.ends.map((share) => Number(quantileOfShare(share).toPrecision(5)));
    return {
      name: rowName(capital(numberWord(number))),
      low,
      middle,
      high,
      verdict: identified.has(number) ? 'yes' : 'no',
      text: Math.max(0, number.performance).toFixed(2),
    };
  });
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    axis: { ...ROW_NAMES, ticks: false, domain: false, labelPadding: 8 },
  };
  const x = {
    type: 'quantitative',
    scale: { domain: [-3, 3] },
    axis: { title: 'Standard deviations of the prior from its median', tickCount: 7, grid: true },
  };
  const color = {
    field: 'verdict',
    type: 'nominal',
    scale: { domain: ['yes', 'no'], range: [OKABE_ITO[0], FAINT] },
    legend: null,
  };
  const panel: Spec = {
    width: WIDTH,
    height: {
      step: rowStep(
        values.map(({ name }) => name),
        ROW_HEIGHT,
      ),
    },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 9, color: FAINT, opacity: 0.25 },
        encoding: { y, x: { datum: -END, ...x }, x2: { datum: END } },
      },
      {
        mark: { type: 'rule', strokeWidth: 3 },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, color },
      },
      {
        mark: { type: 'point', filled: true, size: 50, opacity: 1 },
        encoding: { y, x: { field: 'middle', ...x }, color },
      },
      {
        mark: { type: 'text', align: 'left', fontSize: 11, color: INK },
        encoding: { y, x: { value: WIDTH + 8 }, text: { field: 'text' } },
      },
    ],
  };
  const more = calibration.numbers.length - numbers.length;
  return page(
    [panel],
    {
      title: `${about.scenario}: what ${calibration.used.length} targets say about its uncertain numbers`,
      subtitle: [
        'Grey bar: 90 % of the prior. Line and point: 90 % interval and median of the posterior.',
        `At the right: performance, the share of the error that a record removes; grey where the number is not identified (below ${LEAST_PERFORMANCE}, or a posterior that fails the test of ranks).`,
        ...(more > 0 ? [`${more} more numbers have lower performance.`] : []),
      ],
    },
    frame,
  );
}
