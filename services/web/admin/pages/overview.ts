import type { Html } from '../../../../core/html/html.ts';
import { may } from '../../../api/contract.ts';
import type { AdminRequest } from '../admin-page.ts';
import { type OverviewWriting, overviewView } from '../views/overview.ts';

const SHOWN = 6;

/** `/admin`: what waits for this person, and a field to write a note in. A writer's part is four calls at once. */
export async function overviewPage(asked: AdminRequest): Promise<Html> {
  return overviewView(asked, may(asked.principal, 'write') ? await writing(asked) : undefined);
}

async function writing({ web, request, principal }: AdminRequest): Promise<OverviewWriting> {
  const [drafts, scheduled, { copies }, counts] = await Promise.all([
    web.api.listOwnPosts({ status: 'draft', sort: 'updated', limit: SHOWN }, request.call),
    web.api.listOwnPosts({ status: 'scheduled', sort: 'oldest', limit: SHOWN }, request.call),
    web.api.listWorkingCopies({ account: principal.account, limit: SHOWN }, request.call),
    web.api.countOwnPosts({}, request.call),
  ]);
  return { drafts: drafts.posts, scheduled: scheduled.posts, copies, counts };
}
