import { z } from 'zod';
import { option, type Values } from '../../core/config/options.ts';

const link = z.object({
  label: z.string().min(1).max(40),
  /** A path on this site, or an address of another. */
  href: z.string().regex(/^(\/(?!\/)|https?:\/\/)/, 'must begin with / or http(s)://'),
});
export type NavigationLink = z.infer<typeof link>;

/** The section `web` of `croft.config.ts`. */
export const webOptions = {
  postsPerPage: option({
    schema: z.number().int().min(1).max(100),
    default: 20,
    about: 'Posts on one page of the home page, a tag or a year',
  }),
  navigation: option<readonly NavigationLink[]>({
    schema: z.array(link).max(12),
    default: [
      { label: 'Archive', href: '/archive' },
      { label: 'Tags', href: '/tags' },
      { label: 'Reading', href: '/reading' },
      { label: 'Bot', href: '/bot' },
      { label: 'Search', href: '/search' },
    ],
    about: 'Links at the top of every page, each { label, href }',
  }),
} as const;

export type WebConfig = Values<typeof webOptions>;
