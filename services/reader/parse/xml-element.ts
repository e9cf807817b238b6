import { decodeEntities } from './xml-entities.ts';
import { readText } from './xml-text.ts';

const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** An element of a document, as places in its text: nothing is copied or decoded before it is asked for. */
export class XmlElement {
  /** `title`, `dc:creator`: see `XmlNames`. */
  readonly key: string;
  /** Elements in it, where the vocabulary has any; elsewhere what it holds is text. */
  readonly children: XmlElement[];
  /** Where what it holds ends in the document. */
  end: number;
  readonly #source: string;
  readonly #nameEnd: number;
  readonly #start: number;
  #attributes: Map<string, string> | undefined;

  /** `nameEnd` and `start`: where the name ends in the start tag, and where the tag itself does. */
  constructor(key: string, source: string, nameEnd: number, start: number, children: XmlElement[]) {
    this.key = key;
    this.children = children;
    this.end = start;
    this.#source = source;
    this.#nameEnd = nameEnd;
    this.#start = start;
  }

  /** By its name in lower case, decoded; undefined when it is missing or empty. Of a repeated one the first counts. */
  attribute(name: string): string | undefined {
    this.#attributes ??= readAttributes(this.#source.slice(this.#nameEnd, this.#start - 1));
    return this.#attributes.get(name) || undefined;
  }

  /** The characters in it, or HTML where markup stands in it unescaped; white space around is gone. */
  get text(): string {
    return readText(this.#source.slice(this.#start, this.end)).trim();
  }

  /** The first child that holds text, as that text. */
  textOf(key: string): string | undefined {
    for (const child of this.children) {
      const text = child.key === key ? child.text : '';
      if (text !== '') return text;
    }
    return undefined;
  }

  /** The children of a name. */
  all(key: string): XmlElement[] {
    return this.children.filter(child => child.key === key);
  }
}

function readAttributes(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const key = name!.toLowerCase();
    if (!found.has(key)) found.set(key, decodeEntities(double ?? single ?? bare ?? '').trim());
  }
  return found;
}
