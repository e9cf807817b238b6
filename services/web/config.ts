import { z } from 'zod';
import { option, type Values } from '../../core/config/options.ts';

/** The section `web` of `croft.config.ts`. */
export const webOptions = {
  postsPerPage: option({
    schema: z.number().int().min(1).max(100),
    default: 20,
    about: 'Posts on one page of the home page, a tag or a year',
  }),
} as const;

export type WebConfig = Values<typeof webOptions>;
