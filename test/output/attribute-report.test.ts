/** The words of an attribution: what it concludes, and that it concludes nothing from few replications. */

import { expect, it } from 'vitest';
import { attribute } from '../../src/experiment/toggle-factorial.ts';
import { attributeReport } from '../../src/output/attribute-report.ts';

/** The first toggle adds 2 and the second 1, both together 3 more, nearly without noise; every tenth run has no wall. */
function report(replications: number): string {
  const worths = Array.from({ length: replications }, (_, k) => {
    const noise = k % 2 === 0 ? 0.1 : -0.1;
    const worth = [5, 7 + noise, 6 - noise, 11 + noise];
    return k % 10 === 9 ? worth.map(() => Number.NaN) : worth;
  });
  const attributions = [attribute(['first', 'second'], 'months_to_wall', worths)];
  const units = new Map([['months_to_wall', 'months']]);
  const about = { scenario: 'baseline', seed: '1', replications, isInterrupted: false, failures: [] };
  return attributeReport({ ...about, attributions, units }).join('\n');
}

it('shares out what enough replications show', () => {
  const text = report(40);
  expect(text).toContain('4 of 40 replications are dropped');
  expect(text).toMatch(/Together they raise months to wall by \d/);
  expect(text).toMatch(/ total +\+6.* 100 %/);
  expect(text).toContain('Together first and second add up to more');
});

it('writes shares in per cent and their differences in points', () => {
  const worths = Array.from({ length: 30 }, (_, k) => [0.1, 0.35 + (k % 2) / 100]);
  const attributions = [attribute(['debt'], 'sales_lost_hbm', worths)];
  const units = new Map([['sales_lost_hbm', '1']]);
  const about = { scenario: 'baseline', seed: '1', replications: 30, isInterrupted: false, failures: [] };
  const text = attributeReport({ ...about, attributions, units }).join('\n');
  expect(text).toContain('Sales lost, HBM: 10 % with all off, 36 % with all on.');
  expect(text).toMatch(/Shapley share \(points\)[^\n]*\n {2}debt +\+26 +\+25 to \+26/);
  expect(text).toContain(
    'Together they raise sales lost, HBM by 26 points. Debt raises it by 26 points (100 % of the total).',
  );
});

it('concludes nothing when fewer than thirty replications are left, and says so', () => {
  const text = report(32);
  expect(text).toContain('With 29 replications, fewer than 30, no effect is called significant');
  expect(text).toMatch(/ total +\+6/);
  expect(text).not.toContain('100 %');
  expect(text).not.toContain('Together');
});
