/** Every forecast of demand. To add one: write its file and list it here. */

import * as z from 'zod';
import { compileRule, schemasOf } from '../rules.ts';
import { AR1 } from './ar1.ts';
import { CONSTANT_MEAN } from './constant-mean.ts';
import { EXPONENTIAL } from './exponential.ts';
import type { Forecaster, ForecastFor } from './forecast.ts';
import { MOVING_AVERAGE } from './moving-average.ts';
import { TREND } from './trend.ts';

const FORECASTS = [TREND, EXPONENTIAL, MOVING_AVERAGE, AR1, CONSTANT_MEAN] as const;

export const ForecastSchema = z.discriminatedUnion('kind', schemasOf(FORECASTS));
export type Forecast = z.infer<typeof ForecastSchema>;

/** @param protectionMonths  Months of demand that an order has to cover. */
export const compileForecast = (forecast: Forecast, protectionMonths: number): Forecaster =>
  compileRule<ForecastFor>(FORECASTS, forecast)(protectionMonths);
