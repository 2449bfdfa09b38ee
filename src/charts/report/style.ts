/** Look of the page: both themes, paper, and a telephone. The colours of the charts follow the theme. */

/** Colours of the charts as they are drawn, and what each becomes: on light, on dark. */
const CHART_COLOURS: readonly (readonly [drawn: string, name: string, light: string, dark: string])[] = [
  ['#1A1A1A', 'ink', '#1a1a1a', '#ececec'],
  ['#6B6B6B', 'faint', '#5f5f5f', '#a9adb3'],
  ['#E3E3E3', 'grid', '#e3e3e3', '#33383f'],
  ['#D9D9D9', 'none', '#d9d9d9', '#454b53'],
  ['#FFFFFF', 'paper', '#ffffff', '#16191d'],
  ['#0072B2', 'c0', '#0072b2', '#56b4e9'],
  ['#E69F00', 'c1', '#e69f00', '#e69f00'],
  ['#009E73', 'c2', '#009e73', '#2fbf94'],
  ['#D55E00', 'c3', '#d55e00', '#f0813a'],
  ['#CC79A7', 'c4', '#cc79a7', '#d991ba'],
  ['#56B4E9', 'c5', '#56b4e9', '#3f8fc4'],
  ['#F0E442', 'c6', '#b8ab00', '#f0e442'],
  ['#000000', 'c7', '#000000', '#ffffff'],
  ['#00659E', 't0', '#00659e', '#6cc0ee'],
  ['#8A5F00', 't1', '#8a5f00', '#e9ab1f'],
  ['#00704F', 't2', '#00704f', '#4bd0a8'],
  ['#A84900', 't3', '#a84900', '#f59a66'],
  ['#95406F', 't4', '#95406f', '#e0a6c6'],
  ['#1C6A9C', 't5', '#1c6a9c', '#7fbfe6'],
  ['#706800', 't6', '#706800', '#f0e442'],
];

export type Theme = 'light' | 'dark';

/** SVG text as drawn in the colours of a theme. */
export function themedSvg(svg: string, theme: Theme): string {
  if (theme === 'light') return svg;
  const dark = new Map(CHART_COLOURS.map(([drawn, , , on]) => [drawn, on]));
  return svg.replace(/(?<==")#[0-9A-F]{6}(?=")/g, (drawn) => dark.get(drawn) ?? drawn);
}

const variables = (theme: 2 | 3): string => CHART_COLOURS.map((colour) => `--${colour[1]}:${colour[theme]}`).join(';');
const LIGHT = `color-scheme:light;${variables(2)};--page:#ffffff;--card:#f4f5f7;--line:#d5d8dc;--link:#005a8e`;
const DARK = `color-scheme:dark;${variables(3)};--page:#16191d;--card:#20242a;--line:#3b4149;--link:#7cc4f2`;

/** Rules win over the attributes that vega writes, so one drawing serves both themes. */
const FOLLOW = CHART_COLOURS.map(
  ([drawn, name]) => `svg [fill="${drawn}"]{fill:var(--${name})}svg [stroke="${drawn}"]{stroke:var(--${name})}`,
).join('\n');

/** Colours of both themes as variables. */
export const THEMES = `:root{${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
@media screen{:root[data-theme=dark]{${DARK}}}
`;

