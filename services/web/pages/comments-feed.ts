import { z } from 'zod';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { WebContext } from '../context.ts';
import { type CommentFormat, commentFormats } from '../feeds/comment-formats.ts';
import { lastChange } from '../feeds/comments.ts';
import { definePage } from '../http/page.ts';
import { postName } from '../views/kinds.ts';
import { commentsFeedPath, postPath } from '../views/paths.ts';

const ENTRIES = 50;

/** `/comments/feed.xml` and its kind: what people say here, and `/posts/SLUG/comments.xml`: to one post. Newest first. */
export function commentsFeedPage(format: CommentFormat) {
  const { type, write } = commentFormats[format];
  return definePage({
    input: z.object({ slug: z.string().min(1).max(200).optional() }),
    cacheKey: ({ slug }) => `comments:${format}:${slug ?? ''}`,
    async render({ web, frame, input: { slug }, call }) {
      const [{ site }, { comments }, post] = await Promise.all([
        frame,
        web.api.listComments({ limit: ENTRIES, slug }, call),
        slug === undefined ? undefined : nameOf(web, slug, call),
      ]);
      const body = write({
        site,
        origin: web.origin,
        title: post === undefined ? `Comments on ${site.title}` : `Comments on ${post.name}`,
        page: post?.path ?? '/',
        self: commentsFeedPath(slug, format),
        comments,
      });
      return { body, type: `${type}; charset=utf-8`, lastModified: lastChange(comments) };
    },
  });
}

async function nameOf(
  web: WebContext,
  slug: string,
  call: CallContext,
): Promise<{ name: string; path: string }> {
  const post = await web.api.getPost({ slug }, call);
  return { name: postName(post), path: postPath(post) };
}
