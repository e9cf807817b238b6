import type { ApiContext } from '../context.ts';
import type { Profile } from '../contract.ts';
import { getSite } from '../methods/site/get-site.ts';
import { siteUrl } from './endpoints.ts';

/** What a program is told of the owner when it may have their profile (https://indieauth.spec.indieweb.org/#profile-information). */
export async function ownerProfile(ctx: ApiContext, scopes: readonly string[]): Promise<Profile | undefined> {
  if (!scopes.includes('profile')) return undefined;
  const { author } = await getSite(ctx);
  const { email } = ctx.config;
  return {
    name: author.name,
    url: author.url ?? siteUrl(ctx.origin),
    ...(author.photo === undefined ? {} : { photo: new URL(author.photo, ctx.origin).href }),
    ...(email !== '' && scopes.includes('email') ? { email } : {}),
  };
}
