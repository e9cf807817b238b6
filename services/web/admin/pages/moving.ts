import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { inPieces } from '../../../../core/http/pieces.ts';
import { archiveName, ImportChoice } from '../../../api/contract.ts';
import type { FileForm } from '../../http/file-form.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { movingView } from '../views/moving/moving.ts';
import { reportView } from '../views/moving/report.ts';
import { MOVING_PATH } from '../views/moving/words.ts';

/** Bytes of a call. */
const PIECE = 1024 * 1024;
/** Milliseconds for a call that may wait for a disk, and for a file that somebody downloads. */
const FOR_A_PIECE = 60_000;
const FOR_A_DOWNLOAD = 86_400_000;

const Params = z.object({ id: z.uuid() });

/** `GET /admin/moving`: how to bring a site in and take one out, and what was brought in lately. */
export async function movingPage(asked: AdminRequest): Promise<Html> {
  return screen(asked);
}

/** `GET /admin/moving/export`: everything as one ZIP file. */
export async function exportPage(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request, reply } = asked;
  const call = { ...request.call, deadline: Date.now() + FOR_A_DOWNLOAD };
  const actor = actorOf(asked);
  return reply
    .header('content-disposition', `attachment; filename="${archiveName(web.origin, new Date())}"`)
    .type('application/zip')
    .send(Readable.from(web.api.exportSite({ actor }, call), { objectMode: false }));
}

/** `POST /admin/moving`: passes a file on as it comes, and has it brought in. What cannot be is said on the form. */
export async function takeImport(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { file, ...fields } = (asked.request.body ?? {}) as FileForm;
  const choice = readChoice(fields);
  if (!choice.success) return screen(asked, SITE_WORDS, 400);
  if (file === undefined || file.name === '') return screen(asked, 'Choose a file first.', 400);
  try {
    const id = await pass(asked, file);
    await asked.web.api.beginImport({ id, ...choice.data, actor: actorOf(asked) }, callOf(asked));
    return goTo(asked, `${MOVING_PATH}/${id}`);
  } catch (thrown) {
    const error = toAppError(thrown);
    const { id } = (error.details ?? {}) as { id?: string };
    if (error.reason === 'site_needed' && id !== undefined)
      return goTo(asked, `${MOVING_PATH}/${id}`, error.message);
    if (error.code !== 'invalid' && error.code !== 'conflict' && error.reason !== 'disk_full') throw thrown;
    return screen(asked, error.message, error.status);
  }
}

/** `GET /admin/moving/ID`: how far an import is, or what came of it. */
export async function importPage(asked: AdminRequest): Promise<Html> {
  return reportView(asked, await asked.web.api.getImport({ id: idOf(asked) }, asked.request.call));
}

/** `POST /admin/moving/ID/begin`: does it with the file that is kept. */
export async function beginAgain(asked: AdminRequest): Promise<Html | FastifyReply> {
  const id = idOf(asked);
  const choice = readChoice((asked.request.body ?? {}) as Record<string, unknown>);
  const problem = choice.success ? await begin(asked, id, choice.data) : SITE_WORDS;
  if (problem === undefined) return goTo(asked, `${MOVING_PATH}/${id}`);
  const report = await asked.web.api.getImport({ id }, asked.request.call);
  asked.reply.code(400);
  return reportView(asked, report, problem);
}

/** `POST /admin/moving/ID/stop`. */
export async function stopImport(asked: AdminRequest): Promise<FastifyReply> {
  const id = idOf(asked);
  await asked.web.api.stopImport({ id }, asked.request.call);
  return goTo(asked, `${MOVING_PATH}/${id}`, 'It is being stopped. What went in stays.');
}

const SITE_WORDS = 'The address of the old site must be one like https://blog.example.org.';

async function screen(asked: AdminRequest, problem?: string, status = 200): Promise<Html> {
  asked.reply.code(status);
  const { imports } = await asked.web.api.listImports({}, callOf(asked));
  return movingView(asked, imports, problem);
}

/** Passes a file on to where it is kept; one that breaks off is thrown away. */
async function pass(asked: AdminRequest, { name, content }: NonNullable<FileForm['file']>): Promise<string> {
  const { api } = asked.web;
  const bytes = Number(asked.request.headers['content-length']) || undefined;
  const given = { name: name.slice(-255), bytes, actor: actorOf(asked) };
  const { id } = await api.openImport(given, callOf(asked));
  try {
    for await (const piece of inPieces(content, PIECE)) await api.sendImport({ id, ...piece }, callOf(asked));
    return id;
  } catch (error) {
    await api.dropImport({ id });
    throw error;
  }
}

/** What is wrong with it, when it did not begin. */
async function begin(asked: AdminRequest, id: string, choice: ImportChoice): Promise<string | undefined> {
  try {
    await asked.web.api.beginImport({ id, ...choice, actor: actorOf(asked) }, callOf(asked));
    return undefined;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'invalid' && error.code !== 'conflict') throw thrown;
    return error.message;
  }
}

function readChoice(form: Record<string, unknown>) {
  const site = String(form['site'] ?? '').trim();
  return ImportChoice.safeParse({
    dryRun: form['dryRun'] !== undefined,
    tell: form['tell'] !== undefined,
    keepMedia: form['keepMedia'] !== undefined,
    ...(site === '' ? {} : { site }),
  });
}

/** A request with a large file is under way for longer than others. */
function callOf({ request }: AdminRequest) {
  return { ...request.call, deadline: Date.now() + FOR_A_PIECE };
}

function idOf({ request }: AdminRequest): string {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such import.');
  return params.data.id;
}
