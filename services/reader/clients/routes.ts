import { compressAnswers } from '../../../core/http/compress.ts';
import type { Http } from '../../../core/http/http.ts';
import type { ReaderContext } from '../context.ts';
import { feverRoutes } from './fever/routes.ts';
import { googleRoutes } from './google/routes.ts';
import { minifluxRoutes } from './miniflux/routes.ts';
import { SignIn } from './sign-in.ts';

/** The three languages that reading apps speak, each with its own errors. */
export function clientRoutes(http: Http, ctx: ReaderContext): void {
  const signIn = new SignIn(ctx);
  for (const add of [googleRoutes, feverRoutes, minifluxRoutes])
    http.register(async child => {
      compressAnswers(child as unknown as Http);
      add(child as unknown as Http, ctx, signIn);
    });
}
