/** Share and export: a link with the whole state, tables, the scenario file, and the command that reproduces it. */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { saveText } from './plots/save.ts';
import { commandOf, runsCsv } from './reproduce.ts';
import type { State, Store } from './store.ts';
import { caseOf, currentName } from './study.ts';

export function ShareMenu({ state, store }: { readonly state: State; readonly store: Store }): VNode {
  const [said, say] = useState('');
  const { study, current, sample } = state;
  // Until its runs and its name are there, what is stored is of the case before.
  const isReady = state.isDescribed && !state.isStale;
  const command =
    !isReady || current === undefined || sample === undefined
      ? ''
      : commandOf(caseOf(study, currentName(study)), current, study.seed, Math.max(1, sample.complete));
  const copy = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      say('The browser did not allow copying: select the text and copy it.');
    }
  };
  return (
    <details class="menu">
      <summary>Share and export</summary>
      <div class="sheet">
        <button type="button" onClick={() => void copy(location.href, 'Link copied. It holds all your settings.')}>
          Copy link
        </button>
        <button
          type="button"
          disabled={!isReady || sample === undefined || sample.complete === 0}
          onClick={() => {
            if (sample !== undefined && current !== undefined)
              saveText('runs.csv', runsCsv(sample, current, study.seed));
          }}
        >
          Runs as CSV
        </button>
        <button
          type="button"
          disabled={current === undefined}
          onClick={() => {
            const which = caseOf(study, currentName(study));
            void store.pool.ask('print', { which }).then((text) => saveText('scenario.yaml', text, 'text/yaml'));
          }}
        >
          Scenario as YAML
        </button>
        <label>
          <span>The same rows, bit for bit, on the command line</span>
          <textarea readOnly rows={4} value={command} aria-label="Command line that reproduces the runs" />
        </label>
        <button type="button" onClick={() => void copy(command, 'Command copied.')}>
          Copy command
        </button>
        <p role="status" class="faint">
          {said}
        </p>
      </div>
    </details>
  );
}
