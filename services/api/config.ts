import { z } from 'zod';
import { option } from '../../core/config/options.ts';

/** The section `api` of `croft.config.ts`: what the site says of itself until the owner sets it. */
export const apiOptions = {
  title: option({ schema: z.string().min(1).max(200), default: 'Croft', about: 'Name of the site' }),
  description: option({
    schema: z.string().max(500),
    default: '',
    about: 'A sentence on what the site is about, for search engines and feeds',
  }),
  language: option({
    schema: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pt-BR'),
    default: 'en',
    about: 'Language of the site (BCP 47); a post may have its own',
  }),
  author: option({
    schema: z.object({
      name: z.string().max(100).optional(),
      url: z.url({ protocol: /^https?$/ }).optional(),
      photo: z.string().max(500).optional(),
      bio: z.string().max(1000).optional(),
    }),
    default: {},
    about: 'Whose site it is: name, url, photo (an address or a path on the site) and bio',
  }),
  mediaLimit: option({
    schema: z.number().int().min(1000).max(1_000_000_000),
    default: 50_000_000,
    about: 'Largest media file that is kept, in bytes',
  }),
} as const;
