import { escapeHtml } from '../../../core/html/escape.ts';
import type { OpmlFeed } from './read-opml.ts';

interface Folder {
  readonly feeds: OpmlFeed[];
  readonly folders: Map<string, Folder>;
}

/**
 * OPML 2.0 (http://opml.org/spec2.opml). A feed's tags become folders, one inside the other in their order, so that reading
 * the document again gives the same tags whatever characters they have; each feed stands there once. Its tags are its
 * categories too, for readers that take a feed out of the innermost folder alone.
 */
export function writeOpml(feeds: readonly OpmlFeed[], head: { title: string; created: Date }): string {
  const root: Folder = { feeds: [], folders: new Map() };
  for (const feed of feeds) folderOf(root, feed.tags).feeds.push(feed);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeXml(head.title)}</title>`,
    `    <dateCreated>${head.created.toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...lines(root, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function folderOf(root: Folder, tags: readonly string[]): Folder {
  let folder = root;
  for (const tag of tags) {
    const next = folder.folders.get(tag) ?? { feeds: [], folders: new Map() };
    folder.folders.set(tag, next);
    folder = next;
  }
  return folder;
}

function lines(folder: Folder, indent: string): string[] {
  const inner = [...folder.folders].flatMap(([name, each]) => [
    `${indent}<outline text="${escapeXml(name)}">`,
    ...lines(each, `${indent}  `),
    `${indent}</outline>`,
  ]);
  return [...inner, ...folder.feeds.map(feed => indent + outline(feed))];
}

function outline(feed: OpmlFeed): string {
  const site = feed.siteUrl === undefined ? '' : ` htmlUrl="${escapeXml(feed.siteUrl)}"`;
  // A category is a path, and a comma ends it.
  const paths = feed.tags.filter(tag => !/[,/]/.test(tag)).map(tag => `/${tag}`);
  const category = paths.length === 0 ? '' : ` category="${escapeXml(paths.join(','))}"`;
  return `<outline type="rss" text="${escapeXml(feed.title || feed.url)}" xmlUrl="${escapeXml(feed.url)}"${site}${category}/>`;
}

/** Control characters cannot be written in XML 1.0 in any way. */
function escapeXml(text: string): string {
  return escapeHtml(text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').toWellFormed());
}
