import { ClientScope } from '../contract.ts';

/** Those scopes of a request that there are here, each once. `post` is what `create` was called once. */
export function readScopes(text: string | undefined): ClientScope[] {
  const asked = new Set((text ?? '').split(/[\s,]+/).map(word => (word === 'post' ? 'create' : word)));
  // An address alone is not told: https://indieauth.spec.indieweb.org/#profile-information
  if (asked.has('email')) asked.add('profile');
  return ClientScope.options.filter(scope => asked.has(scope));
}

/** What the owner allowed of what was asked for. */
export function grantedOf(allowed: readonly ClientScope[], asked: readonly ClientScope[]): ClientScope[] {
  const granted = asked.filter(scope => allowed.includes(scope));
  return granted.includes('profile') ? granted : granted.filter(scope => scope !== 'email');
}
