/**
 * The addresses in a Link header (RFC 8288) by their relation, in order, resolved against the page's own. What is not
 * written properly is left out.
 */
export function readLinks(header: string | undefined, base: string): Map<string, string[]> {
  const links = new Map<string, string[]>();
  if (header === undefined) return links;
  for (const [, target = '', parameters = ''] of header.slice(0, 20_000).matchAll(LINK)) {
    const [, quoted, bare] = REL.exec(parameters) ?? [];
    const address = URL.parse(target.trim(), base);
    if (address === null) continue;
    for (const rel of (quoted ?? bare ?? '').toLowerCase().split(/\s+/))
      if (rel !== '') links.set(rel, [...(links.get(rel) ?? []), address.href]);
  }
  return links;
}

const LINK = /<([^<>]*)>((?:\s*;\s*[^\s;,="<>]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"<>]+))?)*)/g;
const REL = /(?:^|[;\s])rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i;
