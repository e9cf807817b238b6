import { problem } from './problem.ts';

export interface Decoded {
  /** With \n line ends and without a byte order mark. */
  text: string;
  /** When it is not UTF-8. */
  warning?: string;
}

/** The text of a file: UTF-8 or UTF-16 with a byte order mark, UTF-8, else what old editors wrote on Windows. Throws for what is no text. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: lines(decode(bytes, 'utf-16le')) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: lines(decode(bytes, 'utf-16be')) };
  if (bytes.includes(0)) throw problem('is not text: it has NUL bytes.');
  try {
    return { text: lines(decode(bytes, 'utf-8')) };
  } catch {
    const text = lines(decode(bytes, 'windows-1252'));
    return {
      text,
      warning: 'is not UTF-8; read as Windows-1252 (Latin-1). Look whether its letters are right.',
    };
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

function lines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
