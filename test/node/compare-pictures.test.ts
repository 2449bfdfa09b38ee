/** Pictures of a comparison show the headline, and no curve twice. */

import { expect, it } from 'vitest';
import { PairLedger } from '../../src/experiment/compare-ledger.ts';
import { comparePictures } from '../../src/node/pictures/compare-pictures.ts';

const series = ['capex_usd_bn', 'ai_capex_usd_bn', 'staged_mw', 'staged_months'];
const metrics = ['cost_usd', 'fall_after_wall_index', 'overspend_ratio', 'idle_mw'];

/** Six pairs; capex is AI capex and 3 more on both sides, and only the metrics named differ. */
async function pictures(differing: readonly string[]): Promise<Record<string, string>> {
  const ledger = new PairLedger({ contenders: ['base', 'other'], metrics, series });
  for (let k = 0; k < 6; k++) {
    const noise = k % 2 === 0 ? 0.1 : -0.1;
    const sides = [0, 1 + noise].map((more) => ({
      metrics: metrics.map((metric) => (differing.includes(metric) ? 10 + more : 10)),
      series: [3 + k / 7 + more, k / 7 + more, 100 * more, -more].map((value) => new Float64Array(3).fill(value)),
    }));
    ledger.record({
      metrics: Float64Array.from(sides.flatMap((side) => side.metrics)),
      series: sides.flatMap((side) => side.series),
    });
  }
  const units = new Map([
    ['capex_usd_bn', 'USD bn'],
    ['ai_capex_usd_bn', 'USD bn'],
    ['staged_mw', 'MW'],
    ['staged_months', 'months'],
  ]);
  const frame = { source: 'Source: made by hand.', startMonth: '2025-10' };
  const result = { pairs: ledger.pairs, stopped: 'runs' as const, comparisons: ledger.comparisons(0.05) };
  const options = { base: 'base', chosen: [], isSequential: false, units, frame, svg: true, png: false };
  return (await comparePictures(result, options)) as Record<string, string>;
}

it('draws what moves alike once, and names units where one thing stands in two', async () => {
  const svg = (await pictures(metrics))['compare-impulse.svg'];
  expect(svg).toContain('>Capex (USD bn)<');
  expect(svg).not.toContain('AI capex');
  expect(svg).toContain('>Staged (MW)<');
  expect(svg).toContain('>Staged (months)<');
});

it('shows the headline, or what differs most where none of it does, and says so', async () => {
  const headline = (await pictures(['cost_usd', 'fall_after_wall_index']))['compare-effects.svg'];
  for (const title of ['>Fall of market index from peak (points)<', '>Overspend (points)<', ' % → '])
    expect(headline).toContain(title);
  expect(headline).not.toContain('>Cost usd<');
  expect(headline).not.toContain('not corrected');
  const strongest = (await pictures(['cost_usd']))['compare-effects.svg'];
  expect(strongest).toContain('>Cost usd<');
  expect(strongest).not.toContain('>Idle mw<');
  expect(strongest).toContain('not corrected for that choice');
});
