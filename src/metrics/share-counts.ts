/** Counts that mean something over one another: by themselves they say above all how many months a run lasted. */

/** Names of such metrics: occasions, and what came of them. */
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
