declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';
  /** Footnotes as Pandoc writes them; `env.docId` sets their ids apart from those of other documents on the page. */
  export default function footnotes(md: MarkdownIt): void;
}
