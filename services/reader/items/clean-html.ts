import { sanitizeHtml } from '../../../core/html/sanitize.ts';
import { withoutTrackers } from './canonical-url.ts';
import { isCounter } from './counters.ts';

/** HTML of a feed or a page as it is kept: safe, its links without trackers, and without images that only count readers. */
export function cleanHtml(dirty: string, baseUrl: string | undefined): string {
  return sanitizeHtml(dirty, {
    kind: 'feed',
    baseUrl,
    link: withoutTrackers,
    image: url => (isCounter(url) ? undefined : url),
  });
}
