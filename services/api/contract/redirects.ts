import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Page } from './common.ts';

/** Moved for good (RFC 9110, section 15.4.2), for now (15.4.3), or gone (15.5.11). */
export const RedirectStatus = z.union([z.literal(301), z.literal(302), z.literal(410)]);
export type RedirectStatus = z.infer<typeof RedirectStatus>;

const Path = z.string().min(1).max(1000);

export const Redirect = z.object({
  /** Decoded, without query and without a slash at its end, such as `/2019/hello.html`. */
  path: z.string(),
  /** A path on this site or an address elsewhere; absent for what is gone. */
  target: z.string().optional(),
  status: RedirectStatus,
  /** Made because a post was deleted. */
  automatic: z.boolean(),
});
export type Redirect = z.infer<typeof Redirect>;

export const redirectMethods = {
  /**
   * Where something that is not at `path` went: by a redirect of the owner, or because a post had this address, or has it
   * at another place or in another spelling. Chains are followed to their end. `to` is absent when nothing is known of the
   * path or, with the status 410, when it is gone for good.
   */
  resolvePath: method({
    input: z.object({ path: z.string().max(2000) }),
    output: z.object({ to: z.string().optional(), status: RedirectStatus.optional() }),
    idempotent: true,
  }),
  /** Redirects by path; `query` is a part of the path or the target. */
  listRedirects: method({
    input: Page.extend({ query: z.string().max(200).optional() }),
    output: z.object({ redirects: z.array(Redirect), next: z.string().optional() }),
    idempotent: true,
  }),
  /** Makes the redirect of a path or changes it. Throws `redirect_loop` when it would lead back to itself. */
  saveRedirect: method({
    input: z.object({
      path: Path,
      target: z.string().max(2000).optional(),
      status: RedirectStatus,
      actor: Actor.default({}),
    }),
    output: Redirect,
    idempotent: true,
  }),
  /** `not_found` when there is none. */
  deleteRedirect: method({ input: z.object({ path: Path, actor: Actor.default({}) }), output: z.object({}) }),
};
