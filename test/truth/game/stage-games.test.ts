/** Contests, public goods, oligopoly, volunteering and pre-emption against values computed elsewhere. */

import { describe, expect, it } from 'vitest';
import { asymmetricContest, patentRace, symmetricContest } from '../../../src/equilibrium/contest.ts';
import { logitCooperation } from '../../../src/equilibrium/logit.ts';
import { cournotEquilibrium } from '../../../src/equilibrium/oligopoly.ts';
import { duopolyTriggers } from '../../../src/equilibrium/pre-emption.ts';
import {
  deviationPayoffs,
  profileCount,
  regretOf,
  symmetricProfiles,
} from '../../../src/equilibrium/symmetric-game.ts';
import { volunteering } from '../../../src/equilibrium/volunteering.ts';
import { cournot } from '../../../src/game/cournot.ts';
import { AXELROD_PAYOFFS } from '../../../src/game/dilemma-payoffs.ts';
import { publicGood } from '../../../src/game/public-good.ts';
import type { StageGame } from '../../../src/game/stage-game.ts';
import { tullockContest } from '../../../src/game/tullock-contest.ts';
import { volunteersDilemma } from '../../../src/game/volunteers-dilemma.ts';
import { CLOSED_FORMS, rowsOf } from './closed-forms.ts';

