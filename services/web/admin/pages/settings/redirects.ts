import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { after } from '../../../pages/cursor.ts';
import { count } from '../../../views/format.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { REDIRECTS_PATH } from '../../settings/groups.ts';
import { ticked } from '../../ticked.ts';
import { type RedirectForm, redirectsView } from '../../views/settings/redirects.ts';

const ON_A_PAGE = 50;
const Query = z.object({ after: after.catch(undefined), q: z.string().max(200).default('').catch('') });
const Form = z.object({
  path: z.string().trim().max(1000).default(''),
  target: z.string().trim().max(2000).default(''),
  status: z.enum(['301', '302', '410']).default('301').catch('301'),
});

/** `GET /admin/redirects`: what leads elsewhere, and a form for more. */
export async function redirectsPage(asked: AdminRequest): Promise<Html> {
  return show(asked, { path: '', target: '', status: '301' });
}

/** `POST /admin/redirects`: makes a redirect or changes the one of that path. */
export async function saveRedirectPage(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { web, request, reply } = asked;
  const form = Form.parse(request.body ?? {});
  const status = Number(form.status) as 301 | 302 | 410;
  try {
    const target = status === 410 ? undefined : form.target;
    const saved = await web.api.saveRedirect(
      { path: form.path, target, status, actor: actorOf(asked) },
      request.call,
    );
    const said = saved.target === undefined ? 'says that it is gone' : `leads to ${saved.target}`;
    return goTo(asked, REDIRECTS_PATH, `${saved.path} ${said}.`);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'invalid' && error.code !== 'conflict') throw thrown;
    reply.code(400);
    const field = (error.details as { field?: unknown } | undefined)?.field;
    return show(asked, {
      ...form,
      problem: { field: field === 'target' ? 'target' : 'path', text: error.message },
    });
  }
}

/** `POST /admin/redirects/delete`: those that are ticked, or the one whose button was pressed. */
export async function deleteRedirectPage(asked: AdminRequest): Promise<FastifyReply> {
  const paths = z.array(z.string().min(1).max(1000)).parse(ticked(asked.request.body, 'path:'));
  if (paths.length === 0)
    return goTo(asked, REDIRECTS_PATH, 'Nothing was deleted: tick the redirects first.');
  for (const path of paths)
    await asked.web.api
      .deleteRedirect({ path, actor: actorOf(asked) }, asked.request.call)
      .catch((error: unknown) => {
        // Somebody else was quicker.
        if (paths.length === 1 || toAppError(error).code !== 'not_found') throw error;
      });
  const [first] = paths;
  return goTo(
    asked,
    REDIRECTS_PATH,
    paths.length === 1 ? `${first} leads nowhere now.` : `${count(paths.length, 'redirect')} deleted.`,
  );
}

async function show(asked: AdminRequest, form: RedirectForm): Promise<Html> {
  const query = Query.parse(asked.request.method === 'GET' ? asked.request.query : {});
  const { redirects, next } = await asked.web.api.listRedirects(
    { limit: ON_A_PAGE, cursor: query.after, query: query.q || undefined },
    asked.request.call,
  );
  return redirectsView(asked, { redirects, next, form, query });
}
