/** React hooks that components share: the state of the page, answers of workers, and the width of an element. */

import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answers, Question } from './messages.ts';
import type { Pool } from './pool.ts';
import type { State, Store } from './store.ts';

export function useStore(store: Store): State {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return state;
}

/** Ask a worker whenever one of `changes` differs; `onAnswer` gets what the last question is answered, or undefined. */
export function useAnswer<Q extends Question>(
  pool: Pool,
  question: Q,
  ask: Answers[Q]['ask'],
  {
    changes,
    onAnswer,
  }: { readonly changes: readonly unknown[]; onAnswer(answer: Answers[Q]['answer'] | undefined): void },
): void {
  useEffect(() => {
    let isWanted = true;
    const tell = (answer?: Answers[Q]['answer']): void => {
      if (isWanted) onAnswer(answer);
    };
    pool.ask(question, ask).then(tell, () => tell());
    return () => {
      isWanted = false;
    };
  }, [...changes]);
}

/** Width of an element in pixels, as it changes. */
export function useWidth(first: number): readonly [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry.contentRect.width);
      if (now > 0) setWidth(now);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
