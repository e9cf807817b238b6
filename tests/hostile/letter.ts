import type { Received } from '../../services/api/testing/smtp-server.ts';

export interface ReadLetter {
  /** Header lines, unfolded, in order (RFC 5322, section 2.2). */
  headers: [name: string, value: string][];
  text: string;
  html: string;
}

/** Reads a letter as a mail program does: a text and an HTML part (RFC 2046, section 5.1.4). Throws for any other shape. */
export function readLetter({ message }: Received): ReadLetter {
  const { headers, body } = split(message);
  const boundary = /^multipart\/alternative;\s*boundary="([^"]+)"$/.exec(
    headerOf(headers, 'content-type'),
  )?.[1];
  const parts = body.split(new RegExp(`^--${boundary?.replace(/[^\w]/g, '\\$&')}(?:--)?\\r?$`, 'm'));
  if (boundary === undefined || parts.length !== 4) throw new Error(`not two parts:\n${message}`);
  const [text, html] = parts.slice(1, 3).map(part => split(part.replace(/^\r?\n/, '')));
  if (!headerOf(text!.headers, 'content-type').startsWith('text/plain'))
    throw new Error('the first is no text');
  if (!headerOf(html!.headers, 'content-type').startsWith('text/html'))
    throw new Error('the second is no HTML');
  return { headers, text: decode(text!), html: decode(html!) };
}

interface Part {
  headers: ReadLetter['headers'];
  body: string;
}

function split(part: string): Part {
  const end = part.indexOf('\r\n\r\n');
  const lines = part
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no header: ${JSON.stringify(line)}`);
    return [name.toLowerCase(), value];
  });
  return { headers, body: part.slice(end + 4) };
}

function headerOf(headers: ReadLetter['headers'], name: string): string {
  return headers.find(([known]) => known === name)?.[1] ?? '';
}

/** RFC 2045, sections 6.7 and 6.8. */
function decode({ headers, body }: Part): string {
  const encoding = headerOf(headers, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n').trimEnd();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString().replaceAll('\r\n', '\n').trimEnd();
}
