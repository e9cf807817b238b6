import type { ApiContext } from '../../context.ts';

/** A Link header to the next page (RFC 8288); none on the last. */
export function nextLink(
  ctx: Pick<ApiContext, 'origin'>,
  url: string,
  next: string | undefined,
): { link?: string } {
  if (next === undefined) return {};
  const target = new URL(url, ctx.origin);
  target.searchParams.set('cursor', next);
  return { link: `<${ctx.origin}${target.pathname}${target.search}>; rel="next"` };
}
