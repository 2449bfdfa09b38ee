/** Stories of runs: every number in a sentence is the recorded column it names, and causes are computed from the run. */

import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { createSimulator, type Simulator } from '../../src/engine/simulate.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { explainRun } from '../../src/output/explain/explain.ts';
import type { Figure, Sentence } from '../../src/output/explain/figures.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

interface Story {
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly sentences: readonly Sentence[];
}

const compiled = new Map<string, { scenario: Scenario; simulator: Simulator }>();

function tell(name: string, run: number, overrides: readonly string[] = []): Story {
  const key = `${name} ${overrides.join(' ')}`;
  let known = compiled.get(key);
  if (known === undefined) {
    const { scenario } = loadScenario(name, { overrides });
    known = { scenario, simulator: createSimulator(scenario, 'all') };
    compiled.set(key, known);
  }
  const trace = known.simulator.run(expandSeed('1'), run);
  const sentences = explainRun({ trace, columns: known.simulator.columns }, known.scenario);
  return { scenario: known.scenario, trace, sentences };
}

/** Values of the column of a figure, read off the trace by another way than the story does. */
function seriesOf({ trace }: Story, { column, shape, entity, isWithoutPause }: Figure): (month: number) => number {
  const kind = shape ?? 'scalar';
  const ids = kind === 'scalar' || kind === 'run' ? [''] : trace.entities[kind];
  const offset = entity === undefined ? 0 : ids.indexOf(entity);
  expect(offset, `${column}[${entity}]`).toBeGreaterThanOrEqual(0);
  const own = trace.column(column, kind);
  const other = isWithoutPause === true ? trace.counterfactual?.column(column, kind) : undefined;
  const first = trace.counterfactual?.firstMonth ?? 0;
  return (month) => (other !== undefined && month >= first ? other : own)[month * ids.length + offset];
}

/** The scenario's value at `walls[roi].any[0].below`. */
function scenarioValue(scenario: Scenario, path: string): number {
  let at: unknown = scenario;
  for (const [, key, index] of path.matchAll(/([A-Za-z]+)|\[([^\]]+)\]/g)) {
    if (key !== undefined) at = (at as Record<string, unknown>)[key];
    else if (/^\d+$/.test(index)) at = (at as unknown[])[Number(index)];
    else at = (at as { id: string }[]).find(({ id }) => id === index);
  }
  return at as number;
}

/** What the figure should be, from the trace alone. */
function recomputed(story: Story, figure: Figure): number {
  const { trace, scenario } = story;
  const { measure, month, fromMonth = 0, per = '', event = -1 } = figure;
  const value = /^(?:recorded|rate|sum|mean|growth|change|quotient|scaled|fall|part)$/.test(measure)
    ? seriesOf(story, figure)
    : () => 0;
  const quarter = (m: number): number => (value(m) + value(m - 1) + value(m - 2)) / 3;
  const sum = (): number => {
    let total = 0;
    for (let m = fromMonth; m <= month; m++) total += value(m);
    return total;
  };
  switch (measure) {
    case 'recorded':
      return value(month);
    case 'rate':
      return Math.exp(value(month)) - 1;
    case 'sum':
      return sum();
    case 'mean':
      return sum() / (month - fromMonth + 1);
    case 'growth':
      return value(month) / value(fromMonth);
    case 'change':
      return Math.abs(value(month) / value(fromMonth) - 1);
    case 'metric':
      return Number(runMetrics(trace)[figure.column]);
    case 'quotient':
      return value(month) / seriesOf(story, { ...figure, column: per })(month);
    case 'scaled':
      return value(month) * scenarioValue(scenario, per);
    case 'fall':
      return 1 - quarter(month) / quarter(fromMonth);
    case 'months':
      return month - fromMonth;
    case 'date':
      return month;
    case 'event':
      expect(trace.events[event]).toMatchObject({ kind: figure.column, entity: figure.entity, month });
      return trace.events[event].magnitude;
    case 'events':
      return trace.events.filter(
        ({ kind, month: at }) => figure.column.split(' ').includes(kind) && at >= fromMonth && at <= month,
      ).length;
    case 'scenario':
      return scenarioValue(scenario, figure.column);
    case 'part':
      // Parts are held together by their sum, below.
      return figure.value;
  }
}

