/** Describes a case for the controls: every number with unit, range, evidence and source, and what can be chosen. */

import { spreadsOf, spreadQuantile } from '../../scenario/spread.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import { numbersOf } from '../../reader/assumptions.ts';
import { numericLeaves } from '../../reader/leaves.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { MODEL_VERSION } from '../../engine/version.ts';
import { STRATEGIES } from '../../strategies/registry.ts';
import type { Configured } from './configure.ts';
import type { CaseDescription, NumberInfo } from '../case-description.ts';

/** Standard normal quantiles between which a slider of an uncertain number moves. */
const FAR = 2.5;

export function describeCase({ parsed, scenario, sets }: Configured): CaseDescription {
  const rated = new Map(numbersOf(scenario, parsed.evidence, ScenarioSchema).map((number) => [number.path, number]));
  const spreads = new Map(spreadsOf(scenario));
  const numbers = numericLeaves(scenario, ScenarioSchema).flatMap(({ path, value, facts }): NumberInfo[] => {
    const known = rated.get(path);
    if (known === undefined || facts === undefined || path.startsWith('interventions')) return [];
    const spread = spreads.get(path);
    const { integer, min, max } = facts;
    const drawn = spread === undefined ? undefined : [-FAR, FAR].map((z) => spreadQuantile(spread, value, z));
    return [{ ...known, integer, min, max, slider: sliderRange(value, { min, max, integer, drawn }) }];
  });
  return {
    name: parsed.name,
    description: scenario.description,
    hash: scenarioHash(scenario),
    modelVersion: MODEL_VERSION,
    startMonth: scenario.startMonth,
    horizonMonths: scenario.horizonMonths,
    sets,
    numbers,
    firms: scenario.firms.map(({ id, name, strategy }) => ({ id, name, strategy: strategy.id })),
    regions: scenario.power.regions.map(({ id, name }) => ({ id, name })),
    suppliers: scenario.supply.nodes.flatMap(({ id, companies }) =>
      companies.map((company) => ({ node: id, company: company.id })),
    ),
    interventions: scenario.interventions,
    walls: scenario.walls.map(({ id }) => id),
    strategies: STRATEGIES.map(({ id, summary }) => ({ id, summary })),
  };
}

interface Limits extends Pick<NumberInfo, 'integer' | 'min' | 'max'> {
  readonly drawn: readonly number[] | undefined;
}

/** Values between which a slider moves: those that runs draw, the whole of a share, else from nothing to three times. */
function sliderRange(value: number, { min, max, integer, drawn }: Limits): readonly [low: number, high: number] {
  const clip = (x: number): number => Math.min(max, Math.max(min, integer ? Math.round(x) : x));
  if (drawn !== undefined) return [clip(Math.min(drawn[0], value)), clip(Math.max(drawn[1], value))];
  if (min === 0 && max === 1) return [0, 1];
  if (value === 0) return [clip(Math.max(min, -1)), clip(Math.min(max, 1))];
  const ends = [value < 0 ? value * 3 : 0, value < 0 ? 0 : value * 3];
  return [clip(ends[0]), clip(ends[1])];
}
