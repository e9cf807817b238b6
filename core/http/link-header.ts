/** A link of a `Link` header, its relation types in lower case. */
export interface HeaderLink {
  readonly address: string;
  readonly rels: readonly string[];
}

/**
 * Reads `Link` headers (RFC 8288), several joined by commas. Relation types stand in quotes or without, several in one
 * parameter, and of a repeated `rel` only the first counts.
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
    let rels: string[] | undefined;
    for (;;) {
      parameter.lastIndex = at;
      const [whole, name, quoted, bare] = parameter.exec(header) ?? [];
      if (whole === undefined) break;
      at = parameter.lastIndex;
      if (name!.toLowerCase() === 'rel')
        rels ??= (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    }
    links.push({ address: found[1]!.trim(), rels: rels ?? [] });
    const next = header.indexOf(',', at);
    if (next === -1) return links;
    at = next;
  }
}
