import type { ApiContext } from '../context.ts';
import type { WebIdentity } from '../contract.ts';
import { keepAvatar } from '../mentions/avatar.ts';
import { allItems, isA, parseMicroformats, textOf } from '../mentions/microformats.ts';
import type { WebSignIn } from '../store/indieauth/web-identities.ts';
import { discoverServer, signInFailed } from './discover-server.ts';
import { readProfileUrl } from './profile-url.ts';

/** The form that a code is exchanged by, without the code itself being logged anywhere. */
type Exchange = Readonly<Record<string, string>>;

interface Answer {
  me?: unknown;
  profile?: { name?: unknown; photo?: unknown } | null;
}

/**
 * Asks a visitor's server who they are (https://indieauth.spec.indieweb.org/#profile-url-response). It is believed about an
 * address that led to it; about any other only when that address names it too.
 */
export async function askServer(
  ctx: ApiContext,
  signIn: WebSignIn,
  exchange: Exchange,
): Promise<WebIdentity> {
  const endpoint = signIn.authorizationEndpoint;
  const reply = await ctx.fetcher.fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams(exchange).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    accept: 'application/json',
    maxBytes: 100_000,
    redirects: 0,
    timeouts: { total: 6_000 },
    ignoreRetryAfter: true,
  });
  const answer = reply.status === 200 ? readAnswer(reply.text()) : undefined;
  const url = typeof answer?.me === 'string' ? readProfileUrl(answer.me) : undefined;
  if (url === undefined) throw signInFailed('Your sign-in server did not say who you are. Try again.');
  if (!signIn.seen.includes(url)) {
    const own = await discoverServer(ctx, url);
    if (own.authorizationEndpoint !== endpoint)
      throw signInFailed(`The sign-in server says that you are ${url}, but that site names another server.`);
  }
  return describePerson(ctx, url, answer?.profile ?? undefined);
}

function readAnswer(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** Name and picture: what the server tells, else the h-card of their page, else the address itself. */
async function describePerson(
  ctx: ApiContext,
  url: string,
  profile: Answer['profile'],
): Promise<WebIdentity> {
  let name = typeof profile?.name === 'string' ? profile.name : undefined;
  let picture = typeof profile?.photo === 'string' ? profile.photo : undefined;
  if (!name) ({ name, picture = picture } = await readCard(ctx, url));
  const photo =
    picture && URL.canParse(picture, url) ? await keepAvatar(ctx, new URL(picture, url).href) : undefined;
  const { host, pathname } = new URL(url);
  return {
    url,
    name: name?.replace(/\s+/g, ' ').trim().slice(0, 100) || host + (pathname === '/' ? '' : pathname),
    ...(photo === undefined ? {} : { photo }),
  };
}

async function readCard(
  ctx: ApiContext,
  url: string,
): Promise<{ name?: string | undefined; picture?: string | undefined }> {
  try {
    const page = await ctx.fetcher.fetch(url, { maxBytes: 2_000_000, timeouts: { total: 4_000 } });
    const document = page.status === 200 ? await parseMicroformats(page.text(), page.url) : undefined;
    for (const [item] of allItems(document?.items ?? []))
      if (isA(item, 'h-card')) return { name: textOf(item, 'name'), picture: textOf(item, 'photo') };
  } catch (error) {
    ctx.log.debug({ err: error }, 'the h-card of a visitor could not be had');
  }
  return {};
}
