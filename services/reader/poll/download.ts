import type { FetchOptions, FetchResult } from '../../../core/fetch/index.ts';
import type { ServiceContext } from '../../../core/service/service.ts';

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1';

export type Download = (
  url: string,
  options: Pick<
    FetchOptions,
    'conditional' | 'signal' | 'ignoreRetryAfter' | 'headers' | 'userAgent' | 'proxy'
  >,
) => Promise<FetchResult>;

type DownloadContext = Pick<ServiceContext, 'fetcher' | 'version' | 'origin'> & {
  readonly config: { readonly maxFeedBytes: number };
};

/** Fetches feeds and the pages that name them, and says who reads: publishers count subscribers by this. */
export function createDownload({ fetcher, version, origin, config }: DownloadContext): Download {
  const fixed = {
    accept: ACCEPT,
    maxBytes: config.maxFeedBytes,
    userAgent: `Croft/${version} (+${origin}; 1 subscriber)`,
  };
  return (url, options) => fetcher.fetch(url, { ...fixed, ...options });
}
