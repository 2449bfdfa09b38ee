/** Uncertain numbers in files: how a spread is written, changed, switched off, refused and printed. */

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { normalCdf } from '../../src/numeric/special.ts';
import { assumptionsReport, numbersOf } from '../../src/reader/assumptions.ts';
import { ScenarioError } from '../../src/scenario/errors.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { openScenario, type ParsedScenario, parseScenario } from '../../src/reader/parse.ts';
import { printScenario } from '../../src/reader/print.ts';
import { ScenarioSchema } from '../../src/scenario/schema.ts';
import { type Spread, spreadQuantile, spreadsOf } from '../../src/scenario/spread.ts';

const { scenario: shippedBaseline, evidence: shippedEvidence } = loadScenario('baseline');
/** The shipped baseline without its spreads. */
const BASELINE = printScenario(
  { ...shippedBaseline, spreads: undefined },
  { evidence: new Map([...shippedEvidence].filter(([path]) => !path.startsWith('spreads'))) },
);

/** The baseline under an overlay and overrides. */
function load(overlay: string, overrides: readonly string[] = []): ParsedScenario {
  return parseScenario(BASELINE, {
    file: 'base.yaml',
    load: (name) => (name === 'over.yaml' ? { file: name, text: overlay } : undefined),
    overlays: ['over.yaml'],
    overrides,
  });
}

