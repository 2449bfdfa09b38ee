/** What other programs make of a results folder: Frictionless, RO-Crate and DuckDB read it as it is declared. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILTIN_HOST } from '../../src/node/builtin-engine.ts';
import { openResults } from '../../src/node/query/query.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { csvFields } from '../../src/output/csv.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { standInBatch, temporaryFolder } from '../support/batches.ts';

interface Profile {
  validate(descriptor: unknown): { readonly valid: boolean; readonly errors: readonly Error[] };
}
interface Schema {
  readonly fieldNames: readonly string[];
  castRow(row: readonly string[]): readonly unknown[];
}
const require = createRequire(import.meta.url);
const { Profile } = require('datapackage') as { Profile: { load(name: string): Promise<Profile> } };
const { Schema } = createRequire(require.resolve('datapackage'))('tableschema') as {
  Schema: { load(descriptor: unknown, options: { strict: true }): Promise<Schema> };
};

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly dialect: { readonly delimiter: string };
  readonly schema: {
    readonly fields: readonly { name: string; type: string; constraints?: object }[];
    readonly primaryKey?: string[];
  };
}

const OPTIONS = { runs: 12, series: true, host: BUILTIN_HOST } as const;

/** A batch of the shipped baseline, short. */
async function realBatch(locale: 'en' | 'eu'): Promise<string> {
  const { scenario, evidence } = loadScenario('baseline', { overrides: ['horizonMonths=12'] });
  const folder = temporaryFolder();
  await standInBatch(
    {},
    {
      ...OPTIONS,
      folder,
      locale,
      runs: 3,
      scenario: {
        name: 'baseline',
        hash: scenarioHash(scenario),
        resolved: scenario,
        evidence: Object.fromEntries(evidence),
      },
    },
  );
  return folder;
}

