import { createMediaSigner } from '../../../services/relay/matrix/media-signer.ts';
import { relayMethods } from '../../../services/relay/methods/index.ts';
import type { TestRelay } from '../../../services/relay/testing.ts';

/** What a method is given of its call, where it looks at nothing of it. */
export const callOf = {} as never;

export const answerOf = (text: string, to?: string) => ({ text, html: '', ...(to !== undefined && { to }) });

export function methodsOf(relay: TestRelay) {
  const media = createMediaSigner(new Uint8Array(32), 'https://croft.test');
  return relayMethods({ ctx: relay.ctx, media, fetcher: relay.fetcher, networks: [] });
}

export function statusOf(relay: TestRelay, name: string) {
  return relay.ctx.networks.get(name)!.status;
}
