/** Source position of a scenario value: a place in a file, or a `--set` on the command line. */

export interface FilePosition {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface OverridePosition {
  /** The text after `--set`. */
  readonly override: string;
}

export type Position = FilePosition | OverridePosition;

/** `file.yaml:14:5`, or `--set power.pue=1`. */
export function formatPosition(position: Position): string {
  if ('override' in position) return `--set ${position.override}`;
  return `${position.file}:${position.line}:${position.column}`;
}

/** One line of a report: where, what, and what is wrong with it. `path` may be empty. */
export function formatProblem(position: Position, path: string, message: string): string {
  const place = formatPosition(position);
  if (path === '') return `${place}: ${message}`;
  if (!('override' in position)) return `${place} ${path}: ${message}`;
  return position.override.startsWith(`${path}=`) ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