/** Whether a text is a value in its unit, rounded to the digits that it shows. */
function isWritten({ text, value, measure }: Figure): boolean {
  const [written = ''] = /[+-]?[\d,]*\.?\d+(?:e[+-]\d+)?/.exec(text) ?? [];
  const units: [pattern: RegExp, scale: number][] = [
    [/(?:%|points)$/, 100],
    [/ GW$/, 1e-3],
    [/^USD .* m$/, 1e3],
  ];
  const scale = measure === 'part' ? 100 : (units.find(([pattern]) => pattern.test(text))?.[1] ?? 1);
  const [digits, exponent = '0'] = written.split('e');
  const decimals = digits.split('.')[1]?.length ?? 0;
  const tolerance = 0.5000001 * 10 ** (Number(exponent) - decimals);
  return Math.abs(Number(written.replaceAll(',', '')) - value * scale) <= tolerance;
}

function calendar(start: string, month: number): string {
  const [year, first] = start.split('-').map(Number);
  const date = new Date(Date.UTC(year, first - 1 + month));
  return date.toLocaleDateString('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });
}

const WALL_EARLY = ['walls[roi].any[0].below=0.2', 'walls[roi].forMonths=1', 'walls[roi].fromMonth=6'];
const CASES: [name: string, run: number, overrides?: string[]][] = [
  ...Array.from({ length: 4 }, (_, run): [string, number] => ['baseline', run]),
  ['power-tight', 0],
  ['regulation-tight', 1],
  ['disciplined', 0],
  ['baseline', 0, ['stop.rule=horizon']],
  ['baseline', 0, ['stop.rule=first-wall']],
  ['baseline', 0, ['horizonMonths=3']],
  ['baseline', 0, WALL_EARLY],
  ['telecom-2001', 0],
  ['hbm-single-source', 0],
  ['beer-game', 0],
];

describe.each(CASES)('%s, run %i %j', (name, run, overrides = []) => {
  it('every number in the text is the recorded value it names', () => {
    const story = tell(name, run, overrides);
    expect(story.sentences.length).toBeGreaterThan(2);
    for (const { text, figures, names, month } of story.sentences) {
      let rest = text;
      for (const id of [...names].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(id, '');
      for (const figure of figures) {
        expect(rest, `${figure.text} in ${text}`).toContain(figure.text);
        rest = rest.replace(figure.text, '');
        const expected = recomputed(story, figure);
        expect(figure.value, JSON.stringify(figure)).toBeCloseTo(expected, 9);
        if (figure.measure === 'date') expect(figure.text).toBe(calendar(story.scenario.startMonth, figure.value));
        else expect(isWritten(figure), `${figure.text} for ${figure.value} in ${text}`).toBe(true);
        expect(figure.month).toBeLessThan(story.trace.months);
      }
      expect(rest, 'a number without a source').not.toMatch(/\d/);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/NaN|undefined|Infinity|- %| -[ ,;.]/);
      expect(month).toBeLessThan(story.trace.months);
    }
  });
});

describe('what moved the return', () => {
  it.each([0, 1, 5])('its parts add up to the recorded change, run %i', (run) => {
    const { trace, sentences } = tell('baseline', run);
    const parts = sentences.flatMap(({ figures }) => figures).filter(({ measure }) => measure === 'part');
    expect(new Set(parts.map(({ per }) => per)).size).toBe(5);
    const [{ month, fromMonth = 0 }] = parts;
    const roi = trace.column('roi_per_year', 'scalar');
    expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(roi[month] - roi[fromMonth], 9);
    const price = trace.column('compute_price_index', 'scalar');
    const byPrice = parts.find(({ per }) => per === 'price');
    expect(Math.sign(byPrice?.value ?? 0)).toBe(Math.sign(price[month] - price[fromMonth]));
  });

  it('names the factor that did most of it, whichever that is', () => {
    const named = new Set<string>();
    const worlds = [
      [],
      ['demand.priceElasticity=2.5', 'demand.priceAdjustPerYear=*0.1'],
      ['demand.bassImitationPerYear=2'],
    ];
    for (const overrides of worlds) {
      for (const run of [0, 1]) {
        const told = tell('baseline', run, overrides).sentences.find(({ text }) => text.includes('mainly because of'));
        if (told === undefined) continue;
        const parts = told.figures.filter(({ measure }) => measure === 'part');
        const sign = told.text.includes(' fell from ') ? -1 : 1;
        const [most] = [...parts].sort((x, y) => sign * (y.value - x.value));
        expect(told.figures.filter(({ measure }) => measure === 'part')[0]).toBe(most);
        named.add(most.per ?? '');
      }
    }
    expect(named.size).toBeGreaterThan(1);
  });
});

describe('the wall', () => {
  it('reads its variable in words with a unit, not by the name of the column', () => {
    const { text } = tell('baseline', 0).sentences.find(({ chapter }) => chapter === 'wall') ?? { text: '' };
    expect(text).toMatch(
      /earn over its cost, in per cent of its value at the start, was [\d.]+ %, below the limit of 90 %/,
    );
  });

  it('is told with the reading of the outcome, its limit and the months that it held', () => {
    const { trace, scenario, sentences } = tell('baseline', 0);
    const wall = sentences.find(({ chapter }) => chapter === 'wall');
    expect(wall?.month).toBe(trace.outcome.wallMonth);
    expect(wall?.figures.map(({ value }) => value)).toContain(trace.outcome.wallReading);
    expect(wall?.names).toContain(trace.outcome.wall);
    const rule = scenario.kind === 'economy' ? scenario.walls.find(({ id }) => id === trace.outcome.wall) : undefined;
    expect(wall?.figures.find(({ column }) => column === 'held')?.value).toBe(rule?.forMonths);
  });

  it('is said to be absent where none came, with the one that came closest', () => {
    const { trace, sentences } = tell('baseline', 0, ['horizonMonths=3']);
    expect(trace.outcome.wall).toBe('none');
    expect(sentences.map(({ text }) => text).join('\n')).toMatch(
      /No wall stopped the race up to Dec 2025; at the end \w+ was closest/,
    );
    expect(sentences.some(({ chapter }) => chapter === 'pause' || chapter === 'air pocket')).toBe(false);
  });

  it('is told with the months that the next one had held, where its reading is beyond the limit', () => {
    const held = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((run) => {
      const { sentences, scenario } = tell('baseline', run);
      const next = sentences.find(({ text }) => /was closest/.test(text));
      const months = next?.figures.find(({ column }) => column === 'held');
      if (next === undefined || months === undefined || scenario.kind !== 'economy') return [];
      const wall = scenario.walls.find(({ id }) => next.names.includes(id));
      expect(next.text).toMatch(/, for \d+ months? of the \d+ that it needs\.$/);
      expect(months.value).toBeLessThanOrEqual(wall?.forMonths ?? 0);
      return [months.value];
    });
    expect(held.length).toBeGreaterThan(0);
  });

  it('is followed by the fall that the row of the run gives', () => {
    const falls = [0, 1, 2, 3].flatMap((run) => {
      const { sentences, trace } = tell('baseline', run);
      const fall = sentences
        .find(({ chapter }) => chapter === 'pause')
        ?.figures.find(({ measure }) => measure === 'fall');
      if (fall !== undefined) expect(fall.value).toBeCloseTo(Number(runMetrics(trace).investment_fall_after_wall), 12);
      return fall === undefined ? [] : [fall.value];
    });
    expect(falls.length).toBeGreaterThan(0);
  });

  it('is followed by what the pause took, before falls of later years', () => {
    const { sentences, trace } = tell('baseline', 0);
    const [first, second] = sentences.filter(({ chapter }) => chapter === 'air pocket');
    expect(first.text).toMatch(/^The pause cost .* in the same run without the pause\.$/);
    const row = runMetrics(trace);
    const shares = trace.entities.node.map((node) => Number(row[`sales_lost_${node.replaceAll('-', '_')}`]));
    const [got, would] = first.figures.filter(({ measure }) => measure === 'sum').map(({ value }) => value);
    expect(1 - got / would).toBeCloseTo(Math.max(...shares), 9);
    expect(second.text).toMatch(/^In the \d+ months simulated after the wall orders fell most at /);
  });

  it('would have stopped a race that walls only watch', () => {
    const text = tell('baseline', 0, ['stop.rule=horizon'])
      .sentences.map((one) => one.text)
      .join('\n');
    expect(text).toContain('would have stopped the race');
  });

  it('comes after what led to it and before what followed', () => {
    const order = tell('baseline', 0).sentences.map(({ chapter }) => chapter);
    const last = (chapter: string): number => order.lastIndexOf(chapter);
    expect(order.slice(0, 2)).toEqual(['outcome', 'race']);
    expect(last('return')).toBeLessThan(order.indexOf('wall'));
    expect(last('wall')).toBeLessThan(order.indexOf('pause'));
    expect(last('air pocket')).toBeLessThan(last('recovery'));
  });
});

it('says how far suppliers fall around the wall and what of it the pause added, then by how much prices fell and why', () => {
  const texts = tell('baseline', 3).sentences.map(({ text }) => text);
  expect(texts.join('\n')).toMatch(
    /^Around the wall the share price of the median supplier fell by \d+ %, .*; the pause added \d+ points, compared/m,
  );
  expect(texts.join('\n')).toMatch(
    /fell most at server \(supplier\) by 67 %.*NEO \(builder\) by 49 %; earnings .*; its price went from .* to .* times that value, so most of the fall is due to market shocks/,
  );
});

it('says of which orders a limit is a share, and which fall the peak of the index precedes', () => {
  const { sentences } = tell('baseline', 0);
  expect(sentences.find(({ chapter }) => chapter === 'limits')?.text).toMatch(
    /finance [\d.]+ % of wanted orders with a site/,
  );
  expect(sentences.find(({ text }) => text.includes('market index was highest'))?.text).toMatch(
    /^Before its deepest fall/,
  );
});

describe('the outcome', () => {
  const told = (run: number, overrides: readonly string[] = []): string =>
    tell('baseline', run, overrides).sentences[0].text;

  it('comes first, with the wall, its reading and what reduced expected rent over cost most', () => {
    expect(told(0)).toMatch(
      /^The ROI wall stopped the race in Jun 2028: .*, mainly because the price of systems was [\d.]+ % (?:higher|lower) than in Oct 2025\.$/,
    );
    expect(told(3)).toMatch(
      /mainly because the yearly growth of AI revenue that builders expect went from \d+ % to \d+ %/,
    );
    expect(told(1)).toBe('No wall stopped the race up to Sep 2035.');
    expect(told(7)).toMatch(/^The power wall stopped the race in Dec 2026: [^;]*, above the limit of 40 %\.$/);
  });

  it('names the cost of capital or the price of power where these rose most', () => {
    const dear = ['finance.riskFreePerYear=0.02', 'interventions=[{kind: rate-rise, month: 1, changePerYear: 0.1}]'];
    expect(told(3, dear)).toMatch(/mainly because the cost of capital of \w+ went from/);
  });
});

it('does not say that something rose or was near where it hardly did', () => {
  const text = tell('baseline', 3)
    .sentences.map((one) => one.text)
    .join('\n');
  expect(text).toContain('No lead time rose up to Jun 2026.');
  expect(text).toContain('no delivered system waited for power up to Jun 2026.');
  expect(text).toMatch(/No other wall was near; power was closest: the share .* was 0 %, below the limit of 40 %\./);
  expect(
    tell('baseline', 7)
      .sentences.map((one) => one.text)
      .join(),
  ).toMatch(/decided on 1 large expansion, at foundry/);
  for (let run = 0; run < 8; run++) {
    for (const { text: line } of tell('baseline', run).sentences) {
      const [, from, to] =
        / return on AI capital in service (?:rose|fell) from (\S+) % .*? to (\S+) %/.exec(line) ?? [];
      if (from !== undefined) expect(Math.abs(Number(to) - Number(from))).toBeGreaterThan(0.4);
    }
  }
});

it('reads well from end to end in eight to twenty-five sentences', () => {
  for (let run = 0; run < 3; run++) {
    const { length } = tell('baseline', run).sentences;
    expect(length).toBeGreaterThanOrEqual(8);
    expect(length).toBeLessThanOrEqual(25);
  }
});
