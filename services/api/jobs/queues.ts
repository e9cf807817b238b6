import type { Jobs } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { checkMentionJob } from './check-mention.ts';
import { recheckMentionsJob } from './recheck-mentions.ts';
import { sendMentionJob } from './send-mention.ts';
import { tellLinksJob } from './tell-links.ts';

export type Queues = ReturnType<typeof defineQueues>;

/** Every kind of job of this service that is sent by name, under `ctx.queues`. `ctxOf` is asked when a job runs. */
export function defineQueues(jobs: Jobs, ctxOf: () => ApiContext) {
  jobs.define('api.recheck-mentions', recheckMentionsJob(ctxOf));
  return {
    checkMention: jobs.define('api.check-mention', checkMentionJob(ctxOf)),
    tellLinks: jobs.define('api.tell-links', tellLinksJob(ctxOf)),
    sendMention: jobs.define('api.send-mention', sendMentionJob(ctxOf)),
  };
}
