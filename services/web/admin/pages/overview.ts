import type { Html } from '../../../../core/html/html.ts';
import { may } from '../../../api/contract.ts';
import type { AdminRequest } from '../admin-page.ts';
import { type OverviewWaiting, type OverviewWriting, overviewView } from '../views/overview.ts';

const SHOWN = 6;

/** `/admin`: what waits for this person, and a field to write a note in. Six calls at once for the owner. */
export async function overviewPage(asked: AdminRequest): Promise<Html> {
  const [writes, waits] = await Promise.all([
    may(asked.principal, 'write') ? writing(asked) : undefined,
    may(asked.principal, 'moderate') ? waiting(asked) : undefined,
  ]);
  return overviewView(asked, writes, waits);
}

async function waiting({ web, request }: AdminRequest): Promise<OverviewWaiting> {
  const [{ responses }, { pending }] = await Promise.all([
    web.api.listResponses({ status: 'pending', limit: SHOWN }, request.call),
    web.api.countResponses({}, request.call),
  ]);
  return { responses, pending };
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
