const CDATA = '<![CDATA[';
/** Tags at which an element that nobody closed has ended at the latest. */
const BOUNDARY = /<\/?(?:[\w.-]+:)?(?:item|entry|channel|rss|feed|rdf)[\s/>]/iy;
const ANY_TAG = /<[a-z_/]/gi;
/** Different names that are found unclosed, after which no end tag is looked for any more. */
const MOST_UNCLOSED = 50;

export interface Leaf {
  /** Where what the element holds ends, and where reading goes on. */
  readonly end: number;
  readonly next: number;
  readonly closed: boolean;
}

/** Finds where an element ends that is read as text, whatever markup stands in it. */
export class XmlLeaf {
  readonly #text: string;
  /** Up to where there is no end tag of a name, so that no stretch is searched twice in vain. */
  readonly #unclosed = new Map<string, number>();
  /** Where the next of a mark is, seen from somewhere. */
  readonly #marks = new Map<string, { readonly from: number; readonly at: number }>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The element of a name whose start tag ends at `from`. Without an end tag it goes to the next tag. */
  read(name: string, from: number): Leaf {
    const text = this.#text;
    const boundary = this.#unclosed.get(name) ?? -1;
    if (from >= boundary && (boundary !== -1 || this.#unclosed.size < MOST_UNCLOSED)) {
      let at = text.indexOf('<', from);
      while (at !== -1) {
        const next = text.charCodeAt(at + 1);
        if (next === 0x2f && this.#isEnd(name, at + 2)) {
          const end = text.indexOf('>', at);
          return { end: at, next: end === -1 ? text.length : end + 1, closed: true };
        }
        BOUNDARY.lastIndex = at;
        if (next !== 0x21 && BOUNDARY.test(text)) break;
        at = text.indexOf('<', next === 0x21 ? this.skip(at) : at + 1);
      }
      // What breaks off in the middle still holds what there is.
      if (at === -1) return { end: text.length, next: text.length, closed: false };
      this.#unclosed.set(name, at);
    }
    ANY_TAG.lastIndex = from;
    const next = ANY_TAG.exec(text)?.index ?? text.length;
    return { end: next, next, closed: false };
  }

  /** Where a CDATA section, a comment, a declaration or a processing instruction at `at` ends; after its first character if nowhere. */
  skip(at: number): number {
    const text = this.#text;
    if (text.startsWith(CDATA, at)) return this.#endOfCdata(at);
    if (text.startsWith('<!--', at)) return this.#after('-->', at + 4) ?? at + 4;
    return this.#after(text[at + 1] === '?' ? '?>' : '>', at + 2) ?? at + 2;
  }

  /** A section in which another begins after an entry has ended was never ended itself. */
  #endOfCdata(at: number): number {
    const start = at + CDATA.length;
    const end = this.#after(']]>', start);
    if (end === undefined) return start;
    const other = this.#find(CDATA, start);
    if (other === -1 || other > end) return end;
    return /<\/(?:item|entry)\s*>/i.test(this.#text.slice(start, other)) ? start : end;
  }

  #isEnd(name: string, at: number): boolean {
    const text = this.#text;
    const after = at + name.length;
    if (!text.startsWith(name, at) && text.slice(at, after).toLowerCase() !== name.toLowerCase())
      return false;
    const code = text.charCodeAt(after);
    return code === 0x3e || code <= 0x20 || Number.isNaN(code);
  }

  #after(mark: string, from: number): number | undefined {
    const found = this.#find(mark, from);
    return found === -1 ? undefined : found + mark.length;
  }

  /** As `indexOf`, without searching again a stretch in which there is none. */
  #find(mark: string, from: number): number {
    const known = this.#marks.get(mark);
    if (known !== undefined && from >= known.from && (known.at === -1 || known.at >= from)) return known.at;
    const at = this.#text.indexOf(mark, from);
    this.#marks.set(mark, { from, at });
    return at;
  }
}
