/** Writes the report: one self-contained HTML page, from the sections and their drawings. */

import { counted } from '../../numeric/counted.ts';
import { scenarioTitle } from '../../output/change-words.ts';
import { goodsUnitOf } from '../../output/manifest.ts';
import { countWord } from '../../output/words.ts';
import type { Spec } from '../spec.ts';
import { buildOutSection, marketSection, ordersSection } from './build-out.ts';
import { headline, type KeyFigure, type PageFacts, pageFacts } from './headline.ts';
import { escaped, html, type Markup, raw } from './markup.ts';
import { regimeSection, tornadoSection } from './outcomes.ts';
import { type Draw, type DrawnFigure, figureMarkup, type PageFigure, panelsOf } from './page-figure.ts';
import { responseSection } from './response.ts';
import { shellWord } from '../../output/shell-word.ts';
import { isComparison, type ReportInput, type Section } from './section.ts';
import { assumptionsSection, modelSection, summarySection } from './sheets.ts';
import { STYLE } from './style.ts';
import { supplySection } from './supply.ts';
import { wallSection } from './walls.ts';

/** A report before its pictures are drawn. */
export interface Report {
  readonly input: ReportInput;
  readonly facts: PageFacts;
  readonly sections: readonly Section[];
  /** The pictures in the order of the page. */
  readonly figures: readonly { readonly figure: PageFigure | DrawnFigure; readonly panels: readonly Spec[] }[];
  /** Whether the page draws responses anew. */
  readonly hasResponses: boolean;
}

/** Decide what the page shows; a section whose columns the folder lacks is left out. */
export function planReport(input: ReportInput): Report {
  const known = pageFacts(input);
  const effects = tornadoSection(input);
  const isFirst = isComparison(input);
  const sections = [
    ...(isFirst ? [effects] : []),
    wallSection(input, known),
    buildOutSection(input, known),
    marketSection(input),
    ordersSection(input),
    responseSection(input),
    supplySection(input),
    regimeSection(input),
    ...(isFirst ? [] : [effects]),
    modelSection(input),
    assumptionsSection(input),
    summarySection(input),
  ].filter((section) => section !== undefined);
  const figures = sections.flatMap((section) => section.figures);
  return {
    input,
    facts: known,
    sections,
    figures: figures.map((figure) => ({ figure, panels: 'markup' in figure ? [] : panelsOf(figure) })),
    hasResponses: figures.some((figure) => 'markup' in figure),
  };
}

interface Described {
  readonly description?: string;
}

function facts({ manifest, design }: ReportInput): readonly (readonly [string, string | Markup])[] {
  const { identity, command, timing, statuses } = manifest;
  const bad = Object.entries(statuses).filter(([status, count]) => status !== 'ok' && count > 0);
  const left = bad.map(([status, count]) => `${countWord(count)} ${status}`).join(', ');
  const each = design === undefined ? '' : ` of each of ${counted(design.rows.length, 'configuration')}`;
  return [
    ['Scenario', `${identity.scenario}; hash ${identity.scenarioHash}`],
    [
      'Runs',
      `${countWord(identity.runs)}${each}${identity.shard === undefined ? '' : `; this is part ${identity.shard}`}${left === '' ? '' : `, of which left out: ${left}`}`,
    ],
    ['Seed', identity.seed],
    ['Made by', html`<code>${raw(escaped(['overbuild', ...command.map(shellWord)].join(' ')))}</code>`],
    ['Version', `overbuild ${identity.packageVersion}, model ${identity.modelVersion}`],
    ...(timing.finishedAt === '' ? [] : [['Run on', timing.finishedAt.slice(0, 10)] as const]),
  ];
}

function sectionMarkup(section: Section, { figures }: Report, draw: Draw): Markup {
  const drawn = section.figures.map((figure) => {
    if ('markup' in figure) return figure.markup;
    const panels = figures.find((known) => known.figure === figure)?.panels ?? [];
    return figureMarkup(figure, panels, draw);
  });
  return html`<section aria-labelledby="${section.id}">
<h2 id="${section.id}">${section.title}</h2>
${section.intro.map(
  (paragraph) => html`<p>${paragraph}</p>
`,
)}${drawn}${section.after}
</section>
`;
}

/** A sentence whose brackets stay on one line. */
function wholeBrackets(sentence: string): Markup {
  const parts = sentence.split(/(\([^()]*\))/);
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<span class="whole">${part}</span>` : part))}`;
}

function keysMarkup(figures: readonly KeyFigure[]): Markup {
  if (figures.length === 0) return raw('');
  return html`<ul class="keys">${figures.map(({ value, label, note }) => html`<li><b>${value}</b><span>${label}</span><small>${note}</small></li>`)}</ul>
`;
}

/** The one script of a page, and its `sha256-...`. */
export interface PageScript {
  readonly text: string;
  readonly hash: string;
}

/**
 * Write the page.
 *
 * @param script  It alone may run: the page asks browsers to refuse anything else, and any request.
 */
export function reportPage(report: Report, draw: Draw, script: PageScript): string {
  const { input, sections } = report;
  const { manifest, frame } = input;
  const { sentences, walls = [], figures, notes = [] } = headline(input, report.facts);
  const { description = '' } = manifest.resolvedScenario as Described;
  const scenario = scenarioTitle(manifest.identity.scenario, goodsUnitOf(manifest));
  const title = `${scenario}: ${sentences[0]}`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${script.hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<p class="kind">overbuild report: ${isComparison(input) ? 'comparison with ' : ''}${scenario}</p>
<h1>${wholeBrackets(sentences[0])}</h1>
<p class="condition">Conditional on these assumptions; not a forecast.</p>
${input.warnings.map((warning) => html`<p class="warning" role="note">Note: ${warning}</p>`)}
${keysMarkup(walls)}${keysMarkup(figures)}${
  notes.length === 0
    ? ''
    : html`<p>${notes.join(' ')}</p>
`
}<div class="lead">${sentences.slice(1).map((sentence) => html`<p>${sentence}</p>`)}</div>
${description === '' ? '' : html`<p>${description}.</p>`}
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<dl>${facts(input).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
</header>
<main>
${sections.map((section) => sectionMarkup(section, report, draw))}</main>
<footer><p>${frame.source} Conditional on these assumptions; not a forecast.</p></footer>
<script>${raw(script.text)}</script>
</body>
</html>
`.markup;
}
