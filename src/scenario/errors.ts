/** Errors of user input: all problems at once, in words, without a stack trace. */

/** An error in user input; the command line prints the problems and exits with code 2. */
export class UserError extends Error {
  /** One line each, already naming the place (`file.yaml:14:5 supply.nodes[hbm].leadMonths: ...`). */
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[]) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join('\n'));
    this.name = new.target.name;
    this.problems = list;
  }
}

/** A scenario file, an overlay or a `--set` that cannot be used. */
export class ScenarioError extends UserError {}

/** A command that cannot be executed as typed. */
export class UsageError extends UserError {}

/** A failure of the machine, such as a full disk; it is not an input error, so the exit code is 1. */
export class MachineError extends UserError {}

/** A strategy, or parameters of one, that cannot be used. */
export class StrategyError extends UserError {}
