import type { TestContext } from 'node:test';
import { checkMentionJob } from '../jobs/check-mention.ts';
import { receiveMention } from '../methods/mentions/receive-mention.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { findMention } from '../store/mentions/mentions.ts';
import { type TestApi, testApi } from './context.ts';
import { type OtherSite, otherSite } from './other-site.ts';

/** The post that is mentioned. */
export const TARGET = 'https://croft.example/posts/p';

export interface Mentioned {
  api: TestApi;
  site: OtherSite;
  /** Sends a mention of the post and lets its job run; gives the row after. */
  mention(
    source: string,
    more?: { target?: string; vouch?: string; retries?: number },
  ): ReturnType<typeof findMention>;
  responses(): Promise<Record<string, unknown>[]>;
}

/** A post, and another site whose pages may mention it. */
export async function mentioned(t: TestContext): Promise<Mentioned> {
  const api = await testApi(t);
  const site = await otherSite(t);
  await api.jobs.start();
  const job = checkMentionJob(() => api);
  await savePost(api, { title: 'P', markdown: 'x', status: 'published' });
  return {
    api,
    site,
    async mention(source, { target = TARGET, vouch, retries = 9 } = {}) {
      const { id } = await receiveMention(api, { source, target, vouch, origin: 'webmention' });
      await job.handler({ id }, { id, retries, signal: AbortSignal.timeout(60_000) });
      return findMention(api.db, id);
    },
    responses: () => api.db.selectFrom('response').selectAll().orderBy('received_at').execute(),
  };
}

/** A page with an entry of somebody. */
export const entry = (inside: string, site = '') =>
  `<!doctype html><div class="h-entry"><a class="p-author h-card" href="${site}/">Ann</a>${inside}</div>`;
export const link = (property: string) => `<a class="${property}" href="${TARGET}">x</a>`;
