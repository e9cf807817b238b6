import type { Jobs } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { checkMentionJob } from './check-mention.ts';
import { deliverFeedJob } from './deliver-feed.ts';
import { deliverWebhookJob } from './deliver-webhook.ts';
import { distributeJob } from './distribute.ts';
import { importSiteJob } from './import-site.ts';
import { pingHubJob } from './ping-hub.ts';
import { recheckMentionsJob } from './recheck-mentions.ts';
import { sendLettersJob } from './send-letters.ts';
import { sendMentionJob } from './send-mention.ts';
import { sweepConversationJob } from './sweep-conversation.ts';
import { sweepOutgoingJob } from './sweep-outgoing.ts';
import { tellLinksJob } from './tell-links.ts';
import { tellWebhooksJob } from './tell-webhooks.ts';
import { verifySubscriptionJob } from './verify-subscription.ts';

export type Queues = ReturnType<typeof defineQueues>;

/** Every kind of job of this service that is sent by name, under `ctx.queues`. `ctxOf` is asked when a job runs. */
export function defineQueues(jobs: Jobs, ctxOf: () => ApiContext) {
  jobs.define('api.recheck-mentions', recheckMentionsJob(ctxOf));
  jobs.define('api.send-letters', sendLettersJob(ctxOf));
  jobs.define('api.sweep-conversation', sweepConversationJob(ctxOf));
  jobs.define('api.sweep-outgoing', sweepOutgoingJob(ctxOf));
  return {
    checkMention: jobs.define('api.check-mention', checkMentionJob(ctxOf)),
    tellLinks: jobs.define('api.tell-links', tellLinksJob(ctxOf)),
    sendMention: jobs.define('api.send-mention', sendMentionJob(ctxOf)),
    tellWebhooks: jobs.define('api.tell-webhooks', tellWebhooksJob(ctxOf)),
    deliverWebhook: jobs.define('api.deliver-webhook', deliverWebhookJob(ctxOf)),
    verifySubscription: jobs.define('api.verify-subscription', verifySubscriptionJob(ctxOf)),
    distribute: jobs.define('api.distribute', distributeJob(ctxOf)),
    deliverFeed: jobs.define('api.deliver-feed', deliverFeedJob(ctxOf)),
    siteImport: jobs.define('api.import', importSiteJob(ctxOf)),
    pingHub: jobs.define('api.ping-hub', pingHubJob(ctxOf)),
  };
}
