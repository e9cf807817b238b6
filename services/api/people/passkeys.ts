import { createHash, randomBytes } from 'node:crypto';
import type { Assertion, Registration } from '../contract.ts';
import type { PasskeyRow } from '../store/people/passkeys.ts';

/** Milliseconds that a browser waits for its person. */
const TIMEOUT = 300_000;

/**
 * EdDSA, ES256 and RS256 (https://www.iana.org/assignments/cose/cose.xhtml#algorithms): what authenticators have, without
 * those that Node still calls an experiment.
 */
const ALGORITHMS = [-8, -7, -257];

/** The site as WebAuthn knows it: from the configured origin alone, whatever address a request came to. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

export function relyingParty(origin: string): RelyingParty {
  return { id: new URL(origin).hostname, origin };
}

export function newChallenge(): Buffer {
  return randomBytes(32);
}

// What follows loads its library when it is first needed, since that takes longer than the rest of a start.

/** What a browser is asked to sign with any passkey of this site (https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson). */
export async function signInOptions(
  party: RelyingParty,
  challenge: Buffer,
): Promise<Record<string, unknown>> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return {
    ...(await generateAuthenticationOptions({
      rpID: party.id,
      challenge: new Uint8Array(challenge),
      timeout: TIMEOUT,
      userVerification: 'required',
    })),
  };
}

/** What a browser needs to make a passkey that can sign in by itself, without a name being typed. */
export async function registrationOptions(
  party: RelyingParty,
  challenge: Buffer,
  person: { account: string; name: string; existing: readonly { id: string; transports: string[] }[] },
): Promise<Record<string, unknown>> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return {
    ...(await generateRegistrationOptions({
      rpName: party.id,
      rpID: party.id,
      userName: person.name,
      userDisplayName: person.name,
      userID: userHandle(person.account),
      challenge: new Uint8Array(challenge),
      timeout: TIMEOUT,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: person.existing.map(({ id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })),
  };
}

/** `take` is given the challenge that was signed and says whether it may be. Throws when anything is wrong. */
export async function verifyRegistration(
  party: RelyingParty,
  response: Registration,
  take: (challenge: string) => Promise<boolean>,
) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: take,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    supportedAlgorithmIDs: ALGORITHMS,
    requireUserVerification: true,
  });
  if (!verified) throw new Error('The attestation was not verified.');
  const { credential, credentialBackedUp } = registrationInfo;
  return {
    id: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    backedUp: credentialBackedUp,
  };
}

/** Gives the authenticator's new count. Throws when anything is wrong, a count that did not grow among it. */
export async function verifyAssertion(
  party: RelyingParty,
  response: Assertion,
  passkey: PasskeyRow,
  take: (challenge: string) => Promise<boolean>,
): Promise<{ counter: number; backedUp: boolean }> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { userHandle: handle } = response.response;
  if (handle !== undefined && handle !== Buffer.from(userHandle(passkey.account)).toString('base64url'))
    throw new Error('The passkey belongs to another account.');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: take,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
    },
    requireUserVerification: true,
  });
  if (!verified) throw new Error('The signature is wrong.');
  return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
}

/** What an authenticator keeps of an account. It tells nothing of it, as the standard asks (section 14.6.1). */
function userHandle(account: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(`passkey ${account}`).digest());
}
