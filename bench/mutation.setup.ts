/** Setup file of mutation testing: once a test noticed the mutant, files that follow are not loaded, which would take longer than the tests. */

import { afterEach } from 'vitest';

const worker = globalThis as { isMutantNoticed?: boolean };

if (worker.isMutantNoticed) throw new Error('the mutant was noticed before');

afterEach(({ task }) => {
  if (task.result?.state === 'fail') worker.isMutantNoticed = true;
});
