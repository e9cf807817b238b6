import { createHash } from 'node:crypto';
import type { CommentInput, CommentResult } from '../contract.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { addComment } from '../methods/thread/add-comment.ts';
import { newChallenge, PROOF_BITS } from '../thread/challenge.ts';
import type { TestApi } from './context.ts';

/** Does what a browser does with a challenge. */
export function prove(challenge: string, bits = PROOF_BITS): string {
  for (let number = 0; ; number++) {
    const hash = createHash('sha256').update(`${challenge}:${number}`).digest();
    if (hash.readUInt32BE(0) >>> (32 - bits) === 0) return String(number);
  }
}

/** A challenge from a minute ago and its proof. */
export function proved(api: TestApi): { challenge: string; proof: string } {
  const challenge = newChallenge(api.conversation.key, Date.now() - 60_000);
  return { challenge, proof: prove(challenge) };
}

let addresses = 0;

/** An address that nobody else in this process has had. */
export function newAddress(): string {
  addresses++;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** Sends a comment to the post `p`, each from an address of its own unless told otherwise. */
export function comment(
  api: TestApi,
  input: Partial<CommentInput> & { address?: string; account?: string } = {},
): Promise<CommentResult> {
  const { address = newAddress(), account, ...given } = input;
  return addComment(api, {
    slug: 'p',
    name: 'Ann',
    markdown: 'Hello.',
    ...given,
    visitor: { address, ...(account === undefined ? {} : { account }) },
  });
}

export async function publishPost(api: TestApi, slug = 'p', more: object = {}): Promise<string> {
  return (await savePost(api, { title: slug, slug, markdown: '', status: 'published', ...more })).post.id;
}
