/** Makes the scenarios of a toggle factorial: every on/off combination of mechanisms, overlays and settings. */

import { MOST_TOGGLES } from '../../experiment/toggle-factorial.ts';
import { type Mechanism, mechanismsOf, withSettings } from '../../experiment/toggle-mechanisms.ts';
import { isIn } from '../../experiment/shapley.ts';
import { UsageError, UserError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { engineWith } from '../builtin-engine.ts';
import type { NamedScenario } from '../work/run-rows.ts';
import { distinct } from './paired-scenarios.ts';
import type { Engine } from '../engine.ts';
import { isOverlay, type ListedScenario, listScenarios } from '../scenario-files.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { loadPlayable, type PlayableScenario } from '../strategies/user-strategies.ts';

/** A chosen toggle: a mechanism of the scenario that is switched off, or an overlay or setting that is added. */
export type Toggle =
  | { readonly name: string; readonly kind: 'mechanism' }
  | { readonly name: string; readonly kind: 'overlay' | 'setting'; readonly value: string };

export interface FactorialOptions {
  readonly cwd: string;
  /** `path=value` texts of every combination. */
  readonly overrides: readonly string[];
}

export interface Factorial {
  readonly toggles: readonly Toggle[];
  /**
   * The scenario with every subset of overlays and settings; bit i of the index says whether addition i is included.
   */
  readonly variants: readonly NamedScenario[];
  readonly strategies: readonly StrategySource[];
  readonly engine: Engine;
}

/** Read `name`, `name=overlay` and `name=path=value`. */
export function readToggles(texts: readonly string[]): Toggle[] {
  const toggles = texts.map((text): Toggle => {
    const at = text.indexOf('=');
    if (at < 0) return { name: text.trim(), kind: 'mechanism' };
    const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    if (name === '' || value === '') {
      throw new UsageError([`--toggle: expected name, name=overlay or name=path=value, got ${text}`]);
    }
    return { name, kind: value.includes('=') ? 'setting' : 'overlay', value };
  });
  if (toggles.length > MOST_TOGGLES) {
    throw new UsageError([
      `${toggles.length} toggles make ${2 ** toggles.length} combinations; at most ${MOST_TOGGLES} toggles are allowed`,
    ]);
  }
  return toggles;
}

function refuseTwins(toggles: readonly Toggle[]): void {
  const twice = toggles.find(({ name }, i) => toggles.findIndex((other) => other.name === name) !== i);
  if (twice !== undefined) throw new UsageError([`--toggle: ${twice.name} is given twice`]);
}

/**
 * Make every combination of the toggles.
 *
 * @throws UsageError  For a toggle that the scenario does not have, or that has no effect.
 */
export async function openFactorial(
  reference: string,
  chosen: readonly Toggle[],
  { cwd, overrides }: FactorialOptions,
): Promise<Factorial> {
  const { parsed: plain } = await loadPlayable(reference, { cwd, overrides });
  const toggles = chosen.map((toggle) => settled(toggle, plain.scenario, cwd));
  refuseTwins(toggles);
  const added = toggles.filter((toggle) => toggle.kind !== 'mechanism');
  const variants: PlayableScenario[] = [];
  for (let subset = 0; subset < 1 << added.length; subset++) {
    const on = added.filter((_, i) => isIn(i, subset));
    const overlays = on.filter(({ kind }) => kind === 'overlay').map(({ value }) => `+${value}`);
    const settings = on.filter(({ kind }) => kind === 'setting').map(({ value }) => value);
    variants.push(
      await loadPlayable(`${reference}${overlays.join('')}`, { cwd, overrides: [...overrides, ...settings] }),
    );
  }
  const named = variants.map(({ parsed: { name, scenario } }) => ({ name, hash: scenarioHash(scenario), scenario }));
  const hashes = combinationsOf({ toggles, variants: named }).map(({ hash }) => hash);
  const idle = toggles.find((_, i) => hashes.every((hash, c) => hash === hashes[c ^ (1 << i)]));
  if (idle !== undefined) throw new UsageError([`--toggle: ${idle.name} changes nothing in ${reference}`]);
  return {
    toggles,
    variants: named,
    strategies: distinct(variants.flatMap(({ sources }) => sources)),
    engine: engineWith(distinct(variants.flatMap(({ absent }) => absent))),
  };
}

/** Every combination of the toggles; bit i of the index says whether toggle i is on. */
export function combinationsOf({ toggles, variants }: Pick<Factorial, 'toggles' | 'variants'>): NamedScenario[] {
  const added = toggles.filter((toggle) => toggle.kind !== 'mechanism');
  const known = new Map(mechanismsOf(variants[variants.length - 1].scenario as Scenario).map((one) => [one.name, one]));
  return Array.from({ length: 1 << toggles.length }, (_, combination) => {
    const isOn = (toggle: Toggle): boolean => isIn(toggles.indexOf(toggle), combination);
    const subset = added.reduce((bits, toggle, i) => (isOn(toggle) ? bits | (1 << i) : bits), 0);
    const off = toggles.flatMap((toggle) =>
      toggle.kind === 'mechanism' && !isOn(toggle) ? [known.get(toggle.name)] : [],
    );
    const scenario = switchedOff(variants[subset].scenario as Scenario, off);
    const on = toggles.filter(isOn).map(({ name }) => name);
    return { name: on.length === 0 ? 'all off' : `${on.join('+')} on`, hash: scenarioHash(scenario), scenario };
  });
}

/** Overlays that apply to this scenario and change it. */
export async function overlaysFor(reference: string, options: FactorialOptions): Promise<ListedScenario[]> {
  const { parsed: plain } = await loadPlayable(reference, options);
  const hash = scenarioHash(plain.scenario);
  const fitting: ListedScenario[] = [];
  for (const listed of listScenarios(options.cwd)) {
    if (listed.role !== 'overlay') continue;
    try {
      const { parsed } = await loadPlayable(`${reference}+${listed.name}`, options);
      if (scenarioHash(parsed.scenario) !== hash) fitting.push(listed);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return fitting;
}

function switchedOff(scenario: Scenario, mechanisms: readonly (Mechanism | undefined)[]): Scenario {
  return mechanisms.reduce((rest, one) => (one === undefined ? rest : withSettings(rest, one.off(rest))), scenario);
}

/** A bare name is an active mechanism of the scenario, or otherwise an overlay. */
function settled(toggle: Toggle, scenario: Scenario, cwd: string): Toggle {
  if (toggle.kind === 'overlay' && !isOverlay(toggle.value, cwd)) {
    throw new UsageError([`--toggle ${toggle.name}: ${toggle.value} is a whole scenario; a toggle takes an overlay`]);
  }
  if (toggle.kind !== 'mechanism') return toggle;
  const mechanisms = mechanismsOf(scenario).map(({ name }) => name);
  const bare = (name: string): string => name.replaceAll('-', '').toLowerCase();
  const meant = mechanisms.find((name) => bare(name) === bare(toggle.name));
  if (meant !== undefined) return { name: meant, kind: 'mechanism' };
  const overlays = listScenarios(cwd).flatMap(({ name, role }) => (role === 'overlay' ? [name] : []));
  if (overlays.includes(toggle.name)) return { name: toggle.name, kind: 'overlay', value: toggle.name };
  throw new UsageError([
    `--toggle: ${scenario.name} has no mechanism ${toggle.name} that is on${didYouMean(toggle.name, [...mechanisms, ...overlays])}; it has ${mechanisms.join(', ') || 'none'}`,
  ]);
}
