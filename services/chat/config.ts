import { z } from 'zod';
import { option } from '../../core/config/options.ts';

/** The section `chat` of `croft.config.ts`. */
export const chatOptions = {
  connections: option({
    schema: z.number().int().min(1).max(100_000),
    default: 5_000,
    about: 'WebSockets that are open at the same time in one process',
  }),
  connectionsOfOne: option({
    schema: z.number().int().min(1).max(100_000),
    default: 50,
    about: 'Of those, how many one address may have',
  }),
} as const;
