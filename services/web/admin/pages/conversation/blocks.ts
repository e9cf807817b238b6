import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { blocksView } from '../../views/conversation/blocks.ts';
import { orSay } from './decide.ts';

const PATH = '/admin/conversation/blocks';

const Added = z.object({
  kind: z.enum(['word', 'domain', 'address']),
  value: z.string().trim().min(1).max(200),
  note: z.string().trim().max(200).default(''),
});
const Removed = z.object({ id: z.uuid() });

/** `GET /admin/conversation/blocks`. */
export async function blocksPage(asked: AdminRequest): Promise<Html> {
  return blocksView(asked, (await asked.web.api.listBlocks({}, asked.request.call)).blocks);
}

/** `POST /admin/conversation/blocks`. */
export async function addBlockPage(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const form = Added.safeParse(request.body ?? {});
  if (!form.success) return goTo(asked, PATH, 'Say what is to be blocked.');
  return orSay(asked, PATH, async () => {
    const { value } = await web.api.addBlock({ ...form.data, ...actorOf(asked) }, request.call);
    return goTo(asked, PATH, `"${value}" is blocked.`);
  });
}

/** `POST /admin/conversation/blocks/remove`. */
export async function removeBlockPage(asked: AdminRequest): Promise<FastifyReply> {
  const form = Removed.safeParse(asked.request.body ?? {});
  if (form.success)
    await asked.web.api.removeBlock({ ...form.data, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, PATH, 'It is let through again.');
}
