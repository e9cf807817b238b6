import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { html } from '../../../../core/html/html.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { Post, Site } from '../../../api/contract.ts';
import type { WebContext } from '../../context.ts';
import { xml } from '../../feeds/xml.ts';
import { postName } from '../../views/kinds.ts';
import { postPath } from '../../views/paths.ts';

const KEPT_SECONDS = 3600;
const WIDTH = 600;
const HEIGHT = 220;

const size = z.coerce.number().int().min(1).max(10_000);
const Query = z.object({
  url: z.url().max(2000),
  format: z.enum(['json', 'xml']).default('json'),
  maxwidth: size.default(WIDTH),
  maxheight: size.default(HEIGHT),
});

/** `/oembed` (https://oembed.com): a post as a quotation that another site can show without a script or a frame. */
export async function oembed(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = Query.safeParse(request.query);
  if (!query.success)
    throw new AppError('invalid', 'Give "url", the address of a post, and "format" as json or xml.');
  const { call } = request;
  const [site, post] = await Promise.all([
    web.state.revision(call).then(revision => web.state.site(revision, call)),
    postAt(web, query.data.url, call),
  ]);
  const answer = {
    type: 'rich',
    version: '1.0',
    title: postName(post),
    author_name: site.author.name || site.title,
    author_url: site.author.url ?? `${web.origin}/about`,
    provider_name: site.title,
    provider_url: `${web.origin}/`,
    cache_age: KEPT_SECONDS,
    width: Math.min(WIDTH, query.data.maxwidth),
    height: Math.min(HEIGHT, query.data.maxheight),
    html: quotation(web.origin, site, post),
  };
  const [type, body] =
    query.data.format === 'json'
      ? ['application/json; charset=utf-8', JSON.stringify(answer)]
      : ['text/xml; charset=utf-8', asXml(answer)];
  return reply.header('cache-control', `public, max-age=${KEPT_SECONDS}`).type(type).send(body);
}

/** The public post or page at an address of this site; `not_found` for any other. */
async function postAt(web: WebContext, url: string, call: CallContext): Promise<Post> {
  const { origin, pathname } = new URL(url);
  const [, folder, last] = /^(\/posts)?\/([^/]+)\/?$/.exec(pathname) ?? [];
  const slug = last === undefined ? undefined : decoded(last);
  if (origin !== web.origin || slug === undefined || slug.length > 200)
    throw new AppError('not_found', 'This is no address of a post here.');
  return folder === undefined ? web.api.getPage({ slug }, call) : web.api.getPost({ slug }, call);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function quotation(origin: string, { author, title }: Site, post: Post): string {
  const url = origin + postPath(post);
  return html`<blockquote class="croft" cite="${url}"><p><a href="${url}">${postName(post)}</a></p>${
    post.title && post.summary ? html`<p>${post.summary}</p>` : ''
  }<footer>${author.name ? `${author.name}, ` : ''}<a href="${`${origin}/`}">${title}</a></footer></blockquote>`
    .text;
}

function asXml(answer: Readonly<Record<string, string | number>>): string {
  const fields = Object.entries(answer).map(([name, value]) => `<${name}>${xml(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${fields.join('\n')}\n</oembed>\n`;
}
