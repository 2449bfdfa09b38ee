/** Every ordering policy. To add one: write its file and list it here. */

import * as z from 'zod';
import { compileRule, schemasOf } from '../rules.ts';
import { APIOBPCS } from './apiobpcs.ts';
import { BASE_STOCK } from './base-stock.ts';
import { ORDER_UP_TO } from './order-up-to.ts';
import type { OrderingPolicy } from './policy.ts';
import { REORDER_LOT } from './reorder-lot.ts';
import { REORDER_TO_LEVEL } from './reorder-to-level.ts';
import { STERMAN } from './sterman.ts';

const POLICIES = [APIOBPCS, ORDER_UP_TO, BASE_STOCK, STERMAN, REORDER_TO_LEVEL, REORDER_LOT] as const;

export const PolicySchema = z.discriminatedUnion('kind', schemasOf(POLICIES));
export type Policy = z.infer<typeof PolicySchema>;

export const compilePolicy = (policy: Policy): OrderingPolicy => compileRule<OrderingPolicy>(POLICIES, policy);
