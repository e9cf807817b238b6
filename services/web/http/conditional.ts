/**
 * The entity tag of the answer 304 that a GET may be given (RFC 9110, section 13.2.2), or undefined: If-None-Match decides when
 * there is one, and only without it does If-Modified-Since, to the second. `etags` are those of all codings of what is asked for,
 * the one that would be sent first: whoever has it in another coding has it too. `modified` in milliseconds since the epoch.
 */
export function notModified(
  headers: { 'if-none-match'?: string | undefined; 'if-modified-since'?: string | undefined },
  etags: readonly [string, ...string[]],
  modified: number | undefined,
): string | undefined {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return etags[0];
    const theirs = tags.split(',').map(tag => tag.trim().replace(/^W\//, ''));
    return etags.find(etag => theirs.includes(etag));
  }
  const since = headers['if-modified-since'];
  if (since === undefined || modified === undefined) return undefined;
  const time = Date.parse(since);
  return !Number.isNaN(time) && modified <= time ? etags[0] : undefined;
}
