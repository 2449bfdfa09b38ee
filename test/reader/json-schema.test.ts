/** The editor's schema: it takes what parsing takes, partial files too, and marks what parsing refuses. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editorSchema, type JsonSchema, sectionNames } from '../../src/reader/json-schema.ts';
import { schemaLeaves } from '../../src/reader/leaves.ts';
import { ScenarioSchema } from '../../src/scenario/schema.ts';
import { fits } from './json-schema-check.ts';
import { TINY_YAML, TinySchema } from './tiny.ts';

const tiny = editorSchema(TinySchema) as JsonSchema;

it.each([
  ['a whole file', TINY_YAML],
  ['a file that extends another', 'extends: base.yaml\npower: { pue: 1.1 }'],
  ['an overlay of one value', 'supply: { nodes: [{ id: hbm, leadMonths: 3 }] }'],
  ['a deleted item', 'supply: { nodes: [{ id: hbm, delete: true }] }'],
  ['a deleted key', 'strategy: null\npower: { open: null }'],
  ['a whole number with evidence', 'supply: { nodes: [{ id: hbm, leadMonths: { value: 3, evidence: assumed } }] }'],
  ['a union without its word', 'supply: { nodes: [{ id: hbm, policy: { weight: 0.5 } }] }'],
  ['a number relative to the file below', 'power: { pue: "*1.5" }\nsupply: { nodes: [{ id: hbm, leadMonths: "+2" }] }'],
  ['a change of every item of a list', 'supply: { "nodes[*]": { leadMonths: "add -1" } }'],
  ['free parameters', 'strategy: { id: grim, params: { quorum: 1, word: x } }'],
])('accepts %s', (_what, text) => {
  expect(fits(tiny, parse(text))).toBe(true);
});

it.each([
  ['an unknown key', 'power: { puee: 1.1 }'],
  ['a number out of range', 'power: { pue: 9 }'],
  ['a number out of range with evidence', 'power: { pue: { value: 9, evidence: assumed } }'],
  ['a broken whole number', 'supply: { nodes: [{ id: hbm, leadMonths: 1.5 }] }'],
  [
    'a broken whole number with evidence',
    'supply: { nodes: [{ id: hbm, leadMonths: { value: 1.5, evidence: assumed } }] }',
  ],
  ['a quoted number', 'power: { pue: "1.1" }'],
  ['a relative change without its number', 'power: { pue: "*" }'],
  ['every item of what is no list', 'power[*]: { pue: 1.1 }'],
  ['an unknown key of every item', 'supply: { "nodes[*]": { leedMonths: 3 } }'],
  ['unknown evidence', 'power: { pue: { value: 1.1, evidence: rumour } }'],
  ['a value without evidence', 'power: { pue: { value: 1.1 } }'],
  ['an unknown word', 'power: { rule: lottery }'],
  ['an unknown kind', 'supply: { nodes: [{ id: hbm, policy: { kind: guess } }] }'],
  ['a key of another kind', 'supply: { nodes: [{ id: hbm, policy: { kind: fixed, weight: 1 } }] }'],
  ['an item without id', 'supply: { nodes: [{ leadMonths: 3 }] }'],
  ['a deleted key that must be there', 'power: null'],
])('marks %s', (_what, text) => {
  expect(fits(tiny, parse(text))).toBe(false);
});

it('tells the unit of a number, and what evidence means', () => {
  const text = JSON.stringify(editorSchema(TinySchema, 'power'));
  expect(text).toContain('"description":"Grid additions. Unit: MW/month"');
  expect(text).toContain('reported (printed in the source)');
  expect(editorSchema(TinySchema, 'pover')).toBeUndefined();
  expect(sectionNames(TinySchema)).toContain('supply');
});

describe('the schema of scenarios', () => {
  const schema = editorSchema(ScenarioSchema) as JsonSchema;

  it('gives every number a unit and a description', () => {
    const bare = schemaLeaves(ScenarioSchema).filter(({ facts }) => facts.unit === '' || facts.description === '');
    expect(bare.map((leaf) => leaf.path)).toEqual([]);
  });

  const files = ['scenarios', 'scenarios/overlays'].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [],
  );

  it.each(files.filter((file) => file.endsWith('.yaml')))('accepts %s', (file) => {
    expect(fits(schema, parse(readFileSync(file, 'utf8')))).toBe(true);
  });

  it.runIf(existsSync('scenarios/scenario.schema.json'))('is the committed one', () => {
    expect(JSON.parse(readFileSync('scenarios/scenario.schema.json', 'utf8'))).toEqual(schema);
  });
});
