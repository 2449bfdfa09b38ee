/** The controls: where to start from, levers, and assumptions, apart from each other. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { State, Store } from '../store.ts';
import { hasLevers } from '../study.ts';
import { AssumptionsPanel } from './assumptions-panel.tsx';
import { Choice } from './fields.tsx';
import { LeversPanel } from './levers-panel.tsx';

const TABS = { levers: 'Levers', assumptions: 'Assumptions' } as const;
type Tab = keyof typeof TABS;

export function Controls({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const [tab, setTab] = useState<Tab>('levers');
  const { study } = state;
  const changed: Record<Tab, boolean> = { levers: hasLevers(study), assumptions: Object.keys(study.base).length > 0 };
  const keys = Object.keys(TABS) as Tab[];
  const { scenarios } = store.shipped;
  const preset = scenarios.find(({ name }) => name === study.scenario);
  return (
    <section class="controls" aria-label="Controls">
      <label class="preset">
        <span>Start from</span>
        <Choice
          value={study.scenario}
          options={scenarios.map(({ name }) => [name, name.replaceAll('-', ' ')])}
          onChoose={(scenario) => store.change({ ...study, scenario })}
        />
      </label>
      <p class="faint about">{preset?.description}</p>
      <div class="tabs" role="tablist" aria-label="Levers and assumptions">
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-selected={tab === key}
            aria-controls={`panel-${key}`}
            tabIndex={tab === key ? 0 : -1}
            onClick={() => setTab(key)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
              const next = keys[(keys.indexOf(tab) + 1) % keys.length];
              setTab(next);
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {TABS[key]}
            {changed[key] && <span class="dot"> changed</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {tab === 'levers' ? (
          <LeversPanel state={state} store={store} />
        ) : (
          <AssumptionsPanel state={state} store={store} />
        )}
      </div>
    </section>
  );
}
