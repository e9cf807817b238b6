import type { Html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { queuesView } from '../../views/bot/queues.ts';

/** `GET /admin/bot/queues`. */
export async function queuesPage(asked: AdminRequest): Promise<Html> {
  return queuesView(asked, await asked.web.bot.showQueues({}, asked.request.call));
}
