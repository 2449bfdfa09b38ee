/** Writes RO-Crate 1.1 metadata of a results folder: its files, and the run of the program that made them. */

import { counted } from '../numeric/counted.ts';
import { PARQUET_MEDIA_TYPE, type Resource } from './datapackage.ts';
import { type Manifest, manifestText } from './manifest.ts';

export const RO_CRATE_FILE = 'ro-crate-metadata.json';

const PROFILE = 'https://w3id.org/ro/crate/1.1';
const LICENCE = 'https://spdx.org/licenses/MIT';
const SOFTWARE = '#overbuild';
const MODEL = '#model';
const SCENARIO = '#scenario';
const ACTION = '#simulation';

const MANIFEST = 'manifest.json';
const DATA_PACKAGE = 'datapackage.json';

type Entity = Readonly<Record<string, unknown>>;

interface About {
  readonly title: string;
  readonly description: string;
  readonly resources: readonly Pick<Resource, 'path' | 'description'>[];
}

const refer = (id: string): Entity => ({ '@id': id });

/** A word without characters that a shell would split. */
const PLAIN_WORD = /^[\w@%+=:,./*[\]-]+$/;

function commandLine(words: readonly string[]): string {
  const quoted = words.map((word) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  return ['overbuild', ...quoted].join(' ');
}

function mediaType(path: string): string {
  if (path.endsWith('.csv')) return 'text/csv';
  return path.endsWith('.parquet') ? PARQUET_MEDIA_TYPE : 'application/json';
}

function fileEntities(manifest: Manifest, about: About): Entity[] {
  const descriptions = new Map(about.resources.map(({ path, description }) => [path, description]));
  descriptions.set(DATA_PACKAGE, 'every column of every table: type, unit and meaning (Frictionless Data Package)');
  descriptions.set(MANIFEST, 'the scenario as run, the evidence, seed, versions, command and timings');
  const bytes = new TextEncoder().encode(manifestText(manifest)).length;
  return [...manifest.files, { path: MANIFEST, bytes }].map((file) => ({
    '@id': file.path,
    '@type': 'File',
    name: file.path,
    description: descriptions.get(file.path) ?? file.path,
    encodingFormat: mediaType(file.path),
    contentSize: String(file.bytes),
  }));
}

function actionOf({ command, identity, statuses, timing, nodeVersion, platform }: Manifest, files: Entity[]): Entity {
  const ended = Object.entries(statuses).map(([status, count]) => `${count} ${status}`);
  const { runs, configurations, seed } = identity;
  const what = `${counted(runs, 'run')}${configurations === undefined ? '' : ` of each of ${configurations} configurations`}`;
  return {
    '@id': ACTION,
    '@type': 'CreateAction',
    name: commandLine(command),
    description: `${what} with seed ${seed}: ${ended.join(', ')}. Node ${nodeVersion}, ${platform}.`,
    startTime: timing.startedAt,
    endTime: timing.finishedAt,
    actionStatus: 'http://schema.org/CompletedActionStatus',
    instrument: [refer(SOFTWARE), refer(MODEL)],
    object: refer(SCENARIO),
    result: files.map((file) => refer(String(file['@id']))),
  };
}

/** `ro-crate-metadata.json` of a finished batch. */
export function roCrateText(manifest: Manifest, about: About): string {
  const { identity, timing } = manifest;
  const files = fileEntities(manifest, about);
  const graph: Entity[] = [
    {
      '@id': RO_CRATE_FILE,
      '@type': 'CreativeWork',
      conformsTo: refer(PROFILE),
      about: refer('./'),
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: about.title,
      description: about.description,
      datePublished: timing.finishedAt,
      license: refer(LICENCE),
      hasPart: files.map((file) => refer(String(file['@id']))),
      mentions: refer(ACTION),
    },
    ...files,
    actionOf(manifest, files),
    {
      '@id': SOFTWARE,
      '@type': 'SoftwareApplication',
      name: 'overbuild',
      version: identity.packageVersion,
      license: refer(LICENCE),
    },
    {
      '@id': MODEL,
      '@type': 'SoftwareApplication',
      name: 'overbuild model',
      version: identity.modelVersion,
      license: refer(LICENCE),
    },
    {
      '@id': SCENARIO,
      '@type': 'CreativeWork',
      name: identity.scenario,
      identifier: identity.scenarioHash,
      description: `Every number of it, with its evidence, is in ${MANIFEST}.`,
    },
    {
      '@id': LICENCE,
      '@type': 'CreativeWork',
      name: 'MIT License',
      description: 'Licence of the program, its scenarios and results, unless stated otherwise.',
    },
  ];
  return `${JSON.stringify({ '@context': `${PROFILE}/context`, '@graph': graph }, null, 2)}\n`;
}
