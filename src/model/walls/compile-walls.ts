/** Compiles the walls of a scenario into conditions on recorded variables. */

import { ScenarioError } from '../../scenario/errors.ts';
import type { Wall } from '../../scenario/walls.ts';
import type { ModelColumn, World } from '../world/world.ts';

/** One condition of one wall. */
export interface WallCondition {
  readonly wall: string;
  /** Which condition of the wall, from 0. */
  readonly index: number;
  readonly variable: string;
  /** 1 when the wall is triggered above its threshold, -1 below. */
  readonly sign: number;
  readonly threshold: number;
  readonly forMonths: number;
  readonly fromMonth: number;
  readonly read: (world: World) => number;
}

/**
 * Compile walls against the registered columns.
 *
 * @throws ScenarioError  Naming every variable that is not a scalar column or an entity of a column.
 */
export function compileWalls(
  walls: readonly Wall[],
  columns: readonly ModelColumn[],
  ids: World['entities'],
): WallCondition[] {
  const problems: string[] = [];
  const conditions: WallCondition[] = [];
  for (const wall of walls) {
    for (const [i, condition] of wall.any.entries()) {
      const at = `walls[${wall.id}].any[${i}]`;
      const read = reader(condition.variable, columns, ids);
      if (typeof read === 'string') {
        problems.push(`${at}.variable: ${read}`);
        continue;
      }
      const threshold = condition.above ?? condition.below;
      if (threshold === undefined || (condition.above !== undefined && condition.below !== undefined)) {
        problems.push(`${at}: give either above or below`);
        continue;
      }
      const sign = condition.above === undefined ? -1 : 1;
      const { forMonths, fromMonth } = wall;
      const { variable } = condition;
      conditions.push({ wall: wall.id, index: i, variable, sign, threshold, forMonths, fromMonth, read });
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return conditions;
}

/** A function that reads `name` or `name[entity]`, or the reason why there is none. */
function reader(
  variable: string,
  columns: readonly ModelColumn[],
  ids: World['entities'],
): ((world: World) => number) | string {
  const match = /^([a-z0-9_]+)(?:\[(.+)\])?$/.exec(variable);
  if (match === null) return `expected a column such as staged_months or wait_months[pjm], got "${variable}"`;
  const [, name, entity] = match;
  const found = columns.filter((column) => column.name === name);
  if (entity === undefined) {
    const scalar = found.find((column) => column.shape === 'scalar');
    if (scalar !== undefined && scalar.shape === 'scalar') return scalar.read;
    if (found.length > 0) return `"${name}" has one value a ${found[0].shape}; name one, such as ${name}[id]`;
    return `unknown column "${name}"; \`overbuild columns\` lists those there are`;
  }
  for (const column of found) {
    if (column.shape === 'scalar') continue;
    const index = ids[column.shape].indexOf(entity);
    const { read } = column;
    if (index >= 0) return (world) => read(world)[index];
  }
  return `no column "${name}" with an entity "${entity}"`;
}
