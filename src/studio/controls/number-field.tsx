/** A field for a number that stays as it is typed while the page draws around it, and tells when it is finished. */

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
