import { Worker } from 'node:worker_threads';

type Document = ReturnType<typeof import('microformats-parser').mf2>;
/** One thing with a class `h-*` and its properties. */
export type Microformat = Document['items'][number];
type Value = Microformat['properties'][string][number];

/** Milliseconds and megabytes that a page may take. */
const LONGEST = 5_000;
const MEMORY = 128;

/**
 * Reads the microformats of a page (https://microformats.org/wiki/microformats2-parsing) in a thread of its own, since a page
 * can be made to be slow or to be nested beyond any stack. Undefined for one that is.
 */
export async function parseMicroformats(html: string, baseUrl: string): Promise<Document | undefined> {
  const worker = new Worker(new URL('./microformats-worker.js', import.meta.url), {
    workerData: { html, baseUrl },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Document>((resolve, reject) => {
      timer = setTimeout(reject, LONGEST);
      worker.once('message', resolve).once('error', reject);
    });
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Every item of a page from the outside in, each with the h-feed that it stands in. */
export function* allItems(
  items: readonly Microformat[],
  feed?: Microformat,
): Generator<[Microformat, Microformat | undefined]> {
  for (const item of items) {
    yield [item, feed];
    yield* allItems(item.children ?? [], isA(item, 'h-feed') ? item : feed);
  }
}

export function isA(item: Microformat, type: string): boolean {
  return item.type?.includes(type) ?? false;
}

export function isItem(value: Value): value is Microformat {
  return typeof value === 'object' && 'properties' in value;
}

/** The first value of a property as plain text. */
export function textOf(item: Microformat, property: string): string | undefined {
  const value = item.properties[property]?.[0];
  if (value === undefined || typeof value === 'string') return value;
  if (isItem(value))
    return textOf(value, 'name') ?? (typeof value.value === 'string' ? value.value : undefined);
  return value.value;
}

/** All addresses that a property names, by itself or as the url of what it holds. */
export function addressesOf(item: Microformat, property: string): string[] {
  return (item.properties[property] ?? []).flatMap(value => {
    if (typeof value === 'string') return [value];
    if (isItem(value))
      return [...addressesOf(value, 'url'), ...(typeof value.value === 'string' ? [value.value] : [])];
    return value.value === undefined ? [] : [value.value];
  });
}

/** The first value of a property that has markup. */
export function htmlOf(item: Microformat, property: string): string | undefined {
  const value = item.properties[property]?.[0];
  return typeof value === 'object' && 'html' in value && typeof value.html === 'string'
    ? value.html
    : undefined;
}
