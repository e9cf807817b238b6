import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Time } from './common.ts';
import { ClientScope } from './roles.ts';

/** Pages of `web`: where the owner decides about programs, and where a visitor comes back to from their own site. */
export const AUTHORIZATION_PATH = '/indieauth/authorize';
export const WEB_SIGN_IN_BACK = '/sign-in/site/back';

const Text = z.string().max(2000);
const Secret = z.string().max(200);

/** What a program asks for at the authorization endpoint (https://indieauth.spec.indieweb.org/#authorization-request). */
export const AuthorizationRequest = z.object({
  responseType: Text.optional(),
  clientId: Text.optional(),
  redirectUri: Text.optional(),
  state: Text.optional(),
  scope: Text.optional(),
  codeChallenge: Text.optional(),
  codeChallengeMethod: Text.optional(),
});
export type AuthorizationRequest = z.infer<typeof AuthorizationRequest>;

/** The program that asks, as far as its own page tells. */
export const ClientInfo = z.object({
  id: z.string(),
  /** Host of its id: the one thing about it that it cannot invent. */
  host: z.string(),
  name: z.string(),
  /** A page on what it is. */
  url: z.string().optional(),
  /** Path of its picture on this site. */
  logo: z.string().optional(),
  /** Whether its page could be read. */
  known: z.boolean(),
});
export type ClientInfo = z.infer<typeof ClientInfo>;

/** How a code is fetched: by the program that it was made for, with the verifier that belongs to its challenge. */
export const CodeExchange = z.object({
  code: Text.optional(),
  clientId: Text.optional(),
  redirectUri: Text.optional(),
  codeVerifier: Text.optional(),
});
export type CodeExchange = z.infer<typeof CodeExchange>;

export const Profile = z.object({
  name: z.string(),
  url: z.string(),
  photo: z.string().optional(),
  email: z.string().optional(),
});
export type Profile = z.infer<typeof Profile>;

/** A visitor who has proved by IndieAuth that a site is theirs. */
export const WebIdentity = z.object({
  url: z.string(),
  name: z.string(),
  /** Path of their picture on this site. */
  photo: z.string().optional(),
});
export type WebIdentity = z.infer<typeof WebIdentity>;

export const indieauthMethods = {
  /**
   * What to ask the owner, or where to go at once with an error. Throws `invalid` when the program or the address to go back
   * to is not right, so that nobody is sent there.
   */
  describeAuthorization: method({
    input: AuthorizationRequest,
    output: z.discriminatedUnion('outcome', [
      z.object({
        outcome: z.literal('ask'),
        client: ClientInfo,
        scopes: z.array(ClientScope),
        /** Where the answer goes, as a source of the policy `form-action`. */
        formAction: z.string(),
      }),
      z.object({ outcome: z.literal('back'), location: z.string() }),
    ]),
    idempotent: true,
    timeout: 9_000,
  }),
  /** Where to go with the owner's answer: with a code for these scopes, or with `access_denied`. Checks all that `describeAuthorization` checks. */
  answerAuthorization: method({
    input: AuthorizationRequest.extend({
      account: z.uuid(),
      allow: z.boolean(),
      scopes: z.array(ClientScope),
    }),
    output: z.object({ location: z.string() }),
    timeout: 9_000,
  }),
  /** Who the owner is, for a program that wants to know no more. Throws `invalid_grant`. */
  redeemForProfile: method({
    input: CodeExchange,
    output: z.object({ me: z.string(), profile: Profile.optional() }),
  }),
  /** Finds out where a visitor's site says they sign in, and begins. `state` is for a cookie of theirs. */
  beginWebSignIn: method({
    input: z.object({ site: Text, next: z.string().max(500) }),
    output: z.object({ location: z.string(), host: z.string(), state: Secret, expiresAt: Time }),
    timeout: 9_000,
  }),
  /** Takes the answer of the visitor's server; gives the secret of the identity, for a cookie. Throws `sign_in_failed`. */
  finishWebSignIn: method({
    input: z.object({ state: Secret, code: Text, iss: Text.optional() }),
    output: z.object({ identity: WebIdentity, secret: Secret, expiresAt: Time, next: z.string() }),
    timeout: 9_000,
  }),
  /** `unauthenticated` when there is none, or it has ended. */
  getWebIdentity: method({ input: z.object({ secret: Secret }), output: WebIdentity, idempotent: true }),
  forgetWebIdentity: method({ input: z.object({ secret: Secret }), output: z.object({}), idempotent: true }),
};
