/** Opens the scenario of a sweep: checks its varied paths and identifies external strategies. */

import { configurations, createDesign, type Design, type DesignSpec } from '../../experiment/design.ts';
import type { Axis, Setting, Span } from '../../experiment/design-axis.ts';
import { UsageError } from '../../scenario/errors.ts';
import { numericLeaves } from '../../reader/leaves.ts';
import { overrideTexts } from '../../reader/overrides.ts';
import { type OpenScenario, overrideProblems } from '../../reader/parse.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { type LoadOptions, openScenarioFiles } from '../scenario-files.ts';
import { isOutside } from '../strategies/strategy-source.ts';
import { runScenario } from './batch.ts';
import type { SweepScenario } from './sweep.ts';
import { loadPlayable, type PlayableScenario } from '../strategies/user-strategies.ts';

export interface LoadedSweep {
  readonly scenario: SweepScenario;
  /** The design, in which sampled ranges of whole numbers take whole numbers only. */
  readonly spec: DesignSpec;
  readonly design: Design;
  /** Placeholders for external strategies, for the thread that may not run them. */
  readonly absent: readonly Strategy[];
}

/** A path whose values name strategies. */
const STRATEGY_ID = /(?:^|\.)strategy\.id$/;

/**
 * Load the scenario of a sweep.
 *
 * @throws UserError  When the scenario cannot be used, or a varied path is not in it.
 */
export async function loadSweep(reference: string, asked: DesignSpec, options: LoadOptions): Promise<LoadedSweep> {
  const playable = await loadPlayable(reference, options);
  const { parsed } = playable;
  const spec = withWholeNumbers(asked, parsed.scenario);
  const design = createDesign(spec);
  const opened = openScenarioFiles(reference, options);
  const open: OpenScenario = { ...opened, overrides: [...opened.overrides, ...pinned(playable)] };
  checkPaths(open, design);
  const sources = new Map(playable.sources.map((source) => [source.id, source]));
  const absent = new Map(playable.absent.map((strategy) => [strategy.id, strategy]));
  const aliases: Record<string, string> = {};
  for (const [path, word] of outsideWords(design)) {
    const overrides = [...overrideTexts(options.overrides), `${path}=${JSON.stringify(word)}`];
    const varied = await loadPlayable(reference, { ...options, overrides });
    for (const source of varied.sources) {
      if (source.reference === word) aliases[word] = source.id;
      sources.set(source.id, source);
    }
    for (const strategy of varied.absent) absent.set(strategy.id, strategy);
  }
  return {
    spec,
    design,
    scenario: { ...runScenario(parsed, [...sources.values()]), open, aliases },
    absent: [...absent.values()],
  };
}

/**
 * Spans of paths whose schema wants whole numbers take these only; relative ones become the numbers that they reach.
 */
function withWholeNumbers(spec: DesignSpec, scenario: object): DesignSpec {
  if (spec.kind === 'table' || spec.axes.every(({ kind }) => kind !== 'span')) return spec;
  const leaves = new Map(numericLeaves(scenario, ScenarioSchema).map((leaf) => [leaf.path, leaf]));
  const axes = spec.axes.map((axis): Axis => {
    const leaf = axis.kind === 'span' ? leaves.get(axis.path) : undefined;
    if (axis.kind !== 'span' || leaf?.facts?.integer !== true) return axis;
    return wholeSpan(axis, leaf.value);
  });
  return { ...spec, axes };
}

function wholeSpan({ operator, ...span }: Span, standing: number): Span {
  const reached = (end: number): number =>
    operator === '*' ? standing * end : operator === '+' ? standing + end : end;
  const [low, high] = [Math.ceil(reached(span.low)), Math.floor(reached(span.high))];
  if (low < high) return { ...span, low, high, isWhole: true };
  throw new UsageError([
    `--vary ${span.path}: it takes whole numbers, and fewer than two lie between ${reached(span.low)} and ${reached(span.high)}`,
  ]);
}

/** External strategies under the ids of their content, as overrides. */
function pinned({ parsed: { scenario }, sources }: PlayableScenario): string[] {
  if (scenario.kind !== 'economy') return [];
  const ids = new Set(sources.map(({ id }) => id));
  return scenario.firms
    .filter(({ strategy }) => ids.has(strategy.id))
    .flatMap(({ id, strategy }) => {
      const place = `firms[${id}].strategy`;
      const choice = `${place}.id=${JSON.stringify(strategy.id)}`;
      return strategy.params === undefined ? [choice] : [choice, `${place}.params=${JSON.stringify(strategy.params)}`];
    });
}

/** A missing path would fail every configuration, so it is refused before the first. */
function checkPaths(open: OpenScenario, design: Design): void {
  const first = design.at(0);
  const problems = design.paths.flatMap((path, p) =>
    overrideProblems(open, [`${path}=${first[p]}`]).map((problem) => `--vary ${path}: ${problem}`),
  );
  if (problems.length > 0) throw new UsageError(problems);
}

/** Every external strategy that a design names, with its path. */
function outsideWords(design: Design): [path: string, word: string][] {
  const places = design.paths.flatMap((path, p) => (STRATEGY_ID.test(path) && !design.numeric[p] ? [p] : []));
  if (places.length === 0) return [];
  const found = new Map<Setting, string>();
  for (const settings of configurations(design)) {
    for (const p of places) {
      if (typeof settings[p] === 'string' && isOutside(settings[p])) found.set(settings[p], design.paths[p]);
    }
  }
  return [...found].map(([word, path]) => [path, String(word)]);
}
