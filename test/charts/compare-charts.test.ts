/** Charts of a comparison: what their marks are made of, and that they draw. */

import { expect, it } from 'vitest';
import { compareForestChart } from '../../src/charts/compare-forest.ts';
import { compareImpulseChart } from '../../src/charts/compare-impulse.ts';
import { compareWallsChart } from '../../src/charts/compare-walls.ts';
import { slidesOf } from '../../src/charts/slide.ts';
import type { Spec } from '../../src/charts/spec.ts';
import { PairLedger } from '../../src/experiment/compare-ledger.ts';
import { parseTable } from '../../src/charts/table.ts';
import { effectsChart } from '../../src/charts/effect-rows.ts';
import { comparedOutcomes } from '../../src/charts/effects.ts';
import { tornadoChart } from '../../src/charts/tornado.ts';
import { chartSlides, chartSvg } from '../../src/node/pictures/rasterise.ts';

const frame = { source: 'Source: made by hand.', startMonth: '2025-10' };
const words = { base: 'baseline', pairs: 40, isSequential: false, isChosenBySize: false };

/** Forty pairs: `more` is above the base by about 5, `same` by nothing but noise; half of the pairs end after two months. */
function comparisons(count = 40) {
  const shape = { contenders: ['baseline', 'more', 'same'], metrics: ['cost_usd_bn'], series: ['live_mw'] };
  const ledger = new PairLedger(shape);
  for (let k = 0; k < count; k++) {
    const noise = k % 2 === 0 ? 1 : -1;
    const months = k < 21 ? 2 : 3;
    const values = [100, 105 + noise, 100 + noise];
    ledger.record({
      metrics: Float64Array.from(values),
      series: values.map((value) => new Float64Array(months).fill(value)),
    });
  }
  return ledger.comparisons(0.05);
}

/** The data behind the marks of every panel. */
function panelData(spec: Spec): Record<string, unknown>[][] {
  const rows = spec.vconcat as { hconcat: { data: { values: Record<string, unknown>[] } }[] }[];
  return rows.flatMap(({ hconcat }) => hconcat.map(({ data }) => data.values));
}

it('tells in the forest what is told apart and what is not', async () => {
  const rows = comparisons().map(({ name, metrics: [comparison] }) => ({ name, comparison }));
  const spec = compareForestChart([{ metric: 'cost_usd_bn', unit: 'USD bn', rows }], words, frame);
  const [[more, same]] = panelData(spec);
  expect(more).toMatchObject({
    name: 'more',
    mean: 5,
    verdict: 'more',
    text: expect.stringMatching(/^\+5 \(\+4\.\d+ to \+5\.\d+\)$/),
  });
  expect(same).toMatchObject({
    name: 'same',
    mean: 0,
    verdict: 'open',
    text: expect.stringMatching(/^0 \(−0\.\d+ to \+0\.\d+\)$/),
  });
  // The interval drawn is the one that the test uses, whether or not the pairs said when to stop.
  const { alwaysValidHalfWidth } = rows[0].comparison.difference;
  expect(Number(more.high) - 5).toBeCloseTo(alwaysValidHalfWidth, 4);
  expect(more.low).toBeGreaterThan(4);
  expect(more.high).toBeLessThan(6);
  const sequential = compareForestChart(
    [{ metric: 'cost_usd_bn', unit: 'USD bn', rows }],
    { ...words, isSequential: true },
    frame,
  );
  expect(panelData(sequential)[0][0].low).toBe(more.low);
  const selected = compareForestChart(
    [{ metric: 'cost_usd_bn', unit: 'USD bn', rows }],
    { ...words, isChosenBySize: true },
    frame,
  );
  expect(JSON.stringify(selected)).toContain('not corrected for that choice');
  expect(JSON.stringify(spec)).not.toContain('not corrected');
  const few = comparisons(20).map(({ name, metrics: [comparison] }) => ({ name, comparison }));
  const grey = compareForestChart([{ metric: 'cost_usd_bn', unit: 'USD bn', rows: few }], words, frame);
  expect(panelData(grey)[0].map(({ verdict }) => verdict)).toEqual(['open', 'open']);
  const svg = await chartSvg(spec);
  for (const text of ['(USD bn)', '100 → 105', 'With heavy-tailed differences', 'not a forecast', 'made by hand']) {
    expect(svg).toContain(text);
  }
});

