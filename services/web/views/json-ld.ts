import { type Html, jsonScript } from '../../../core/html/html.ts';
import type { Post } from '../../api/contract.ts';
import type { Frame } from './frame.ts';
import { postPath } from './paths.ts';

const CONTEXT = 'https://schema.org';

/** A post for search engines: https://schema.org/BlogPosting. */
export function blogPosting(frame: Frame, post: Post, headline: string): Html {
  const { site, origin } = frame;
  return jsonScript({
    '@context': CONTEXT,
    '@type': 'BlogPosting',
    headline,
    description: post.summary || undefined,
    url: origin + postPath(post),
    datePublished: post.publishedAt ?? post.createdAt,
    dateModified: post.updatedAt,
    inLanguage: post.language ?? site.language,
    wordCount: post.words,
    keywords: post.tags.length > 0 ? post.tags.map(tag => tag.name) : undefined,
    author: { '@type': 'Person', name: site.author.name || site.title, url: site.author.url ?? `${origin}/` },
  });
}
