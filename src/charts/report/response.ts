/** The section on responses of a sweep: any metric over any one or two of its inputs, chosen in the page. */

import { counted } from '../../numeric/counted.ts';
import type { Manifest } from '../../output/manifest.ts';
import { replayCommand } from '../../output/replay-command.ts';
import { countWord } from '../../output/words.ts';
import { drawnSheet } from '../response-plot.ts';
import { type ResponseStudy, responseStudy, type SweptTables } from '../response-study.ts';
import { drawnSlide } from '../slide.ts';
import type { Frame } from '../spec.ts';
import { settingsOf, type Table } from '../table.ts';
import { html, raw } from './markup.ts';
import { type ResponseChoice, type ResponseCommands, responseMarkup, responsePicture } from './response-figure.ts';
import type { ReportInput, Section } from './section.ts';

/** Width of the picture of a file of its own, px. */
const SHEET_WIDTH = 640;

/** The tables of a sweep, with what its manifest says of its design. */
export function sweptTables(
  manifest: Manifest,
  { runs, design, metricUnits }: Pick<SweptTables, 'runs' | 'design' | 'metricUnits'>,
): SweptTables {
  const { kind = 'table', axes = [] } = (manifest.design ?? {}) as {
    readonly kind?: string;
    readonly axes?: readonly { readonly path: string; readonly isLog?: boolean }[];
  };
  const logPaths = axes.flatMap(({ path, isLog }) => (isLog === true ? [path] : []));
  return { runs, design, kind, logPaths, metricUnits };
}

/** The two strongest inputs, or the only one. */
export function usualChoice({ inputs }: ResponseStudy, metric = 0): ResponseChoice {
  return inputs.length > 1 ? { metric, first: 0, second: 1 } : { metric, first: 0 };
}

/** Commands of the configurations that a map names. */
export function commandsOf(study: ResponseStudy, manifest: Manifest, design: Table): ResponseCommands {
  const named = study.maps.flat(1).flatMap((cells) => cells.filter((_, i) => i % 3 === 1));
  const configurations = [...new Set(named)].filter((configuration) => configuration !== null);
  return Object.fromEntries(
    configurations.map((configuration) => {
      const command = replayCommand(manifest, 0, settingsOf(design, configuration));
      return [configuration, command.replace(/ 0$/, '')];
    }),
  );
}

/** A choice as a file of its own, as SVG text. */
export function responseSheet(study: ResponseStudy, choice: ResponseChoice, frame: Frame): string {
  const { title, message, note, alt, draw } = responsePicture(study, choice);
  if (frame.isSlide === true) return drawnSlide(draw, { title: message, note, source: frame.source });
  const more = 'Conditional on the assumptions of the scenario; not a forecast.';
  return drawnSheet(draw(SHEET_WIDTH), { title, subtitle: [alt, note, more] }, frame);
}

/** Fields to choose from, which the script of the page shows. */
function chooser({ metrics, inputs }: ResponseStudy, { first, second }: ResponseChoice) {
  const options = (names: readonly string[], chosen: number | undefined) =>
    names.map((name, i) => html`<option value="${i}"${i === chosen ? raw(' selected') : ''}>${name}</option>`);
  const paths = inputs.map(({ title }) => title);
  return html`<div class="choose" id="response-choice" hidden>
<label>Metric<select>${options(
    metrics.map(({ label }) => label),
    0,
  )}</select></label>
<label>Over<select>${options(paths, first)}</select></label>
<label>And over<select><option value="">nothing: a curve</option>${options(paths, second)}</select></label>
</div>
`;
}

export function responseSection({
  manifest,
  runs,
  design,
  frame,
  metricUnits,
  chosen,
}: ReportInput): Section | undefined {
  if (design === undefined) return undefined;
  const study = responseStudy(sweptTables(manifest, { runs, design, metricUnits }), chosen);
  if (study === undefined || study.metrics.length === 0) return undefined;
  const choice = usualChoice(study);
  const commands = commandsOf(study, manifest, design);
  const { caption, body } = responseMarkup(study, choice, commands);
  const data = JSON.stringify({ study, commands }).replaceAll('<', '\\u003c');
  const more =
    study.omitted > 0
      ? ` The page holds ${countWord(study.metrics.length)} of ${countWord(study.metrics.length + study.omitted)} metrics that the inputs move; overbuild report --metric adds others.`
      : '';
  return {
    id: 'response',
    title: 'How a metric responds to the inputs',
    intro: [
      `${counted(study.configurations, 'configuration')}, ${countWord(study.runs)} ${study.runs === 1 ? 'run' : 'runs'} each, with common random numbers.${more}`,
    ],
    figures: [
      {
        name: 'response',
        sheet: responseSheet(study, choice, frame),
        markup: html`${chooser(study, choice)}<figure id="picture-response">
<figcaption aria-live="polite">${raw(caption)}</figcaption>
<div>${raw(body)}</div>
</figure>
<script type="application/json" id="responses">${raw(data)}</script>
`,
      },
    ],
  };
}

/** Script of a page with responses, after the code that defines `responses`: the fields draw anew, a cell shows its command. */
export const RESPONSE_SCRIPT = `(()=>{const {study,commands}=JSON.parse(document.getElementById('responses').textContent);
const box=document.getElementById('response-choice'),figure=document.getElementById('picture-response'),[caption,holder]=figure.children,[metric,first,second]=box.querySelectorAll('select');
box.hidden=false;
box.addEventListener('change',()=>{const open=figure.querySelector('details').open,value=second.value===''?undefined:+second.value;
const made=responses.responseMarkup(study,{metric:+metric.value,first:+first.value,second:value},commands);
caption.innerHTML=made.caption;holder.innerHTML=made.body;figure.querySelector('details').open=open});
figure.addEventListener('click',({target})=>{const cell=target.closest('[data-cell]'),code=figure.querySelector('code.replay');
if(cell&&code)code.textContent=cell.querySelector('title').textContent.replace(/^.*?: /,'')})})()`;
