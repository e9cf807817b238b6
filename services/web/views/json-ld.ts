import { type Html, jsonScript } from '../../../core/html/html.ts';
import type { Post } from '../../api/contract.ts';
import type { Frame } from './frame.ts';
import { postPath } from './paths.ts';
import { postPicture } from './picture.ts';

/** What search engines are told in the terms of https://schema.org. */

const CONTEXT = { '@context': 'https://schema.org' };

export function blogPosting(frame: Frame, post: Post, headline: string): Html {
  const { site, origin } = frame;
  const url = origin + postPath(post);
  return jsonScript({
    ...CONTEXT,
    '@type': post.kind === 'page' ? 'WebPage' : 'BlogPosting',
    headline,
    description: post.summary || undefined,
    url,
    mainEntityOfPage: url,
    image: new URL(postPicture(post, site).src, url).href,
    datePublished: post.publishedAt ?? post.createdAt,
    dateModified: post.updatedAt,
    inLanguage: post.language ?? site.language,
    wordCount: post.words,
    keywords: post.tags.length > 0 ? post.tags.map(tag => tag.name) : undefined,
    author: person(frame),
  });
}

/** The site, with how it is searched. */
export function website(frame: Frame): Html {
  const { site, origin } = frame;
  return jsonScript({
    ...CONTEXT,
    '@type': 'WebSite',
    name: site.title,
    description: site.description || undefined,
    url: `${origin}/`,
    inLanguage: site.language,
    author: person(frame),
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  });
}

/** The page about the author. */
export function profilePage(frame: Frame): Html {
  return jsonScript({
    ...CONTEXT,
    '@type': 'ProfilePage',
    url: `${frame.origin}/about`,
    mainEntity: person(frame),
  });
}

/** The way to a page from the home page, which is left out. */
export function breadcrumbs(
  { origin }: Frame,
  steps: readonly (readonly [name: string, path: string])[],
): Html {
  return jsonScript({
    ...CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(([name, path], index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: origin + path,
    })),
  });
}

function person({ site, origin }: Frame): object {
  const { name, url, photo, bio, links = [] } = site.author;
  return {
    '@type': 'Person',
    name: name || site.title,
    url: url ?? `${origin}/about`,
    image: photo && new URL(photo, origin).href,
    description: bio || undefined,
    sameAs: links.length > 0 ? links.map(link => new URL(link.href, origin).href) : undefined,
  };
}
