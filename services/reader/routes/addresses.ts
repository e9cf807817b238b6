import type { Http } from '../../../core/http/http.ts';
import { writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { addressMethods } from '../contract/addresses.ts';
import { changeAddress } from '../methods/feeds/change-address.ts';
import { findFeeds } from '../methods/feeds/find-feeds.ts';
import { ById, limit, security, tags } from './common.ts';

const { findFeeds: finding, changeAddress: changing } = addressMethods;

/** Where a feed is now. */
export function addressRoutes(http: Http, ctx: ReaderContext): void {
  http.post(
    '/api/v1/reader/feeds/:id/find',
    {
      preHandler: limit,
      schema: {
        tags,
        security,
        operationId: 'findFeeds',
        summary: 'Look which feeds the site of a feed names now',
        params: ById,
        response: { 200: finding.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      return await findFeeds(
        ctx,
        { ...request.params, account },
        { signal: patient(finding.timeout, request) },
      );
    },
  );

  http.put(
    '/api/v1/reader/feeds/:id/address',
    {
      preHandler: limit,
      schema: {
        tags,
        security,
        operationId: 'changeFeedAddress',
        summary: 'Have a feed read from another address; it may have another id then',
        params: ById,
        body: changing.input.pick({ url: true }),
        response: { 200: changing.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      const input = { ...request.params, ...request.body, account };
      return await changeAddress(ctx, input, { signal: patient(changing.timeout, request) });
    },
  );
}

function patient(
  ms: number,
  { call }: { readonly call: { readonly signal?: AbortSignal | undefined } },
): AbortSignal {
  const end = AbortSignal.timeout(ms);
  return call.signal ? AbortSignal.any([call.signal, end]) : end;
}
