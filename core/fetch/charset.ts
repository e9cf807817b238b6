import { guessEncoding } from './guess-encoding.ts';

/** Bytes at the start in which a declaration is looked for. */
const PRESCAN = 4096;

/**
 * A body's text. The encoding is that of its byte order mark (which RFC 7303, 3 and the Encoding standard put before the
 * header), else of the header, of the XML declaration or the HTML meta element, else UTF-8. What claims or is taken to be
 * UTF-8 but is not is read as its words suggest, unless only a few characters are broken.
 */
export function decodeText(body: Uint8Array, contentType: string | undefined): string {
  const declared = byOrderMark(body) ?? byHeader(contentType) ?? byContent(body, contentType);
  if (declared !== undefined && declared.encoding !== 'utf-8') return declared.decode(body);
  const text = new TextDecoder().decode(body);
  if (!text.includes('\ufffd') || mostlyIntact(text)) return text;
  const other = byContent(body, contentType);
  const fallback = other === undefined || other.encoding === 'utf-8' ? guessEncoding(body) : other;
  return fallback.decode(body);
}

function byOrderMark(body: Uint8Array): TextDecoder | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return new TextDecoder();
  if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder('utf-16be');
  if (body[0] === 0xff && body[1] === 0xfe) return new TextDecoder('utf-16le');
  return undefined;
}

function byHeader(contentType: string | undefined): TextDecoder | undefined {
  const label = /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1];
  return label === undefined ? undefined : decoderFor(label);
}

function byContent(body: Uint8Array, contentType: string | undefined): TextDecoder | undefined {
  if (/[/+]json\b/i.test(contentType ?? '')) return undefined;
  if (body[0] === 0x3c && body[1] === 0 && body[2] === 0x3f) return new TextDecoder('utf-16le');
  if (body[0] === 0 && body[1] === 0x3c && body[2] === 0) return new TextDecoder('utf-16be');
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, PRESCAN)).toString('latin1');
  const label =
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]+)["']/i.exec(start)?.[1] ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(start)?.[1];
  const decoder = label === undefined ? undefined : decoderFor(label);
  // The declaration could be read as ASCII, so that it is not UTF-16 whatever it says.
  return decoder?.encoding.startsWith('utf-16') ? new TextDecoder() : decoder;
}

/** Labels that the Encoding standard does not know count as no label. */
function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label.trim());
  } catch {
    return undefined;
  }
}

/** UTF-8 with a few broken characters, such as one cut in half, and not another encoding altogether. */
function mostlyIntact(text: string): boolean {
  let broken = 0;
  let intact = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) intact++;
  }
  return intact > broken;
}
