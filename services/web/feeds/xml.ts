const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text made safe for XML text and attribute values. What XML 1.0 cannot hold at all (section 2.2: most control
 * characters, lone surrogates) is left out, since one such character makes readers refuse the whole feed.
 */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, char => ENTITIES[char]!);
}
