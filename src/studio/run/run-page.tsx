/** One run: its replay, its events, and what led to its end in words. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { NumberField } from '../controls/fields.tsx';
import { useAnswer } from '../hooks.ts';
import type { InspectedRun } from '../inspected-run.ts';
import type { State, Store } from '../store.ts';
import { caseOf, currentName } from '../study.ts';
import { dateWord, nameOf } from '../words.ts';
import { Replay } from './replay.tsx';

export function RunPage({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const { study, run } = state;
  const [inspected, setInspected] = useState<InspectedRun | undefined>(undefined);
  const [month, setMonth] = useState(0);
  const which = caseOf(study, currentName(study));
  useAnswer(
    store.pool,
    'inspect',
    { which, seed: study.seed, run },
    {
      changes: [study, run, store],
      onAnswer(answer) {
        setInspected(answer);
        if (answer !== undefined) setMonth(Math.max(0, answer.wallMonth));
      },
    },
  );
  if (inspected === undefined) return <p class="wait">Simulating run {run} …</p>;
  const { wall, wallMonth, startMonth, events, sentences } = inspected;
  return (
    <div class="one-run">
      <div class="tools">
        <button type="button" disabled={run === 0} onClick={() => store.go('run', run - 1)}>
          Previous run
        </button>
        <NumberField
          label="Run"
          value={run}
          onEnter={(text) => {
            const wanted = Number(text);
            if (text !== '' && Number.isInteger(wanted) && wanted >= 0) store.go('run', wanted);
          }}
        />
        <button type="button" onClick={() => store.go('run', run + 1)}>
          Next run
        </button>
      </div>
      <h2>
        {wallMonth < 0
          ? `Run ${run}: no wall stops the race by ${dateWord(startMonth, inspected.months)}`
          : `Run ${run}: ${nameOf(wall).toLowerCase()} stops the race in ${dateWord(startMonth, wallMonth)}`}
      </h2>
      <Replay run={inspected} month={month} onMonth={setMonth} />
      <div class="two">
        <section aria-labelledby="why">
          <h3 id="why">What led to it, and what followed</h3>
          <ol class="story">
            {sentences.map(({ text, month: at }) => (
              <li key={text} class={at > month ? 'later' : ''}>
                {text}
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="events">
          <h3 id="events">Events</h3>
          <ul class="ledger">
            {events
              .filter(({ kind }) => kind !== 'report')
              .map(({ month: at, kind, entity, detail }, i) => (
                // A ledger is never reordered.
                <li key={i}>
                  <button type="button" class={at > month ? 'later' : ''} onClick={() => setMonth(at)}>
                    <span class="faint">{dateWord(startMonth, at)}</span> <b>{kind.replaceAll('-', ' ')}</b>:{' '}
                    {detail === '' ? nameOf(entity) : detail}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
