/** Assumptions about the world: every number of the scenario that nobody decides, to search, understand and change. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { isLever } from '../levers.ts';
import type { State, Store } from '../store.ts';
import { withEntry } from '../study.ts';
import { Choice } from './fields.tsx';
import { type Order, ORDERS, orderNumbers } from './number-order.ts';
import { NumberRow } from './number-row.tsx';

/** Rows before `Show more`. */
const PAGE = 15;

export function AssumptionsPanel({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const [words, setWords] = useState('');
  const [order, setOrder] = useState<Order>('influence');
  const [most, setMost] = useState(PAGE);
  const { study, defaults } = state;
  const { influence } = store.shipped;
  const all = (defaults?.numbers ?? []).filter(({ path }) => !isLever(path));
  const found = orderNumbers(all, { words, order, influence, changed: study.base });
  const count = Object.keys(study.base).length;
  return (
    <div class="panel">
      <p class="lead">
        What the world is like. Changes here make <b>your base</b>; levers are compared with it.
      </p>
      <div class="tools">
        <input
          type="search"
          placeholder={`Search ${all.length} numbers`}
          aria-label="Search all numbers"
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            setMost(PAGE);
          }}
        />
        <Choice
          label="Order of the numbers"
          value={order}
          options={Object.entries(ORDERS)}
          onChoose={(chosen) => setOrder(chosen as Order)}
        />
      </div>
      <div class="tools">
        <span class="faint" role="status">
          {found.length} found, {count} changed
        </span>
        {count > 0 && (
          <button type="button" class="quiet" onClick={() => store.change({ ...study, base: {} })}>
            Back to the default base
          </button>
        )}
      </div>
      {found.slice(0, most).map((number) => (
        <NumberRow
          key={number.path}
          number={number}
          value={study.base[number.path]}
          influence={influence[number.path]}
          onChange={(value, isMoving) =>
            store.change({ ...study, base: withEntry(study.base, number.path, value) }, isMoving)
          }
        />
      ))}
      {found.length > most && (
        <button type="button" onClick={() => setMost(most + 3 * PAGE)}>
          Show more ({found.length} in all)
        </button>
      )}
    </div>
  );
}
