import { attributes, type Html, html } from '../../../core/html/html.ts';
import { feedFormats } from '../feeds/formats.ts';
import type { PageHead } from './layout.ts';

/**
 * What of a page stands in its `<head>` for search engines and for previews of links (https://ogp.me). One that says nothing of
 * itself is described by its title and what the site is.
 */
export function metadata(head: PageHead, title: string): Html {
  const { frame, path, image } = head;
  const { site, origin } = frame;
  const hidden = path === undefined || head.listed === false;
  const ofSite = site.description || `By ${site.author.name}.`;
  const description =
    head.description || (hidden ? undefined : head.title === undefined ? ofSite : `${head.title}. ${ofSite}`);
  return html`${description ? html`<meta name="description" content="${description}">\n` : ''}${
    hidden ? html`<meta name="robots" content="noindex">\n` : ''
  }${
    path === undefined
      ? ''
      : html`<link rel="canonical" href="${head.canonical ?? origin + path}">
<meta property="og:title" content="${head.title ?? title}">
<meta property="og:type" content="${head.type ?? 'website'}">
<meta property="og:url" content="${origin + path}">
<meta property="og:site_name" content="${site.title}">
<meta property="og:locale" content="${site.language.replace('-', '_')}">
${description ? html`<meta property="og:description" content="${description}">\n` : ''}${image ? picture(new URL(image.src, origin).href, image.alt) : ''}<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">
`
  }`;
}

function picture(url: string, alt: string): Html {
  return html`<meta property="og:image" content="${url}">
${alt ? html`<meta property="og:image:alt" content="${alt}">\n` : ''}`;
}

/** Where the feeds of the site are, and those of the part that the page shows. */
export function feedLinks({ frame, feeds }: PageHead): Html {
  const all = [{ title: frame.site.title, path: '' }, ...(feeds ? [feeds] : [])];
  return html`${all.map(({ title, path }) => alternates(title, path))}`;
}

/** One feed in each of its formats. */
export function alternates(title: string, path: string): Html {
  return html`${Object.entries(feedFormats).map(
    ([file, { type }]) =>
      html`<link rel="alternate" type="${type}" title="${title}" href="${`${path}/${file}`}">\n`,
  )}`;
}

/** The author's other places, by which they prove to be one person's (https://microformats.org/wiki/rel-me). */
export function relMe({ frame }: Pick<PageHead, 'frame'>): Html {
  const { links = [], url } = frame.site.author;
  const all = [
    ...(url && !url.startsWith(`${frame.origin}/`) ? [url] : []),
    ...links.map(({ href }) => href),
  ];
  return html`${all.map(href => html`<link${attributes({ rel: 'me', href })}>\n`)}`;
}
