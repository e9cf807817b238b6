import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';

const Data = z.object({ hub: z.string() });
const FEEDS = ['/feed.xml', '/rss.xml', '/feed.json'];

/** Tells another hub that the feeds have changed (https://www.w3.org/TR/websub/#publishing). */
export function pingHubJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    policy: 'short',
    timeout: 60,
    retry: { limit: 8, delay: 30, maxDelay: 3600 },
    async handler({ hub }) {
      const { fetcher, origin } = ctxOf();
      const form = new URLSearchParams({ 'hub.mode': 'publish' });
      for (const feed of FEEDS) form.append('hub.url', origin + feed);
      const { status } = await fetcher.fetch(hub, {
        method: 'POST',
        body: form.toString(),
        redirects: 0,
        maxBytes: 100_000,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      if (status < 200 || status > 299) throw new Error(`The hub answered with the status ${status}.`);
    },
  };
}
