import { escapeHtml } from '../../../core/html/escape.ts';

/** Plain text as HTML: an empty line parts paragraphs, and other line ends are kept. */
export function textToHtml(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(part => `<p>${escapeHtml(part.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('');
}
