import type { FetchResult } from '../../../core/fetch/index.ts';
import { parseLinkHeader } from '../../../core/http/link-header.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';

/** Where to ask to be told of a feed's news, and by what name to ask for it. */
export interface HubLinks {
  readonly hub: string;
  readonly topic: string;
}

const LONGEST = 2000;

/** What a feed says of its hub (https://www.w3.org/TR/websub/#discovery): Link headers count before the document. */
export function hubLinks(
  answer: Pick<FetchResult, 'headers' | 'url'>,
  parsed: Pick<ParsedFeed, 'hub' | 'self'>,
): HubLinks | undefined {
  const links = parseLinkHeader(answer.headers['link'] ?? '');
  const named = (rel: string) => links.find(link => link.rels.includes(rel))?.address;
  const hub = address(named('hub') ?? parsed.hub, answer.url);
  const topic = address(named('self') ?? parsed.self, answer.url);
  return hub && topic ? { hub, topic } : undefined;
}

/** As written where it is whole, since hubs compare topics letter by letter. */
function address(text: string | undefined, base: string): string | undefined {
  if (text === undefined || text.length > LONGEST) return undefined;
  const url = URL.parse(text, base);
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > LONGEST) return undefined;
  return URL.canParse(text) ? text : url.href;
}
