/** The panel of levers, which somebody can decide: shipped overlays, numbers of contracts and boards, strategies, dated interventions. */

import type { VNode } from 'preact';
import { parameterWords } from '../../output/change-words.ts';
import { capital } from '../../output/words.ts';
import { NUMBER_LEVERS } from '../levers.ts';
import type { State, Store } from '../store.ts';
import { hasLevers, withEntry, withoutLevers } from '../study.ts';
import { EventsPanel } from './events-panel.tsx';
import { Choice } from './fields.tsx';
import { NumberRow } from './number-row.tsx';

interface Props {
  readonly state: State;
  readonly store: Store;
}

export function LeversPanel({ state, store }: Props): VNode {
  const { study, defaults } = state;
  const numbers = new Map((defaults?.numbers ?? []).map((number) => [number.path, number]));
  return (
    <div class="panel">
      <p class="lead">
        What somebody can decide. Every lever is compared with <b>your base</b> under the same random draws.
      </p>
      <div class="tools">
        <button type="button" disabled={!hasLevers(study)} onClick={() => store.change(withoutLevers(study))}>
          Reset to your base
        </button>
      </div>
      <fieldset>
        <legend>Packages</legend>
        {store.shipped.overlays.map(({ name, description }) => (
          <label class="toggle" key={name}>
            <input
              type="checkbox"
              checked={study.overlays.includes(name)}
              onChange={(event) =>
                store.change({
                  ...study,
                  overlays: event.currentTarget.checked
                    ? [...study.overlays, name]
                    : study.overlays.filter((other) => other !== name),
                })
              }
            />
            <span>
              <b>{name.replaceAll('-', ' ')}</b> <span class="faint">{description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Strategies state={state} store={store} />
      <EventsPanel state={state} store={store} />
      <fieldset>
        <legend>Contracts and boards</legend>
        {NUMBER_LEVERS.map(({ path, who }) => {
          const number = numbers.get(path);
          return (
            number && (
              <NumberRow
                key={path}
                number={number}
                title={`${capital(parameterWords(path).name)} (${who.toLowerCase()})`}
                value={study.levers[path]}
                influence={store.shipped.influence[path]}
                onChange={(value, isMoving) =>
                  store.change({ ...study, levers: withEntry(study.levers, path, value) }, isMoving)
                }
              />
            )
          );
        })}
      </fieldset>
    </div>
  );
}

function Strategies({ state: { study, defaults }, store }: Props): VNode {
  const firms = defaults?.firms ?? [];
  const strategies = defaults?.strategies ?? [];
  const choose = (chosen: Readonly<Record<string, string>>): void => store.change({ ...study, strategies: chosen });
  const summaryOf = (id: string): string => strategies.find((strategy) => strategy.id === id)?.summary ?? '';
  return (
    <fieldset>
      <legend>Strategy of each builder</legend>
      <label class="seat">
        <span>All builders</span>
        <select
          value=""
          onChange={(event) => {
            const id = event.currentTarget.value;
            event.currentTarget.value = '';
            choose(id === 'scenario' ? {} : Object.fromEntries(firms.map((firm) => [firm.id, id])));
          }}
        >
          <option value="">choose …</option>
          <option value="scenario">as the scenario says</option>
          {strategies.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      {firms.map(({ id, name, strategy }) => {
        const chosen = study.strategies[id] ?? strategy;
        return (
          <label class={`seat ${id in study.strategies ? 'changed' : ''}`} key={id} title={summaryOf(chosen)}>
            <span>{name}</span>
            <Choice
              value={chosen}
              options={strategies.map((one) => [one.id, one.id])}
              onChoose={(next) => choose(withEntry(study.strategies, id, next === strategy ? undefined : next))}
            />
          </label>
        );
      })}
    </fieldset>
  );
}
