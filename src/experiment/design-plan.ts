/** Reads a plan file: an experiment described in YAML, stored next to its scenario. */

import * as z from 'zod';
import { UsageError, UserError } from '../scenario/errors.ts';
import { parseWith } from '../reader/parse.ts';
import { type Axis, axisOf, listOf } from './design-axis.ts';

const Value = z.union([z.number(), z.string(), z.boolean()]);

const PlanSchema = z.strictObject({
  scenario: z.string().optional(),
  set: z.array(z.string()).optional(),
  vary: z.record(z.string(), z.union([Value, z.array(Value)])).optional(),
  design: z.string().optional(),
  points: z.int().min(1).optional(),
  scramble: z.boolean().optional(),
  runs: z.int().min(1).optional(),
  seed: Value.optional(),
});

/** Contents of a plan file; each entry may be given on the command line instead. */
export interface Plan {
  readonly scenario?: string;
  readonly set: readonly string[];
  readonly axes: readonly Axis[];
  readonly design?: string;
  readonly points?: number;
  readonly scramble: boolean;
  readonly runs?: number;
  readonly seed?: string;
}

/**
 * Read a plan.
 *
 * @param file  Its name, for messages.
 * @throws UserError  With file, line and column of every problem.
 */
export function readPlan(text: string, file: string): Plan {
  const parsed = parseWith(PlanSchema, text, { file });
  const { vary = {}, set = [], scramble = false, seed, scenario, design, points, runs } = parsed.value;
  const problems: string[] = [];
  const axes = Object.entries(vary).flatMap(([path, values]): Axis[] => {
    try {
      const written = (...steps: number[]): string => parsed.written(['vary', path, ...steps]);
      if (!Array.isArray(values)) return [axisOf(path, written())];
      if (values.length === 0) throw new UsageError('expected at least one value');
      const checked = axisOf(path, '0');
      const texts = values.map((_, i) => written(i));
      return [listOf(checked.path, texts)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems.map((problem) => parsed.problem(['vary', path], problem)));
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(problems);
  return {
    set,
    axes,
    scramble,
    ...(scenario === undefined ? {} : { scenario }),
    ...(design === undefined ? {} : { design }),
    ...(points === undefined ? {} : { points }),
    ...(runs === undefined ? {} : { runs }),
    ...(seed === undefined ? {} : { seed: parsed.written(['seed']) }),
  };
}
