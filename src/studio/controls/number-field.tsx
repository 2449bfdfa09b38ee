/** A field for a number that keeps the typed text while the page redraws, and reports the number when editing ends. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly onEnter: (text: string) => void;
}

export function NumberField({ label, value, onEnter }: Props): VNode {
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
