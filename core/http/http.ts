import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CallContext } from '../rpc/contract.ts';

/** The Fastify application that routes are added to; schemas are Zod's. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    /** The address that a raw request came from, such as an upgrade; `request.ip` for the others. */
    readonly addressOf: (request: IncomingMessage) => string;
  }

  interface FastifyRequest {
    /** What to pass on to every call made for this request: deadline, trace, and an abort when the client goes away. */
    readonly call: CallContext;
    /** Wants HTML rather than JSON, by its Accept header. */
    readonly wantsHtml: boolean;
  }
}
