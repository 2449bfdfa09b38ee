/** The parts of a sweep or a batch that are to be joined: read, held against each other, and put in order. */

import { stat } from 'node:fs/promises';
import type { Resource } from '../../output/datapackage.ts';
import { type BatchIdentity, type Failure, identityDifferences, type Manifest } from '../../output/manifest.ts';
import type { RunStatus } from '../../output/run-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { EngineHost } from '../engine.ts';
import { checkFiles, type FolderMode, readManifest } from '../files/results-folder.ts';
import { readShard } from './shard.ts';

export interface MergeOptions {
  readonly folders: readonly string[];
  /** A folder as the user wrote it, for messages. */
  shown(folder: string): string;
  readonly out: string;
  readonly mode: Exclude<FolderMode, 'resume'>;
  readonly command: readonly string[];
  /** The engine that knows what a batch measures; the built-in one when absent. */
  readonly host?: EngineHost;
}

export interface MergeOutcome {
  readonly kind: 'finished' | 'repeated';
  readonly folder: string;
  readonly manifest: Manifest;
  readonly resources: readonly Resource[];
}

export interface Part {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly index: number;
  readonly count: number;
}

/** Failures that the manifest tells in full. */
const TOLD_FAILURES = 20;

/** Read the manifests and refuse what does not belong together, with everything that is wrong. */
export async function readParts({ folders, shown }: MergeOptions): Promise<Part[]> {
  const problems: string[] = [];
  const parts: Part[] = [];
  for (const folder of folders) {
    const manifest = await readManifest(folder);
    const isSweep = manifest?.format === 'overbuild-sweep/1';
    if (manifest === undefined) {
      const isThere = (await stat(folder).catch(() => undefined)) !== undefined;
      const lacking = `${shown(folder)} holds no finished batch or sweep; run or --resume it first`;
      problems.push(isThere ? lacking : `there is no folder ${shown(folder)}`);
    } else if (!isSweep && manifest.format !== 'overbuild-batch/1') {
      problems.push(`${shown(folder)} holds no batch or sweep, and only their shards can be merged`);
    } else if (manifest.identity.shard === undefined) {
      const all = isSweep ? 'configurations of its sweep' : 'runs of its batch';
      problems.push(`${shown(folder)} is no shard: it holds all ${all}`);
    } else {
      await checkFiles(folder, manifest);
      parts.push({ folder, manifest, ...(readShard(manifest.identity.shard) ?? { index: 0, count: 0 }) });
    }
  }
  const [first] = parts;
  for (const part of parts.slice(1)) problems.push(...misfits(part, { first, parts, shown }));
  if (problems.length === 0) {
    const missing = Array.from({ length: first.count }, (_, i) => i + 1).filter(
      (index) => !parts.some((part) => part.index === index),
    );
    if (missing.length > 0) {
      const what = missing.map((index) => `${index}/${first.count}`).join(', ');
      problems.push(`shard${missing.length > 1 ? 's' : ''} ${what} missing: give the folders of all ${first.count}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return parts.sort((a, b) => a.index - b.index);
}

interface Others extends Pick<MergeOptions, 'shown'> {
  readonly first: Part;
  readonly parts: readonly Part[];
}

/** Why a part does not go with the first one, or stands there already. */
function misfits(part: Part, { first, parts, shown }: Others): string[] {
  const [name, firstName] = [shown(part.folder), shown(first.folder)];
  if (part.manifest.format !== first.manifest.format) {
    const kinds = [part, first].map(({ manifest }) => (manifest.format === 'overbuild-sweep/1' ? 'sweep' : 'batch'));
    return [`${name} is part of a ${kinds[0]}, and ${firstName} of a ${kinds[1]}`];
  }
  const problems: string[] = [];
  const differences = identityDifferences(wholeOf(part), wholeOf(first));
  if (differences.length > 0) {
    const words = differences.map((difference) => difference.replace(', asked for', ', not'));
    problems.push(`${name} does not belong to ${firstName}: ${words.join('; ')}`);
  } else if (part.count !== first.count) {
    problems.push(`${name} is part ${part.index} of ${part.count}, but ${firstName} is one of ${first.count}`);
  }
  const twin = parts.find((other) => other.index === part.index && other !== part);
  if (twin !== undefined && parts.indexOf(twin) < parts.indexOf(part)) {
    problems.push(`${name} and ${shown(twin.folder)} are both shard ${part.index}/${part.count}`);
  }
  return problems;
}

/** What the parts are parts of. */
export function wholeOf({ manifest }: Part): BatchIdentity {
  const { shard: _, ...identity } = manifest.identity;
  return identity;
}

/** How the runs of all parts ended, and the first failures. */
export function endsOf(parts: readonly Part[]): {
  readonly statuses: Record<RunStatus, number>;
  readonly failures: Failure[];
} {
  const statuses: Record<RunStatus, number> = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0 };
  for (const { manifest } of parts) {
    for (const status of Object.keys(statuses) as RunStatus[]) statuses[status] += manifest.statuses[status];
  }
  const failures = parts
    .flatMap(({ manifest }) => manifest.failures)
    .sort((a, b) => a.run - b.run || (a.configuration ?? 0) - (b.configuration ?? 0))
    .slice(0, TOLD_FAILURES);
  return { statuses, failures };
}
