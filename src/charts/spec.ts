/** Builds Vega-Lite specifications as plain data, with the common style of all charts. */

/** A Vega-Lite specification or a part of one. */
export type Spec = Readonly<Record<string, unknown>>;

/** Common texts of the charts of a results folder. */
export interface Frame {
  /** Source line: scenario, runs, seed, versions. */
  readonly source: string;
  /** First simulated month as `YYYY-MM`; undefined labels the axis with months of the run. */
  readonly startMonth: string | undefined;
  /** Unit of goods where it is not MW. */
  readonly goodsUnit?: string | undefined;
  /** Whether pictures are for a slide: the title says the message, and marks are named where they are. */
  readonly isSlide?: boolean;
}

/** Eight colours that colour-blind readers can distinguish. Source: [OkabeIto2008]. */
export const OKABE_ITO = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#56B4E9', '#F0E442', '#000000'];
/** The same colours dark enough for letters on white. */
export const LETTER_COLOURS: Readonly<Record<string, string>> = {
  '#0072B2': '#00659E',
  '#E69F00': '#8A5F00',
  '#009E73': '#00704F',
  '#D55E00': '#A84900',
  '#CC79A7': '#95406F',
  '#56B4E9': '#1C6A9C',
  '#F0E442': '#706800',
};
export const INK = '#1A1A1A';
export const FAINT = '#6B6B6B';
export const PAPER = '#FFFFFF';
export const GRID = '#E3E3E3';
const FONT = 'Inter, system-ui, sans-serif';
const MONTHS_PER_YEAR = 12;

export const CONFIG: Spec = {
  background: PAPER,
  font: FONT,
  padding: 16,
  axis: {
    labelColor: INK,
    titleColor: INK,
    titleFontWeight: 'normal',
    labelFontSize: 11,
    titleFontSize: 12,
    labelFlush: false,
    gridColor: GRID,
    domainColor: FAINT,
    tickColor: FAINT,
  },
  legend: {
    orient: 'bottom',
    direction: 'horizontal',
    title: null,
    labelLimit: 0,
    labelColor: INK,
    labelFontSize: 12,
    symbolOpacity: 1,
  },
  title: {
    color: INK,
    subtitleColor: FAINT,
    anchor: 'start',
    frame: 'group',
    fontSize: 15,
    fontWeight: 600,
    subtitleFontSize: 12,
    offset: 12,
  },
  view: { stroke: null },
};

/** Axis of shares: `50 %`, as in the text. */
export const PER_CENT: Spec = { format: '.0%', labelExpr: "replace(datum.label, '%', '\u00A0%')" };

/** Characters that fit the width of a chart in its subtitle and in its source line. */
const SUBTITLE_CHARACTERS = 100;
const SOURCE_CHARACTERS = 104;

export interface Heading {
  readonly title: string;
  readonly subtitle: readonly string[];
  /** What a slide says instead: the message, and how to read the picture. */
  readonly slide?: {
    readonly message: string;
    readonly note: string;
    /** The message of each panel, for further slides that begin with it. */
    readonly messages?: readonly string[];
    /** Panels of a slide, where fewer fit than usually. */
    readonly panelsEach?: number;
    /** What the source line adds. */
    readonly caveat?: string;
  };
}

/** Names of rows: a long one is broken into two lines. */
export const ROW_NAME_CHARACTERS = 24;
export function rowName(name: string): string {
  const isShort = name.length <= ROW_NAME_CHARACTERS;
  return isShort ? name : wrap(name, Math.max(ROW_NAME_CHARACTERS, Math.ceil(name.length / 2) + 3)).join('\n');
}

/** Height of rows, px: `single`, or `double` where a name has two lines, or will have them. */
export function rowStep(names: readonly string[], single: number, double = 34): number {
  return names.some((name) => name.includes('\n') || rowName(name) !== name) ? double : single;
}

const TWO_LINES = "indexof(datum.label, '\\n') >= 0";
/** Axis of named rows: names from `rowName`. */
export const ROW_NAMES: Spec = {
  title: null,
  labelLimit: 0,
  labelExpr: `${TWO_LINES} ? split(datum.label, '\\n') : datum.label`,
  labelOffset: { condition: { test: TWO_LINES, value: -6 }, value: 0 },
};

/** The figures of rows, right of the marks, `below` px lower than the row. */
export function figuresAtRight(y: Spec, field: string, below = 0): Spec {
  return {
    mark: { type: 'text', align: 'left', dx: 8, dy: below, fontSize: 11, color: INK },
    encoding: { y, x: { value: 'width' }, text: { field } },
  };
}

/** Break a sentence into lines of at most so many characters, at spaces. */
export function wrap(sentence: string, characters: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > characters) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Put panels one below the other, under a heading and above the source line. */
export function page(panels: readonly Spec[], { slide, ...sheet }: Heading, frame: Frame): Spec {
  const [first, ...rest] = panels;
  const heading =
    frame.isSlide === true && slide !== undefined ? { title: slide.message, subtitle: [slide.note] } : sheet;
  const headed = {
    ...first,
    title: {
      text: heading.title,
      subtitle: heading.subtitle.flatMap((sentence) => wrap(sentence, SUBTITLE_CHARACTERS)),
    },
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${heading.title}. ${heading.subtitle.join(' ')} ${frame.source}`,
    title: {
      text: wrap(frame.source, SOURCE_CHARACTERS),
      orient: 'bottom',
      anchor: 'start',
      fontSize: 10,
      fontWeight: 'normal',
      color: FAINT,
      offset: 14,
    },
    spacing: 24,
    vconcat: [headed, ...rest],
    config: CONFIG,
    ...(heading === sheet
      ? {}
      : {
          usermeta: {
            title: sheet.title,
            messages: slide?.messages ?? [],
            caveat: slide?.caveat ?? '',
            panelsEach: slide?.panelsEach,
          },
        }),
  };
}

/** The horizontal position of a month: a decimal calendar year when the start is known, else the month of the run. */
export function timeOf(month: number, frame: Frame): number {
  if (frame.startMonth === undefined) return month;
  const [year, calendarMonth] = frame.startMonth.split('-').map(Number);
  return year + (calendarMonth - 1 + month) / MONTHS_PER_YEAR;
}

/** The x encoding of a field made by `timeOf`; years need no title. */
export function timeAxis(field: string, frame: Frame): Spec {
  return {
    field,
    type: 'quantitative',
    scale: { zero: false, nice: false },
    axis: {
      title: frame.startMonth === undefined ? 'Month of the run' : null,
      format: 'd',
      tickMinStep: 1,
      grid: false,
    },
  };
}
