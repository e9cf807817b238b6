import type { ParsedFeed, ParsedItem } from './parsed-feed.ts';
import type { XmlDocument } from './xml-document.ts';

/** More entries than a feed has; a document that pretends to is not read entry by entry. */
const MOST_ENTRIES = 2000;
/** Longest text that is read again with every entry. */
const LONGEST_HEAD = 4000;

const START = {
  rss: /<(?:[\w.-]+:)?item(?=[\s>])/gi,
  rdf: /<(?:[\w.-]+:)?item(?=[\s>])/gi,
  feed: /<(?:[\w.-]+:)?entry(?=[\s>])/gi,
};
const END = /<\/(?:[\w.-]+:)?(?:item|entry)\s*>/gi;

/** Whether more entries begin than end. */
export function hasOpenEntries({ root, text }: XmlDocument): boolean {
  return count(text, START[root]) > count(text, END);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * Reads a feed that is not well-formed entry by entry: an entry cut off, with a tag that nobody closes or a bare `<` is
 * mended or left out, and the rest goes in. Undefined when nothing could be saved.
 */
export function salvage(document: XmlDocument, read: (xml: string) => ParsedFeed): ParsedFeed | undefined {
  const starts = [...document.text.matchAll(START[document.root])];
  const root = rootTag(document.text);
  if (root === undefined || starts.length === 0 || starts.length > MOST_ENTRIES) return undefined;

  const head = document.text.slice(0, starts[0]!.index);
  const feed = attempt(() => read(close(head, document.root, root)));
  const before =
    feed && head.length < LONGEST_HEAD ? head : root.tag + (document.root === 'rss' ? '<channel>' : '');
  const items: ParsedItem[] = [];
  let lost = 0;
  starts.forEach((start, index) => {
    const block = document.text.slice(start.index, starts[index + 1]?.index);
    const entry = mend(block, start[0].slice(1));
    const read1 = attempt(() => read(close(before + entry, document.root, root)));
    if (read1 && read1.items.length > 0) items.push(...read1.items);
    else lost++;
  });
  if (items.length === 0) return undefined;
  const damage = `The feed is not well-formed XML: ${lost} of its ${starts.length} entries could not be read.`;
  return { ...(feed ?? EMPTY), items, damage: lost > 0 ? damage : undefined };
}

const EMPTY: Omit<ParsedFeed, 'items' | 'damage'> = {
  kind: 'RSS',
  title: '',
  siteUrl: undefined,
  description: undefined,
  language: undefined,
  icon: undefined,
  hub: undefined,
  self: undefined,
  isPodcast: false,
  restSeconds: undefined,
  skipHours: [],
  skipDays: [],
};

interface RootTag {
  readonly tag: string;
  readonly name: string;
}

function rootTag(text: string): RootTag | undefined {
  const match = /^<([\w.:-]+)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/.exec(text.slice(0, LONGEST_HEAD));
  return match ? { tag: match[0], name: match[1]! } : undefined;
}

/** Ends a piece of a document so that it is whole again. An RDF channel is closed before its items begin. */
function close(piece: string, kind: XmlDocument['root'], root: RootTag): string {
  const channel = kind === 'rss' && /<channel[\s>]/i.test(piece) && !/<\/channel>/i.test(piece);
  return `${piece}${channel ? '</channel>' : ''}</${root.name}>`;
}

/** An entry up to its end tag, which it is given when it has none, with every `<` that begins no tag escaped. */
function mend(block: string, name: string): string {
  const end = block.lastIndexOf(`</${name}`);
  const inner = (end === -1 ? block : block.slice(0, end)).replace(/<\/(?:channel|rss|feed)>\s*$/gi, '');
  return `${inner.replace(/<(?![a-z_/!?])/gi, '&lt;')}</${name}>`;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
