import type { Http } from '../../../core/http/http.ts';
import type { ReaderContext } from '../context.ts';
import { googleRoutes } from './google/routes.ts';
import { SignIn } from './sign-in.ts';

/** What reading apps speak. */
export function clientRoutes(http: Http, ctx: ReaderContext): void {
  const signIn = new SignIn(ctx);
  http.register(async child => googleRoutes(child as unknown as Http, ctx, signIn));
}
