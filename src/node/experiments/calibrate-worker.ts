/** The worker thread of a calibration. */

import { serveChunks } from '../work/chunk-worker.ts';
import { type CalibrateSetup, createCalibrateSimulator } from './calibrate-rows.ts';

export const simulateChunk = serveChunks((setup: CalibrateSetup) => createCalibrateSimulator(setup));
