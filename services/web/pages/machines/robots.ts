/** `/robots.txt` (RFC 9309): what is of no use in a search, and where the sitemap is. */
export function robots(origin: string): string {
  const closed = ['/admin', '/setup/', '/search?', '/sign-in', '/invite/', '/oembed', '/api/'];
  return `User-agent: *\n${closed.map(path => `Disallow: ${path}\n`).join('')}\nSitemap: ${origin}/sitemap.xml\n`;
}
