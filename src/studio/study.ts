/** What a visitor has chosen: a scenario, changed assumptions and levers, as the address of the page holds it. */

import { type Hand, handOf, handText } from './game.ts';

/** A dated intervention of the scenario schema. */
export type DatedEvent = Readonly<Record<string, string | number | undefined>>;

export interface Study {
  /** Shipped scenario from which everything starts: the default base. */
  readonly scenario: string;
  /** Changed assumptions by path: with the scenario, your base. */
  readonly base: Readonly<Record<string, number>>;
  /** Shipped overlays, levers with a number by path, strategies by builder, and dated interventions. */
  readonly overlays: readonly string[];
  readonly levers: Readonly<Record<string, number>>;
  readonly strategies: Readonly<Record<string, string>>;
  readonly events: readonly DatedEvent[];
  readonly seed: string;
}

export const DEFAULT_STUDY: Study = {
  scenario: 'baseline',
  base: {},
  overlays: [],
  levers: {},
  strategies: {},
  events: [],
  seed: '1',
};

/** What is simulated: a scenario with overlays, `path=value` texts, and interventions added to those it has. */
export interface Case {
  readonly scenario: string;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  readonly events: readonly DatedEvent[];
}

/** The four lines: each base without and with the levers. */
export const CASE_NAMES = {
  default: 'Default base',
  defaultLevers: 'Default base with levers',
  yours: 'Your base',
  yoursLevers: 'Your base with levers',
} as const;
export type CaseName = keyof typeof CASE_NAMES;

const setsOf = (numbers: Readonly<Record<string, number>>): string[] =>
  Object.entries(numbers).map(([path, value]) => `${path}=${value}`);

/** Whether anything is pulled that somebody could pull. */
export function hasLevers({ overlays, levers, strategies, events }: Study): boolean {
  return [overlays, events, Object.keys(levers), Object.keys(strategies)].some(({ length }) => length > 0);
}

/** Whether an assumption differs from the scenario. */
export const hasBase = ({ base }: Study): boolean => Object.keys(base).length > 0;

export function caseOf(study: Study, name: CaseName): Case {
  const { scenario } = study;
  const base = name === 'yours' || name === 'yoursLevers' ? setsOf(study.base) : [];
  if (name === 'default' || name === 'yours') return { scenario, overlays: [], sets: base, events: [] };
  const strategies = Object.entries(study.strategies).map(([firm, id]) => `firms[${firm}].strategy.id=${id}`);
  const sets = [...base, ...setsOf(study.levers), ...strategies];
  return { scenario, overlays: study.overlays, sets, events: study.events };
}

/** The line that the pictures show. */
export function currentName(study: Study): CaseName {
  if (hasLevers(study)) return hasBase(study) ? 'yoursLevers' : 'defaultLevers';
  return hasBase(study) ? 'yours' : 'default';
}

/** The lines that differ from each other, the current one last. */
export function caseNames(study: Study): CaseName[] {
  const names: CaseName[] = ['default'];
  if (hasLevers(study)) names.push('defaultLevers');
  if (hasBase(study)) names.push('yours');
  if (hasLevers(study) && hasBase(study)) names.push('yoursLevers');
  return names;
}

/** Key under which results of a case are stored. */
export const caseKey = (which: Case, seed: string): string => JSON.stringify([which, seed]);

/** Levers cleared: back to your base. */
export function withoutLevers(study: Study): Study {
  return { ...study, overlays: [], levers: {}, strategies: {}, events: [] };
}

/** A record with a key set, or removed where the value is undefined. */
export function withEntry<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  value: T | undefined,
): Record<string, T> {
  const { [key]: _old, ...rest } = record;
  return value === undefined ? rest : { ...rest, [key]: value };
}

/** Where the visitor is: a page, the run that is looked at, and the game that is played. */
export interface View {
  readonly page: Page;
  readonly run: number;
  /** The game that is played. */
  readonly hand: Hand;
}

export type Page = 'answer' | 'run' | 'play';
const PAGES: readonly Page[] = ['answer', 'run', 'play'];

/** An address with the place in it. */
export function withView(address: string, { page, run, hand }: View): string {
  if (page === 'answer') return address;
  const words = new URLSearchParams(address);
  words.append('page', page);
  if (page === 'run') words.append('run', String(run));
  if (page === 'play') words.append('game', handText(hand));
  return words.toString();
}

/** The place in an address. */
export function viewOf(address: string): View {
  const words = new URLSearchParams(address.replace(/^#/, ''));
  const run = Number(words.get('run') ?? 0);
  const page = PAGES.find((name) => name === words.get('page')) ?? 'answer';
  return { page, run: Number.isInteger(run) && run >= 0 ? run : 0, hand: handOf(words.get('game') ?? '') };
}

/** The study as the part of an address after `#`; nothing for what is as shipped. */
export function addressOf(study: Study): string {
  const words = new URLSearchParams();
  if (study.scenario !== DEFAULT_STUDY.scenario) words.append('scenario', study.scenario);
  for (const change of setsOf(study.base)) words.append('base', change);
  for (const overlay of study.overlays) words.append('overlay', overlay);
  for (const change of setsOf(study.levers)) words.append('lever', change);
  for (const [firm, id] of Object.entries(study.strategies)) words.append('strategy', `${firm}=${id}`);
  for (const event of study.events) words.append('event', JSON.stringify(event));
  if (study.seed !== DEFAULT_STUDY.seed) words.append('seed', study.seed);
  return words.toString();
}

/** Read an address; what cannot be read is left out. */
export function studyOf(address: string): Study {
  const words = new URLSearchParams(address.replace(/^#/, ''));
  const pairs = (key: string): [string, string][] =>
    words.getAll(key).flatMap((text): [string, string][] => {
      const at = text.lastIndexOf('=');
      return at > 0 && at < text.length - 1 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
    });
  const numbers = (key: string): Record<string, number> =>
    Object.fromEntries(
      pairs(key).flatMap(([path, text]) => (Number.isFinite(Number(text)) ? [[path, Number(text)]] : [])),
    );
  return {
    scenario: words.get('scenario') ?? DEFAULT_STUDY.scenario,
    base: numbers('base'),
    overlays: words.getAll('overlay'),
    levers: numbers('lever'),
    strategies: Object.fromEntries(pairs('strategy')),
    events: words.getAll('event').flatMap(eventOf),
    seed: words.get('seed') ?? DEFAULT_STUDY.seed,
  };
}

function eventOf(text: string): DatedEvent[] {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return [];
    return Object.values(event).every((part) => typeof part === 'string' || typeof part === 'number')
      ? [event as DatedEvent]
      : [];
  } catch {
    return [];
  }
}
