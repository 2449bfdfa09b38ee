/** Reactions of share prices to earnings reports: beat rate, mean reactions, and slopes on the surprise. */

const MONTHS_PER_QUARTER = 3;

/** One report of one listed company. */
export interface Report {
  /** Month of the report. */
  readonly month: number;
  /** Log of the result over the published consensus; above 0 is a beat. */
  readonly consensusSurprise: number;
  /** Log of the result over the expectation of investors (the whisper number). */
  readonly surprise: number;
  /** Abnormal log return of the share in the month. */
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
 * Beat rate, mean reactions, and slopes either side of what investors expected; NaN without data.
 *
 * Where the walk-down of guidance is fully priced the mean reaction is 0, so `miss / beat = -P / (1 - P)` with P the
 * beat rate: a small reaction to beats and a large one to misses follows from arithmetic, not from asymmetry. Read the
 * mean and the slopes.
 *
 * Source: walk-down to beatable estimates [RichardsonTeohWysocki2004]; torpedo of growth stocks [SkinnerSloan2002].
 */
export function reportReactions(reports: readonly Report[]): Reactions {
  const beats = createSums();
  const misses = createSums();
  const pleased = createSums();
  const disappointed = createSums();
  for (const { consensusSurprise, surprise, reaction } of reports) {
    recordPair(consensusSurprise > 0 ? beats : misses, surprise, reaction);
    if (surprise > 0) recordPair(pleased, surprise, reaction);
    else if (surprise < 0) recordPair(disappointed, surprise, reaction);
  }
  return {
    reports: reports.length,
    beatRate: beats.count / reports.length,
    beat: beats.y / beats.count,
    miss: misses.y / misses.count,
    all: (beats.y + misses.y) / reports.length,
    slopeAbove: slopeOf(pleased),
    slopeBelow: slopeOf(disappointed),
  };
}

/** Sums behind means and a slope. */
interface Sums {
  count: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
}

function createSums(): Sums {
  return { count: 0, x: 0, y: 0, xx: 0, xy: 0 };
}

function recordPair(sums: Sums, x: number, y: number): void {
  sums.count++;
  sums.x += x;
  sums.y += y;
  sums.xx += x * x;
  sums.xy += x * y;
}

/** Least-squares slope of y on x; NaN of fewer than two different x. */
function slopeOf({ count, x, y, xx, xy }: Sums): number {
  const spread = xx - (x * x) / count;
  return spread > 0 ? (xy - (x * y) / count) / spread : Number.NaN;
}

/** Months or quarters in which many reports beat the consensus, and how many of them had a fall. */
export interface BeatPeriods {
  readonly periods: number;
  readonly falls: number;
}

/** Reports, beats and sums of reactions by month, shape [month]. */
export interface ReportTally {
  readonly count: Float64Array;
  readonly beats: Float64Array;
  readonly reactions: Float64Array;
}

/** Tally reports by month. */
export function tallyReports(reports: readonly Report[], months: number): ReportTally {
  const count = new Float64Array(months);
  const beats = new Float64Array(months);
  const reactions = new Float64Array(months);
  for (const { month, consensusSurprise, reaction } of reports) {
    count[month]++;
    if (consensusSurprise > 0) beats[month]++;
    reactions[month] += reaction;
  }
  return { count, beats, reactions };
}

/**
 * Count the months in which at least `share` of the reports beat the consensus, and those of them in which the index
 * fell; a share of 0 counts every month with a report.
 */
export function indexFallsAfterBeats(
  { count, beats }: ReportTally,
  indexReturns: ArrayLike<number>,
  share: number,
): BeatPeriods {
  let periods = 0;
  let falls = 0;
  for (let month = 0; month < count.length; month++) {
    if (count[month] === 0 || beats[month] < share * count[month]) continue;
    periods++;
    if (indexReturns[month] < 0) falls++;
  }
  return { periods, falls };
}

/** Count the quarters of the run with as many beats, and those of them in which the mean reaction was a fall. */
export function meanFallsAfterBeats({ count, beats, reactions }: ReportTally, share: number): BeatPeriods {
  let periods = 0;
  let falls = 0;
  for (let month = 0; month < count.length; month += MONTHS_PER_QUARTER) {
    let all = 0;
    let above = 0;
    let sum = 0;
    for (let m = month; m < Math.min(month + MONTHS_PER_QUARTER, count.length); m++) {
      all += count[m];
      above += beats[m];
      sum += reactions[m];
    }
    if (all === 0 || above < share * all) continue;
    periods++;
    if (sum < 0) falls++;
  }
  return { periods, falls };
}
