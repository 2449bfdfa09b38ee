/** Calendar of board meetings: decision months, and the number of decisions before a month. */

/** One decision every third month. */
export const MONTHS_PER_DECISION = 3;
/** Boards decide in months 2, 5, 8, ... */
const FIRST_DECISION_MONTH = 2;

/** Number of decisions taken before a month. */
export function decisionsBefore(month: number): number {
  return Math.max(0, Math.ceil((month - FIRST_DECISION_MONTH) / MONTHS_PER_DECISION));
}

/** Whether boards meet in a month: 2, 5, 8, ... */
export function isDecisionMonth(month: number): boolean {
  return month % MONTHS_PER_DECISION === FIRST_DECISION_MONTH;
}
