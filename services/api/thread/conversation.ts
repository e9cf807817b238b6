import { join } from 'node:path';
import { Limiter } from '../../../core/http/limit.ts';
import { type Codes, createCodes } from './codes.ts';
import { loadSiteKey, type SiteKey } from './site-key.ts';

/** What comments, moderation, feedback and mail are given beside the context. */
export interface Conversation {
  readonly key: SiteKey;
  readonly codes: Codes;
  /** Of one network, before anything is looked up: writing, and looking at what one writes. */
  readonly limits: { readonly write: Limiter; readonly look: Limiter };
}

/** `data`: the directory of everything that must be kept. */
export async function openConversation(data: string): Promise<Conversation> {
  const key = await loadSiteKey(join(data, 'secrets', 'conversation.key'));
  return { key, codes: createCodes(key), limits: newLimits() };
}

export function newLimits(): Conversation['limits'] {
  return {
    write: new Limiter({ burst: 10, perMinute: 6 }),
    look: new Limiter({ burst: 30, perMinute: 60 }),
  };
}
