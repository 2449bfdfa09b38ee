/** The claims: each can be run and read, and its verdict follows from its effect. */

import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/engine/simulate.ts';
import { CLAIMS, effectSize, STRONG_SIZE, verdictOn } from '../../src/experiment/claims.ts';
import { pairedDifference } from '../../src/experiment/paired-difference.ts';
import { runColumns } from '../../src/metrics/run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { claimsLines } from '../../src/output/claims-report.ts';
import { markedPart, withMarkedPart } from '../../src/output/marked-part.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { cli } from '../support/cli.ts';
import { shipped } from '../support/shipped.ts';

const around = (centre: number): number[] => Array.from({ length: 40 }, (_, k) => centre + (k % 2 === 0 ? 1 : -1));

describe('a verdict', () => {
  const judge = (centre: number, spread: number, expects: 'more' | 'less') =>
    verdictOn(pairedDifference(around(centre)), spread, expects);

  it('is inert where the interval holds 0, and where nothing moves at all', () => {
    expect(judge(0.2, 1, 'more')).toBe('inert');
    const nothing = pairedDifference([0, 0, 0, 0]);
    expect(verdictOn(nothing, 0, 'more')).toBe('inert');
    expect(effectSize(nothing, 0)).toBe(0);
    expect(verdictOn(pairedDifference([Number.NaN, Number.NaN]), 1, 'more')).toBe('inert');
  });

  it('is of the wrong sign where the effect lies on the other side', () => {
    expect(judge(1, 1, 'less')).toBe('wrong sign');
    expect(judge(-1, 100, 'more')).toBe('wrong sign');
  });

  it('is strong from a fifth of the spread on', () => {
    expect(judge(1, 1 / STRONG_SIZE, 'more')).toBe('strong');
    expect(judge(1, 1.01 / STRONG_SIZE, 'more')).toBe('weak');
    expect(judge(-1, 4, 'less')).toBe('strong');
  });
});

describe('the list', () => {
  const known = runColumns(simulate(shipped('baseline', { horizonMonths: 2 }), 'claims')).map(({ name }) => name);

  it.each(CLAIMS.map((claim) => [claim.claim, claim] as const))('%s', (_, { change, both = [], metric }) => {
    for (const name of metric) expect(known).toContain(name);
    const base = loadScenario('baseline', { overrides: both });
    const changed =
      typeof change === 'string'
        ? loadScenario(`baseline+${change}`, { overrides: both })
        : loadScenario('baseline', { overrides: [...both, ...change] });
    expect(scenarioHash(changed.scenario)).not.toBe(scenarioHash(base.scenario));
  });

  it('says no claim twice, and tests none twice by the same metric', () => {
    expect(new Set(CLAIMS.map(({ claim }) => claim)).size).toBe(CLAIMS.length);
    expect(new Set(CLAIMS.map(({ change, both, metric }) => JSON.stringify([change, both, metric]))).size).toBe(
      CLAIMS.length,
    );
  });
});

it('runs all of them, the same again, and says how they were made', async () => {
  const argv = ['claims', '--runs', '2', '--set', 'horizonMonths=26', '--set', 'stop.aftermathMonths=24', '--json'];
  const { code, stdout } = await cli(argv);
  expect(code).toBe(0);
  const { results, seed } = JSON.parse(stdout) as {
    seed: string;
    results: { claim: string; metric: string; base: number; other: number; effect: { mean: number; pairs: number } }[];
  };
  expect(seed).not.toBe('1');
  expect(results).toHaveLength(CLAIMS.length + 1);
  const outage = results[0];
  expect(outage.effect.pairs).toBe(2);
  expect(outage.other - outage.base).toBeCloseTo(outage.effect.mean, 9);
  expect(outage.effect.mean).toBeLessThan(0);
});

it('names metrics in words, and writes shares in per cent with points between them', () => {
  const effect = pairedDifference([-0.2, -0.3, -0.4]);
  const result = {
    claim: 'A claim',
    change: '--set a=1',
    metric: 'sales_lost_hbm',
    expects: 'less',
    base: 0.6,
  } as const;
  const about = { scenario: 'baseline', scenarioHash: 's1', seed: '1', runs: 3, modelVersion: '1' };
  const lines = claimsLines([{ ...result, other: 0.3, effect, size: -0.5, verdict: 'strong' }], about);
  expect(lines.join('\n')).toMatch(
    /sales lost, HBM +less +60 % +30 % +-30 \(-55 to -5\.2\) points +-0\.5 +3 {2}strong/,
  );
});

it('renews its part of a page and leaves the rest', () => {
  const page = withMarkedPart('# Page\n\nText.\n', 'claims', 'One $& two.');
  expect(page).toBe('# Page\n\nText.\n\n<!-- claims:begin -->\n\nOne $& two.\n\n<!-- claims:end -->\n');
  const renewed = withMarkedPart(`${page}\nMore.\n`, 'claims', 'Three.');
  expect(renewed).toContain('Text.\n\n<!-- claims:begin -->\n\nThree.\n\n<!-- claims:end -->\n\nMore.');
  expect(renewed).not.toContain('One');
  expect(markedPart(page, 'other')).toBe('');
});
