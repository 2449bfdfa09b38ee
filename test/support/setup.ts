/** Bound every property run, so that a slow machine reports fewer cases instead of a time-out; LAW_SEED looks elsewhere. */

import fc from 'fast-check';

fc.configureGlobal({
  interruptAfterTimeLimit: 4000,
  markInterruptAsFailure: false,
  seed: Number(process.env.LAW_SEED ?? 20251001),
});
