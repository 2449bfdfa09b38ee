/** Price-earnings multiple with fading growth: a power series in the growth still to fade. */

import { LEAST_FADING, MOST_FADING } from '../../scenario/check-market.ts';

/** Terms of the series: enough for a relative error of 1e-12 up to the largest believed growth. */
export const MULTIPLE_TERMS = 48;
/**
 * Coefficients of the multiple: `c_n = 1 / (s (s+1) ... (s+n))`, `s = (r - gL) / kappa`. Shape [MULTIPLE_TERMS].
 *
 * A claim on earnings that grow at `g(t) = gL + (g - gL) e^{-kappa t}`, discounted at r, is worth
 * `m = (1/kappa) sum_n a^n c_n` times earnings, `a = (g - gL) / kappa`: the series of
 * `(e^a / kappa) a^{-s} gamma(s, a)`, gamma the lower incomplete gamma function (test/truth/market.test.ts).
 *
 * @param rate  Discount rate r less long-run growth gL, per year, above 0.
 * @param fade  kappa, per year, above 0.
 */
export function fillMultiple(coefficients: Float64Array, rate: number, fade: number): void {
  const s = rate / fade;
  let product = 1;
  for (let n = 0; n < MULTIPLE_TERMS; n++) {
    product /= s + n;
    coefficients[n] = product;
  }
}

/** Sum of the series: kappa times the multiple. `at` is the first coefficient; `fading` is a, cut to its range. */
export function multipleSum(coefficients: Float64Array, at: number, fading: number): number {
  const a = Math.min(MOST_FADING, Math.max(LEAST_FADING, fading));
  // Few terms suffice for small growth; n! bounds the error of the omitted terms.
  const terms = a > 2.5 || a < -2.5 ? MULTIPLE_TERMS : MULTIPLE_TERMS / 2;
  let sum = 0;
  for (let n = at + terms - 1; n >= at; n--) sum = sum * a + coefficients[n];
  return sum;
}
