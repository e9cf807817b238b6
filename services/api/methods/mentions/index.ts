import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { mentionMethods } from '../../contract/mentions.ts';
import { checkMention } from './check-mention.ts';
import { getMention } from './get-mention.ts';
import { listMentions } from './list-mentions.ts';
import { listSentMentions } from './list-sent-mentions.ts';
import { listMentionDomains, removeMentionDomain, setMentionDomain } from './mention-domains.ts';
import { receiveMention } from './receive-mention.ts';
import { resendMention } from './resend-mention.ts';

/** The methods of `contract/mentions.ts`. */
export function mentionImplementation(ctx: ApiContext): Implementations<typeof mentionMethods> {
  return {
    receiveMention: input => receiveMention(ctx, input),
    getMention: input => getMention(ctx, input),
    listMentions: input => listMentions(ctx, input),
    checkMention: input => checkMention(ctx, input),
    listSentMentions: input => listSentMentions(ctx, input),
    resendMention: input => resendMention(ctx, input),
    listMentionDomains: input => listMentionDomains(ctx, input),
    setMentionDomain: input => setMentionDomain(ctx, input),
    removeMentionDomain: input => removeMentionDomain(ctx, input),
  };
}
