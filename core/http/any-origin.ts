import type { Http } from './http.ts';

/**
 * Lets scripts of any site call these routes (https://fetch.spec.whatwg.org/#http-cors-protocol). Only for routes that look at
 * a token and never at a cookie: without credentials a script can do there only what any program could.
 */
export function allowAnyOrigin(http: Http, paths: readonly string[]): void {
  http.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Location, Link, WWW-Authenticate, Retry-After',
    });
    done();
  });
  for (const path of paths)
    http.options(path, { schema: { hide: true } }, (_request, reply) =>
      reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
          'access-control-allow-headers': 'Authorization, Content-Type, Accept',
          'access-control-max-age': '86400',
        })
        .send(),
    );
}
