/** Dated interventions on a time line: those of the scenario, and those that the visitor adds. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { CaseDescription } from '../case-description.ts';
import { EVENT_FORMS, type EventForm } from '../levers.ts';
import { yearTicks } from '../plots/axes.tsx';
import { Words } from '../plots/svg.tsx';
import type { State, Store } from '../store.ts';
import type { DatedEvent } from '../study.ts';
import { dateWord } from '../words.ts';
import { Choice, Slider } from './fields.tsx';

interface Props {
  readonly state: State;
  readonly store: Store;
}

const LATEST = 119;

export function EventsPanel({ state: { study, defaults }, store }: Props): VNode {
  const [kind, setKind] = useState(EVENT_FORMS[0].kind);
  const startMonth = defaults?.startMonth ?? '2025-10';
  const put = (events: readonly DatedEvent[], isMoving = false): void => store.change({ ...study, events }, isMoving);
  const replace = (at: number, event: DatedEvent, isMoving: boolean): void =>
    put(
      study.events.map((old, i) => (i === at ? event : old)),
      isMoving,
    );
  return (
    <fieldset>
      <legend>Dated interventions</legend>
      <TimeLine startMonth={startMonth} given={defaults?.interventions ?? []} added={study.events} />
      {study.events.map((event, at) => (
        <EventCard
          // An intervention has no name of its own: its place is what it is known by.
          key={at}
          event={event}
          startMonth={startMonth}
          defaults={defaults}
          onChange={(next, isMoving) => replace(at, next, isMoving)}
          onRemove={() => put(study.events.filter((_, i) => i !== at))}
        />
      ))}
      <div class="tools">
        <Choice
          label="Kind of intervention"
          value={kind}
          options={EVENT_FORMS.map((form) => [form.kind, form.title])}
          onChoose={setKind}
        />
        <button
          type="button"
          disabled={defaults === undefined}
          onClick={() => {
            const form = EVENT_FORMS.find((candidate) => candidate.kind === kind);
            if (form !== undefined && defaults !== undefined) put([...study.events, newEvent(form, defaults)]);
          }}
        >
          Add
        </button>
      </div>
    </fieldset>
  );
}

function newEvent({ kind, target, fields }: EventForm, { regions, firms, suppliers }: CaseDescription): DatedEvent {
  const targets: Record<NonNullable<EventForm['target']>, DatedEvent> = {
    region: { region: regions[0]?.id ?? '' },
    firm: { firm: firms[0]?.id ?? '' },
    supplier: { node: suppliers[0]?.node ?? '', company: suppliers[0]?.company ?? '' },
  };
  return {
    kind,
    month: 18,
    ...(target === undefined ? {} : targets[target]),
    ...Object.fromEntries(fields.map(({ key, value }) => [key, value])),
  };
}

interface CardProps {
  readonly event: DatedEvent;
  readonly startMonth: string;
  readonly defaults: CaseDescription | undefined;
  readonly onChange: (event: DatedEvent, isMoving: boolean) => void;
  readonly onRemove: () => void;
}

function EventCard({ event, startMonth, defaults, onChange, onRemove }: CardProps): VNode {
  const form = EVENT_FORMS.find(({ kind }) => kind === event.kind);
  const title = form?.title ?? String(event.kind);
  const month = Number(event.month);
  const choices = targetChoices(form?.target, defaults);
  return (
    <div class="event changed">
      <div class="head">
        <span class="name">{title}</span>
        <button type="button" class="quiet" aria-label={`Remove ${title}`} onClick={onRemove}>
          remove
        </button>
      </div>
      {choices.length > 0 && (
        <Choice
          label={`${title}: whom it concerns`}
          value={JSON.stringify(
            choices.find(({ part }) => Object.entries(part).every(([key, value]) => event[key] === value))?.part,
          )}
          options={choices.map(({ text, part }) => [JSON.stringify(part), text])}
          onChoose={(part) => onChange({ ...event, ...(JSON.parse(part) as DatedEvent) }, false)}
        />
      )}
      <label class="field">
        <span>
          from <b>{dateWord(startMonth, month)}</b>
        </span>
        <Slider
          min={0}
          max={LATEST}
          value={month}
          onMove={(text, isMoving) => onChange({ ...event, month: Number(text) }, isMoving)}
        />
      </label>
      {form?.fields.map(({ key, label, min, max, step }) => (
        <label class="field" key={key}>
          <span>
            {label} <b>{event[key]}</b>
          </span>
          <Slider
            {...{ min, max, step }}
            value={Number(event[key])}
            onMove={(text, isMoving) => onChange({ ...event, [key]: Number(text) }, isMoving)}
          />
        </label>
      ))}
    </div>
  );
}

function targetChoices(
  target: EventForm['target'],
  defaults: CaseDescription | undefined,
): { text: string; part: DatedEvent }[] {
  if (target === undefined || defaults === undefined) return [];
  if (target === 'region') return defaults.regions.map(({ id, name }) => ({ text: name, part: { region: id } }));
  if (target === 'firm') return defaults.firms.map(({ id, name }) => ({ text: name, part: { firm: id } }));
  return defaults.suppliers.map(({ node, company }) => ({ text: `${company}, ${node}`, part: { node, company } }));
}

interface TimeLineProps {
  readonly startMonth: string;
  readonly given: readonly DatedEvent[];
  readonly added: readonly DatedEvent[];
}

/** When each intervention is in force; those of the scenario faint. */
function TimeLine({ startMonth, given, added }: TimeLineProps): VNode {
  const bars = [
    ...given.map((event) => ({ event, isAdded: false })),
    ...added.map((event) => ({ event, isAdded: true })),
  ];
  const height = 20 + Math.max(1, bars.length) * 9;
  const x = (month: number): number => (Math.min(month, LATEST + 1) / (LATEST + 1)) * 300;
  const words = bars
    .map(({ event }) => `${String(event.kind)} from ${dateWord(startMonth, Number(event.month))}`)
    .join('; ');
  return (
    <svg
      class="time-line"
      viewBox={`0 0 300 ${height}`}
      role="img"
      aria-label={bars.length === 0 ? 'No interventions yet' : words}
    >
      {yearTicks(startMonth, LATEST + 1, 300).map(({ at, text }) => (
        <g key={at}>
          <line class="rule" x1={x(at)} x2={x(at)} y1={0} y2={height - 14} />
          <Words kind="tick" x={x(at)} y={height - 3} anchor="middle" text={text} />
        </g>
      ))}
      {bars.map(({ event, isAdded }, i) => {
        const from = Number(event.month);
        const months = typeof event.months === 'number' ? event.months : 0;
        // An intervention by its place in the list.
        return (
          <rect
            key={i}
            class={isAdded ? 'fill c1' : 'fill c-none'}
            x={x(from)}
            y={3 + i * 9}
            width={Math.max(3, x(from + months) - x(from))}
            height={6}
          />
        );
      })}
    </svg>
  );
}
