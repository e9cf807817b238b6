import type { Begun, GivenRole, Visitor } from '../contract.ts';
import { acceptInvitation } from '../methods/people/accept-invitation.ts';
import { claimOwner } from '../methods/people/claim-owner.ts';
import { createInvitation } from '../methods/people/create-invitation.ts';
import { offerSetup } from '../people/setup.ts';
import type { TestApi } from './context.ts';

export const VISITOR: Visitor = {
  address: '192.0.2.77',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

/** Makes Ann the owner, signed in at a browser. */
export async function claimed(api: TestApi): Promise<Begun & { token: string }> {
  await offerSetup(api);
  const code = /\/setup\/([\w-]+)/.exec(api.announced.at(-1) ?? '')?.[1] ?? '';
  const { token, begun } = await claimOwner(api, { code, name: 'Ann', from: VISITOR });
  if (!begun) throw new Error('Setting up did not sign in.');
  return { token, ...begun };
}

/** The secret at the end of an address that somebody was given. */
export function codeOf(url: string): string {
  return url.split('/').at(-1) ?? '';
}

/** Invites somebody, who accepts and is signed in. */
export async function invited(api: TestApi, name: string, role: GivenRole): Promise<Begun> {
  const { url } = await createInvitation(api, { role, note: '', actor: {} });
  return acceptInvitation(api, { code: codeOf(url), name, from: VISITOR });
}
