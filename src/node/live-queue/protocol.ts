/** Defines the messages between coordinators and workers of a queue: chunks to simulate, setups, results and heartbeats. */

import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { MODEL_VERSION } from '../../engine/version.ts';
import { packageVersion } from '../package-version.ts';
import type { Chunk } from '../work/chunk.ts';
import type { RowKind } from './row-kinds.ts';

/** Only programs of the same version write the same bytes, so only they share a queue. */
export const VERSION = `${MODEL_VERSION}-${packageVersion()}`;

/** Names on the server. All begin with this. */
export const PREFIX = 'overbuild';
/** The BullMQ queue of one version. */
export const QUEUE = `chunks-${VERSION}`;
export const setupKey = (hash: string): string => `${PREFIX}:setup:${hash}`;
export const resultKey = (job: string): string => `${PREFIX}:result:${job}`;
/** A list to which workers push the ids of finished jobs of one coordinator. */
export const finishedKey = (coordinator: string): string => `${PREFIX}:finished:${coordinator}`;
export const WORKERS = `${PREFIX}:workers`;
export const EXPERIMENTS = `${PREFIX}:experiments`;
/** The last sign of life of a member of either. */
export const signKey = (member: string): string => `${PREFIX}:sign:${member}`;

/** How long a setup and a result wait for whoever needs them, seconds. */
export const SETUP_SECONDS = 86_400;
export const RESULT_SECONDS = 600;
/** A member that gave no sign for so long is gone; it gives one every third of this. */
export const SIGN_SECONDS = 15;

/** One chunk to simulate. */
export interface Task {
  /** Hash of the setup. */
  readonly setup: string;
  readonly kind: RowKind;
  readonly first: number;
  readonly count: number;
  /** Longest time of one position; none when absent. */
  readonly seconds?: number;
  readonly coordinator: string;
}

/** What came of it. */
export type Result =
  | { readonly chunk: Chunk; readonly error?: undefined }
  | { readonly error: string; readonly chunk?: undefined };

/** What a member says of itself. */
export interface Sign {
  readonly version: string;
  /** Of a worker. */
  readonly threads?: number;
  /** Strategies that a worker was asked for and lacks: names and hashes. */
  readonly lacks?: readonly string[];
}

/** Plain data and typed arrays as bytes. */
export const encode = (value: unknown): Buffer => serialize(value);
export const decode = (bytes: Buffer): unknown => deserialize(bytes);

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
