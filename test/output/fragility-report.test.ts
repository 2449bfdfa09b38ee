/** The words of fragility: nothing is claimed where an interval holds the neutral value. */

import { expect, it } from 'vitest';
import { pairedDifference } from '../../src/experiment/paired-difference.ts';
import { anarchyLines, fragilityLines } from '../../src/output/fragility-report.ts';

const around = (centre: number, half: number) => pairedDifference([centre - half, centre, centre + half]);

function words(bend: number, exponent: number): string {
  return fragilityLines({
    pairs: 3,
    losses: [0.1, 0.2, 0.3, 0.4].map((shock) => ({ shock, loss: around(shock, 0.01) })),
    convexities: [0.1, 0.2, 0.3].map((shock, s) => ({ shock, convexity: around(s === 1 ? bend : 0, 0.01) })),
    exponent: { value: exponent, low: exponent - 0.2, high: exponent + 0.2 },
    deepFallShare: 0.4,
    worstTenth: 0.5,
  }).join('\n');
}

it('tells of convexity and of the exponent what their intervals allow', () => {
  const nothing = words(0, 1.1);
  expect(nothing).toContain('No convexity differs significantly from 0 (95 % intervals).');
  expect(nothing).toContain('to the power 1.1 (0.9 to 1.3): not significantly different from proportional');
  const fragile = words(0.5, 1.4);
  expect(fragile).toContain('Around a cut of 20 %, a random deviation of ten points costs more than a certain cut.');
  expect(fragile).toContain('large shocks cost more than in proportion');
  const robust = words(-0.5, 0.6);
  expect(robust).toContain('Around a cut of 20 %, a random deviation costs less than a certain cut.');
  expect(robust).toContain('large shocks cost less than in proportion');
});

it('says what the cost of racing is, and when a loss cannot be told', () => {
  const told = (loss: number, welfare: number): string =>
    anarchyLines({
      pooled: { spend: 1.2, welfare },
      spend: around(1.2, 0.01),
      lossUsdBn: around(loss, 100),
    }).join('\n');
  expect(told(900, 3)).toMatch(/^Cost of racing, in AI capex and in economic profit without market positions:/);
  expect(told(900, 3)).toContain('AI capex of the race is 1.2 times that under discipline');
  expect(told(900, 3)).toMatch(/lower by 900 \(.*\) USD bn in the race than under discipline\.\n.*earns 3 times/);
  expect(told(10, Number.NaN)).toMatch(/lower by 10 \(-.*not significant \(95 % interval\)\.\n.*no ratio/);
  expect(told(-900, 0.5)).toMatch(/higher by 900 \(\d.* to [\d,]+\) USD bn/);
});
