import { AppError } from '../../../core/errors.ts';

/** The longest address of a source or target; longer ones are no pages that people write. */
const LONGEST = 2000;

/** An http(s) address without its fragment, in its one spelling; undefined for anything else. */
export function plainAddress(text: string, base?: string): string | undefined {
  const url = text.length > LONGEST ? null : URL.parse(text.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = '';
  return url.href;
}

/** As `plainAddress`; throws `invalid` with the name of the field. */
export function requireAddress(field: string, text: string): string {
  const address = plainAddress(text);
  if (address !== undefined) return address;
  throw new AppError('invalid', `The ${field} must be an http or https address.`, { details: { field } });
}

/** A host in the form in which domains are listed: without a leading `www.` and a final dot. */
export function domainOf(address: string): string {
  return new URL(address).hostname.replace(/^www\.|\.$/g, '');
}

/** A domain and those above it, the last with two labels: a rule for `example.org` covers `blog.example.org`. */
export function domainAndParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.flatMap((_, index) =>
    index === 0 || index <= labels.length - 2 ? [labels.slice(index).join('.')] : [],
  );
}
