import { AppError } from '../../../core/errors.ts';
import { isZip, readWhole, readZip } from '../../../core/zip/open-zip.ts';
import { type Batch, mapBatch } from './batch.ts';
import { type ItemResult, itemBatches } from './item-batches.ts';
import { LARGEST_FILE } from './largest-file.ts';
import { type OpmlResult, opmlBatches } from './opml-batches.ts';

/** Bytes of all files of an archive. */
const LARGEST_ARCHIVE = 60_000_000;
const MOST_FILES = 10_000;

export interface ImportResult {
  /** `line 7`, or `starred.json, item 3`. */
  readonly place: string;
  readonly what: string;
  readonly outcome: 'added' | 'known' | 'skipped' | 'invalid';
  readonly message?: string | undefined;
}

interface Document {
  /** Begins the place of each entry; empty for a file on its own. */
  readonly prefix: string;
  readonly text: string;
}

/**
 * What there is to take in of a file: OPML, items as FreshRSS or Miniflux export them, or a ZIP of such files. The same
 * file gives the same batches. Throws `invalid`.
 */
export async function fileBatches(
  bytes: Buffer,
  { account, isPublic }: { readonly account: string; readonly isPublic: boolean },
): Promise<Batch<ImportResult>[]> {
  return (await documentsOf(bytes)).flatMap(({ prefix, text }): Batch<ImportResult>[] =>
    isJson(text)
      ? itemBatches(text, account).map(batch => mapBatch(batch, toItem(prefix)))
      : opmlBatches(text, account, isPublic).map(batch => mapBatch(batch, toFeed(prefix))),
  );
}

const toItem =
  (prefix: string) =>
  ({ number, label, outcome, message }: ItemResult): ImportResult => ({
    place: `${prefix}item ${number}`,
    what: label,
    outcome,
    message,
  });

const toFeed =
  (prefix: string) =>
  ({ line, url, outcome, message }: OpmlResult): ImportResult => ({
    place: `${prefix}line ${line}`,
    what: url,
    outcome,
    message,
  });

/** Feeds before items, which are then items of feeds that are read. */
async function documentsOf(bytes: Buffer): Promise<Document[]> {
  const documents = isZip(bytes) ? await unpack(bytes) : [toDocument('', bytes)];
  return [...documents.filter(({ text }) => !isJson(text)), ...documents.filter(({ text }) => isJson(text))];
}

async function unpack(bytes: Buffer): Promise<Document[]> {
  const archive = await readZip(bytes, MOST_FILES);
  const documents: Document[] = [];
  let left = LARGEST_ARCHIVE;
  for (const entry of archive.entries) {
    if (!/\.(?:opml|xml|json)$/i.test(entry.name)) continue;
    const content = await readWhole(archive, entry, LARGEST_FILE);
    left -= content.length;
    if (left < 0)
      throw new AppError('invalid', 'The archive holds more than 60 MB: import its files singly.');
    documents.push(toDocument(`${entry.name}, `, content));
  }
  if (documents.length === 0) throw new AppError('invalid', 'The archive has neither OPML nor JSON in it.');
  return documents;
}

function toDocument(prefix: string, content: Buffer): Document {
  return { prefix, text: new TextDecoder().decode(content) };
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text.slice(0, 1000));
}
