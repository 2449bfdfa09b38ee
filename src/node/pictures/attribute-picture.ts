/** The picture of an attribution: Shapley shares and main effects with their intervals. */

import { attributeChart } from '../../charts/attribute.ts';
import { counted } from '../../numeric/counted.ts';
import { countWord } from '../../output/words.ts';
import type { AttributeOutcome, AttributeSpec } from '../experiments/attribute.ts';
import { replaceFiles } from '../files/output-files.ts';
import { drawnFiles } from './rasterise.ts';

interface Attributed {
  readonly spec: AttributeSpec;
  readonly outcome: AttributeOutcome;
  readonly svg: boolean;
  readonly png: boolean;
}

/** Draw an attribution into its folder; returns the names of the files. */
export async function writeAttributePicture(
  folder: string,
  { spec, outcome, svg, png }: Attributed,
): Promise<string[]> {
  const { reference, variants, toggles, seed, host } = spec;
  const { attributions, units, replications } = outcome;
  const hash = variants[variants.length - 1].hash.slice(0, 8);
  const combinations = countWord(1 << toggles.length);
  const source = `Source: overbuild, model ${host.engine.modelVersion}, scenario ${reference} (${hash} with all on), ${combinations} combinations, ${counted(replications, 'replication')} each, seed "${seed}".`;
  const chart = attributeChart(attributions, { scenario: reference, units }, { source, startMonth: undefined });
  return replaceFiles(folder, chart === undefined ? {} : await drawnFiles({ attribute: chart }, { svg, png }));
}
