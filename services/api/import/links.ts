const INLINE = /(\]\([ \t]*)(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)/g;
const REFERENCE = /^( {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(<[^<>\n]*>|\S+)/gm;
const ATTRIBUTE = /(<(?:img|a|source|video|audio)\b[^<>]*?\s(?:src|href|poster)=["'])([^"'<>]+)/gi;

/** Puts another address in place of each that `change` gives one for: links, images, reference definitions and HTML attributes. */
export function changeLinks(text: string, change: (address: string) => string | undefined): string {
  const replace = (whole: string, before: string, written: string) => {
    const inner = written.startsWith('<') ? written.slice(1, -1) : written;
    const changed = change(inner);
    return changed === undefined ? whole : before + (/[\s()]/.test(changed) ? `<${changed}>` : changed);
  };
  return text.replace(INLINE, replace).replace(REFERENCE, replace).replace(ATTRIBUTE, replace);
}

export interface Address {
  /** Decoded, without query and fragment. */
  path: string;
  /** The query and fragment as they were. */
  rest: string;
}

/** The path of an address within the site; undefined for one that leads elsewhere or nowhere. */
export function localAddress(address: string): Address | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?|\{)/i.test(address) || address.trim() === '') return undefined;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address)!;
  try {
    return { path: decodeURIComponent(path), rest };
  } catch {
    return { path, rest };
  }
}
