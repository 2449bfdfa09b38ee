/** The page: question and answer on top, controls beside the pictures. */

import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AnswerPage, answerWord } from './answer/answer-page.tsx';
import { Controls } from './controls/controls.tsx';
import { useStore } from './hooks.ts';
import { PlayPage } from './play/play-page.tsx';
import { RunPage } from './run/run-page.tsx';
import { ShareMenu } from './share-menu.tsx';
import type { State, Store } from './store.ts';
import type { Page } from './study.ts';
import { dateWord, shortWord } from './words.ts';

const PAGES: Readonly<Record<Page, string>> = { answer: 'The answer', run: 'One run', play: 'Play' };

export function App({ store }: { readonly store: Store }): VNode {
  const state = useStore(store);
  const { page, summary, current, problems, firstMs } = state;
  const end = current === undefined ? '' : dateWord(current.startMonth, current.horizonMonths);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      if (event.target instanceof HTMLInputElement && ['text', 'search', 'number'].includes(event.target.type)) return;
      event.preventDefault();
      if (event.shiftKey) store.redo();
      else store.undo();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [store]);
  return (
    <>
      <header>
        <div class="bar">
          <span class="brand">overbuild studio</span>
          <nav aria-label="Pages">
            {(Object.keys(PAGES) as Page[]).map((key) => (
              <button
                key={key}
                type="button"
                aria-current={page === key ? 'page' : undefined}
                onClick={() => store.go(key)}
              >
                {PAGES[key]}
              </button>
            ))}
          </nav>
          <div class="actions">
            <button type="button" disabled={!state.canUndo} onClick={store.undo}>
              Undo
            </button>
            <button type="button" disabled={!state.canRedo} onClick={store.redo}>
              Redo
            </button>
            <ShareMenu state={state} store={store} />
            <ThemeButton />
          </div>
        </div>
        <h1>Can the build-out of AI data centres run through its constraints, or does a wall stop it first?</h1>
        <p class="answer" aria-live="polite">
          {summary === undefined ? 'Simulating the first runs …' : answerWord(summary, end)}
        </p>
        <p class="condition">
          Conditional on these assumptions, not a forecast. <Progress state={state} />
        </p>
        {problems.length > 0 && (
          <div class="problems" role="alert">
            <b>This cannot be simulated:</b>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
      </header>
      <button type="button" class="to-controls" onClick={() => document.querySelector('.controls')?.scrollIntoView()}>
        Levers and assumptions
      </button>
      <main
        data-first-ms={Number.isFinite(firstMs) ? Math.round(firstMs) : ''}
        data-runs={summary?.runs ?? 0}
        data-busy={state.isBusy}
        data-stale={state.isStale}
        data-seed={state.study.seed}
      >
        <Controls state={state} store={store} />
        <div class="stage">
          {page === 'answer' && <AnswerPage state={state} store={store} />}
          {page === 'run' && <RunPage state={state} store={store} />}
          {page === 'play' && <PlayPage state={state} store={store} />}
        </div>
      </main>
    </>
  );
}

function Progress({ state: { summary, isBusy, isStale } }: { readonly state: State }): VNode {
  const words = isStale ? 'simulating' : `${shortWord(summary?.runs ?? 0)} runs${isBusy ? ', more coming' : ''}`;
  return <span class={`progress ${isBusy ? 'busy' : ''}`}>{words}</span>;
}

/** Light or dark; as the system has it until the button is pressed. */
function ThemeButton(): VNode {
  const root = document.documentElement;
  const isDark = (): boolean =>
    root.dataset.theme === undefined
      ? matchMedia('(prefers-color-scheme:dark)').matches
      : root.dataset.theme === 'dark';
  const [dark, setDark] = useState(isDark());
  return (
    <button
      type="button"
      onClick={() => {
        root.dataset.theme = isDark() ? 'light' : 'dark';
        setDark(isDark());
      }}
    >
      {dark ? 'Light' : 'Dark'}
    </button>
  );
}