const json = <T>(folder: string, name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

describe.each(['en', 'eu'] as const)('a results folder of the baseline, locale %s', (locale) => {
  let folder = '';
  let resources: readonly Resource[] = [];
  beforeAll(async () => {
    folder = await realBatch(locale);
    ({ resources } = json<{ resources: readonly Resource[] }>(folder, 'datapackage.json'));
  });

  it('states the range of each value of a run, and none of monthly ones, which rounding may leave', () => {
    const fields = (table: string) => resources.find(({ name }) => name === table)?.schema.fields ?? [];
    const constraints = Object.fromEntries(fields('runs').map((field) => [field.name, field.constraints]));
    expect(constraints.utilisation_min).toEqual({ minimum: 0, maximum: 1 });
    expect(constraints.staged_months_peak).toEqual({ minimum: 0 });
    expect(constraints.fall_after_wall_index).toEqual({ maximum: 1 });
    expect(constraints.roi_min_per_year).toBeUndefined();
    expect(fields('series-scalar').filter((field) => field.constraints !== undefined)).toEqual([]);
  });

  it('is a valid data package and a valid tabular one', async () => {
    const descriptor = json<Record<string, unknown>>(folder, 'datapackage.json');
    const plain = await Profile.load('data-package');
    expect(plain.validate(descriptor).errors).toEqual([]);
    // Version 1 of the profile asks each table to say that it is one; version 2 says `type: table`.
    const tabular = await Profile.load('tabular-data-package');
    const versionOne = {
      ...descriptor,
      profile: 'tabular-data-package',
      resources: resources.map((resource) => ({ ...resource, profile: 'tabular-data-resource' })),
    };
    expect(tabular.validate(versionOne).errors).toEqual([]);
    expect(tabular.validate({ ...versionOne, resources: [{ name: 'No Name' }] }).valid).toBe(false);
  });

  it('holds only values that can be cast to the declared types, and keys that are unique', async () => {
    expect(resources.length).toBeGreaterThan(8);
    for (const { path, schema, dialect } of resources) {
      const reader = await Schema.load(schema, { strict: true });
      const [header, ...lines] = readFileSync(join(folder, path), 'utf8').trimEnd().split('\n');
      expect(header.split(dialect.delimiter), path).toEqual(reader.fieldNames);
      const keys = new Set<string>();
      const places = (schema.primaryKey ?? []).map((name) => schema.fields.findIndex((field) => field.name === name));
      const step = Math.ceil(lines.length / 200);
      for (const [i, line] of lines.entries()) {
        const fields = csvFields(line, locale);
        keys.add(JSON.stringify(places.map((place) => fields[place])));
        if (i % step === 0) expect(() => reader.castRow(fields), `${path}: ${line}`).not.toThrow();
      }
      if (places.length > 0) expect(keys.size, path).toBe(lines.length);
    }
  });

  it('is read by DuckDB to the very numbers of the files', async () => {
    const results = await openResults([folder]);
    const typeOf = { BIGINT: 'integer', DOUBLE: 'number', VARCHAR: 'string', DATE: 'date' } as Record<string, string>;
    try {
      expect(results.notes).toEqual([]);
      for (const { name, path, schema } of resources) {
        const view = name.replaceAll('-', '_');
        const types: unknown[] = [];
        for await (const rows of (await results.ask(`DESCRIBE ${view}`)).rows()) {
          types.push(...rows.map(([column, type]) => [column, typeOf[String(type)]]));
        }
        expect(types, path).toEqual(schema.fields.map((field) => [field.name, field.type]));
        const read: string[] = [];
        for await (const rows of (await results.ask(`FROM ${view}`)).rows()) {
          read.push(...rows.map((row) => row.map((value) => value ?? '').join('|')));
        }
        const [, ...lines] = readFileSync(join(folder, path), 'utf8').trimEnd().split('\n');
        const written = lines.map((line) =>
          csvFields(line, locale)
            .map((text, c) => (locale === 'eu' && schema.fields[c].type === 'number' ? text.replace(',', '.') : text))
            .join('|'),
        );
        expect(read, path).toEqual(written);
      }
    } finally {
      results.close();
    }
  });
});

type Entity = Readonly<Record<string, unknown>> & { readonly '@id': string; readonly '@type': string };

describe('the RO-Crate', () => {
  /** Every `@id` that an entity refers to. */
  function references(value: unknown): string[] {
    if (Array.isArray(value)) return value.flatMap(references);
    if (typeof value !== 'object' || value === null) return [];
    const { '@id': id, ...rest } = value as Record<string, unknown>;
    return [...(typeof id === 'string' ? [id] : []), ...Object.values(rest).flatMap(references)];
  }

  it('has the structure that the specification asks for, and says what made the files', async () => {
    const { folder } = await standInBatch(
      { throws: [1] },
      { series: true, seriesFormat: 'parquet', command: ['batch', 'my plan.yaml', '--runs', '40'] },
    );
    const crate = json<{ '@context': string; '@graph': Entity[] }>(folder, 'ro-crate-metadata.json');
    expect(crate['@context']).toBe('https://w3id.org/ro/crate/1.1/context');
    const graph = new Map(crate['@graph'].map((entity) => [entity['@id'], entity]));
    expect(graph.size).toBe(crate['@graph'].length);
    expect(graph.get('ro-crate-metadata.json')).toMatchObject({
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    });
    const root = graph.get('./') ?? crate['@graph'][0];
    const manifest = json<Manifest>(folder, 'manifest.json');
    expect(root).toMatchObject({ '@type': 'Dataset', datePublished: manifest.timing.finishedAt });
    for (const key of ['name', 'description', 'license']) expect(root[key], key).toBeTruthy();
    // What is referred to is described: contexts and status words of the vocabulary aside.
    const elsewhere = new Set(['https://w3id.org/ro/crate/1.1']);
    const missing = crate['@graph'].flatMap((entity) => references({ ...entity, '@id': undefined }));
    expect(missing.filter((id) => !graph.has(id) && !elsewhere.has(id))).toEqual([]);
    const parts = (root.hasPart as Entity[]).map((part) => part['@id']);
    expect(parts).toEqual([...manifest.files.map(({ path }) => path), 'manifest.json']);
    for (const part of parts) {
      expect(existsSync(join(folder, part)), part).toBe(true);
      const entity = graph.get(part);
      expect(entity?.['@type'], part).toBe('File');
      expect(entity?.contentSize, part).toBe(String(statSync(join(folder, part)).size));
    }
    expect(graph.get('series-firm.parquet')?.encodingFormat).toBe('application/vnd.apache.parquet');
    expect(graph.get('runs.csv')?.encodingFormat).toBe('text/csv');
    const [action] = crate['@graph'].filter((entity) => entity['@type'] === 'CreateAction');
    expect(action).toMatchObject({
      name: "overbuild batch 'my plan.yaml' --runs 40",
      startTime: manifest.timing.startedAt,
      endTime: manifest.timing.finishedAt,
    });
    expect(action.description).toContain('39 ok, 1 failed');
    expect(action.result).toEqual(root.hasPart);
    const instruments = (action.instrument as Entity[]).map((one) => graph.get(one['@id']));
    expect(instruments).toMatchObject([
      { '@type': 'SoftwareApplication', name: 'overbuild', version: manifest.identity.packageVersion },
      { '@type': 'SoftwareApplication', version: manifest.identity.modelVersion },
    ]);
    const scenario = graph.get((action.object as Entity)['@id']);
    expect(scenario).toMatchObject({ name: 'stand-in', identifier: 'feedc0ffee12' });
  });
});
