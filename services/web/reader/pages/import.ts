import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { FilesForm } from '../../http/multipart.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { type ImportPage, importView, PROBLEMS } from '../views/import.ts';
import { feedsOf } from './subscriptions.ts';

/** Bytes of the form. */
export const LARGEST_IMPORT = 20_000_000;
/** Milliseconds in which everything goes out. */
const PATIENCE_MS = 3_600_000;

const Query = z.object({ after: z.coerce.number().int().nonnegative().catch(0).default(0) });

/** `GET /reader/import`: the form, and how far the last file is or what came of it. */
export async function importPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const page = await load(asked);
  if (asked.request.wantsHtml) return importView(asked, page);
  return asked.reply.send({ import: page.last, problems: page.problems });
}

async function load(asked: ReaderRequest): Promise<ImportPage> {
  const { web, request, account } = asked;
  const { after } = Query.parse(request.query);
  const [feeds, { import: last }, { problems }] = await Promise.all([
    feedsOf(asked),
    web.reader.getImport({ account }, request.call),
    web.reader.listImportProblems({ account, after, limit: PROBLEMS }, request.call),
  ]);
  return { feeds, last, problems };
}

/** `GET /reader/export`: everything that the person is subscribed to, as OPML. */
export async function exportPage({ web, request, reply, account }: ReaderRequest): Promise<FastifyReply> {
  const { opml } = await web.reader.exportOpml({ account }, request.call);
  return reply
    .type('text/x-opml; charset=utf-8')
    .header('content-disposition', 'attachment; filename="subscriptions.opml"')
    .send(opml);
}

/** `GET /reader/export/items`: what the person keeps, or with `all=yes` everything, as JSON for this reader and others. */
export async function exportItemsPage({
  web,
  request,
  reply,
  account,
}: ReaderRequest): Promise<FastifyReply> {
  const { all } = request.query as { all?: string };
  const call = { ...request.call, deadline: Date.now() + PATIENCE_MS };
  const parts = web.reader.exportItems({ account, all: all === 'yes' }, call);
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', 'attachment; filename="items.json"')
    .send(Readable.from(textsIn(parts), { objectMode: false }));
}

/** `GET /reader/export/settings`: rules, and how feeds are read and fetched. */
export async function exportSettingsPage({
  web,
  request,
  reply,
  account,
}: ReaderRequest): Promise<FastifyReply> {
  const { json } = await web.reader.exportSettings({ account }, request.call);
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', 'attachment; filename="settings.json"')
    .send(json);
}

async function* textsIn(parts: AsyncIterable<{ text: string }>): AsyncGenerator<Buffer> {
  for await (const { text } of parts) yield Buffer.from(text);
}

/** `POST /reader/import`: has the file taken in, which goes on by itself. What cannot be is said on the form. */
export async function takeImportPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, reply, account, principal } = asked;
  const { files = [], public: shown } = request.body as Partial<FilesForm>;
  try {
    const [file] = files;
    if (!file) throw new AppError('invalid', 'Choose a file first.');
    const data = new Uint8Array(await file.arrayBuffer());
    const isPublic = principal.role === 'owner' && shown === 'on';
    await web.reader.beginImport(
      { account, name: file.name.slice(0, 255), data, public: isPublic },
      request.call,
    );
  } catch (thrown) {
    const error = toAppError(thrown);
    if ((error.code !== 'invalid' && error.code !== 'conflict') || !request.wantsHtml) throw thrown;
    reply.code(error.code === 'invalid' ? 400 : 409);
    return importView(asked, { ...(await load(asked)), problem: error.message });
  }
  return done(asked, 'The file is being taken in. You may leave this page.', { to: '/reader/import' });
}
