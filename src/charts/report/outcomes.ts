/** The sections on the outcomes of runs and what they depend on: the regime map and the tornado. */

import { counted } from '../../numeric/counted.ts';
import { shareInterval } from '../../numeric/share-interval.ts';
import { changeTitles } from '../../output/change-words.ts';
import { replayCommand } from '../../output/replay-command.ts';
import {
  countWord,
  percentRange,
  percentWord,
  plainName,
  shortNumber,
  spoken,
  withinSentence,
} from '../../output/words.ts';
import { bandLabel, fallLabel, regimeMap } from '../regime-map.ts';
import { classifyRuns, DEFAULT_RULE, OLDER_FALL, REGIMES, type RegimeCell, regimeCells } from '../regimes.ts';
import { compareWallsChart, wallOrder, wallShares, wallsMessage, wallTitle } from '../compare-walls.ts';
import type { Frame } from '../spec.ts';
import { settingsOf, type Table } from '../table.ts';
import type { PageFigure } from './page-figure.ts';
import { everydayUnit, orderOfInputs } from '../effects.ts';
import { effectsChart } from '../effect-rows.ts';
import { type DataTable, foldedTables, tableMarkup } from './data-table.ts';
import { html } from './markup.ts';
import type { ReportInput, Section } from './section.ts';

const MONTHS_PER_BIN = 24;
const FALL_TITLES: Readonly<Record<string, string>> = {
  [DEFAULT_RULE.fall]: "Fall of builders' orders from the wall to a quarter after the pause",
  [OLDER_FALL]: "Fall of builders' orders from their peak, in all months followed",
};

export function regimeSection({ runs, design, manifest, rule, frame }: ReportInput): Section | undefined {
  const classified = classifyRuns(runs, rule);
  if (classified.length === 0) return undefined;
  const unclassed = runs.rows.length - classified.length;
  if (unclassed > 0 && classified.every(({ regime }) => regime === 'no wall')) {
    const why = `Left out: no run that met a wall has ${plainName(rule.fall)}, as after a pause (stop.rule: aftermath).`;
    return { id: 'regimes', title: 'How deep the pause goes', intro: [why], figures: [] };
  }
  const commandOf = ({ run, configuration }: RegimeCell['typical']): string =>
    replayCommand(manifest, run, settingsOf(design, configuration));
  const offset = Number(frame.startMonth?.split('-')[1] ?? 1) - 1;
  const cells = regimeCells(classified, rule, { monthsPerBin: MONTHS_PER_BIN, offset });
  const fallTitle = FALL_TITLES[rule.fall] ?? spoken(rule.fall);
  const counts = REGIMES.map((regime) => {
    const count = classified.filter((run) => run.regime === regime).length;
    return { regime, count, share: count / classified.length };
  });
  const words = counts.map(({ regime, share }) => `${regime} ${percentWord(share)}`).join(', ');
  const largest = [...cells].sort((a, b) => b.count - a.count);
  const cellTable: DataTable = {
    caption: 'Cells of the map, the fullest first',
    head: ['Outcome', 'First wall', fallTitle, 'Runs', 'Share', 'Look at one'],
    rows: largest.map(({ regime, months, falls, count, typical }) => [
      regime,
      bandLabel(months, frame),
      falls === undefined ? '-' : fallLabel(falls),
      countWord(count),
      percentWord(count / classified.length),
      commandOf(typical),
    ]),
    words: [1, 2, 5],
    code: [5],
  };
  return {
    id: 'regimes',
    title: 'How deep the pause goes',
    intro: [
      `Of ${counted(classified.length, 'run')}: ${words}.${unclassed > 0 ? ` ${countWord(unclassed)} runs met a wall and record no fall; they are not classed.` : ''}`,
      "How deep builders' own orders fall in the pause depends mostly on one assumption, the haircut on believed growth (capex.growthHaircut).",
    ],
    figures: [
      {
        name: 'regimes',
        sheet: regimeMap(cells, { rule, monthsPerBin: MONTHS_PER_BIN, fallTitle }, frame),
        alts: [`${words}.`],
        tables: [],
        panelWidth: 420,
      },
    ],
    after: html`${tableMarkup({
      caption: 'Kinds of outcome, and how to look at a typical run of each: one of its fullest cell',
      head: ['Outcome', 'Runs', 'Share', '95 % interval', 'Look at one'],
      rows: counts.map(({ regime, count, share }) => {
        // Configurations have common random numbers: their runs are not independent draws.
        const interval = design === undefined ? percentRange(...shareInterval(count, classified.length)) : '-';
        const typical = largest.find((cell) => cell.regime === regime)?.typical;
        const command = typical === undefined ? '' : commandOf(typical);
        return [regime, countWord(count), percentWord(share), interval, command];
      }),
      words: [4],
      code: [4],
    })}${foldedTables('Every cell of the map, with a run to look at', [cellTable])}`,
  };
}

