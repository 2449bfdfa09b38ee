/** Prints the equilibria of a game given as a table. */

import { type GameTable, isSymmetricPair, moveCounts, movesOf } from '../equilibrium/game-table.ts';
import type { SolvedEquilibrium, SolvedNash, SolvedTable } from '../equilibrium/solve-table.ts';
import { counted } from '../numeric/counted.ts';
import { countWord, listWord, percentWord, shortNumber } from './words.ts';

/** Equilibria and profiles printed one by one. */
const MOST_SHOWN = 20;
const TOP_PROFILES = 5;
/** Probabilities below this are rounding errors. */
const ROUNDING = 1e-9;
/** Shares of time below this are left out. */
const SMALL_SHARE = 0.005;
/** Probabilities closer than this to 0 or 1 would be rounded to it. */
const NEAR = 0.00005;

export interface EquilibriumTitle {
  readonly file: string;
  readonly population: number;
}

export function equilibriumLines(
  game: GameTable,
  solved: SolvedTable,
  { file, population }: EquilibriumTitle,
): string[] {
  const sizes = moveCounts(game).join(' x ');
  const kind = isSymmetricPair(game)
    ? 'symmetric game of two players'
    : `game of ${counted(game.players.length, 'player')}`;
  const profile = (at: number): string => profileWord(game, at);
  return [
    `${file}: ${kind}, ${sizes} moves${game.title === file ? '' : `; ${game.title}`}`,
    ...estimateLines(game),
    ...alikeLines(game, solved),
    ...dominatedLines(game, solved),
    '',
    ...nashLines(game, solved),
    '',
    `Highest sum of payoffs: ${shortNumber(solved.best.welfare)}, at ${profile(solved.best.profile)}${solved.best.profiles === 1 ? '' : `, one of ${countWord(solved.best.profiles)} profiles with this sum`}.`,
    anarchyLine(solved),
    ...correlatedLines(solved, profile),
    ...logitLines(game, solved),
    ...evolutionLines(game, solved, population),
    ...rankLines(solved, profile),
  ];
}

/** What holds of the game where its payoffs are means of runs. */
function estimateLines({ halfWidths, replications }: GameTable): string[] {
  if (halfWidths !== undefined)
    return [
      'Payoffs are estimates with 95 % intervals: what follows is true of their means.',
      'Each equilibrium says how much a deviation may gain where payoffs, or gains over common random draws, lie in their intervals.',
    ];
  return replications === undefined
    ? []
    : [
        `Payoffs are means over ${counted(replications, 'replication')} without intervals: what follows is true of these means, and the game may have other equilibria.`,
      ];
}

function alikeLines({ players, moves }: GameTable, { alike, nash }: SolvedTable): string[] {
  const isTriple = nash.scope === 'all' && players.length === 3;
  const all = alike.map((groups, player) => groups.map((group) => group.map((move) => moves[player][move])));
  const isCommon = all.every((groups) => JSON.stringify(groups) === JSON.stringify(all[0]));
  const lists = isCommon ? [{ groups: all[0], of: '' }] : all.map((groups, i) => ({ groups, of: ` of ${players[i]}` }));
  return lists.flatMap(({ groups, of }) =>
    groups.map(
      (names) =>
        `Alike: ${listWord(names)}${of} pay every player the same against everything${isTriple ? '' : `: shown as one, ${names[0]}, whose share they may divide in any way`}.`,
    ),
  );
}

function dominatedLines({ players, moves }: GameTable, { dominated }: SolvedTable): string[] {
  if (dominated.length === 0) return [];
  const words = dominated.map(([player, move]) => `${moves[player][move]} of ${players[player]}`);
  return [`Strictly dominated moves (by iterated elimination): ${listWord(words)}.`];
}

