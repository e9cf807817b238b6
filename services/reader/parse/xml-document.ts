/** Root elements of feeds, and those by which a web page is told. */
const FEED_ROOTS = new Set(['rss', 'rdf', 'feed']);
const PAGE_ROOTS = new Set(['html', 'head', 'body']);
const TAG = /<(?:[\w.-]+:)?([\w.-]+)/y;
/** Where the root element is looked for; what servers print before it is shorter. */
const LOOK = 100_000;

export interface XmlDocument {
  readonly root: 'rss' | 'rdf' | 'feed';
  /** From the root element on. */
  readonly text: string;
}

/**
 * Finds the root element of a feed. What stands before it is dropped: the prolog, what a broken server printed, and above
 * all the DOCTYPE, so that no parser sees an entity declaration. So are control characters that XML forbids.
 * Gives `page` for a web page and undefined for anything else.
 */
export function xmlDocument(text: string): XmlDocument | 'page' | undefined {
  let at = text.indexOf('<');
  while (at !== -1 && at < LOOK) {
    const end = endOfDeclaration(text, at);
    if (end !== undefined) {
      if (/^<!doctype\s+html/i.test(text.slice(at, at + 30))) return 'page';
      at = text.indexOf('<', end);
      continue;
    }
    TAG.lastIndex = at;
    const name = TAG.exec(text)?.[1]?.toLowerCase() ?? '';
    if (PAGE_ROOTS.has(name)) return 'page';
    if (isFeedRoot(name)) return { root: name, text: withoutControls(text.slice(at)) };
    at = text.indexOf('<', at + 1);
  }
  return undefined;
}

function isFeedRoot(name: string): name is XmlDocument['root'] {
  return FEED_ROOTS.has(name);
}

/** Where a comment, a processing instruction or a DOCTYPE with all its declarations ends; undefined for an element. */
function endOfDeclaration(text: string, at: number): number | undefined {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return after(text, '?>', at + 2);
  if (!text.startsWith('<!', at)) return undefined;
  const close = after(text, '>', at);
  const subset = text.indexOf('[', at);
  return subset === -1 || subset > close ? close : after(text, '>', endOfSubset(text, subset));
}

/** The `]` that ends an internal subset; brackets inside quotes do not count. */
function endOfSubset(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === ']') return at;
    else if (char === '"' || char === "'") quote = char;
  }
  return text.length;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function withoutControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+/g, '');
}
