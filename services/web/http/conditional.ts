/**
 * Whether a GET may be answered 304 (RFC 9110, section 13.2.2): If-None-Match decides when there is one, and only
 * without it does If-Modified-Since, to the second. `modified` in milliseconds since the epoch.
 */
export function notModified(
  headers: { 'if-none-match'?: string | undefined; 'if-modified-since'?: string | undefined },
  etag: string,
  modified: number | undefined,
): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.trim() === '*' || tags.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag);
  }
  const since = headers['if-modified-since'];
  if (since === undefined || modified === undefined) return false;
  const time = Date.parse(since);
  return !Number.isNaN(time) && modified <= time;
}
