import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { WebContext } from '../../context.ts';

const KEPT = 'public, max-age=3600';

/**
 * `/.well-known/webfinger` (RFC 7033): the author of the site, who is the only account here. They go by the site's own name,
 * `acct:example.org@example.org`, and by the addresses of their pages.
 */
export async function webfinger(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { resource, rel } = request.query as { resource?: unknown; rel?: string | string[] };
  if (typeof resource !== 'string' || resource === '')
    throw new AppError('invalid', 'Say with "resource" who is looked for.');
  const { host } = new URL(web.origin);
  const names = [`acct:${host}@${host}`, web.origin, `${web.origin}/`, `${web.origin}/about`];
  if (!names.includes(resource.toLowerCase()))
    throw new AppError('not_found', `Nobody here goes by "${resource.slice(0, 200)}".`);
  const wanted = rel === undefined ? undefined : [rel].flat();
  const { author } = await web.state.site(await web.state.revision(request.call), request.call);
  const links = [
    { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: `${web.origin}/about` },
    {
      rel: 'http://schemas.google.com/g/2010#updates-from',
      type: 'application/atom+xml',
      href: `${web.origin}/feed.xml`,
    },
    ...(author.photo
      ? [{ rel: 'http://webfinger.net/rel/avatar', href: new URL(author.photo, web.origin).href }]
      : []),
    ...(author.links ?? []).map(({ href }) => ({ rel: 'me', href: new URL(href, web.origin).href })),
  ];
  return reply
    .header('access-control-allow-origin', '*')
    .header('cache-control', KEPT)
    .type('application/jrd+json')
    .send(
      JSON.stringify({
        subject: names[0],
        aliases: [`${web.origin}/`, `${web.origin}/about`],
        links: links.filter(link => wanted === undefined || wanted.includes(link.rel)),
      }),
    );
}

/** `/.well-known/host-meta` (RFC 6415): where to ask about accounts, for those who look for it the old way. */
export function hostMeta(origin: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
<Link rel="lrdd" type="application/jrd+json" template="${origin}/.well-known/webfinger?resource={uri}"/>
</XRD>
`;
}