const close = (got: number, expected: number): void => {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

function payoffsOf(game: StageGame, intensities: readonly number[]): Float64Array {
  const out = new Float64Array(intensities.length);
  game.fillPayoffs(out, Float64Array.from(intensities));
  return out;
}

/** Payoff of seat 0 playing `own` beside n - 1 others at `others`. */
const beside = (game: StageGame, own: number, others: number, n: number): number =>
  payoffsOf(game, [own, ...new Array<number>(n - 1).fill(others)])[0];

/** Nothing on a fine grid pays seat 0 more than the common intensity does. */
function expectSymmetricNash(game: StageGame, intensity: number, n: number): void {
  const kept = beside(game, intensity, intensity, n);
  for (let i = 0; i <= 1000; i++) {
    expect(beside(game, i / 1000, intensity, n)).toBeLessThanOrEqual(kept + 1e-9 * Math.max(1, Math.abs(kept)));
  }
}

describe('contest', () => {
  it.each(rowsOf('tullock_symmetric').map((row) => [row.n, row.r, row] as const))(
    '%d equal players, r %d',
    (n, r, row) => {
      const got = symmetricContest(row.V, n, r);
      close(got.effort, row.x_star);
      close(n * got.effort, row.total);
      close(got.dissipation, row.dissipation);
      close(got.payoff, row.payoff);
      close(got.imitationEffort, row.ess_finite_population_effort);
      expect(got.exists).toBe(row.exists);
      const game = tullockContest({ prize: row.V, decisiveness: r });
      close(beside(game, got.effort / row.V, got.effort / row.V, n), row.payoff);
      expectSymmetricNash(game, got.effort / row.V, n);
    },
  );

  it('of one player costs nothing', () => {
    expect(asymmetricContest([100])).toMatchObject({ efforts: [0], shares: [1], payoffs: [100] });
    expect(symmetricContest(100, 1)).toMatchObject({ effort: 0, payoff: 100, dissipation: 0, exists: true });
  });

  it.each([
    [1, 8],
    [2, 9],
  ])('a patent race of %d firms for %d, power 1/2 and rate 1, costs each 1', (firms, prize) => {
    const { investment, payoff, hazard, expectedYears } = patentRace({ prize, rate: 1, power: 0.5 }, firms);
    close(investment, 1);
    close(hazard, 1);
    close(payoff, prize / (1 + firms) - 1);
    close(expectedYears, 1 / firms);
  });

  it.each([1, 2, 5, 40])('nobody in a patent race of %d firms gains by another investment', (firms) => {
    const rule = { prize: 30, rate: 0.08, power: 0.6 };
    const { investment, hazard, payoff } = patentRace(rule, firms);
    const earns = (x: number): number =>
      (rule.prize * x ** rule.power) / (rule.rate + (firms - 1) * hazard + x ** rule.power) - x;
    close(earns(investment), payoff);
    for (let i = 1; i < 1000; i++) expect(earns((i * rule.prize) / 1000)).toBeLessThanOrEqual(payoff + 1e-9);
  });

  it('a patent race of no firm is refused', () => {
    expect(() => patentRace({ prize: 1, rate: 0.1, power: 0.5 }, 0)).toThrow(RangeError);
    expect(() => patentRace({ prize: 1, rate: 0, power: 0.5 }, 1)).toThrow(RangeError);
  });

  it('has no pure equilibrium beyond r = n / (n - 1)', () => expect(symmetricContest(100, 3, 1.6).exists).toBe(false));

  it.each(rowsOf('tullock_asym_2p_r1').map((row) => [row.v1, row.v2, row] as const))(
    'values %d and %d',
    (v1, v2, row) => {
      const { efforts, shares, payoffs } = asymmetricContest([v1, v2]);
      for (const [i, expected] of [row.x1, row.x2].entries()) close(efforts[i], expected);
      close(shares[0], row.p1);
      close(payoffs[0], row.u1);
      close(payoffs[1], row.u2);
      const played = payoffsOf(tullockContest({ prize: [v1, v2], decisiveness: 1 }), [
        efforts[0] / v1,
        efforts[1] / v2,
      ]);
      close(played[0], row.u1);
      close(played[1], row.u2);
    },
  );

  interface Asymmetric {
    readonly values: number[];
    readonly active: number;
    readonly total: number;
    readonly x: number[];
    readonly p: number[];
    readonly u: number[];
  }
  const asymmetric: readonly Asymmetric[] = CLOSED_FORMS.tullock_asym_n_r1;
  it.each(asymmetric.map((row) => [row.values.join(', '), row] as const))('values %s', (_, row) => {
    const got = asymmetricContest(row.values);
    expect(got.active).toBe(row.active);
    close(got.total, row.total);
    for (const i of row.values.keys()) {
      close(got.efforts[i], row.x[i]);
      close(got.shares[i], row.p[i]);
      close(got.payoffs[i], row.u[i]);
    }
  });
});

describe('oligopoly', () => {
  const rule = { intercept: 100, slope: 1, cost: 10 };
  it.each(rowsOf('cournot_linear_a=100_c=10_b=1').map((row) => [row.n, row] as const))('%d firms', (n, row) => {
    const got = cournotEquilibrium(rule, n);
    close(got.output, row.q);
    close(got.price, row.price);
    close(got.profit, row.profit);
    close(got.cartelProfit, row.collusive_profit_each);
    close(got.walrasOutput, row.walras_q);
    if (n < 2) return;
    const game = cournot(rule);
    close(beside(game, got.intensity, got.intensity, n), row.profit);
    close(beside(game, 0, 0, n), row.collusive_profit_each);
    close(beside(game, 1, 1, n), 0);
    expectSymmetricNash(game, got.intensity, n);
  });
});

describe('public good', () => {
  it.each(rowsOf('pgg_grim_threshold').map((row) => [row.N, row.r, row.delta] as const))(
    '%d players, multiplier %d',
    (n, r, delta) => {
      const game = publicGood({ multiplier: r, stake: 1 });
      const [T, R, P, S] = [beside(game, 1, 0, n), beside(game, 0, 0, n), beside(game, 1, 1, n), beside(game, 0, 1, n)];
      expect(T > R && R > P && P > S).toBe(true);
      close((T - R) / (T - P), delta);
    },
  );

  it.each([
    [4, 0.9],
    [4, 4.1],
  ])('is no dilemma with %d players and multiplier %d', (n, r) => {
    const game = publicGood({ multiplier: r, stake: 1 });
    const dilemma = beside(game, 1, 0, n) > beside(game, 0, 0, n) && beside(game, 0, 0, n) > beside(game, 1, 1, n);
    expect(dilemma).toBe(false);
  });
});

it.each(rowsOf('volunteers_dilemma_symmetric_mixed').map((row) => [row.N, row.c_over_b, row] as const))(
  'volunteering of %d players at cost %d',
  (n, cost, row) => {
    const got = volunteering({ benefit: 1, cost }, n);
    close(got.volunteers, row.p_volunteer);
    close(got.nobody, row.prob_no_volunteer);
    const game = volunteersDilemma({ benefit: 1, cost });
    close(beside(game, 0, 1 - got.volunteers, n), beside(game, 1, 1 - got.volunteers, n));
  },
);

it.each(rowsOf('logit_qre_pd').map((row) => [row.lam, row.p_C] as const))(
  'logit equilibrium at precision %d',
  (lambda, p) => close(logitCooperation(AXELROD_PAYOFFS, lambda), p),
);

it('several logit equilibria are refused, not chosen from', () => {
  const hunt = { T: 3, R: 4, P: 3, S: 1 };
  expect(() => logitCooperation(hunt, 100)).toThrow(RangeError);
  expect(() => logitCooperation(hunt, 1)).not.toThrow();
});

it.each(rowsOf('logit_qre_pgg_dominant').map((row) => [row.N, row.r, row] as const))(
  'logit equilibrium of the public good of %d, multiplier %d',
  (n, r, { lam, p_C }) => {
    const game = publicGood({ multiplier: r, stake: 1 });
    const at = (own: number, others: number): number => beside(game, own, others, n);
    close(logitCooperation({ T: at(1, 0), R: at(0, 0), P: at(1, 1), S: at(0, 1) }, lam), p_C);
  },
);

it.each(rowsOf('preemption_duopoly').map((row, i) => [i, row] as const))('pre-emption duopoly %i', (_, row) => {
  const { r, alpha, sigma, I, D1, D2 } = row;
  const got = duopolyTriggers({ rate: r, drift: alpha, volatility: sigma, cost: I, alone: D1, beside: D2 });
  close(got.root, row.beta1);
  close(got.leader, row.Y_preempt);
  close(got.monopolist, row.Y_monopolist);
  close(got.follower, row.Y_follower);
});

describe('symmetric games', () => {
  it.each(rowsOf('symmetric_profile_counts').map((row) => [row.players, row.strategies, row] as const))(
    '%d players and %d strategies',
    (players, strategies, row) => {
      expect(profileCount(players, strategies)).toBe(row.profiles);
      expect(profileCount(row.dpr_n, strategies)).toBe(row.dpr_profiles);
      if (row.profiles < 1000) expect(symmetricProfiles(players, strategies)).toHaveLength(row.profiles);
    },
  );

  /** Optional linear public good: give, take, or stay out for sigma; alone in the game also pays sigma. */
  const optionalGood =
    (multiplier: number, sigma: number) =>
    (strategy: number, [givers, takers]: readonly number[]): number => {
      const inside = givers + takers + 1;
      if (strategy === 2 || inside === 1) return sigma;
      const gives = strategy === 0 ? 1 : 0;
      return (multiplier * (givers + gives)) / inside - gives;
    };

  it('deviation payoffs and regret in the optional public good', () => {
    const expected = CLOSED_FORMS.egta_deviation_payoffs_example as { deviation_payoffs: number[]; regret: number };
    const mixture = [0.2, 0.3, 0.5];
    const payoffs = deviationPayoffs(optionalGood(3, 0.5), mixture, 5);
    for (const [i, payoff] of expected.deviation_payoffs.entries()) close(payoffs[i], payoff);
    close(regretOf(payoffs, mixture), expected.regret);
  });

  it.each(rowsOf('optional_pgg_interior').map((row) => [row.r, row.sigma, row] as const))(
    'all three earn the same at the rest point of the optional public good, r %d, sigma %d',
    (r, sigma, { N, x_coop, y_def, z_loner }) => {
      const mixture = [x_coop, y_def, z_loner];
      const payoffs = deviationPayoffs(optionalGood(r, sigma), mixture, N);
      for (const payoff of payoffs) close(payoff, sigma);
      expect(regretOf(payoffs, mixture)).toBeLessThan(1e-9);
    },
  );
});
