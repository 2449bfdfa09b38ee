/** Reports and prices: how often results beat the consensus, and what shares do when they do and when they do not. */

import { mean } from '../numeric/statistics.ts';

/** One report of one listed company. */
export interface Report {
  /** Month of the run in which it came. */
  readonly month: number;
  /** Log of the result over what analysts published; above 0 is a beat. */
  readonly consensusSurprise: number;
  /** Log of the result over what investors themselves expected, the whisper. */
  readonly surprise: number;
  /** What the share did beyond its usual month, log. */
  readonly reaction: number;
}

export interface Reactions {
  /** Reports counted. */
  readonly reports: number;
  /** Share of reports above the consensus. */
  readonly beatRate: number;
  /** Mean reaction to a beat, to a miss, and to a report. */
  readonly beat: number;
  readonly miss: number;
  readonly all: number;
  /** Slope of the reaction on the surprise of investors, where that is above 0 and where it is below. */
  readonly slopeAbove: number;
  readonly slopeBelow: number;
}

/**
 * Beat rate, mean reactions, and slopes either side of what investors expected; NaN where there is nothing to average.
 *
 * Where the walk-down of guidance is fully priced the mean reaction is 0, so `miss / beat = -P / (1 - P)` with P the
 * beat rate: a small answer to beats and a large one to misses is arithmetic and no asymmetry. Read the mean and the
 * slopes.
 *
 * Source: walk-down to beatable estimates [RichardsonTeohWysocki2004]; torpedo of growth stocks [SkinnerSloan2002].
 */
export function reportReactions(reports: readonly Report[]): Reactions {
  const reactionsOf = (keep: (report: Report) => boolean): number[] =>
    reports.filter(keep).map((report) => report.reaction);
  const beats = reactionsOf((report) => report.consensusSurprise > 0);
  const misses = reactionsOf((report) => !(report.consensusSurprise > 0));
  return {
    reports: reports.length,
    beatRate: reports.length > 0 ? beats.length / reports.length : Number.NaN,
    beat: mean(beats),
    miss: mean(misses),
    all: mean(reports.map((report) => report.reaction)),
    slopeAbove: reactionSlope(reports.filter((report) => report.surprise > 0)),
    slopeBelow: reactionSlope(reports.filter((report) => report.surprise < 0)),
  };
}

/** Least-squares slope of reaction on surprise; NaN of fewer than two different surprises. */
function reactionSlope(reports: readonly Report[]): number {
  const surprise = mean(reports.map((report) => report.surprise));
  const reaction = mean(reports.map((report) => report.reaction));
  let product = 0;
  let square = 0;
  for (const report of reports) {
    product += (report.surprise - surprise) * (report.reaction - reaction);
    square += (report.surprise - surprise) * (report.surprise - surprise);
  }
  return square > 0 ? product / square : Number.NaN;
}

/** Months with reports in which so many beat, and how many of them saw the index fall. */
export interface BeatMonths {
  readonly months: number;
  readonly falls: number;
}

/**
 * Count the months in which at least `share` of the reports beat the consensus, and those of them in which the index
 * fell all the same; a share of 0 counts every month with a report.
 */
export function indexFallsAfterBeats(
  reports: readonly Report[],
  indexReturns: ArrayLike<number>,
  share: number,
): BeatMonths {
  const count = new Int32Array(indexReturns.length);
  const beats = new Int32Array(indexReturns.length);
  for (const { month, consensusSurprise } of reports) {
    count[month]++;
    if (consensusSurprise > 0) beats[month]++;
  }
  let months = 0;
  let falls = 0;
  for (let month = 0; month < indexReturns.length; month++) {
    if (count[month] === 0 || beats[month] < share * count[month]) continue;
    months++;
    if (indexReturns[month] < 0) falls++;
  }
  return { months, falls };
}