it('says on a slide when a response is largest and when it has died out', () => {
  const months = Float64Array.of(0, 0, 40, -100, 10, 4, 0, 0);
  const impulse = { series: 'chain_stock_mw', months, low: months, high: months, pairs: new Int32Array(8).fill(9) };
  const name = 'stop of production at hbm in month 2';
  const panels = ['chain_cost_usd', 'chain_stock_mw'].map((series) => ({
    series,
    unit: 'pallets',
    lines: [{ name, impulse }],
  }));
  const [{ text, panels: drawn }] = slidesOf(
    compareImpulseChart(panels, words, { ...frame, isSlide: true }),
    frame.source,
  );
  expect(text.title).toBe(`With ${name}: stock of all nodes 100 pallets less in Jan 2026, gone by Mar 2026`);
  expect(text.note).toContain('the same in every pair, so there is no band. Backlog, stock');
  expect(text.note).toContain('over 40 pairs of runs (9 at the right edge);');
  expect(drawn).toHaveLength(2);
  // A month of few pairs, and one whose interval contains zero, are larger.
  const [mean, low, high] = [
    [0, 7, 80, 90],
    [0, 5, -9, 50],
    [0, 9, 169, 130],
  ].map((values) => Float64Array.from(values));
  const titleWith = (ends: { readonly low: Float64Array }) => {
    const one = { ...impulse, months: mean, high, pairs: Int32Array.of(40, 40, 40, 7), ...ends };
    const spec = compareImpulseChart([{ ...panels[1], lines: [{ name, impulse: one }] }], words, {
      ...frame,
      isSlide: true,
    });
    return slidesOf(spec, frame.source)[0].text.title;
  };
  expect(titleWith({ low })).toBe(`With ${name}: stock of all nodes 7 pallets more (5 to 9) in Nov 2025`);
  expect(titleWith({ low: new Float64Array(4) })).toBe(`With ${name}: stock differs significantly in no month`);
});

it('draws responses only where half of the pairs reach, with one legend', async () => {
  const lines = comparisons().map(({ name, impulse: [impulse] }) => ({ name, impulse }));
  const panel = { series: 'live_mw', unit: 'MW', lines };
  const spec = compareImpulseChart([panel, panel, panel], words, frame);
  const points = panelData(spec)[0].filter(({ name }) => name === 'more');
  expect(points.map(({ mean }) => mean)).toEqual([5, 5]);
  expect(points[1].time).toBeCloseTo(2025 + 10 / 12, 3);
  expect((await chartSvg(spec)).match(/>same</g)).toHaveLength(1);
});

it('shows the share of runs that each wall stops, in the base and with each change', async () => {
  const table =
    parseTable(`base,other,metric,base_mean,other_mean,difference,low_95,high_95,always_valid_half_width,pairs
baseline,"baseline (changed: power.pue=1.1)",wall=power,0.5,0.2,-0.3,-0.5,-0.1,0.4,40
baseline,"baseline (changed: power.pue=1.1)",wall=none,0.1,0.15,0.05,-0.1,0.2,0.3,40
baseline,grim,wall=power,0.5,0.45,-0.05,-0.1,0,,40
baseline,grim,wall=none,0.1,0.1,0,-0.1,0.1,0.2,40
`);
  const spec = compareWallsChart(table, { ...frame, isSlide: true });
  const [svg] = await chartSlides(spec ?? {}, frame.source);
  const text = svg.replaceAll('\u00A0', ' ');
  expect(text).toContain(
    'With PUE 1.1, no share of first walls differs significantly; largest: power −30 points (−70 to +10)',
  );
  expect(text).toContain('>−5 points (−10 to 0)<');
  expect(text).toContain('The thresholds of the walls are assumptions');
  // Wilson's interval of 8 of 40.
  for (const label of ['20 % (10 to 35 %)', '50 % (35 to 65 %)', 'grim', 'No wall (share of runs)']) {
    expect(text).toContain(label);
  }
  expect(compareWallsChart(parseTable('base,other,metric,base_mean,other_mean,pairs\n'), frame)).toBeUndefined();
});

