import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { definePage } from '../../http/page.ts';

const DAY = 24 * 60 * 60;
/** RFC 9116 wants less than a year, so that what nobody looks after runs out. */
const VALID_DAYS = 180;

/** `/.well-known/security.txt` (RFC 9116): where to tell of a security hole, when the owner has said where. */
export const securityTxtPage = definePage({
  input: z.object({}),
  cacheKey: () => 'security.txt',
  seconds: DAY,
  async render({ web, frame }) {
    const { site } = await frame;
    if (site.securityContact === undefined)
      throw new AppError('not_found', 'The owner of this site has named no contact.');
    const expires = Math.ceil(Date.now() / (DAY * 1000) + VALID_DAYS) * DAY * 1000;
    const body = `Contact: ${site.securityContact}
Expires: ${new Date(expires).toISOString()}
Preferred-Languages: ${[...new Set([site.language, 'en'])].join(', ')}
Canonical: ${web.origin}/.well-known/security.txt
`;
    return { body, type: 'text/plain; charset=utf-8' };
  },
});
