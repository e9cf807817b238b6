import type { Around, Post, PostLink } from '../../api/contract.ts';

/** What the api would say stands around a post, of posts that are listed newest first. */
export function aroundOf(post: Post, posts: readonly Post[]): Around {
  const place = posts.indexOf(post);
  if (place === -1) return { related: [] };
  const parts = posts.filter(one => one.series && one.series.slug === post.series?.slug).toReversed();
  const part = parts.indexOf(post);
  return {
    ...named('newer', posts[place - 1]),
    ...named('older', posts[place + 1]),
    ...(post.series && {
      series: {
        ...post.series,
        position: part + 1,
        count: parts.length,
        ...named('previous', parts[part - 1]),
        ...named('next', parts[part + 1]),
      },
    }),
    related: posts
      .filter(one => one !== post && one.tags.some(({ slug }) => post.tags.some(tag => tag.slug === slug)))
      .map(link),
  };
}

function named(name: string, post: Post | undefined): Record<string, PostLink> {
  return post === undefined ? {} : { [name]: link(post) };
}

function link({ kind, slug, title, summary, publishedAt, createdAt }: Post): PostLink {
  return { kind, slug, title, summary, publishedAt: publishedAt ?? createdAt };
}