/** How many equilibria there are, and what is known of those that are not listed. */
function countLine(
  { players }: GameTable,
  { scope, equilibria, degenerate, hasContinuum, isCountEven }: SolvedNash,
): string {
  const count = countWord(equilibria.length);
  if (scope === 'pure')
    return `Nash equilibria in pure strategies: ${count}. Mixed ones are computed only for two players with up to 12 moves, and for three players with two.`;
  const even = isCountEven ? ', so that the count may be even' : '';
  const others =
    players.length === 2 ? 'mixtures of those within a component' : 'connected sets, of which the ends are listed';
  if (hasContinuum)
    return `Nash equilibria: ${count} extreme ones. Some replies tie (the game is degenerate), so there are more: ${others}${even}.`;
  if (degenerate) return `Nash equilibria: ${count}, all of them. Some replies tie (the game is degenerate)${even}.`;
  return `Nash equilibria: ${count}, all of them${isCountEven ? '. The count is even, although no replies tie: two of them coincide, or one is missing' : ''}.`;
}

function nashLines(game: GameTable, { nash, alike }: SolvedTable): string[] {
  const { equilibria, hasContinuum } = nash;
  const upTo = alike.some((groups) => groups.length > 0) ? ', alike moves counted as one' : '';
  const shown = equilibria.slice(0, MOST_SHOWN);
  const worst = equilibria.reduce((most, { regret }) => Math.max(most, regret), 0);
  return [
    countLine(game, nash),
    ...shown.flatMap((one, k) =>
      equilibriumWords(game, one, { number: k + 1, hasComponents: hasContinuum === true, upTo }),
    ),
    ...(equilibria.length > shown.length
      ? [`  and ${countWord(equilibria.length - shown.length)} more; --json prints all`]
      : []),
    ...(equilibria.length > 0 ? [`Largest regret: ${shortNumber(worst)} of the range of a player's payoffs.`] : []),
  ];
}

function equilibriumWords(
  { players, moves }: GameTable,
  { mixtures, payoffs, component, isEss, mostRegret }: SolvedEquilibrium,
  { number, hasComponents, upTo }: { readonly number: number; readonly hasComponents: boolean; readonly upTo: string },
): string[] {
  const notes = [
    ...(component === undefined || !hasComponents ? [] : [`component ${component + 1}`]),
    ...(isEss === undefined ? [] : [`symmetric, ${isEss ? '' : 'not '}evolutionarily stable${upTo}`]),
  ];
  return [
    `  ${number}${notes.length === 0 ? '' : `  (${notes.join('; ')})`}`,
    ...players.map(
      (player, i) => `     ${player} earns ${shortNumber(payoffs[i])}: ${mixtureWord(moves[i], mixtures[i])}`,
    ),
    ...(mostRegret === undefined
      ? []
      : [
          mostRegret === 0
            ? '     an equilibrium wherever in these intervals the payoffs are'
            : `     within the intervals a deviation gains at most ${shortNumber(mostRegret)}`,
        ]),
  ];
}

function mixtureWord(names: readonly string[], chances: readonly number[]): string {
  const used = chances.flatMap((chance, i) => (chance > ROUNDING ? [{ chance, name: names[i] }] : []));
  if (used.length === 1) return used[0].name;
  return used.map(({ chance, name }) => `${name} ${preciseShare(chance)}`).join(', ');
}

function preciseShare(chance: number): string {
  if (chance > 1 - NEAR && chance < 1) return '> 99.99 %';
  return chance > 0 && chance < NEAR ? '< 0.01 %' : `${(100 * chance).toFixed(2)} %`;
}

function anarchyLine({ priceOfAnarchy: { lowest, ratio, reason }, best }: SolvedTable): string {
  if (ratio !== null)
    return `Price of anarchy, that sum over the lowest one in a listed equilibrium: ${shortNumber(ratio)}.`;
  const level = lowest === null ? '' : `: ${shortNumber(lowest)}, which is ${shortNumber(best.welfare - lowest)} less`;
  return `No price of anarchy, that sum over the lowest one in a listed equilibrium, because ${reason}${level}.`;
}

function correlatedLines({ correlated }: SolvedTable, profile: (at: number) => string): string[] {
  if (correlated === undefined) return ['The game is too large for correlated and logit equilibria.'];
  const { welfare, welfareBound, regret, chances } = correlated;
  const used = chances
    .map((chance, at) => ({ chance, at }))
    .filter(({ chance }) => chance > ROUNDING)
    .sort((a, b) => b.chance - a.chance);
  const words = used.slice(0, MOST_SHOWN).map(({ chance, at }) => `${preciseShare(chance)} ${profile(at)}`);
  return [
    `Best correlated equilibrium, one of those with the highest sum: ${shortNumber(welfare)} (no other is better by more than ${shortNumber(Math.max(0, welfareBound - welfare))}; regret ${shortNumber(regret)}):`,
    ...words.map((line) => `  ${line}`),
  ];
}

