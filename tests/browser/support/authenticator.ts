import type { Page } from 'playwright-core';

/**
 * Gives a page an authenticator of the browser's own making, as a phone with a fingerprint reader has it, whose person
 * always agrees (https://www.w3.org/TR/webauthn-3/#sctn-automation-virtual-authenticators).
 */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