function problems(overlay: string, overrides: readonly string[] = []): readonly string[] {
  try {
    load(overlay, overrides);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

const REVENUE = 'demand.revenueUsdBnPerYear';
const revenue = (spread: string): string =>
  `demand:\n  revenueUsdBnPerYear: { value: 100, evidence: estimated, source: filings, spread: ${spread} }`;
const spreadOf = (overlay: string, overrides: readonly string[] = []): unknown =>
  Object.fromEntries(spreadsOf(load(overlay, overrides).scenario));

describe('law', () => {
  it.each([
    [{ logSd: 0.2 }, 50, [50 * Math.exp(-0.2), 50, 50 * Math.exp(0.4)]],
    [{ sd: 3 }, 50, [47, 50, 56]],
  ] satisfies [Spread, number, number[]][])('%j moves a number by its quantile', (spread, value, expected) => {
    for (const [i, z] of [-1, 0, 2].entries()) expect(spreadQuantile(spread, value, z)).toBeCloseTo(expected[i], 10);
  });

  it('draws a triangle whose distribution function is that of the quantile', () => {
    const [low, high, mode] = [37.5, 84, 60];
    const cdf = (x: number): number =>
      x < mode ? (x - low) ** 2 / ((high - low) * (mode - low)) : 1 - (high - x) ** 2 / ((high - low) * (high - mode));
    for (const z of [-8, -2.5, -1, 0, 0.3, 1.7, 8]) {
      const value = spreadQuantile({ low, high }, mode, z);
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
      expect(cdf(value)).toBeCloseTo(normalCdf(z), 10);
    }
  });
});

describe('in files', () => {
  it('stands beside the number, or under spreads by path; the two are the same scenario', () => {
    const beside = load(revenue('{ logSd: 0.15 }'));
    const listed = load(
      `demand:\n  revenueUsdBnPerYear: { value: 100, evidence: estimated, source: filings }\nspreads:\n  ${REVENUE}: { logSd: 0.15 }`,
    );
    expect(Object.fromEntries(spreadsOf(beside.scenario))).toEqual({ [REVENUE]: { logSd: 0.15 } });
    expect(scenarioHash(listed.scenario)).toBe(scenarioHash(beside.scenario));
  });

  it('belongs to the hash, and off takes it away', () => {
    const certain = load('demand: { revenueUsdBnPerYear: { value: 100, evidence: assumed } }');
    const uncertain = revenue('{ logSd: 0.15 }');
    expect(scenarioHash(load(uncertain).scenario)).not.toBe(scenarioHash(certain.scenario));
    for (const off of [load(uncertain, ['spreads=off']), load(`${uncertain}\nspreads: off`)]) {
      expect(off.scenario).toEqual({ ...certain.scenario, name: off.scenario.name });
    }
    expect(spreadsOf(load(`${uncertain}\nspreads: off`, ['spreads=on']).scenario)).toHaveLength(1);
  });

  it('goes when an overlay or an override sets the number, and moves with what moves it', () => {
    expect(spreadOf(revenue('{ sd: 10 }'), [`${REVENUE}=120`])).toEqual({});
    const churn = 'demand: { churnPerYear: { value: 0.1, evidence: assumed, spread: { logSd: 0.3 } } }';
    expect(spreadOf(churn, ['demand.churnPerYear=*0'])).toEqual({});
    expect(spreadOf(revenue('{ sd: 10 }'), [`${REVENUE}=*1.5`])).toEqual({ [REVENUE]: { sd: 15 } });
    expect(spreadOf(revenue('{ sd: 10 }'), [`${REVENUE}=+5`])).toEqual({ [REVENUE]: { sd: 10 } });
    expect(spreadOf(revenue('{ logSd: 0.1 }'), [`${REVENUE}=*1.5`])).toEqual({ [REVENUE]: { logSd: 0.1 } });
    expect(spreadOf(revenue('{ low: 80, high: 140 }'), [`${REVENUE}=*2`])).toEqual({
      [REVENUE]: { low: 160, high: 280 },
    });
    expect(spreadOf(revenue('{ low: 80, high: 140 }'), [`${REVENUE}=+-5`])).toEqual({
      [REVENUE]: { low: 75, high: 135 },
    });
    const given = `${REVENUE}={ value: 90, evidence: assumed, spread: { sd: 1 } }`;
    expect(spreadOf('demand: {}', [given])).toEqual({ [REVENUE]: { sd: 1 } });
  });

  it('is read back from what was printed, and from a manifest', () => {
    const { scenario, evidence } = load(revenue('{ logSd: 0.15 }'));
    const printed = printScenario(scenario, { schema: ScenarioSchema, evidence });
    expect(printed).toContain('source: filings, spread: { logSd: 0.15 } }');
    const bare = JSON.stringify(scenario);
    for (const text of [printed, printScenario(scenario), bare]) {
      const again = parseScenario(text, { file: 'again.yaml' });
      expect(scenarioHash(again.scenario)).toBe(scenarioHash(scenario));
    }
    expect(openScenario(bare, { file: 'again.yaml' }).layers.problems).toEqual([]);
  });

  it('is listed with the numbers', () => {
    const { scenario, evidence } = load(revenue('{ logSd: 0.15 }'));
    const numbers = numbersOf(scenario, evidence, ScenarioSchema);
    expect(numbers.some(({ path }) => path.startsWith('spreads'))).toBe(false);
    expect(assumptionsReport(numbers)).toContain(`${REVENUE}  100 USD bn/year  log-normal, log sd 0.15  estimated`);
  });

  it.each([
    ['{ logSd: -1 }', 'logSd of a spread must be a number from 1e-9 to 3, got -1'],
    ['{ sd: 0 }', 'sd of a spread must be a number >= 1e-9 (unit of the number), got 0'],
    ['{ low: 1 }', 'expected a spread such as { logSd: 0.2 }, { sd: 0.1 } or { low: 1, high: 3 }'],
    ['0.2', 'expected a spread such as { logSd: 0.2 }, { sd: 0.1 } or { low: 1, high: 3 }'],
    ['{ logsd: 1 }', 'unknown key logsd in a spread (did you mean logSd?); write'],
    ['{ low: 110, high: 120 }', 'the value 100 must be between low and high, got 110 and 120'],
    ['{ low: 100, high: 100 }', 'low must be below high, got 100 and 100'],
  ])('refuses %s', (spread, message) => {
    const [problem, ...others] = problems(revenue(spread));
    expect(others).toEqual([]);
    expect(problem).toContain(`over.yaml:2:76 ${REVENUE}: ${message}`);
  });

  it('refuses spreads of what is reported, chosen, or no number', () => {
    expect(problems(revenue('{ sd: 1 }').replace('estimated', 'reported'))).toEqual([
      `over.yaml:2:75 ${REVENUE}: a reported number is certain: drop its spread, or call it derived, estimated, calibrated or assumed`,
    ]);
    expect(problems('spreads: { horizonMonths: { sd: 1 } }')).toEqual([
      'over.yaml:1:12 horizonMonths: this number is a choice of the experimenter and cannot be uncertain: drop its spread',
    ]);
    expect(problems('spreads:\n  power.pui: { sd: 1 }\n  power.regions[pjm].name: { sd: 1 }')).toEqual([
      'over.yaml:2:3 spreads.power.pui: the scenario has no number at this path',
      'over.yaml:3:3 spreads.power.regions[pjm].name: the scenario has no number at this path',
    ]);
    expect(
      problems('firms: [{ id: META, coreGrowthPerYear: { value: -0.1, evidence: assumed, spread: { logSd: 1 } } }]'),
    ).toEqual([
      'over.yaml:1:74 firms[META].coreGrowthPerYear: logSd needs a number above 0, got -0.1: use sd, or low and high',
    ]);
  });

  it('is for economies only', () => {
    expect(() =>
      loadScenario('beer-game', {
        overrides: ['supply.nodes[retailer].leadMonths={ value: 2, evidence: assumed, spread: { sd: 1 } }'],
      }),
    ).toThrow('a supply run draws no numbers: drop the spread');
    expect(loadScenario('beer-game', { overrides: ['spreads=off'] }).scenario).toEqual(
      loadScenario('beer-game').scenario,
    );
  });
});
