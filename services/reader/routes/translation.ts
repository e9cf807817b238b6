import type { Http } from '../../../core/http/http.ts';
import { readerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { translationMethods } from '../contract/translation.ts';
import { getTranslators } from '../methods/translation/get-translators.ts';
import { translateItem } from '../methods/translation/translate-item.ts';
import { ById, limit, security, tags } from './common.ts';

const { getTranslators: getting, translateItem: translating } = translationMethods;

export function translationRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/translators',
    {
      preHandler: limit,
      schema: {
        operationId: 'listTranslators',
        summary: 'Who translates items, and into which languages',
        tags,
        security,
        response: { 200: getting.output },
      },
    },
    async request => {
      await readerAccount(ctx, request);
      return await getTranslators(ctx, { languages: true });
    },
  );

  http.get(
    '/api/v1/reader/items/:id/translation',
    {
      preHandler: limit,
      schema: {
        operationId: 'translateItem',
        summary: 'Read an item in another language',
        tags,
        security,
        params: ById,
        querystring: translating.input.pick({ from: true, to: true }),
        response: { 200: translating.output },
      },
    },
    async request =>
      await translateItem(ctx, {
        id: request.params.id,
        ...request.query,
        account: await readerAccount(ctx, request),
      }),
  );
}
