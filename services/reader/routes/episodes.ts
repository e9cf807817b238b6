import type { Http } from '../../../core/http/http.ts';
import { readerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { episodeMethods } from '../contract/episodes.ts';
import { getChapters } from '../methods/episodes/get-chapters.ts';
import { getTranscript } from '../methods/episodes/get-transcript.ts';
import { ById, limit, security, tags } from './common.ts';

const { getChapters: chapters, getTranscript: transcript } = episodeMethods;

export function episodeRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/items/:id/chapters',
    {
      preHandler: limit,
      schema: {
        operationId: 'getChapters',
        summary: 'Read the chapters of an episode',
        tags,
        security,
        params: ById,
        response: { 200: chapters.output },
      },
    },
    async request =>
      await getChapters(ctx, { ...request.params, account: await readerAccount(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/items/:id/transcript',
    {
      preHandler: limit,
      schema: {
        operationId: 'getTranscript',
        summary: 'Read what is said in an episode',
        tags,
        security,
        params: ById,
        response: { 200: transcript.output },
      },
    },
    async request =>
      await getTranscript(ctx, { ...request.params, account: await readerAccount(ctx, request) }),
  );
}
