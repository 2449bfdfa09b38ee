/** The picture of an attribution: shares beside main effects on one scale, hollow where nothing can be told. */

import { expect, it } from 'vitest';
import { attributeChart } from '../../src/charts/attribute.ts';
import { attribute } from '../../src/experiment/toggle-factorial.ts';
import { chartSvg } from '../../src/node/pictures/rasterise.ts';

const frame = { source: 'Source: made by hand.', startMonth: undefined };
const units = new Map([['cost_usd_bn', 'USD bn']]);
const about = { scenario: 'baseline', units };

/** `strong` lowers the cost by about 10, `idle` moves it by noise around nothing, both together by 2 more. */
function attribution(replications: number) {
  const worths = Array.from({ length: replications }, (_, k) => {
    const noise = k % 2 === 0 ? 1 : -1;
    return [100, 90 + 0.1 * noise, 100 + noise, 88 + noise];
  });
  return attribute(['strong', 'idle'], 'cost_usd_bn', worths);
}

/** The data behind the marks of both panels, and their horizontal scales. */
function panels(spec: unknown) {
  const [{ hconcat }] = (spec as { vconcat: { hconcat: unknown[] }[] }).vconcat;
  return hconcat.map((panel) => {
    const { data, layer } = panel as {
      data: { values: Record<string, unknown>[] };
      layer: { encoding: { x: { scale?: { domain: number[] } } } }[];
    };
    return { values: data.values, domain: layer[0].encoding.x.scale?.domain };
  });
}

it('shows the figures of the attribution, and says where an interval holds zero', async () => {
  const chart = attributeChart([attribution(40)], about, frame);
  const [shares, mains] = panels(chart);
  expect(shares.values.map(({ name, mean, verdict }) => [name, mean, verdict])).toEqual([
    ['strong', -11, 'less'],
    ['idle', -1, 'less'],
    ['total', -12, 'less'],
  ]);
  expect(mains.values.map(({ name, mean }) => [name, mean])).toEqual([
    ['strong', -11],
    ['idle', -1],
  ]);
  expect(mains.domain).toEqual(shares.domain);
  expect(shares.domain?.[1]).toBe(0);
  const svg = await chartSvg(chart ?? {});
  for (const text of ['Shapley shares (USD bn)', 'Main effects (USD bn)', '100 USD bn with all off', 'made by hand']) {
    expect(svg).toContain(text);
  }
});

it('calls nothing told apart that is not', () => {
  const noise = Array.from({ length: 40 }, (_, k) => [0, k % 2 === 0 ? 1 : -1]);
  const [shares] = panels(attributeChart([attribute(['idle'], 'cost_usd_bn', noise)], about, frame));
  expect(shares.values.map(({ verdict }) => verdict)).toEqual(['open', 'open']);
  const [few] = panels(attributeChart([attribution(20)], about, frame));
  expect(few.values.map(({ verdict }) => verdict)).toEqual(['open', 'open', 'open']);
});

it('draws nothing of an outcome that no replication has', () => {
  const none = attribute(['idle'], 'cost_usd_bn', [
    [Number.NaN, 1],
    [Number.NaN, 2],
  ]);
  expect(attributeChart([none], about, frame)).toBeUndefined();
});