/** First walls in each scenario of a comparison; none where they have no walls. */
function comparedWalls(compared: Table, frame: Frame): PageFigure[] {
  const sheet = compareWallsChart(compared, frame);
  if (sheet === undefined) return [];
  const shares = wallShares(compared);
  const [{ scenario: base }] = shares;
  const walls = wallOrder(shares);
  const isOne = (sheet.vconcat as readonly unknown[]).length === 1;
  const rows = walls.flatMap((wall) => {
    const own = shares.filter((one) => one.wall === wall);
    const before = own.find(({ scenario }) => scenario === base);
    return own
      .filter((one) => one !== before)
      .map(({ scenario, share, difference, isSignificant }) => [
        wall === 'none' ? 'no wall' : withinSentence(wall),
        scenario,
        percentWord(before?.share ?? Number.NaN),
        percentWord(share),
        difference === '' ? '-' : difference,
        isSignificant ? 'yes' : 'no',
      ]);
  });
  return [
    {
      name: 'compare-walls',
      sheet,
      alts: isOne ? [`${wallsMessage(shares, base)}.`] : walls.map((wall) => wallTitle(wall)),
      ...(isOne ? {} : { panelTitles: walls.map((wall) => wallTitle(wall)) }),
      tables: [
        {
          caption: 'Share of runs that each wall stops first, with the 95 % interval of the paired difference',
          head: ['Wall', 'Change', base, 'With the change', 'Difference', 'Significant'],
          rows,
          words: [1],
        },
      ],
    },
  ];
}

export function tornadoSection({ sensitivity, design, frame, assumptions }: ReportInput): Section {
  const base: Pick<Section, 'id' | 'title'> = { id: 'tornado', title: 'What the outcome depends on' };
  if (sensitivity === undefined) {
    const why =
      design === undefined
        ? 'No picture of effects: nothing is changed from run to run but random draws, those of uncertain numbers included. Add --compare with the folder of overbuild compare --out to see levers or assumptions against this base, or report the folder of a sweep to see its inputs.'
        : 'Left out: no numeric input of this sweep has two configurations or more in its lowest and in its highest third with a value of an outcome.';
    return { ...base, intro: [...assumptions, why], figures: [] };
  }
  const { outcomes, title, notes, source, compared } = sensitivity;
  const inputs = orderOfInputs(outcomes);
  const titles = changeTitles(inputs, frame.goodsUnit);
  const own = { ...frame, source: source ?? frame.source };
  const strongest = outcomes.map((outcome) => {
    const { effects } = outcome;
    const { axis, factor } = everydayUnit(outcome);
    const top = effects.reduce((most, effect) => (Math.abs(effect.effect) > Math.abs(most.effect) ? effect : most));
    const sure = top.isSignificant ? '' : ', not significant';
    return `${axis}: moved most by ${titles.get(top.input)}, ${shortNumber(factor * top.effect)}${sure}.`;
  });
  const sheet = effectsChart(outcomes, { title, notes }, own);
  const isOne = outcomes.length > 1 && (sheet.vconcat as readonly unknown[]).length === 1;
  return {
    ...base,
    intro: [...assumptions, ...(source === undefined ? [] : [source])],
    figures: [
      ...(compared === undefined ? [] : comparedWalls(compared, own)),
      {
        name: 'tornado',
        sheet,
        ...(isOne ? {} : { panelTitles: outcomes.map((outcome) => everydayUnit(outcome).axis) }),
        alts: isOne ? [strongest.join(' ')] : strongest,
        tables: outcomes.map((outcome) => {
          const { axis, factor } = everydayUnit(outcome);
          const word = (value: number): string => shortNumber(factor * value);
          const hasLevels = outcome.effects.every(({ levels }) => levels !== undefined);
          return {
            caption: axis,
            head: ['Input', ...(hasLevels ? ['Base', 'With it'] : []), 'Effect', '95 % interval', 'Runs'],
            rows: inputs.flatMap((input) => {
              const found = outcome.effects.find((effect) => effect.input === input);
              if (found === undefined) return [];
              const { effect, low, high, levels = [], runs } = found;
              const interval = `${word(low)} to ${word(high)}`;
              return [[titles.get(input) ?? input, ...levels.map(word), word(effect), interval, shortNumber(runs)]];
            }),
          };
        }),
      },
    ],
  };
}
