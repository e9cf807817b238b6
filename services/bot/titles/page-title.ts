import { Parser } from 'htmlparser2';
import { z } from 'zod';
import type { Web } from '../providers/ask-provider.ts';

/** What a page is called. */
export interface PageTitle {
  readonly title: string;
  /** Who is behind it: a person or a site. */
  readonly by: string | undefined;
}

/** Titles stand near the beginning; a page that is larger is not read. In bytes. */
const LARGEST = 2 * 1024 * 1024;
const LARGEST_OEMBED = 64 * 1024;
const TIMEOUTS = { connect: 3_000, firstByte: 5_000, total: 7_000 };

/** https://oembed.com/#section2.3 */
const OEmbed = z.object({
  title: z.string().optional(),
  author_name: z.string().optional(),
  provider_name: z.string().optional(),
});

/**
 * The title of a page and who is behind it, from its HTML and from the oEmbed that it names; undefined for what is no page or
 * has none. Throws what the fetcher throws.
 */
export async function titleOfPage(
  web: Web,
  url: string,
  signal: AbortSignal,
): Promise<PageTitle | undefined> {
  const answer = await web.fetch(url, { accept: 'text/html', maxBytes: LARGEST, timeouts: TIMEOUTS, signal });
  if (answer.status < 200 || answer.status > 299) return undefined;
  if (!/^(?:text\/html|application\/xhtml\+xml)\b/i.test(answer.headers['content-type'] ?? ''))
    return undefined;
  const head = readHead(answer.text());
  const more = await askOEmbed(web, head.oembed, answer.url, signal);
  const title = clean(more?.title) ?? clean(head.ogTitle) ?? clean(head.title);
  if (title === undefined) return undefined;
  const by = clean(more?.author_name) ?? clean(more?.provider_name) ?? clean(head.siteName);
  return { title, by: by !== undefined && title.includes(by) ? undefined : by };
}

interface Head {
  title?: string;
  ogTitle?: string;
  siteName?: string;
  oembed?: string;
}

/** The first of each. */
function readHead(html: string): Head {
  const head: Head = {};
  let title: string | undefined;
  let inSvg = 0;
  const parser = new Parser({
    onopentag(name, { property, content, type, href }) {
      if (name === 'svg') inSvg++;
      else if (name === 'title' && inSvg === 0) title ??= '';
      else if (name === 'meta' && property === 'og:title') head.ogTitle ??= content ?? '';
      else if (name === 'meta' && property === 'og:site_name') head.siteName ??= content ?? '';
      else if (name === 'link' && type === 'application/json+oembed' && href) head.oembed ??= href;
      else if (name === 'body') parser.pause();
    },
    ontext(text) {
      if (title !== undefined && head.title === undefined) title += text;
    },
    onclosetag(name) {
      if (name === 'svg') inSvg--;
      if (name === 'title' && inSvg === 0 && title !== undefined) head.title ??= title;
    },
  });
  parser.write(html);
  return head;
}

/** What is wrong with it costs what it would have told, and nothing else. */
async function askOEmbed(web: Web, href: string | undefined, page: string, signal: AbortSignal) {
  const url = href === undefined ? undefined : URL.parse(href, page)?.href;
  if (url === undefined) return undefined;
  try {
    const answer = await web.fetch(url, {
      ...{ accept: 'application/json', maxBytes: LARGEST_OEMBED, timeouts: TIMEOUTS, signal },
    });
    return answer.status === 200 ? OEmbed.safeParse(JSON.parse(answer.text())).data : undefined;
  } catch {
    return undefined;
  }
}

function clean(text: string | undefined): string | undefined {
  const said = text?.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return said === '' ? undefined : said;
}
