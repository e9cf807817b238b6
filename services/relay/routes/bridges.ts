import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { RelayContext } from '../context.ts';
import { BridgeInput, BridgeName, BridgeState, relayContract } from '../contract.ts';
import { deleteBridge, listBridges, putBridge } from '../methods/bridges.ts';
import { limit, requireOwner, security, tags } from './caller.ts';

const ByName = z.object({ name: BridgeName });

export function bridgeRoutes(http: Http, ctx: RelayContext): void {
  http.get(
    '/api/v1/relay/bridges',
    {
      preHandler: limit,
      schema: {
        operationId: 'listBridges',
        summary: 'List the bridges between rooms, and what waits for each room',
        ...{ tags, security },
        response: { 200: relayContract.methods.listBridges.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listBridges(ctx);
    },
  );
  http.put(
    '/api/v1/relay/bridges/:name',
    {
      preHandler: limit,
      schema: {
        operationId: 'putBridge',
        summary: 'Join rooms to one another, or change how they are joined',
        ...{ tags, security },
        params: ByName,
        body: BridgeInput.omit({ name: true }),
        response: { 200: BridgeState },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return putBridge(ctx, { ...request.body, name: request.params.name });
    },
  );
  http.delete(
    '/api/v1/relay/bridges/:name',
    {
      preHandler: limit,
      schema: {
        operationId: 'deleteBridge',
        summary: 'Part the rooms of a bridge',
        ...{ tags, security },
        params: ByName,
        response: { 204: z.null().describe('It is gone') },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      await deleteBridge(ctx, request.params);
      return reply.code(204).send(null);
    },
  );
}
