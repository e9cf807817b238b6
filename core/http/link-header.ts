/** A link of a `Link` header, its relation types in lower case; `type` and `title` as written. */
export interface HeaderLink {
  readonly address: string;
  readonly rels: readonly string[];
  readonly type?: string;
  readonly title?: string;
}

/**
 * Reads `Link` headers (RFC 8288), several joined by commas. Relation types stand in quotes or without, several in one
 * parameter, and of a repeated one only the first counts.
 */
export function parseLinkHeader(header: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  const start = /[\s,]*<([^>]*)>/y;
  const parameter = /\s*;\s*([^\s=;,]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;
  for (let at = 0; ; ) {
    start.lastIndex = at;
    const found = start.exec(header);
    if (!found) return links;
    at = start.lastIndex;
    const parameters = new Map<string, string>();
    for (;;) {
      parameter.lastIndex = at;
      const [whole, name, quoted, bare] = parameter.exec(header) ?? [];
      if (whole === undefined) break;
      at = parameter.lastIndex;
      const key = name!.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
    }
    const rels = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const [type, title] = [parameters.get('type'), parameters.get('title')];
    links.push({
      address: found[1]!.trim(),
      rels,
      ...(type === undefined ? {} : { type }),
      ...(title === undefined ? {} : { title }),
    });
    const next = header.indexOf(',', at);
    if (next === -1) return links;
    at = next;
  }
}
