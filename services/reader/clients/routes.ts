import type { Http } from '../../../core/http/http.ts';
import type { ReaderContext } from '../context.ts';
import { feverRoutes } from './fever/routes.ts';
import { googleRoutes } from './google/routes.ts';
import { minifluxRoutes } from './miniflux/routes.ts';
import { SignIn } from './sign-in.ts';

/** The three languages that reading apps speak, each with its own errors. */
export function clientRoutes(http: Http, ctx: ReaderContext): void {
  const signIn = new SignIn(ctx);
  http.register(async child => googleRoutes(child as unknown as Http, ctx, signIn));
  http.register(async child => feverRoutes(child as unknown as Http, ctx, signIn));
  http.register(async child => minifluxRoutes(child as unknown as Http, ctx, signIn));
}
