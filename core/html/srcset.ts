/** More candidates than any page has screens for. */
const MAX_CANDIDATES = 20;

/**
 * A `srcset` with each address mapped, and candidates left out whose address or descriptor is no good
 * (https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute). Undefined when none is left.
 */
export function mapSrcset(srcset: string, map: (url: string) => string | undefined): string | undefined {
  const candidates: string[] = [];
  let at = 0;
  while (at < srcset.length && candidates.length < MAX_CANDIDATES) {
    while (at < srcset.length && /[\s,]/.test(srcset[at]!)) at++;
    const start = at;
    while (at < srcset.length && !/\s/.test(srcset[at]!)) at++;
    let url = srcset.slice(start, at);
    let descriptor = '';
    if (url.endsWith(',')) {
      url = url.replace(/,+$/, '');
    } else {
      const comma = srcset.indexOf(',', at);
      const end = comma === -1 ? srcset.length : comma;
      descriptor = srcset.slice(at, end).trim();
      at = end + 1;
    }
    if (url === '' || !/^(?:\d{1,5}w|\d{1,2}(?:\.\d{1,3})?x|)$/.test(descriptor)) continue;
    const mapped = map(url);
    if (mapped !== undefined) candidates.push(descriptor === '' ? mapped : `${mapped} ${descriptor}`);
  }
  return candidates.length === 0 ? undefined : candidates.join(', ');
}
