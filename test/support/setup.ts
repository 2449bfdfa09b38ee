/** Bound every property run, so that a slow machine reports fewer cases instead of a time-out. */

import fc from 'fast-check';

fc.configureGlobal({ interruptAfterTimeLimit: 4000, markInterruptAsFailure: false });
