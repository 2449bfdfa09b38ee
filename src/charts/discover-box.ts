/** Pairs plot of scenario discovery: runs with and without the target by two inputs, and the box around them. */

import type { Limit } from '../experiment/prim.ts';
import type { Input } from '../experiment/sensitivity/rank-share.ts';
import { parameterTitle } from '../output/change-words.ts';
import { inSentence, outcomeWords } from '../output/metric-title.ts';
import { type DiscoverFinding, discoverSentence } from '../output/discover-report.ts';
import { FAINT, type Frame, INK, OKABE_ITO, page, type Spec } from './spec.ts';

const SIZE = 260;
/** Inputs in the plot, and points of it: more would hide one another. */
const MOST_INPUTS = 3;
const MOST_POINTS = 3000;

/** The inputs to show: those that the box limits, then those with the highest scores. */
function shownInputs({ discovery, scores }: DiscoverFinding, inputs: readonly Input[]): readonly Input[] {
  const limits = discovery.isFound ? [...discovery.box.limits].sort((a, b) => a.quasiP - b.quasiP) : [];
  const names = [...new Set([...limits, ...scores].map(({ input }) => input))];
  const limited = new Set(limits.map(({ input }) => input)).size;
  return names
    .slice(0, Math.min(MOST_INPUTS, Math.max(2, limited)))
    .flatMap((name) => inputs.find((one) => one.name === name) ?? []);
}

function bounds(limits: readonly Limit[], { name, values }: Input): readonly [number, number] {
  const of = (side: Limit['side']): number | undefined =>
    limits.find((limit) => limit.input === name && limit.side === side)?.value;
  const all = Array.from(values);
  const [least, most] = all.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  return [of('above') ?? least, of('below') ?? most];
}

function panel(x: Input, y: Input, target: Uint8Array, limits: readonly Limit[]): Spec {
  const rows = Math.min(target.length, MOST_POINTS);
  const values = Array.from({ length: rows }, (_, row) => ({
    x: Number(x.values[row].toPrecision(5)),
    y: Number(y.values[row].toPrecision(5)),
    kind: target[row] === 1 ? 'condition holds' : 'does not hold',
  }));
  const axis = (field: string, { name }: Input): Spec => ({
    field,
    type: 'quantitative',
    scale: { zero: false, nice: true },
    axis: { title: parameterTitle(name), tickCount: 5, grid: false },
  });
  const [x1, x2] = bounds(limits, x);
  const [y1, y2] = bounds(limits, y);
  return {
    width: SIZE,
    height: SIZE,
    data: { values },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 22 },
        encoding: {
          x: axis('x', x),
          y: axis('y', y),
          color: {
            field: 'kind',
            type: 'nominal',
            scale: { domain: ['condition holds', 'does not hold'], range: [OKABE_ITO[3], FAINT] },
          },
          opacity: { condition: { test: "datum.kind === 'condition holds'", value: 0.8 }, value: 0.3 },
        },
      },
      ...(limits.length === 0
        ? []
        : [
            {
              data: { values: [{ x: x1, x2, y: y1, y2 }] },
              mark: { type: 'rect', filled: false, stroke: INK, strokeWidth: 2 },
              encoding: { x: axis('x', x), x2: { field: 'x2' }, y: axis('y', y), y2: { field: 'y2' } },
            },
          ]),
    ],
  };
}

/** Draw the box; `undefined` with fewer than two inputs. */
export function discoverChart(
  finding: DiscoverFinding,
  inputs: readonly Input[],
  target: Uint8Array,
  frame: Frame,
): Spec | undefined {
  const shown = shownInputs(finding, inputs);
  const limits = finding.discovery.isFound ? finding.discovery.box.limits : [];
  const pairs = shown.flatMap((x, i) => shown.slice(i + 1).map((y) => panel(x, y, target, limits)));
  if (pairs.length === 0) return undefined;
  return page(
    pairs,
    {
      title: `Where ${inSentence(outcomeWords(finding.condition))}`,
      subtitle: [discoverSentence(finding), 'Conditional on the spreads or ranges of the inputs; not a forecast.'],
    },
    frame,
  );
}
