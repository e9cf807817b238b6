/** Elements that are paragraphs of their own and must not be wrapped into one. */
const BLOCK =
  /^<\/?(?:p|div|h[1-6]|ul|ol|li|dl|blockquote|pre|table|figure|hr|section|article|aside|details|form|iframe|video|audio|script|style|address)\b/i;

/**
 * The body of a WordPress post as plain HTML: block comments dropped, shortcodes that have an HTML meaning made that, and,
 * in the classic editor's texts, empty lines made paragraphs as WordPress does when it shows them. `gallery` gives the
 * addresses of attachments by their numbers. Shortcodes without a meaning here are named in `unknown`.
 */
export function bodyHtml(
  content: string,
  gallery: (id: string) => string | undefined,
  unknown: Set<string>,
): string {
  const blocks = /<!--\s*wp:/.test(content);
  const plain = content
    .replace(/<!--\s*\/?wp:[\s\S]*?-->/g, '')
    .replace(/<!--\s*(?:more|nextpage)[\s\S]*?-->/g, '');
  const html = shortcodes(plain, gallery, unknown);
  return blocks ? html : paragraphs(html);
}

function shortcodes(html: string, gallery: (id: string) => string | undefined, unknown: Set<string>): string {
  return html
    .replace(/\[caption[^\]]*\]([\s\S]*?)\[\/caption\]/g, (_all, inside: string) => {
      const [, picture = '', words = ''] =
        /^\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:<\/a>)?)([\s\S]*)$/.exec(inside) ?? [];
      return picture === '' ? inside : `<figure>${picture}<figcaption>${words.trim()}</figcaption></figure>`;
    })
    .replace(/\[embed[^\]]*\]\s*(\S+?)\s*\[\/embed\]/g, '\n\n<p>$1</p>\n\n')
    .replace(
      /\[(?:code|sourcecode)(?:[^\]]*?(?:lang|language)="?(\w+)"?)?[^\]]*\]([\s\S]*?)\[\/(?:code|sourcecode)\]/g,
      (_all, language: string | undefined, code: string) =>
        `<pre class="language-${language ?? ''}">${code.replaceAll('<', '&lt;')}</pre>`,
    )
    .replace(/\[gallery[^\]]*?ids="([\d,\s]+)"[^\]]*\]/g, (_all, ids: string) =>
      ids
        .split(',')
        .map(id => gallery(id.trim()))
        .filter(src => src !== undefined)
        .map(src => `<p><img src="${src}" alt=""></p>`)
        .join('\n'),
    )
    .replace(
      /\[(audio|video)[^\]]*?(?:src|mp3|mp4)="([^"]+)"[^\]]*\](?:\[\/\1\])?/g,
      '<$1 controls src="$2"></$1>',
    )
    .replace(/\[\/?([a-z][\w-]*)(?:\s[^\]]*)?\](?!\()/g, (all, name: string) => {
      unknown.add(name);
      return all;
    });
}

/** Empty lines separate paragraphs and line ends are breaks, except within elements that keep their own. */
export function paragraphs(html: string): string {
  const kept: string[] = [];
  const safe = html.replace(/\r\n?/g, '\n').replace(/<(pre|script|style)\b[\s\S]*?<\/\1>/gi, block => {
    kept.push(block);
    return `\n\n\0${kept.length - 1}\0\n\n`;
  });
  return safe
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part =>
      BLOCK.test(part) || /^\0\d+\0$/.test(part) ? part : `<p>${part.replaceAll('\n', '<br>\n')}</p>`,
    )
    .join('\n')
    .replace(/\0(\d+)\0/g, (_all, at: string) => kept[Number(at)]!);
}