it('draws a row for every wall where there is one change, the most frequent first, and says what changes significantly', async () => {
  const row = (wall: string, before: number, after: number, half: number): string =>
    `base,"base (changed: power.pue=1.1)",wall=${wall},${before},${after},${after - before},,,${half},${Number(wall !== 'none')},40`;
  const table =
    parseTable(`base,other,metric,base_mean,other_mean,difference,low_95,high_95,always_valid_half_width,significant,pairs
${[row('none', 0.15, 0.14, 0.1), row('roi', 0.25, 0.5, 0.1), row('power', 0.6, 0.36, 0.12)].join('\n')}
`);
  const spec = compareWallsChart(table, { ...frame, isSlide: true }) ?? {};
  const [panel] = panelData({ vconcat: [{ hconcat: spec.vconcat }] });
  expect(panel.map(({ wall, shares, difference }) => [wall, shares, difference])).toEqual([
    ['Power', '60 % → 36 %', '−24 points (−36 to −12)'],
    ['ROI', '25 % → 50 %', '+25 points (+15 to +35)'],
    ['No wall', '15 % → 14 %', '−1 point (−11 to +9)'],
  ]);
  expect(slidesOf(spec, frame.source)[0].text.title).toBe(
    'With PUE 1.1, ROI comes first 25 points more often (15 to 35) and power 24 points less often (12 to 36)',
  );
});

it('draws one change as rows with the level before and after, and names in words what is not significant', () => {
  const row = (metric: string, before: number, effect: number, half: number): string =>
    `base,"base (changed: power.pue=1.1)",${metric},number,${before},${before + effect},${effect},,,${half},${Number(Math.abs(effect) > half)},40`;
  const header =
    'base,other,metric,unit,base_mean,other_mean,difference,low_95,high_95,always_valid_half_width,significant,pairs';
  const one = [row('overspend_ratio', 2, 0.5, 0.1), row('economic_profit_usd_bn', -40, -10, 20)];
  const chart = (rows: readonly string[]) =>
    effectsChart(
      comparedOutcomes(parseTable([header, ...rows, ''].join('\n'))),
      { title: 'E', notes: ['How.'] },
      slide,
    );
  const slide = { ...frame, isSlide: true };
  const spec = chart(one);
  const [values] = panelData({ vconcat: [{ hconcat: spec.vconcat }] });
  expect(values).toMatchObject([
    { effect: 0.25, low: 0.2, high: 0.3, levels: '200 % → 250 %', text: '+50 points (+40 to +60)' },
    { effect: -0.25, levels: 'USD −40 bn → USD −50 bn', text: 'USD −10.0 bn (−30.0 to +10.0)' },
  ]);
  expect(slidesOf(spec, frame.source).map(({ text }) => text.title)).toEqual([
    'With PUE 1.1: overspend over the disciplined target up by 50 points (40 to 60), from 200 % to 250 %',
  ]);
  expect(JSON.stringify(spec)).toContain('Grey: not significant, the interval contains zero.');
  const exact = one.map((text) =>
    text.replace(/,,,[\d.]+,[01],/, () => `,${text.includes('ratio') ? '0.5,0.5' : '-10,-10'},,0,`),
  );
  const [{ text: sure }] = slidesOf(chart(exact), frame.source);
  expect(sure.title).toMatch(/^With PUE 1\.1: overspend .* up by 50 points, from 200 % to 250 %$/);
  expect(sure.note).not.toContain('ignificant');
  const [[months]] = panelData({ vconcat: [{ hconcat: chart([row('months_to_wall', 34.1, 6.07, 4.86)]).vconcat }] });
  expect(months).toMatchObject({ levels: '34.1 months → 40.2 months', text: '+6.1 months (+1.2 to +10.9)' });
  const open = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((node) => row(`bullwhip_${node}`, 2, 0.1, 0.2));
  const [, { text: second }] = slidesOf(chart(open), frame.source);
  expect(second.title).toBe('With PUE 1.1, none of these 4 measures changes significantly');
  expect(second.note).toContain('0 of 8 measures change significantly (all slides).');
  const another = one.map((text) => text.replace('1.1', '1.2'));
  expect((chart([...one, ...another]).vconcat as unknown[]).length).toBe(2);
});

