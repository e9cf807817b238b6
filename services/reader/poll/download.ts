import type { FetchOptions, FetchResult } from '../../../core/fetch/index.ts';
import type { ServiceContext } from '../../../core/service/service.ts';

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1';

export type Download = (
  url: string,
  options: Pick<
    FetchOptions,
    'conditional' | 'signal' | 'ignoreRetryAfter' | 'headers' | 'userAgent' | 'proxy'
  > & {
    /** How many people read what is fetched; absent when it is looked at first. */
    readonly subscribers?: number;
  },
) => Promise<FetchResult>;

type DownloadContext = Pick<ServiceContext, 'fetcher' | 'version' | 'origin'> & {
  readonly config: { readonly maxFeedBytes: number };
};

/** Fetches feeds and the pages that name them, and says who asks and for how many: publishers count subscribers by this. */
export function createDownload({ fetcher, version, origin, config }: DownloadContext): Download {
  const fixed = {
    accept: ACCEPT,
    maxBytes: config.maxFeedBytes,
  };
  return (url, { subscribers, ...options }) => {
    const userAgent = `Croft/${version} (+${origin}${counted(subscribers)})`;
    return fetcher.fetch(url, { ...fixed, userAgent, ...options });
  };
}

function counted(subscribers: number | undefined): string {
  if (subscribers === undefined) return '';
  return `; ${subscribers} subscriber${subscribers === 1 ? '' : 's'}`;
}