export const STYLE = `${THEMES}*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
svg{font-family:Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;display:block;width:100%;height:auto}
header,main,footer{max-width:960px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:1.75rem;line-height:1.2;margin:.2em 0 .5em;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.25;margin:2.6em 0 .4em;padding-top:.5em;border-top:1px solid var(--line)}
h3{font-size:1.05rem;line-height:1.3;margin:0 0 .2em}
h4{font-size:.95rem;font-weight:600;margin:0 0 .3em}
p{margin:.4em 0;max-width:74ch;overflow-wrap:anywhere}
a{color:var(--link)}
.kind{color:var(--faint);margin:0}
.lead p{font-size:1.08rem}
.condition{border-left:4px solid var(--c0);padding-left:.7em;font-weight:600}
.warning{border-left:4px solid var(--c3);background:var(--card);padding:.4em .7em}
.keys{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,170px),1fr));gap:12px;margin:.9em 0;padding:0;list-style:none}
.keys li{background:var(--card);border-radius:8px;padding:12px 14px}
.keys b{display:block;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
.keys span{display:block;font-size:.92rem}
.keys small{color:var(--faint);font-size:.85rem}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:1em 0;font-size:.95rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:1px 16px;margin:1em 0;font-size:.82rem;color:var(--faint)}
@media (min-width:561px){.whole{white-space:nowrap}}
dt{color:var(--faint)}
dd{margin:0;overflow-wrap:anywhere;min-width:0}
code{font:.88em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
figure{margin:1.4em 0 2em}
.narrow{display:none}
@media screen and (max-width:760px){.narrow{display:block}.wide{display:none}}
figcaption p{color:var(--faint);font-size:.92rem;margin:0 0 .8em}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:20px 28px}
details{margin:.7em 0;font-size:.92rem}
summary{cursor:pointer;color:var(--link);padding:4px 0;min-height:24px}
.scroll{overflow-x:auto;margin:.6em 0 1.2em;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;font-size:.88rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:8px 10px}
th,td{padding:4px 10px;text-align:right;vertical-align:top;border-top:1px solid var(--line)}
th{font-weight:500}
thead th{color:var(--faint);vertical-align:bottom}
th[scope=row],.word{text-align:left}
td:not(.word){white-space:nowrap}
td.word{min-width:10em}td.word:last-child{min-width:20em}
td code{white-space:nowrap}
#theme{float:right;font:inherit;font-size:.9rem;background:var(--card);color:var(--ink);border:1px solid var(--line);border-radius:6px;padding:5px 12px;cursor:pointer;min-height:32px}
:focus-visible{outline:3px solid var(--c1);outline-offset:2px}
footer{color:var(--faint);font-size:.88rem;padding-bottom:40px}
.choose{display:flex;flex-wrap:wrap;gap:8px 18px;margin:1em 0 0;font-size:.92rem}
.choose[hidden]{display:none}
.choose label{display:flex;flex-direction:column;color:var(--faint);min-width:0;max-width:100%}
.choose select{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:5px 8px;min-height:34px;max-width:100%}
[data-cell]{cursor:pointer}
.replay{overflow-wrap:anywhere}
${FOLLOW}
@media (max-width:560px){header,main,footer{padding-left:16px;padding-right:16px}dl{grid-template-columns:1fr}dt{margin-top:6px}h1{font-size:1.45rem}}
@media print{.keys{grid-template-columns:repeat(5,1fr)}.keys b{font-size:1.15rem}#theme,nav,.choose{display:none}body{font-size:10.5pt}header,main,footer{max-width:none;padding:0}.panels>div,figure:not(:has(.panels)),.keys li,tr{break-inside:avoid}details:not([open]){display:none}[aria-labelledby=assumptions] details:not([open]){display:block}[aria-labelledby=assumptions] details::details-content{content-visibility:visible;block-size:auto}h2,h3,h4,figcaption{break-after:avoid}h2{margin-top:1.4em}.scroll{overflow:visible;border:0}.panels{grid-template-columns:1fr 1fr}td:not(.word),td code{white-space:normal}th,td{padding:4px 6px}td.word,td.word:last-child{min-width:0}td.word:nth-last-child(-n+2){min-width:6.5em}th[scope=row]{min-width:10em}th[scope=row],td.word:nth-last-child(-n+2),td code{overflow-wrap:anywhere}}
`;

/** The whole script of most pages: a button that changes the theme. The page is complete without it. */
export const SCRIPT = `(()=>{const r=document.documentElement,b=document.createElement('button');b.id='theme';b.type='button';
const dark=()=>r.dataset.theme?r.dataset.theme==='dark':matchMedia('(prefers-color-scheme:dark)').matches;
const name=()=>{b.textContent=dark()?'Light theme':'Dark theme'};
b.addEventListener('click',()=>{r.dataset.theme=dark()?'light':'dark';name()});name();document.querySelector('header').prepend(b)})()`;
