/** Do something after some turns of the event loop: an interruption that comes at the same place on any machine. */

/** Call back after so many turns, from the next one on. */
export function afterTurns(turns: number, action: () => void): void {
  if (turns <= 0) action();
  else setImmediate(() => afterTurns(turns - 1, action));
}
