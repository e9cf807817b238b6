/** A web page around an article, as sites have them. */
export function webPage(article: string, { title = 'A page', head = '' } = {}): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title} – The site</title>
    <meta property="og:title" content="${title}">${head}</head>
    <body><nav><ul><li><a href="/">Home</a><li><a href="/about">About us and our cookies</a></ul></nav>
    <main><article><h1>${title}</h1>${article}</article></main><aside>Subscribe to our letter!</aside>
    <footer>All rights reserved</footer></body></html>`;
}

/** Paragraphs of prose with a word of their own, so that the article is told from what stands around it. */
export function prose(word: string, paragraphs = 5): string {
  const sentence = `The ${word} stood by the river, and nobody, as far as anybody knew, had ever asked it why. `;
  return `<p>${sentence.repeat(4)}</p>`.repeat(paragraphs);
}
