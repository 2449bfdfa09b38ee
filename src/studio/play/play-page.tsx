/** Play: take a builder's seat, choose each quarter how hard to race, and see what other ways would have paid. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Choice } from '../controls/fields.tsx';
import type { Game, GameOutcome, Hand } from '../game.ts';
import { useAnswer } from '../hooks.ts';
import type { State, Store } from '../store.ts';
import { caseOf, currentName } from '../study.ts';
import { dateWord, shortWord } from '../words.ts';
import { PayoffFigure } from './payoff-figure.tsx';

const LENGTHS = [36, 60, 120];
const QUARTER = 3;
const CHOICES = [
  { value: 0, text: 'Disciplined', hint: 'build what present revenue pays for' },
  { value: 0.5, text: 'Halfway', hint: 'half of what the race asks for' },
  { value: 1, text: 'Race', hint: 'build so that rivals do not get ahead' },
];

export function PlayPage({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const { study, defaults } = state;
  const { firm, months, run, stops, choices } = state.hand;
  const [outcome, setOutcome] = useState<GameOutcome | undefined>(undefined);
  const firms = defaults?.firms ?? [];
  const game: Game = { firm, months, seed: study.seed, run, stops };
  /** Another game begins without choices. */
  const begin = (part: Partial<Hand>): void => store.play({ ...state.hand, ...part, choices: [] });
  const decide = (next: (before: readonly number[]) => readonly number[]): void => {
    const { hand } = store.get();
    store.play({ ...hand, choices: next(hand.choices) });
  };
  const which = caseOf(study, currentName(study));
  useAnswer(
    store.pool,
    'play',
    { which, game, choices },
    {
      changes: [study, state.hand, store],
      onAnswer: (answer) => answer && setOutcome(answer),
    },
  );
  if (outcome === undefined || defaults === undefined) return <p class="wait">Setting up the game …</p>;
  const quarters = outcome.you.payoff.length;
  const played = Math.min(outcome.quarters, quarters);
  const isOver = played >= quarters;
  const month = 2 + played * QUARTER;
  const name = firms.find(({ id }) => id === firm)?.name ?? firm;
  return (
    <div class="play">
      <div class="tools">
        <label>
          You run{' '}
          <Choice
            value={firm}
            options={firms.map(({ id, name: text }) => [id, text])}
            onChoose={(chosen) => begin({ firm: chosen })}
          />
        </label>
        <label>
          for{' '}
          <Choice
            value={months}
            options={LENGTHS.map((length) => [length, `${length / 12} years`])}
            onChoose={(length) => begin({ months: Number(length) })}
          />
        </label>
        <label class="toggle">
          <input type="checkbox" checked={stops} onChange={(event) => begin({ stops: event.currentTarget.checked })} />
          <span>the first wall pauses everybody</span>
        </label>
        <button type="button" onClick={() => begin({ run: run + 1 })}>
          New random draws
        </button>
        <button type="button" disabled={choices.length === 0} onClick={() => begin({})}>
          Start over
        </button>
      </div>
      <h2>{headline({ outcome, played, isOver, name })}</h2>
      {!isOver && (
        <div class="choose">
          <p>
            <b>{dateWord(defaults.startMonth, month)}</b>, quarter {played + 1} of {quarters}. How hard does {name}{' '}
            race?
          </p>
          <div class="choices" role="group" aria-label="How hard to race this quarter">
            {CHOICES.map(({ value, text, hint }) => (
              <button key={value} type="button" onClick={() => decide((before) => [...before, value])}>
                <b>{text}</b>
                <span>{hint}</span>
              </button>
            ))}
            <button
              type="button"
              disabled={played === 0}
              onClick={() =>
                decide((before) => [...before, ...Array(4).fill(before.at(-1) ?? [])].flat().slice(0, quarters))
              }
            >
              <b>The same for a year</b>
              <span>four quarters like the last</span>
            </button>
          </div>
        </div>
      )}
      <PayoffFigure
        outcome={outcome}
        played={played}
        startMonth={defaults.startMonth}
        isOver={isOver}
        source={`${state.current?.name ?? ''}, seed ${study.seed}, run ${run}; rivals play the strategies chosen under Levers`}
      />
      {played > 0 && <Books outcome={outcome} at={played - 1} />}
      <p class="faint">
        Payoff: economic profit so far and the market position then held, discounted to the first month. The other two
        lines are the same builder under the same random draws, always racing and always disciplined; rivals answer each
        of them as their strategies say.
      </p>
    </div>
  );
}

interface Told {
  readonly outcome: GameOutcome;
  readonly played: number;
  readonly isOver: boolean;
  readonly name: string;
}

function headline({ outcome: { you, racing, disciplined }, played, isOver, name }: Told): string {
  if (played === 0) return `${name}'s board meets. Six builders race for the same customers.`;
  const [mine, race, hold] = [you, racing, disciplined].map(({ payoff }) => payoff[played - 1]);
  const rival = you.rivals[played - 1];
  if (!isOver) {
    return `Payoff so far: ${shortWord(mine)} USD bn. Always racing would have ${shortWord(race)}, always disciplined ${shortWord(hold)}. Rivals race at ${Math.round(rival * 100)} %.`;
  }
  const best = Math.max(mine, race, hold);
  const winner =
    best === mine
      ? 'your choices paid most'
      : best === race
        ? 'always racing would have paid most'
        : 'always being disciplined would have paid most';
  return `Final payoff: ${shortWord(mine)} USD bn; ${winner} (always racing ${shortWord(race)}, always disciplined ${shortWord(hold)}).`;
}

/** What the board sees at the end of the last quarter. */
function Books({ outcome: { you }, at }: { readonly outcome: GameOutcome; readonly at: number }): VNode {
  const value = (key: string): number => you.series[key]?.[at] ?? Number.NaN;
  const facts = [
    ['Market share', `${Math.round(value('firm/market_share') * 100)} %`],
    ['Capex', `${shortWord(value('firm/capex_usd_bn') * 12)} USD bn a year`],
    ['Systems without power', `${shortWord(value('firm/staged_mw') / 1000)} GW`],
    ['Debt', `${shortWord(value('firm/debt_usd_bn'))} USD bn`],
    ['Utilisation, all builders', `${Math.round(value('scalar/utilisation') * 100)} %`],
    ['Wait for the grid', `${Math.round(value('scalar/queue_wait_months'))} months`],
  ];
  return (
    <dl class="books">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
