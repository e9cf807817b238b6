import { createCodes } from '../thread/codes.ts';
import { type Conversation, newLimits } from '../thread/conversation.ts';
import { createSiteKey } from '../thread/site-key.ts';

/** With a key of its own and a hash that costs little, so that tests may send thousands of comments. */
export function testConversation(): Conversation {
  const key = createSiteKey(Buffer.alloc(32, 7));
  return { key, codes: createCodes(key, { N: 2, r: 1, p: 1 }), limits: newLimits() };
}