function logitLines({ players, moves }: GameTable, { logit, correlated }: SolvedTable): string[] {
  if (logit === undefined) {
    return correlated === undefined ? [] : ['The branch of logit equilibria could not be followed to this precision.'];
  }
  return [
    `Logit (quantal response) equilibrium at precision ${shortNumber(logit.lambda)}, payoffs of each player scaled to [0, 1] by its own range:`,
    ...players.map((player, i) => `  ${player}: ${interiorWord(moves[i], logit.mixtures[i])}`),
    '  Followed from even mixtures at precision 0 (the principal branch); there may be others at this precision.',
  ];
}

/** A mixture that uses every move, however rarely: those below 0.01 % are left out where one remains. */
function interiorWord(names: readonly string[], chances: readonly number[]): string {
  const top = chances.indexOf(Math.max(...chances));
  return names.length > 1 && chances[top] > 1 - NEAR ? `${names[top]} > 99.99 %` : mixtureWord(names, chances);
}

function evolutionLines({ moves }: GameTable, { evolution, logit }: SolvedTable, population: number): string[] {
  if (evolution === undefined) return [];
  const top = (shares: readonly number[]): string =>
    shares
      .map((share, i) => ({ share, name: moves[0][i] }))
      .sort((a, b) => b.share - a.share)
      .filter(({ share }) => share >= SMALL_SHARE)
      .map(({ share, name }) => `${name} ${percentWord(share)}`)
      .join(', ');
  const { replicator, isAtRest, imitation, alphaRank } = evolution;
  const strength = logit === undefined ? '' : ` at selection ${shortNumber(logit.lambda)}`;
  return [
    'Evolution in one population:',
    `  replicator dynamics from equal shares, ${isAtRest ? 'at rest' : 'not at rest'}: ${top(replicator)}`,
    `  imitation with rare mutants, ${countWord(population)} individuals${strength}, share of time: ${top(imitation)}`,
    `  alpha-rank at infinite alpha, a mutant and a resident compared by what each earns against the other: ${top(alphaRank)}`,
    '  Imitation and alpha-rank assume that mutations are rarer than fixation takes.',
    '  One strategy is then nearly always alone, even where a mixture is stable.',
  ];
}

function rankLines({ alphaRank, evolution }: SolvedTable, profile: (at: number) => string): string[] {
  if (alphaRank === undefined) return [];
  const sorted = [...alphaRank]
    .map((weight, at) => ({ weight, at }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at);
  const top = sorted.slice(0, TOP_PROFILES).filter(({ weight }) => weight >= SMALL_SHARE);
  const rest = sorted.slice(top.length).filter(({ weight }) => weight > ROUNDING);
  const sum = rest.reduce((total, { weight }) => total + weight, 0);
  return [
    'Alpha-rank of profiles at infinite alpha, a population for each player:',
    ...top.map(({ weight, at }) => `  ${percentWord(weight)} ${profile(at)}`),
    ...(rest.length === 0
      ? []
      : [`  and ${countWord(rest.length)} more with ${percentWord(sum)} together; --json prints all`]),
    '  Infinite alpha: every worsening move has the same small probability, whatever it costs.',
    '  If several sets of profiles are left only by worsening moves, a large finite alpha may weigh these sets differently.',
    ...(evolution === undefined
      ? []
      : [
          '  Weights in one population may differ. Here a mutant is compared with what its player earned before,',
          '  against the same opponents. In one population, alpha-rank compares what mutant and resident earn against',
          '  each other; in imitation both meet everybody, their own kind too.',
        ]),
  ];
}

function profileWord({ moves, ...game }: GameTable, at: number): string {
  const played = movesOf(at, moveCounts({ moves, ...game }));
  return `(${played.map((move, i) => moves[i][move]).join(', ')})`;
}
