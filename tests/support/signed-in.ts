import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { SESSION_COOKIE } from '../../core/http/cookies.ts';
import { apiContract } from '../../services/api/contract.ts';
import { claimOwner, type Network } from './network.ts';

/** Begins a session for a token; gives the secret of its cookie. */
export async function beginSession({ host }: Network, token: string): Promise<string> {
  return (await host.clients.of(apiContract).signInWithToken({ token, from: { address: '127.0.0.1' } }))
    .session;
}

/** A browser in which the site's owner is signed in. With `token`, that of an owner who was there before. */
export async function ownerContext(
  network: Network,
  browser: Browser,
  options: BrowserContextOptions & { token?: string } = {},
): Promise<BrowserContext & { token: string }> {
  const token = options.token ?? (await claimOwner(network));
  const context = await browser.newContext(options);
  await signIn(network, context, token);
  return Object.assign(context, { token });
}

export async function signIn(network: Network, context: BrowserContext, token: string): Promise<void> {
  const value = await beginSession(network, token);
  await context.addCookies([{ name: SESSION_COOKIE, value, url: network.origin }]);
}
