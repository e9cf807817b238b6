/** The letters 128 to 255 of code page 437, which names are in that do not say that they are UTF-8 (APPNOTE, appendix D). */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

/** A name of an archive as text, with `/` between folders. Much that is UTF-8 does not say so, and old Windows wrote `\`. */
export function decodeName(bytes: Uint8Array): string {
  return decode(bytes).replaceAll('\\', '/');
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, byte => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128]!)).join('');
  }
}
