import { z } from 'zod';
import type { Jobs } from '../../../core/jobs/jobs.ts';
import type { ApiContext } from '../context.ts';
import { forgetEnded } from '../store/indieauth/forget.ts';
import { forgetKeptAnswers } from '../store/kept-answers.ts';
import { forgetPeople } from '../store/people/forget.ts';
import { forgetPages } from '../store/posts/post-page.ts';

/** Once a day, in whichever process: what programs, visitors and people left here and has ended. */
export function defineForgetting(ctx: Pick<ApiContext, 'db'>, jobs: Jobs): void {
  jobs.define('api.forget', {
    schema: z.object({}),
    policy: 'exclusive',
    concurrency: 1,
    schedule: '23 3 * * *',
    async handler() {
      await forgetEnded(ctx.db);
      await forgetPeople(ctx.db);
      await forgetKeptAnswers(ctx.db);
      await forgetPages(ctx.db);
    },
  });
}
