import { XmlElement } from './xml-element.ts';
import { XmlLeaf } from './xml-leaf.ts';
import { XmlNames } from './xml-names.ts';

/** Elements whose children are read. Of all others what they hold is text, whatever stands in it. */
const CONTAINERS = new Set([
  ...[
    'rss',
    'rdf:rdf',
    'rdf',
    'feed',
    'channel',
    'item',
    'entry',
    'image',
    'textinput',
    'skiphours',
    'skipdays',
  ],
  ...['atom:author', 'atom:contributor', 'atom:source', 'media:group', 'media:content', 'itunes:owner'],
  ...['itunes:category', 'podcast:alternateenclosure'],
]);
/** In Atom these hold elements, and in RSS text. */
const ATOM_CONTAINERS = new Set(['author', 'contributor', 'source']);

/** Entries that are read; feeds put the newest first. */
const MOST_ENTRIES = 5000;
/** Elements that are kept of what stands in one; a channel of a document made to be slow has more. */
const MOST_CHILDREN = 1000;
/** No vocabulary nests deeper than half of this. */
const DEEPEST = 16;
/** Longest attribute value; a quote that ends later than that is taken for a stray one. */
const LONGEST_VALUE = 20_000;
const NO_CHILDREN: XmlElement[] = [];

export interface Scanned {
  readonly root: XmlElement;
  readonly entries: readonly XmlElement[];
  /** The first thing that is wrong with it as XML, in words. */
  readonly fault: string | undefined;
  /** It ends before its root element does. */
  readonly cutOff: boolean;
}

/**
 * Reads XML in one pass as browsers read HTML: end tags that are missing are supplied, those too many are ignored, and what
 * only looks like markup is text. Linear in the length, whatever comes in. `text` begins with the root element.
 */
export function scanXml(text: string): Scanned {
  return new Scanner(text).scan();
}

class Scanner {
  readonly #text: string;
  readonly #atom: boolean;
  readonly #names: XmlNames;
  readonly #leaf: XmlLeaf;
  readonly #open: XmlElement[] = [];
  readonly #entries: XmlElement[] = [];
  #root: XmlElement | undefined;
  #fault: string | undefined;

  constructor(text: string) {
    const root = text.slice(1, endOfName(text, 1));
    this.#text = text;
    this.#atom = /(?:^|:)feed$/i.test(root);
    this.#names = new XmlNames(root);
    this.#leaf = new XmlLeaf(text);
  }

  scan(): Scanned {
    const text = this.#text;
    let at = text.indexOf('<');
    while (at !== -1 && this.#entries.length < MOST_ENTRIES) {
      const next = text.charCodeAt(at + 1);
      let end: number;
      if (next === 0x21 || next === 0x3f) end = this.#leaf.skip(at);
      else if (next === 0x2f) end = this.#close(at);
      else end = isNameStart(next) ? this.#start(at) : at + 1;
      if (this.#root !== undefined && this.#open.length === 0) break;
      at = text.indexOf('<', end);
    }
    const cutOff = at === -1;
    if (cutOff) this.#fault ??= 'it breaks off';
    this.#closeTo(0, text.length);
    return { root: this.#root!, entries: this.#entries, fault: this.#fault, cutOff };
  }

  #start(at: number): number {
    const text = this.#text;
    const nameEnd = endOfName(text, at + 1);
    const tagEnd = endOfTag(text, nameEnd);
    const empty = text.charCodeAt(tagEnd - 1) === 0x2f;
    const name = text.slice(at + 1, nameEnd);
    const key = this.#names.start(name, text.slice(nameEnd, tagEnd));
    if (key === 'item' || key === 'entry') this.#endOpenEntry(at, key);
    const container = !empty && this.#open.length < DEEPEST && this.#isContainer(key);
    const element = new XmlElement(
      key,
      text,
      nameEnd,
      Math.min(tagEnd + 1, text.length),
      container ? [] : NO_CHILDREN,
    );
    this.#keep(element);
    if (container) this.#open.push(element);
    if (container || empty) return tagEnd + 1;
    const leaf = this.#leaf.read(name, tagEnd + 1);
    if (!leaf.closed) this.#fault ??= `<${name.slice(0, 50)}> is not closed`;
    element.end = leaf.end;
    return leaf.next;
  }

  #isContainer(key: string): boolean {
    return CONTAINERS.has(key) || (this.#atom && ATOM_CONTAINERS.has(key));
  }

  #keep(element: XmlElement): void {
    if (element.key === 'item' || element.key === 'entry') this.#entries.push(element);
    else if (this.#root === undefined) this.#root = element;
    else this.#add(element);
  }

  #endOpenEntry(at: number, key: string): void {
    const index = this.#open.findLastIndex(element => element.key === 'item' || element.key === 'entry');
    if (index === -1) return;
    this.#fault ??= `<${key}> is not closed`;
    this.#closeTo(index, at);
  }

  #close(at: number): number {
    const end = this.#text.indexOf('>', at);
    const tagEnd = end === -1 ? this.#text.length : end + 1;
    const key = this.#names.key(this.#text.slice(at + 2, endOfName(this.#text, at + 2)));
    const index = this.#open.findLastIndex(element => element.key === key);
    if (index === -1) this.#fault ??= `</${key.slice(0, 50)}> closes nothing`;
    else {
      if (index < this.#open.length - 1) this.#fault ??= `<${this.#open.at(-1)!.key}> is not closed`;
      this.#closeTo(index, at);
    }
    return tagEnd;
  }

  /** Ends the open elements from an index on. Those that only end because another does never held what came after them. */
  #closeTo(index: number, at: number): void {
    while (this.#open.length > index) {
      const element = this.#open.pop()!;
      element.end = at;
      if (this.#open.length > index) for (const child of element.children) this.#add(child);
    }
  }

  #add(element: XmlElement): void {
    const siblings = this.#open.at(-1)?.children;
    if (siblings !== undefined && siblings.length < MOST_CHILDREN) siblings.push(element);
  }
}

/** Anything but white space and what names never begin with. */
function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code > 0x7f;
}

function endOfName(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // White space, ", ', /, <, = and >.
    if (code <= 0x20 || code === 0x22 || code === 0x27 || code === 0x2f || (code >= 0x3c && code <= 0x3e))
      break;
  }
  return at;
}

/** The `>` of a tag, or the end of the text; one inside quotes does not count. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return at;
    if (code !== 0x22 && code !== 0x27) continue;
    const close = text.slice(at + 1, at + 1 + LONGEST_VALUE).indexOf(text[at]!);
    if (close !== -1) at += close + 1;
  }
  return text.length;
}
