import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ReaderContext } from '../../context.ts';
import { CLIENT_LOGIN_PATHS, GOOGLE_PATHS } from '../../contract/client-paths.ts';
import { renameTag } from '../../methods/feeds/rename-tag.ts';
import { exportOpml } from '../../methods/opml/export-opml.ts';
import type { SignedIn } from '../../store/app-passwords.ts';
import { hasLabel, listLabels } from '../../store/labels.ts';
import { importOpmlText } from '../import-opml-text.ts';
import { bodyText, fieldsOf, queryOf, takeAnyBody } from '../read-body.ts';
import type { SignIn } from '../sign-in.ts';
import { callerOf, postToken, writerOf } from './caller.ts';
import { clientLogin } from './client-login.ts';
import { editTag } from './edit-tag.ts';
import { answerGoogleErrors } from './errors.ts';
import { readItemId } from './item-id.ts';
import { listIds } from './list-ids.ts';
import { markAllAsRead } from './mark-all-as-read.ts';
import { streamItems } from './stream-items.ts';
import { labelId, readLabelName } from './stream-name.ts';
import { editSubscriptions, listSubscriptions, quickAdd } from './subscriptions.ts';
import { unreadCount } from './unread-count.ts';

const MOST_IDS = 10_000;
const MOST_ITEMS = 1000;
const READING_LIST = 'user/-/state/com.google/reading-list';
const hidden = { schema: { hide: true } };

/** The Google Reader API, as apps of today speak it. */
export function googleRoutes(http: Http, ctx: ReaderContext, signIn: SignIn): void {
  answerGoogleErrors(http, ctx);
  takeAnyBody(http);
  for (const path of CLIENT_LOGIN_PATHS)
    http.post(path, hidden, async (request, reply) => await clientLogin(signIn, request, reply));
  for (const base of GOOGLE_PATHS) addRoutes(http, ctx, signIn, base);
}

function addRoutes(http: Http, ctx: ReaderContext, signIn: SignIn, base: string): void {
  type Read = (caller: SignedIn, request: FastifyRequest, reply: FastifyReply) => unknown;
  type Write = (caller: SignedIn, form: URLSearchParams, request: FastifyRequest) => unknown;
  const read = (path: string, answer: Read, methods: ('GET' | 'POST')[] = ['GET']) =>
    http.route({
      method: methods,
      url: `${base}/${path}`,
      ...hidden,
      handler: async (request, reply) => {
        reply.header('cache-control', 'private, no-store');
        return await answer(await callerOf(signIn, request), request, reply);
      },
    });
  const write = (path: string, change: Write) =>
    http.post(`${base}/${path}`, hidden, async (request, reply) => {
      const { caller, form } = await writerOf(signIn, request, reply);
      return (
        (await change(caller, form, request)) ?? (await reply.type('text/plain; charset=utf-8').send('OK'))
      );
    });

  read('token', (caller, _request, reply) => reply.type('text/plain; charset=utf-8').send(postToken(caller)));
  read('user-info', ({ readerId, login }) => {
    const id = String(readerId);
    return { userId: id, userName: login, userProfileId: id, userEmail: login };
  });
  read('tag/list', async ({ account }) => {
    const labels = await listLabels(ctx.db, account);
    const tags = labels.map(({ tag, ofFeeds }) => ({ id: labelId(tag), type: ofFeeds ? 'folder' : 'tag' }));
    return { tags: [{ id: 'user/-/state/com.google/starred' }, ...tags] };
  });
  read('subscription/list', ({ account }) => listSubscriptions(ctx, account));
  read('subscription/export', async ({ account }, _request, reply) =>
    reply.type('text/x-opml; charset=utf-8').send((await exportOpml(ctx, { account })).opml),
  );
  read('unread-count', ({ account }) => unreadCount(ctx, account));
  read('stream/items/ids', async ({ account }, request) => {
    const { ids, next } = await listIds(ctx, account, queryOf(request), MOST_IDS);
    return { itemRefs: ids.map(id => ({ id })), ...(next === undefined ? {} : { continuation: next }) };
  });
  read(
    'stream/items/contents',
    async ({ account }, request, reply) => {
      const asked = (await fieldsOf(request)).getAll('i').map(readItemId);
      const ids = [...new Set(asked)].filter(id => id !== undefined).map(String);
      return reply.type(JSON_TYPE).send(streamItems(ctx, account, { id: READING_LIST }, { ids }));
    },
    ['GET', 'POST'],
  );
  const contents: Read = async ({ account }, request, reply) => {
    const fields = queryOf(request);
    const named = streamOf(request, `${base}/stream/contents`);
    if (named !== '') fields.set('s', named);
    const id = fields.get('s') || READING_LIST;
    return reply
      .type(JSON_TYPE)
      .send(streamItems(ctx, account, { id }, await listIds(ctx, account, fields, MOST_ITEMS)));
  };
  read('stream/contents', contents);
  read('stream/contents/*', contents);

  write('edit-tag', ({ account }, form) => editTag(ctx, account, form));
  write('mark-all-as-read', ({ account }, form) => markAllAsRead(ctx, account, form));
  write('rename-tag', async ({ account }, form) => {
    const tag = await knownLabel(ctx, account, form);
    await renameTag(ctx, { account, tag, name: readLabelName(form.get('dest') ?? '') });
  });
  write('disable-tag', async ({ account }, form) => {
    await renameTag(ctx, { account, tag: await knownLabel(ctx, account, form) });
  });
  write('subscription/edit', ({ account }, form, request) =>
    editSubscriptions(ctx, account, form, signalOf(request)),
  );
  write('subscription/quickadd', ({ account }, form, request) => {
    const asked = form.get('quickadd') ?? queryOf(request).get('quickadd');
    if (!asked) throw new AppError('invalid', 'Say which address, with quickadd=.');
    return quickAdd(ctx, account, asked, signalOf(request));
  });
  http.post(`${base}/subscription/import`, { ...hidden, bodyLimit: 20_000_000 }, async (request, reply) => {
    const { account } = await callerOf(signIn, request);
    await importOpmlText(ctx, account, bodyText(request), signalOf(request));
    return await reply.type('text/plain; charset=utf-8').send('OK');
  });
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** The stream that an address names, in which apps write slashes as they are or as %2F. */
function streamOf(request: FastifyRequest, before: string): string {
  const written = request.url.split('?')[0]!.slice(before.length + 1);
  try {
    return decodeURIComponent(written).replace(/\/$/, '');
  } catch {
    throw new AppError('invalid', 'The address is not written right: a % must be followed by two digits.');
  }
}

async function knownLabel(ctx: ReaderContext, account: string, form: URLSearchParams): Promise<string> {
  const label = readLabelName(form.get('s') ?? form.get('t') ?? '');
  if (!(await hasLabel(ctx.db, account, label)))
    throw new AppError('not_found', `There is no label "${label}".`);
  return label;
}

function signalOf(request: FastifyRequest): AbortSignal {
  return AbortSignal.any([request.call.signal ?? new AbortController().signal, AbortSignal.timeout(60_000)]);
}
