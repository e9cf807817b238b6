/** Only a guest who writes gets this cookie; it holds the secret that makes them the same person next time. */
export const GUEST_COOKIE = 'croft-guest';

const DAYS = 180;

export function guestUntil(): Date {
  return new Date(Date.now() + DAYS * 86_400_000);
}
