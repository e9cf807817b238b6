import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { viewerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { Time } from '../contract/common.ts';
import { Item, itemMethods, View } from '../contract/items.ts';
import { getItem } from '../methods/items/get-items.ts';
import { listItems } from '../methods/items/list-items.ts';
import { searchItems } from '../methods/items/search-items.ts';
import { ById, tags } from './common.ts';

const Asked = z.object({
  q: z.string().min(1).max(200).optional().describe('Words to find; "phrases", or, and -not are understood'),
  view: View.default('all'),
  feed: z.string().max(20).optional(),
  tag: z.string().max(100).optional().describe('Of feeds'),
  itemTag: z.string().max(100).optional().describe('Of the items themselves'),
  since: Time.optional().describe('With q: published then or later'),
  until: Time.optional().describe('With q: published before'),
  order: z.enum(['newest', 'oldest']).default('newest'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
});

export function itemRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/items',
    {
      schema: {
        operationId: 'listItems',
        summary: 'List or find items, newest first',
        tags,
        querystring: Asked,
        response: { 200: z.object({ items: z.array(Item), next: z.string().optional() }) },
      },
    },
    async request => {
      const { q, feed, ...list } = request.query;
      const account = await viewerAccount(ctx, request);
      if (q !== undefined) return await searchItems(ctx, { ...list, account, query: q, feedId: feed });
      return await listItems(ctx, { ...list, account, feedId: feed, html: true });
    },
  );

  http.get(
    '/api/v1/reader/items/:id',
    {
      schema: {
        operationId: 'getItem',
        summary: 'Read one item',
        tags,
        params: ById,
        response: { 200: itemMethods.getItem.output },
      },
    },
    async request => await getItem(ctx, { ...request.params, account: await viewerAccount(ctx, request) }),
  );
}
