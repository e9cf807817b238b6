import { z } from 'zod';
import { option } from '../../core/config/options.ts';
import { WebAddress } from './contract/common.ts';
import { Author, Language, SiteLink } from './contract.ts';

/** The section `api` of `croft.config.ts`: what the site says of itself until the owner sets it. */
export const apiOptions = {
  title: option({ schema: z.string().min(1).max(200), default: 'Croft', about: 'Name of the site' }),
  description: option({
    schema: z.string().max(500),
    default: '',
    about: 'A sentence on what the site is about, for search engines and feeds',
  }),
  language: option({
    schema: Language,
    default: 'en',
    about: 'Language of the site (BCP 47); a post may have its own',
  }),
  author: option({
    schema: Author.partial(),
    default: {},
    about: 'Whose site it is: name, url, photo (an address or a path on the site), bio and links',
  }),
  navigation: option<readonly SiteLink[]>({
    schema: z.array(SiteLink).max(12),
    default: [
      { label: 'Archive', href: '/archive' },
      { label: 'Tags', href: '/tags' },
      { label: 'Reading', href: '/reading' },
      { label: 'Bot', href: '/bot' },
      { label: 'Search', href: '/search' },
    ],
    about: 'Links at the top of every page, each { label, href }',
  }),
  email: option({
    schema: z.email().or(z.literal('')),
    default: '',
    about:
      'Your e-mail address as programs are told it that you sign in to by IndieAuth, when you allow that',
  }),
  smtp: option({
    env: 'SMTP_URL',
    schema: z.string().regex(/^(smtps?:\/\/\S+)?$/, 'must be smtp://HOST:PORT or smtps://USER:PASSWORD@HOST'),
    default: '',
    about: 'Mail server for letters about comments: smtps://USER:PASSWORD@HOST; none are sent without it',
  }),
  mailFrom: option({
    env: 'MAIL_FROM',
    schema: z.email().or(z.literal('')),
    default: '',
    about: 'E-mail address that letters come from',
  }),
  hubs: option({
    schema: z.array(WebAddress).max(5),
    default: [],
    about: 'Other WebSub hubs that are told of new posts, beside the one of this site itself',
  }),
  mediaLimit: option({
    schema: z.number().int().min(1000).max(1_000_000_000),
    default: 50_000_000,
    about: 'Largest media file that is kept, in bytes',
  }),
} as const;
