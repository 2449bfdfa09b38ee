/** Fields that a visitor fills in: a number, a slider, one of several options. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly onEnter: (text: string) => void;
}

/** A number: keeps the typed text while the page redraws, and reports it when editing ends. */
export function NumberField({ label, value, onEnter }: NumberProps): VNode {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  return (
    <input
      type="number"
      aria-label={label}
      step="any"
      value={draft ?? value}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onChange={(event) => {
        setDraft(undefined);
        onEnter(event.currentTarget.value);
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}

interface SliderProps {
  readonly label?: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** Told while it moves, and when it is left. */
  readonly onMove: (text: string, isMoving: boolean) => void;
}

export function Slider({ label, onMove, ...range }: SliderProps): VNode {
  return (
    <input
      type="range"
      aria-label={label}
      {...range}
      onInput={(event) => onMove(event.currentTarget.value, true)}
      onChange={(event) => onMove(event.currentTarget.value, false)}
    />
  );
}

interface ChoiceProps {
  readonly label?: string;
  readonly value: string | number;
  readonly options: readonly (readonly [value: string | number, text: string])[];
  readonly onChoose: (value: string) => void;
}

export function Choice({ label, value, options, onChoose }: ChoiceProps): VNode {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
