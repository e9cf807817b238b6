import { AppError } from '../../../core/errors.ts';
import type { FetchOptions } from '../../../core/fetch/index.ts';
import type { SecretBox } from '../../../core/secret-box.ts';

export interface BasicAuth {
  readonly username: string;
  readonly password: string;
}

/** What of a feed's options is a secret; kept as JSON, sealed. */
export interface FeedSecrets {
  readonly cookie?: string;
  readonly basicAuth?: BasicAuth;
  /** Address of an http or https proxy, which may hold a name and password. */
  readonly proxy?: string;
}

interface Kept {
  readonly id: number;
  readonly user_agent: string | null;
  readonly sealed: Uint8Array | null;
}

const about = (id: number) => `feed ${id}`;

/** Undefined when there is nothing to seal. */
export function sealSecrets(box: SecretBox, id: number, secrets: FeedSecrets): Buffer | undefined {
  return Object.keys(secrets).length === 0 ? undefined : box.seal(JSON.stringify(secrets), about(id));
}

export function openSecrets(box: SecretBox, { id, sealed }: Omit<Kept, 'user_agent'>): FeedSecrets {
  return sealed === null ? {} : JSON.parse(box.open(sealed, about(id)));
}

export type OwnFetchOptions = Pick<FetchOptions, 'headers' | 'userAgent' | 'proxy'>;

/** How this feed is fetched in another way than all. Throws `internal` when its secrets cannot be read. */
export function openOptions(box: SecretBox, feed: Kept): OwnFetchOptions {
  if (feed.sealed === null && feed.user_agent === null) return {};
  return fetchOptions(openSecrets(box, feed), feed.user_agent ?? undefined);
}

/** What a feed is fetched with is for its own site: what lies there is asked for in the same way, and nothing else. */
export function ownOptionsFor(
  box: SecretBox,
  url: string,
  feed: Kept & { readonly url: string },
): OwnFetchOptions {
  return URL.parse(url)?.origin === URL.parse(feed.url)?.origin ? openOptions(box, feed) : {};
}

/** The cookie and the password go to the origin of the feed alone: the fetcher takes them off where a redirect leaves it. */
export function fetchOptions({ cookie, basicAuth, proxy }: FeedSecrets, userAgent?: string): OwnFetchOptions {
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(basicAuth === undefined ? {} : { authorization: authorization(basicAuth) }),
  };
  return {
    headers,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

function authorization({ username, password }: BasicAuth): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** A proxy's address as it is kept. Throws `invalid`. */
export function proxyAddress(written: string): string {
  const url = URL.parse(written.trim());
  if (url && /^https?:$/.test(url.protocol) && url.hostname !== '') return url.href;
  throw new AppError(
    'invalid',
    'A proxy is written as http://HOST:PORT or https://NAME:PASSWORD@HOST:PORT.',
    {
      details: { field: 'proxy' },
    },
  );
}
