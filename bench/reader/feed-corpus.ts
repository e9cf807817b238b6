import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SENTENCE = 'It rained for most of the week & the café by the river stayed open, as it always does. ';
const MARKUP = `<p>${SENTENCE.repeat(3).replaceAll('&', '&amp;')}<a href="/more">more</a></p><p><img src="/a.jpg" alt="a"><b>bold</b></p>`;

/** Documents to read: those of the folder `FEEDS_DIR`, or generated ones of the shapes that feeds have. */
export function feedCorpus(): Buffer[] {
  const folder = process.env['FEEDS_DIR'];
  if (folder !== undefined) return readdirSync(folder).map(name => readFileSync(join(folder, name)));
  return [rss(40, escaped), rss(40, cdata), rss(100, short), atom(25)].map(text => Buffer.from(text));
}

const escaped = (html: string) =>
  html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cdata = (html: string) => `<![CDATA[${html}]]>`;
const short = () => SENTENCE.replaceAll('&', '&amp;');

/** An RSS feed with so many entries, each with content of some kilobytes written as `write` does. */
export function rss(entries: number, write: (html: string) => string): string {
  const items = Array.from(
    { length: entries },
    (
      _,
      n,
    ) => `<item><title>Entry ${n} &amp; more</title><link>https://a.example/${n}</link><guid>id-${n}</guid>
<pubDate>Mon, 06 Jan 2014 09:${String(n % 60).padStart(2, '0')}:00 GMT</pubDate><dc:creator>Ann</dc:creator><category>rain</category>
<description>${write(MARKUP.repeat(8))}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>
<link>https://a.example/</link><description>D</description>${items.join('\n')}</channel></rss>`;
}

function atom(entries: number): string {
  const items = Array.from(
    { length: entries },
    (
      _,
      n,
    ) => `<entry><id>tag:a.example,2014:${n}</id><title>Entry ${n}</title><link href="https://a.example/${n}"/>
<updated>2014-01-06T09:05:00Z</updated><author><name>Ann</name></author><content type="html">${escaped(MARKUP.repeat(8))}</content></entry>`,
  );
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>x</id>${items.join('\n')}</feed>`;
}
