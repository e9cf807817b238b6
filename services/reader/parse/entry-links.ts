import type { XmlElement } from './xml-element.ts';

/** Links as RSS and Atom have them: the address is text, or an attribute beside what the link is for. */
export function linkElements(parent: XmlElement): XmlElement[] {
  return parent.children.filter(({ key }) => key === 'link' || key === 'atom:link');
}

/** The address of the first link for something, such as `hub`. */
export function linkFor(rel: string, links: readonly XmlElement[]): string | undefined {
  return links.find(link => relOf(link) === rel && link.attribute('href'))?.attribute('href');
}

/** Addresses of the page that something is about, the best first: what RSS says, then HTML before other alternates. */
export function pageLinks(links: readonly XmlElement[]): string[] {
  const written = links.map(link => (link.attribute('href') === undefined ? link.text : ''));
  const alternates = links.filter(link => relOf(link) === 'alternate');
  const pages = alternates.filter(link =>
    /^text\/html|^application\/xhtml/i.test(link.attribute('type') ?? 'text/html'),
  );
  return [...written, ...[...pages, ...alternates].map(link => link.attribute('href') ?? '')].filter(
    href => href !== '',
  );
}

/** A link without `rel` is to the thing itself (RFC 4287, 4.2.7.2). */
function relOf(link: XmlElement): string {
  return link.attribute('rel')?.toLowerCase() ?? 'alternate';
}
