/**
 * The body of another program's post without what only that program's pages had: what stands there for browsers without
 * scripts, forms, and its own names for the language of a listing.
 */
export function plainHtml(html: string): string {
  return html
    .replace(/<(noscript|form|button)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/(<(?:pre|code)\b[^>]*?\bclass=["'][^"'>]*?)\b(?:lang-|brush:\s*)([\w+#-]+)/gi, '$1language-$2');
}
