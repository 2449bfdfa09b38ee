/** Lists counts that are meaningful only as ratios: alone they mainly reflect the length of a run. */

/** Names of such metrics: occasions, and their outcomes. */
export const SHARE_COUNTS: ReadonlySet<string> = new Set([
  'reports',
  'beat_months',
  'beat_months_fall',
  'report_months',
  'report_months_fall',
  'beat_quarters',
  'beat_quarters_fall',
  'booms',
  'boom_crashes',
  'boom_windows',
  'boom_window_crashes',
  'index_doubled',
  'index_halved',
]);
