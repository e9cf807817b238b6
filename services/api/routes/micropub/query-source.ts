import type { ApiContext } from '../../context.ts';
import { propertiesOfPost } from '../../micropub/from-post.ts';
import { postAddress, postAt } from '../../micropub/post-address.ts';
import { invalidRequest, type Properties } from '../../micropub/request.ts';
import { readProperties } from '../../store/micropub/post-properties.ts';
import { listSource } from '../../store/micropub/source.ts';
import type { Query } from './query.ts';

/** `q=source&url=…`: the properties of a post, or those that are asked for (https://micropub.spec.indieweb.org/#source-content). */
export async function postSource(ctx: ApiContext, query: Query): Promise<object> {
  const url = query['url'];
  if (typeof url !== 'string') throw invalidRequest('Ask for one "url".');
  const row = await postAt(ctx, url);
  const kept = await readProperties(ctx.db, [row.id]);
  const properties = propertiesOfPost(row, kept.get(row.id) ?? {}, ctx.origin);
  const names = namesAsked(query);
  return names.length === 0 ? { type: ['h-entry'], properties } : { properties: only(properties, names) };
}

/** `q=source` alone: posts of any status, the newest first (https://indieweb.org/Micropub-extensions#Query_for_Post_List). */
export async function listPostSources(ctx: ApiContext, query: Query): Promise<object> {
  const limit = Math.min(100, Math.max(1, Number.parseInt(String(query['limit'] ?? 20), 10) || 20));
  const status = query['post-status'];
  if (status !== undefined && status !== 'draft' && status !== 'published')
    throw invalidRequest('"post-status" must be draft or published.');
  const cursor = typeof query['after'] === 'string' ? query['after'] : undefined;
  const { rows, next } = await listSource(ctx.db, { limit, status, cursor });
  const kept = await readProperties(
    ctx.db,
    rows.map(row => row.id),
  );
  const names = namesAsked(query);
  const items = rows.map(row => {
    const all = propertiesOfPost(row, kept.get(row.id) ?? {}, ctx.origin);
    const properties = names.length === 0 ? all : only(all, names);
    return { type: ['h-entry'], properties: { ...properties, url: [postAddress(ctx.origin, row)] } };
  });
  return { items, ...(next === undefined ? {} : { paging: { after: next } }) };
}

/** `properties[]=a&properties[]=b`, or `properties=a`. */
function namesAsked(query: Query): string[] {
  return Object.entries(query)
    .filter(([name]) => /^properties(?:\[\d*\])?$/.test(name))
    .flatMap(([, value]) => value ?? []);
}

function only(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}
