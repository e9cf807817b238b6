import { AppError } from '../../core/errors.ts';
import { isZip, readWhole, readZip } from '../../core/zip/open-zip.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { readOpml } from '../../services/reader/opml/read-opml.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { readBytes, toText } from '../read-file.ts';

/** Bytes of one file of an archive, unpacked. */
const LARGEST = 500_000_000;
const MOST_FILES = 10_000;
/** Characters of one call, give or take an item. */
const SLICE = 5_000_000;

export const command: Command = {
  usage: 'import reader FILE',
  summary: 'Take over what you had in another reader: subscriptions, starred items, what was read',
  help: `
FILE is OPML (any reader); JSON of items as FreshRSS and others of the Google Reader family export it, or as the API of
Miniflux gives it (GET /v1/entries?starred=true); or the ZIP that FreshRSS makes of all that. Doing it again changes nothing.
What cannot be used is listed with its line, and the rest goes in.

  croft import reader freshrss_export.zip
  croft import reader starred.json --member 0191e4c6-…`,
  options: {
    ...dryRun,
    member: { type: 'string', about: 'account that it is for (croft account list); the owner unless given' },
    private: { type: 'boolean', about: 'visitors do not see the new feeds on /reading' },
  },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new AppError('invalid', 'Give one file: croft import reader FILE');
    if (values['dry-run']) {
      const found = (await documents(file, await readBytes(file))).map(({ name, text }) =>
        isJson(text) ? { name, items: itemsIn(text) } : { name, feeds: readOpml(text).length },
      );
      if (json) print(JSON.stringify(found));
      else
        for (const { name, feeds, items } of found)
          print(
            `${name}: take over ${feeds === undefined ? `${items} items` : `${feeds} feeds`}, but for what is known`,
          );
      return 0;
    }
    const account = typeof values['member'] === 'string' ? values['member'] : OWNER;
    const visible = values['private'] === true || account !== OWNER ? { public: false } : {};
    const reader = await client(readerContract);
    const counts = { added: 0, known: 0, skipped: 0, invalid: 0 };
    const refused: { where: string; message: string }[] = [];
    // Feeds before items, which are then items of feeds that are read.
    for (const { name, text } of (await documents(file, await readBytes(file))).sort(bySort)) {
      if (isJson(text)) {
        for (const part of slices(text))
          for await (const step of reader.importItems({ account, json: part }, { signal })) {
            counts[step.outcome]++;
            if (step.message) refused.push({ where: `${name}: "${step.label}"`, message: step.message });
            progress(`${name}: ${step.done} of ${step.total}`);
          }
        continue;
      }
      for await (const step of reader.importOpml({ account, opml: text, ...visible }, { signal })) {
        counts[step.outcome]++;
        if (step.message) refused.push({ where: `${name}:${step.line}: ${step.url}`, message: step.message });
        progress(`${name}: ${step.done} of ${step.total}`);
      }
    }
    if (json) print(JSON.stringify({ ...counts, refused }));
    else {
      for (const { where, message } of refused) print(`${where}: ${message}`);
      const { added, known, skipped, invalid } = counts;
      print(`${added} added, ${known} known already, ${skipped} not kept, ${invalid} not usable.`);
    }
    return 0;
  },
};

interface Document {
  readonly name: string;
  readonly text: string;
}

async function documents(file: string, bytes: Buffer): Promise<Document[]> {
  if (!isZip(bytes)) return [{ name: file, text: toText(bytes) }];
  const archive = await readZip(bytes, MOST_FILES);
  const found: Document[] = [];
  for (const entry of archive.entries) {
    if (!/\.(?:opml|xml|json)$/i.test(entry.name)) continue;
    found.push({ name: entry.name, text: toText(await readWhole(archive, entry, LARGEST)) });
  }
  if (found.length > 0) return found;
  throw new AppError('invalid', `${file} has neither OPML nor JSON in it.`);
}

function isJson(text: string): boolean {
  return /^[\ufeff\s]*[[{]/.test(text.slice(0, 1000));
}

function bySort(a: Document, b: Document): number {
  return Number(isJson(a.text)) - Number(isJson(b.text));
}

/** A long file of items as several short ones; what is no such file stays as it is, for the reader to say so. */
function slices(text: string): string[] {
  if (text.length <= SLICE) return [text];
  const { items, entries } = tryParse(text) as { items?: unknown; entries?: unknown };
  const [key, all] = Array.isArray(items) ? ['items', items] : ['entries', entries];
  if (!Array.isArray(all)) return [text];
  const parts: string[] = [];
  const perPart = Math.max(1, Math.floor((all.length * SLICE) / text.length));
  for (let from = 0; from < all.length; from += perPart)
    parts.push(JSON.stringify({ [key as string]: all.slice(from, from + perPart) }));
  return parts;
}

function itemsIn(text: string): number {
  const { items, entries } = tryParse(text) as { items?: unknown; entries?: unknown };
  return [items, entries].find(Array.isArray)?.length ?? 0;
}

function tryParse(text: string): object {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