it('shows on slides what differs, a few rows each, within what can be', () => {
  const row = (metric: string, before: number, effect: number, half: number): string =>
    `base,"base (changed: supply.policy={kind: order-up-to, protectionMonths: 4})",${metric},number,${before},${before + effect},${effect},${effect - half},${effect + half},${half},${Number(Math.abs(effect) > half)},40`;
  const nodes = ['a', 'b', 'c', 'd'];
  const rows = [
    row('cost_usd', 100, -80, 30),
    row('stock_mw', 10, 5, 1),
    row('unmet_peak_mw', 0, 3, 1),
    ...nodes.map((node) => row(`fill_rate_${node}`, 0.9, -0.171, 0)),
    ...nodes.map((node) => row(`bullwhip_${node}`, 2, node === 'a' ? 1 : 0, 0)),
  ];
  const header =
    'base,other,metric,unit,base_mean,other_mean,difference,low_95,high_95,always_valid_half_width,significant,pairs';
  const outcomes = comparedOutcomes(parseTable([header, ...rows, ''].join('\n')));
  const spec = effectsChart(outcomes, { title: 'E', notes: ['How.'] }, { ...frame, isSlide: true });
  const slides = slidesOf(spec, frame.source);
  expect(slides.map(({ text }) => text.title)).toEqual([
    'With policy order-up-to: total cost down by USD 80 (50 to 100), from USD 100 to USD 20',
    'With policy order-up-to: fill rate at a down by 17 points in every run, from 90 % to 73 %',
  ]);
  const [{ text }] = slides;
  expect(text.note).toContain('Not shown, as they do not change: bullwhip at b, ');
  expect(text.note).toContain('Mean stock differs by +50 %');
  expect(text.note).toContain('A row without a mark is 0 in the base.');
  expect(text.note).not.toContain('are cut');
  const [[cost], [fill]] = panelData({ vconcat: [{ hconcat: spec.vconcat }] });
  expect(cost).toMatchObject({ effect: -0.8, low: -1, high: -0.5 });
  expect(fill.text).toBe('−17 points in every run');
});

it('gives panels of rows on one slide equal widths, however long their names', async () => {
  const outcome = (label: string, effect: number) => ({
    label,
    effects: [{ input: 'power.pue=1.1', effect, low: effect / 2, high: 2 * effect, runs: 40, isSignificant: true }],
  });
  const outcomes = [outcome('Cost of A (USD)', 1), outcome('Fill rate, A (share)', 1e5)];
  const [svg] = await chartSlides(
    tornadoChart(outcomes, { title: 'Effects', notes: [] }, { ...frame, isSlide: true }),
    frame.source,
  );
  const widths = [...svg.matchAll(/class="background"[^>]* d="M0,0h(\d{2}[\d.]+)/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(2);
  expect(widths[0]).toBeCloseTo(widths[1], 6);
});

it('puts the most significant headline metric on the first slide, and gives every slide a message with its number', () => {
  const row = (metric: string, effect: number, half: number): string =>
    `base,"base (changed: power.pue=1.1)",${metric},number,${effect},${effect - half},${effect + half},${half},${Number(Math.abs(effect) > half)},40`;
  const table = parseTable(`base,other,metric,unit,difference,low_95,high_95,always_valid_half_width,significant,pairs
${[
  row('months_to_wall', 1, 0.9),
  row('overspend_ratio', 0.5, 0.1),
  row('economic_profit_usd_bn', -20, 10),
  row('cumulative_ai_capex_usd_bn', 900, 1),
  row('fall_after_wall_supplier', 0.02, 0.01),
  row('fall_after_wall_index', 0.01, 0.02),
].join('\n')}
`);
  const spec = tornadoChart(
    comparedOutcomes(table),
    { title: 'Effects', notes: ['How.'] },
    { ...frame, isSlide: true },
  );
  expect(slidesOf(spec, frame.source).map(({ text }) => text.title)).toEqual([
    'Overspend over the disciplined target: 50 percentage points more with PUE 1.1 (+40 to +60)',
    'Mean time to the wall, horizon if none: 1 month more with PUE 1.1 (+0.1 to +1.9)',
  ]);
  expect(slidesOf(spec, frame.source)[0].text.note).toContain('Blue: more. Orange: less.');
  const usermeta = { messages: ['a', 'b', 'c', 'd, not significant', 'e'] };
  expect(slidesOf({ ...spec, usermeta }, frame.source)[1].text.title).toBe('e');
});
