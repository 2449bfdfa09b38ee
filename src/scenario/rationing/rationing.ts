/** Every rationing rule. To add one: write its file and list it here. */

import { choice } from '../fields.ts';
import { LINEAR } from './linear.ts';
import { PRIORITY } from './priority.ts';
import { PROPORTIONAL } from './proportional.ts';
import type { RationingRule } from './rationing-rule.ts';
import { UNIFORM } from './uniform.ts';

const RULES = [PROPORTIONAL, UNIFORM, LINEAR, PRIORITY] as const;
export type Rationing = (typeof RULES)[number]['kind'];

export const RationingSchema = choice(
  RULES.map(({ kind }) => kind) as [Rationing, ...Rationing[]],
  `Allocation in a shortage: ${RULES.map(({ description }) => description).join('; ')}`,
);

export function rationingRule(kind: Rationing): RationingRule {
  return RULES.find((rule) => rule.kind === kind) as RationingRule;
}
