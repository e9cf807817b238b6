import { z } from 'zod';
import { type FetchResult, isFetchError } from '../../../core/fetch/index.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ChatContext } from '../context.ts';
import { hostOf, readPreview } from '../previews/read-preview.ts';
import { type FoundPreview, isKnown, keepPreview, touchMessagesWith } from '../store/previews.ts';

export const PreviewJob = z.object({ url: z.string().max(4_000) });

const MAX_BYTES = 3_000_000;
const TIMEOUTS = { connect: 5_000, firstByte: 8_000, total: 12_000 };

type Parts = Pick<ChatContext, 'db' | 'fetcher' | 'reader'>;

/** `chat.preview`, when a link was posted: what it leads to, for all messages that name it. */
export function previewJob(ctx: Parts): JobDefinition<typeof PreviewJob> {
  return {
    schema: PreviewJob,
    policy: 'exclusive',
    concurrency: 3,
    retry: { limit: 1 },
    timeout: 30,
    async handler({ url }, { signal }) {
      if (await isKnown(ctx.db, url)) return;
      const preview = await look(ctx, url, signal);
      await keepPreview(ctx.db, url, preview);
      if (preview) await touchMessagesWith(ctx.db, url);
    },
  };
}

/** Undefined for what has nothing to show, or cannot be had. */
async function look(ctx: Parts, url: string, signal: AbortSignal): Promise<FoundPreview | undefined> {
  let result: FetchResult;
  try {
    result = await ctx.fetcher.fetch(url, {
      accept: 'text/html,application/xhtml+xml,image/*;q=0.8',
      maxBytes: MAX_BYTES,
      timeouts: TIMEOUTS,
      signal,
    });
  } catch (thrown) {
    if (signal.aborted || !isFetchError(thrown)) throw thrown;
    return undefined;
  }
  if (result.status !== 200) return undefined;
  const type = result.headers['content-type'] ?? '';
  if (/^image\/(?!svg)/i.test(type))
    return { title: '', about: '', site: hostOf(url), image: await signed(ctx, result.url) };
  if (!/^(?:text\/html|application\/xhtml\+xml)/i.test(type)) return undefined;
  const page = readPreview(result.text(), result.url);
  if (!page) return undefined;
  const { image, ...words } = page;
  return { ...words, ...(image !== undefined && { image: await signed(ctx, image) }) };
}

/** The path under which the site shows a picture of another, so that who reads tells nothing to its host. */
async function signed({ reader }: Parts, url: string): Promise<string> {
  return (await reader.signImage({ url })).path;
}
