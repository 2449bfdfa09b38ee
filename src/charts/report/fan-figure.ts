/** Fans on the page: a picture of small multiples, what they show in words, and quantiles year by year. */

import { calendarMonth, quantityWord, shortNumber } from '../../output/words.ts';
import { type Fan, fanChart, type FanPoint, seasonalMeans } from '../fan.ts';
import type { Frame } from '../spec.ts';
import type { DataTable } from './data-table.ts';
import type { PageFigure } from './page-figure.ts';

export interface TitledFan extends Fan {
  readonly title: string;
}

const MONTHS_BETWEEN_ROWS = 12;

/** A month in words: of the calendar when the start is known. */
export function monthWord(month: number, frame: Frame): string {
  return frame.startMonth === undefined ? `month ${shortNumber(month)}` : calendarMonth(frame.startMonth, month);
}

/** The quantiles of every twelfth month and of the last, unless that is another month of the year and seasons matter. */
function fanTable({ label, points }: Fan, frame: Frame): DataTable {
  const isSeasonal = seasonalMeans(points) !== undefined;
  const isLast = (at: number): boolean => !isSeasonal && at === points.length - 1;
  const shown = points.filter(({ month }, at) => month % MONTHS_BETWEEN_ROWS === 0 || isLast(at));
  const quantiles = ({ p5, p25, p50, p75, p95 }: FanPoint): string[] => [p5, p25, p50, p75, p95].map(shortNumber);
  return {
    caption: `${label}, every twelfth month${isSeasonal ? ': the same month of every year' : ''}`,
    head: ['Month', 'Runs', '5 %', '25 %', 'Median', '75 %', '95 %'],
    rows: shown.map((point) => [monthWord(point.month, frame), String(point.runs), ...quantiles(point)]),
  };
}

/** From where to where the median went. */
function fanInWords({ label, points }: Fan, frame: Frame): string {
  const first = points[0];
  const last = points[points.length - 1];
  const top = points.reduce((most, point) => (point.p50 > most.p50 ? point : most), first);
  const at = (point: FanPoint): string => `${quantityWord(point.p50, '')} in ${monthWord(point.month, frame)}`;
  const seasonal = seasonalMeans(points);
  if (seasonal !== undefined) {
    const [from, to] = seasonal.map((value) => quantityWord(value, ''));
    return `${label}: median on average ${from} in the first twelve months and ${to} in the last, highest ${at(top)}.`;
  }
  return `${label}: median ${at(first)}, highest ${at(top)}, ${at(last)} at the end.`;
}

/** Small multiples of fans under one heading. */
export function fanFigure(
  name: string,
  heading: { readonly title: string; readonly note?: string },
  fans: readonly TitledFan[],
  frame: Frame,
): PageFigure {
  return {
    name,
    sheet: fanChart(heading, fans, frame),
    panelTitles: fans.map(({ title }) => title),
    alts: fans.map((fan) => fanInWords(fan, frame)),
    tables: fans.map((fan) => fanTable(fan, frame)),
  };
}
