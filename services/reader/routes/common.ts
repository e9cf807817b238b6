import { z } from 'zod';
import { limitByAddress } from '../../../core/http/limit.ts';

export const tags = ['reader'];
export const security = [{ token: [] }];
export const ById = z.object({ id: z.string().max(20) });

/** Before every route that changes something. */
export const limit = limitByAddress({ burst: 60, perMinute: 120 });
