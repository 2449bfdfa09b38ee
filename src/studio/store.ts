/** State of the page: the study with its history, what workers said of it, and where the visitor is. */

import type { CaseDescription } from './case-description.ts';
import { createConductor, type Sample } from './conductor.ts';
import type { Hand } from './game.ts';
import { type History, move, openHistory, type Shelf, storeHistory, visit } from './history.ts';
import { type Pool, Refusal } from './pool.ts';
import {
  addressOf,
  type CaseName,
  caseNames,
  caseOf,
  currentName,
  type Page,
  type Study,
  type View,
  studyOf,
  viewOf,
  withView,
} from './study.ts';
import { type Summary, summarise } from './summary.ts';

/** A scenario or overlay that the page holds. */
export interface Shipped {
  readonly name: string;
  readonly description: string;
}

export interface ShippedFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly scenarios: readonly Shipped[];
  readonly overlays: readonly Shipped[];
  /** Share of the variance of the months to the wall by path. */
  readonly influence: Readonly<Record<string, number>>;
  readonly version: string;
  /** Runs of the case on show before the page rests. */
  readonly mostRuns: number;
}

export interface State extends View {
  readonly study: Study;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The shipped scenario without any change, and the case on show. */
  readonly defaults: CaseDescription | undefined;
  readonly current: CaseDescription | undefined;
  /** Whether `current` is of the case on show, and not yet of the one before. */
  readonly isDescribed: boolean;
  /** Of the case on show; that of the one before until the first runs are there. */
  readonly summary: Summary | undefined;
  readonly sample: Sample | undefined;
  readonly isStale: boolean;
  readonly isBusy: boolean;
  /** The lines that differ, with their results so far. */
  readonly lines: readonly { readonly name: CaseName; readonly summary: Summary | undefined }[];
  readonly problems: readonly string[];
  /** Time from the last change to its first picture, milliseconds. */
  readonly firstMs: number;
}

export interface Store {
  readonly shipped: ShippedFiles;
  readonly pool: Pool;
  get(): State;
  subscribe(listener: () => void): () => void;
  /** Make another study the present one; while a slider moves, its steps count as one. */
  change(study: Study, isMoving?: boolean): void;
  undo(): void;
  redo(): void;
  go(page: Page, run?: number): void;
  /** Change the game that is played. */
  play(hand: Hand): void;
}

/** Runs with which a picture is drawn first, and least time between two pictures, milliseconds. */
const FIRST_PICTURE = 4;
const BETWEEN = 150;
/** Descriptions of cases that are stored. */
const MOST_DESCRIBED = 20;

export function createStore(pool: Pool, shipped: ShippedFiles, shelf: Shelf | undefined): Store {
  const listeners = new Set<() => void>();
  let history: History = openHistory(shelf, addressOf(studyOf(location.hash)));
  let changedAt = performance.now();
  let isWaiting = true;
  let wasMoving = false;
  let drawAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const described = new Map<string, CaseDescription>();
  const summaries = new Map<string, { readonly sample: Sample; readonly runs: number; readonly summary: Summary }>();
  let state: State = {
    study: studyOf(history.addresses[history.at]),
    ...viewOf(location.hash),
    canUndo: false,
    canRedo: false,
    defaults: undefined,
    current: undefined,
    isDescribed: false,
    summary: undefined,
    sample: undefined,
    isStale: true,
    isBusy: true,
    lines: [],
    problems: [],
    firstMs: Number.NaN,
  };

  function set(part: Partial<State>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  const conductor = createConductor(pool, shipped.mostRuns, drawSoon, (problems) => set({ problems, isBusy: false }));

  function drawSoon(): void {
    const sample = conductor.sampleOf(state.study, currentName(state.study));
    const isFirst = isWaiting && (sample?.runs.length ?? 0) >= FIRST_PICTURE;
    if (timer !== undefined && !isFirst) return;
    clearTimeout(timer);
    timer = setTimeout(draw, isFirst ? 0 : Math.max(0, drawAt + BETWEEN - performance.now()));
  }

  function draw(): void {
    timer = undefined;
    drawAt = performance.now();
    const { study } = state;
    const current = currentName(study);
    const sample = conductor.sampleOf(study, current);
    const summary = summaryOf(sample, current);
    const isStale = summary === undefined;
    if (!isStale && isWaiting) {
      isWaiting = false;
      state = { ...state, firstMs: performance.now() - changedAt };
      // What a case is called can wait until it is seen.
      void describe('current', study);
    }
    set({
      isBusy: conductor.isBusy(),
      isStale,
      ...(isStale ? {} : { summary, sample }),
      lines: caseNames(study).map((name) => ({
        name,
        summary: name === current ? summary : summaryOf(conductor.sampleOf(study, name), name),
      })),
    });
  }

  /** The summary of a sample, made again when runs were added. */
  function summaryOf(sample: Sample | undefined, name: CaseName): Summary | undefined {
    if (sample?.table === undefined || sample.runs.length < FIRST_PICTURE) return undefined;
    const known = summaries.get(name);
    if (known?.sample === sample && known.runs === sample.runs.length) return known.summary;
    const summary = summarise(sample.runs, sample.table, state.defaults?.walls ?? []);
    summaries.set(name, { sample, runs: sample.runs.length, summary });
    return summary;
  }

  /** Ask what a case is, unless the answer is there. */
  async function describe(part: 'defaults' | 'current', study: Study): Promise<void> {
    const which = caseOf(study, part === 'defaults' ? 'default' : currentName(study));
    const key = JSON.stringify(which);
    try {
      const description = described.get(key) ?? (await pool.ask('describe', { which }));
      if (described.size >= MOST_DESCRIBED) described.clear();
      described.set(key, description);
      if (state.study === study)
        set(part === 'defaults' ? { defaults: description } : { current: description, isDescribed: true });
      drawSoon();
    } catch (error) {
      if (state.study === study) set({ problems: error instanceof Refusal ? error.problems : [String(error)] });
    }
  }

  function show(study: Study): void {
    changedAt = performance.now();
    isWaiting = true;
    set({
      study,
      problems: [],
      isStale: true,
      isDescribed: false,
      isBusy: true,
      canUndo: move(history, -1) !== undefined,
      canRedo: move(history, 1) !== undefined,
    });
    storeHistory(shelf, history);
    writeAddress();
    conductor.show(study);
    void describe('defaults', study);
    if (state.current === undefined) void describe('current', study);
    drawSoon();
  }

  function writeAddress(): void {
    const address = withView(history.addresses[history.at], state);
    globalThis.history.replaceState(null, '', address === '' ? location.pathname + location.search : `#${address}`);
  }

  function step(by: -1 | 1): void {
    const moved = move(history, by);
    if (moved === undefined) return;
    wasMoving = false;
    history = moved;
    show(studyOf(history.addresses[history.at]));
  }

  addEventListener('hashchange', () => {
    const study = studyOf(location.hash);
    set(viewOf(location.hash));
    const address = addressOf(study);
    if (address === history.addresses[history.at]) return;
    history = visit(history, address);
    show(study);
  });
  show(state.study);
  return {
    shipped,
    pool,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(study, isMoving = false) {
      const { addresses, at } = history;
      history = visit(wasMoving ? { addresses: addresses.slice(0, at), at: at - 1 } : history, addressOf(study));
      wasMoving = isMoving;
      show(study);
    },
    undo: () => step(-1),
    redo: () => step(1),
    go(page, run = state.run) {
      set({ page, run });
      writeAddress();
    },
    play(hand) {
      set({ hand });
      writeAddress();
    },
  };
}
