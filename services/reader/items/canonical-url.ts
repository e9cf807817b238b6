/** Parameters that say where a reader came from and nothing about what is read. */
const TRACKERS =
  /^(?:utm_[a-z_]+|mtm_[a-z]+|pk_[a-z]+|ga_[a-z]+|hsa_[a-z]+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|mc_[ce]id|_hs(?:enc|mi)|oly_(?:anon|enc)_id|vero_id|wickedid|mkt_tok|cmpid|s_cid|__s|rb_clickid|at_(?:medium|campaign|custom\d)|guccounter|guce_referr?er(?:_sig)?|ref_src|cmp)$/i;
/** Campaign marks in the fragment, as some feeds append them: `#utm_source=…`, `#xtor=RSS-3`. */
const TRACKING_FRAGMENT = /^#(?:utm_[a-z]+=|xtor=|ref=rss|rss)/i;

/** An address without what only tells its host where its readers come from. What is no address comes back as it is. */
export function withoutTrackers(address: string): string {
  if (!address.includes('?') && !address.includes('#')) return address;
  const url = URL.parse(address);
  if (!url) return address;
  const found = [...url.searchParams.keys()].filter(name => TRACKERS.test(name));
  const marked = TRACKING_FRAGMENT.test(url.hash);
  if (found.length === 0 && !marked) return address;
  for (const name of found) url.searchParams.delete(name);
  if (marked) url.hash = '';
  return url.href;
}

/**
 * What is the same for every way to write the address of one page: without scheme, `www.`, trackers, a slash at the end and
 * the order of its parameters. Undefined for the start page of a site, which many different things link to.
 */
export function canonicalUrl(address: string): string | undefined {
  const url = URL.parse(withoutTrackers(address));
  if (!url) return undefined;
  url.searchParams.sort();
  const path = url.pathname.replace(/\/(?:index\.(?:html?|php))?$/, '');
  if (path === '' && url.search === '' && url.hash === '') return undefined;
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${url.hostname.replace(/^www\./, '')}${port}${path}${url.search}${url.hash}`;
}
