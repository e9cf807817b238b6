import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { renderBody } from '../posts/render-body.ts';
import type { PostRow } from '../store/posts/post-row.ts';
import { postsToRender, writeRendered } from '../store/posts/rendered.ts';
import { changing } from '../store/revision.ts';
import { readSiteLanguage } from '../store/settings.ts';

const Data = z.object({
  /** Posts that use the file with this hash; without it those that an older renderer made. */
  hash: z.string().optional(),
});

/** Each in one transaction, so that neither a kill nor an edit in between costs more than these. */
const BATCH = 25;

/**
 * Makes the HTML of posts, and the words that they are found by, anew from their Markdown: after an update of the renderer,
 * when the language of the site is another, or when what is known of a picture has changed. Neither their version nor their times change, since their writer did nothing.
 */
export function renderAgainJob(
  ctx: Pick<ApiContext, 'db' | 'config' | 'events' | 'nudgeOutbox'>,
): JobDefinition<typeof Data> {
  return {
    schema: Data,
    policy: 'stately',
    // Also looks by itself: a new version of Croft finds what the old one has rendered.
    schedule: '*/5 * * * *',
    concurrency: 1,
    timeout: 3_600,
    async handler({ hash }, { signal }) {
      let after: string | undefined;
      do {
        signal.throwIfAborted();
        const language = await readSiteLanguage(ctx);
        const posts = await postsToRender(ctx.db, { hash, after, limit: BATCH });
        const rendered = await Promise.all(
          posts.map(async post => ({
            post,
            made: await renderBody(ctx.db, { ...post, language: post.language ?? language }),
          })),
        );
        await changing(ctx, async trx => {
          let visible = false;
          for (const { post, made } of rendered) {
            const written = await writeRendered(trx, post, made, language);
            const seen = made.html !== post.html || (hash !== undefined && showsFile(post, hash));
            visible ||= written && seen && post.status === 'published';
          }
          // Who changes it meanwhile waits for these rows, and marks them once more.
          if ((await readSiteLanguage({ ...ctx, db: trx })) !== language)
            throw new AppError('conflict', 'The language of the site has just been changed.');
          return { result: undefined, visible };
        });
        after = posts.length < BATCH ? undefined : posts.at(-1)!.id;
      } while (after !== undefined);
    },
  };
}

/** Whether a file is one of a post's photos, whose sizes and texts are read with the post. */
function showsFile({ photos }: PostRow, hash: string): boolean {
  return photos.some(({ src }) => src.includes(hash));
}
