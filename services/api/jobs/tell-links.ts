import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { postPath } from '../contract.ts';
import { linksOfPost } from '../mentions/links-of-post.ts';
import { noteLinks } from '../store/mentions/sent.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { isReachable } from '../store/posts/post-row.ts';

const Data = z.object({ post: z.string() });

/** Notes the links of a post that was published, changed or removed, and sends a mention for each, by a job of its own. */
export function tellLinksJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    concurrency: 2,
    policy: 'short',
    async handler({ post: id }) {
      const { db, origin, queues } = ctxOf();
      await db.transaction().execute(async trx => {
        const post = await findPost(trx, id);
        const url = post === undefined ? '' : origin + postPath(post);
        const targets = post !== undefined && isReachable(post) ? linksOfPost(post, origin, url) : [];
        await queues.sendMention.sendMany(await noteLinks(trx, id, url, targets), { trx });
      });
    },
  };
}
