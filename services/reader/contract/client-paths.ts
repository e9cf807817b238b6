/**
 * Where reading apps find what they speak. A person types the site or the site's `/reader` into the app, and the app adds
 * the rest, so each stands below both.
 */
const BASES = ['', '/reader'] as const;

export const CLIENT_LOGIN_PATHS = BASES.map(base => `${base}/accounts/ClientLogin`);
export const GOOGLE_PATHS = BASES.map(base => `${base}/reader/api/0`);
export const FEVER_PATHS = BASES.map(base => `${base}/fever`);
export const MINIFLUX_PATHS = BASES.map(base => `${base}/v1`);

export const CLIENT_PATHS = [...CLIENT_LOGIN_PATHS, ...GOOGLE_PATHS, ...FEVER_PATHS, ...MINIFLUX_PATHS];
