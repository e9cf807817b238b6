import type { FastifyReply } from 'fastify';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { isZip, unzip } from '../../../../core/unzip.ts';
import type { FilesForm } from '../../http/multipart.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { type Imported, importedView, importView } from '../views/import.ts';
import { feedsOf } from './subscriptions.ts';

/** Bytes of the form, and of a file of an archive, unpacked. */
export const LARGEST_IMPORT = 20_000_000;
const PATIENCE_MS = 300_000;

/** `GET /reader/import`. */
export async function importPage(asked: ReaderRequest): Promise<Html> {
  return importView(asked, { feeds: await feedsOf(asked) });
}

/** `GET /reader/export`: everything that the person is subscribed to, as OPML. */
export async function exportPage({ web, request, reply, account }: ReaderRequest): Promise<FastifyReply> {
  const { opml } = await web.reader.exportOpml({ account }, request.call);
  return reply
    .type('text/x-opml; charset=utf-8')
    .header('content-disposition', 'attachment; filename="subscriptions.opml"')
    .send(opml);
}

/** `POST /reader/import`: takes in the file and says line by line what came of it. What cannot be read is said on the form. */
export async function takeImportPage(asked: ReaderRequest): Promise<Html> {
  const { files = [], public: shown } = asked.request.body as Partial<FilesForm>;
  try {
    const [file] = files;
    if (!file) throw new AppError('invalid', 'Choose a file first.');
    const bytes = Buffer.from(await file.arrayBuffer());
    const imported: Imported[] = [];
    for (const text of textsOf(bytes)) imported.push(...(await take(asked, text, shown === 'on')));
    return importedView(asked, { feeds: await feedsOf(asked), imported });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'invalid') throw thrown;
    asked.reply.code(400);
    return importView(asked, { feeds: await feedsOf(asked), problem: error.message });
  }
}

/** Feeds before items, which are then items of feeds that are read. */
function textsOf(bytes: Buffer): string[] {
  const documents = isZip(bytes)
    ? unzip(bytes, LARGEST_IMPORT)
        .filter(({ name }) => /\.(?:opml|xml|json)$/i.test(name))
        .map(entry => entry.read())
    : [bytes];
  if (documents.length === 0) throw new AppError('invalid', 'The archive has neither OPML nor JSON in it.');
  const texts = documents.map(document => new TextDecoder().decode(document));
  return [...texts.filter(text => !isJson(text)), ...texts.filter(isJson)];
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text.slice(0, 1000));
}

async function take(
  { web, request, account, principal }: ReaderRequest,
  text: string,
  shown: boolean,
): Promise<Imported[]> {
  const call = { ...request.call, deadline: Date.now() + PATIENCE_MS };
  const imported: Imported[] = [];
  if (isJson(text)) {
    for await (const { done, label, outcome, message } of web.reader.importItems(
      { account, json: text },
      call,
    ))
      imported.push({ where: `Item ${done}`, what: label, outcome, message });
    return imported;
  }
  const isPublic = principal.role === 'owner' && shown;
  const feeds = web.reader.importOpml({ account, opml: text, public: isPublic }, call);
  for await (const { line, url, outcome, message } of feeds)
    imported.push({ where: `Line ${line}`, what: url, outcome, message });
  return imported;
}
