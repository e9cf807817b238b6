/** The prefixes by which names are known here, by namespace without scheme and final slash, in lower case. */
const NAMESPACES: Readonly<Record<string, string>> = {
  'purl.org/rss/1.0': '',
  'purl.org/net/rss1.1#': '',
  'my.netscape.com/rdf/simple/0.9': '',
  'channel.netscape.com/rdf/simple/0.9': '',
  'backend.userland.com/rss2': '',
  'www.w3.org/2005/atom': 'atom',
  'purl.org/atom/ns#': 'atom',
  'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'www.w3.org/1999/xhtml': 'xhtml',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'search.yahoo.com/mrss': 'media',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'podcastindex.org/namespace/1.0': 'podcast',
  'github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md': 'podcast',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'webfeeds.org/rss/1.0': 'webfeeds',
};

const DECLARATION = /\bxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/**
 * Turns tag names into keys: lower case, with the prefix by which the namespace is usually known and none for the feed's own
 * language. A prefix that is not declared, or declared as something unknown, counts as what it looks like.
 */
export class XmlNames {
  readonly #prefixes = new Map<string, string>();
  readonly #keys = new Map<string, string>();
  readonly #atom: string;

  /** `root`: the name of the root element. In an Atom document the names of Atom are the feed's own. */
  constructor(root: string) {
    const [local, prefix] = root.toLowerCase().split(':').reverse();
    this.#atom = local === 'feed' ? '' : 'atom';
    if (prefix !== undefined && prefix !== 'rdf') this.#prefixes.set(prefix, '');
  }

  /** The key of a start tag, whose declarations count from here on in the whole document. */
  start(name: string, attributes: string): string {
    return attributes.includes('xmlns') ? this.#declare(name, attributes) : this.key(name);
  }

  key(name: string): string {
    let key = this.#keys.get(name);
    if (key === undefined) {
      const lower = name.toLowerCase();
      const colon = lower.indexOf(':');
      key = colon === -1 ? lower : this.#join(lower.slice(0, colon), lower.slice(colon + 1));
      if (this.#keys.size < 1000) this.#keys.set(name, key);
    }
    return key;
  }

  #declare(name: string, attributes: string): string {
    let own: string | undefined;
    for (const [, prefix, double, single] of attributes.matchAll(DECLARATION)) {
      const known = NAMESPACES[shorten(double ?? single ?? '')];
      if (prefix === undefined) own = known;
      else if (known !== undefined) this.#prefixes.set(prefix.toLowerCase(), known);
    }
    this.#keys.clear();
    return own === undefined || name.includes(':') ? this.key(name) : this.#join(own, name.toLowerCase());
  }

  #join(prefix: string, local: string): string {
    const known = this.#prefixes.get(prefix) ?? prefix;
    const canonical = known === 'atom' ? this.#atom : known;
    return canonical === '' ? local : `${canonical}:${local}`;
  }
}

function shorten(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
}
