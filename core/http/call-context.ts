import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallContext } from '../rpc/contract.ts';
import { traceparentFrom } from './trace.ts';

/** Milliseconds within which a request wants its answer; every call made for it shares them. */
const REQUEST_TIMEOUT = 10_000;

const contexts = new WeakMap<FastifyRequest, CallContext>();

/** Adds `request.call` and `request.wantsHtml`; both cost nothing to a request that does not look at them. */
export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('call', {
    getter(this: FastifyRequest) {
      const known = contexts.get(this);
      if (known) return known;
      const made = callContext(this);
      contexts.set(this, made);
      return made;
    },
  });
  app.addHook('onResponse', (request, _reply, done) => {
    forgetRequest(request);
    done();
  });
  app.decorateRequest('wantsHtml', {
    getter(this: FastifyRequest) {
      return prefersHtml(this.headers.accept);
    },
  });
}

function callContext(request: FastifyRequest): CallContext {
  let controller: AbortController | undefined;
  return {
    deadline: Date.now() + REQUEST_TIMEOUT,
    traceparent: traceparentFrom(request.headers.traceparent as string | undefined),
    get signal() {
      controller ??= abortWithClient(request);
      return controller.signal;
    },
  };
}

/** The requests under way on each connection: one listener for all of them, however many a connection carries. */
const underWay = new WeakMap<Socket, Set<AbortController>>();
const controllers = new WeakMap<FastifyRequest, AbortController>();

function abortWithClient(request: FastifyRequest): AbortController {
  const controller = new AbortController();
  const { socket } = request.raw;
  const gone = () => new DOMException('The client went away.', 'AbortError');
  if (socket.destroyed) controller.abort(gone());
  let waiting = underWay.get(socket);
  if (waiting === undefined) {
    const all = new Set<AbortController>();
    waiting = all;
    underWay.set(socket, all);
    socket.once('close', () => {
      for (const one of all) one.abort(gone());
    });
  }
  waiting.add(controller);
  controllers.set(request, controller);
  return controller;
}

/** A request that was answered has nobody left to go away. */
function forgetRequest(request: FastifyRequest): void {
  const controller = controllers.get(request);
  if (controller !== undefined) underWay.get(request.raw.socket)?.delete(controller);
}

function prefersHtml(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('json');
  return html !== -1 && (json === -1 || html < json);
}
