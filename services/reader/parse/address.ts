/** An absolute http or https address, undefined for anything else. */
export function absolute(href: string | undefined, base: string): string | undefined {
  if (!href) return undefined;
  const url = URL.parse(href.trim(), base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** xml:base values from the outside in, each relative to the one before (https://www.w3.org/TR/xmlbase/). */
export function baseOf(document: string, ...bases: readonly (string | undefined)[]): string {
  return bases.reduce<string>((base, next) => absolute(next, base) ?? base, document);
}
