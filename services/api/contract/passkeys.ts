import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Time } from './common.ts';
import { Begun, Secret, Visitor } from './people.ts';

export const Passkey = z.object({
  id: z.string(),
  name: z.string(),
  /** Kept in more than one place, so that the loss of one device does not lose it. */
  backedUp: z.boolean(),
  createdAt: Time,
  usedAt: Time.optional(),
});
export type Passkey = z.infer<typeof Passkey>;

const Base64url = z
  .string()
  .max(100_000)
  .regex(/^[\w-]*$/);

const Credential = z.object({
  id: Base64url,
  rawId: Base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.object({}),
});

/** RegistrationResponseJSON (https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson). */
export const Registration = Credential.extend({
  response: z.object({
    clientDataJSON: Base64url,
    attestationObject: Base64url,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});
export type Registration = z.infer<typeof Registration>;

/** AuthenticationResponseJSON (https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson). */
export const Assertion = Credential.extend({
  response: z.object({
    clientDataJSON: Base64url,
    authenticatorData: Base64url,
    signature: Base64url,
    userHandle: Base64url.optional(),
  }),
});
export type Assertion = z.infer<typeof Assertion>;

/** What `navigator.credentials` is called with, in JSON. */
const Options = z.object({ options: z.record(z.string(), z.unknown()) });
const Account = z.string().max(100);

/** `browser` is the secret in the cookie of the browser that asks: what it is asked to sign is of use to no other. */
export const passkeyMethods = {
  /** What a browser has to sign so that a passkey of anybody here signs in. */
  beginPasskeySignIn: method({ input: z.object({ browser: Secret }), output: Options }),
  /** `unauthenticated` when the answer is not right, too late, or from another browser. */
  signInWithPasskey: method({
    input: z.object({ browser: Secret, assertion: Assertion, from: Visitor }),
    output: Begun,
  }),
  /** What a browser needs to make a passkey for an account. */
  beginPasskey: method({ input: z.object({ account: Account, browser: Secret }), output: Options }),
  /** `invalid` when the answer is not right, too late, or from another browser. */
  addPasskey: method({
    input: z.object({
      account: Account,
      browser: Secret,
      registration: Registration,
      name: z.string().trim().max(100),
      from: Visitor,
    }),
    output: Passkey,
  }),
  renamePasskey: method({
    input: z.object({ account: Account, id: z.string().max(2000), name: z.string().trim().min(1).max(100) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** `last_way_in` when its person could not come in again and has not said to be `sure`. */
  removePasskey: method({
    input: z.object({
      account: Account,
      id: z.string().max(2000),
      sure: z.boolean().default(false),
      address: z.string().max(100).optional(),
    }),
    output: z.object({}),
  }),
  /** Ten new recovery codes, shown this once; earlier ones are of no use any more. */
  makeRecoveryCodes: method({
    input: z.object({ account: Account, address: z.string().max(100).optional() }),
    output: z.object({ codes: z.array(z.string()) }),
  }),
};
