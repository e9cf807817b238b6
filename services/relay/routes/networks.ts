import type { Http } from '../../../core/http/http.ts';
import type { RelayContext } from '../context.ts';
import { relayContract } from '../contract.ts';
import { listNetworks } from '../methods/list-networks.ts';
import { limit, requireOwner, security, tags } from './caller.ts';

export function networkRoutes(http: Http, ctx: RelayContext): void {
  http.get(
    '/api/v1/relay/networks',
    {
      preHandler: limit,
      schema: {
        operationId: 'listNetworks',
        summary: 'How every chat network stands, with its channels and what went wrong last',
        ...{ tags, security },
        response: { 200: relayContract.methods.listNetworks.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listNetworks(ctx);
    },
  );
}
