import type { MarkdownIt } from 'markdown-it';

/**
 * GFM autolinks (https://github.github.com/gfm/#autolinks-extension-): `http://`, `https://`, `www.` and e-mail addresses.
 * A bare name with a dot stays text, or every `README.md` would be a link to Moldova.
 */
export function autolinks(md: MarkdownIt): void {
  md.linkify.set({ fuzzyLink: false });
  md.linkify.add('www.', {
    validate: (text, pos, self) => {
      const length = self.testSchemaAt(`http://${text.slice(pos, pos + 2000)}`, 'http:', 5);
      return Math.max(0, length - 2);
    },
    normalize: match => {
      match.url = `http://${match.url}`;
    },
  });
}
