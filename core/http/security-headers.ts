/**
 * What every answer of the public origin carries. A page that needs more (its own style or script) is served from
 * the same origin, so the policy needs no exception: no inline script or style, no third party, no frame but
 * of the site's own; and nobody frames it, but for the pages that say so.
 */
export function securityHeaders(origin: string): Record<string, string> {
  const secure = origin.startsWith('https:');
  return {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; media-src 'self' https:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
