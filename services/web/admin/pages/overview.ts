import { type Html, html } from '../../../../core/html/html.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from '../views/admin-layout.ts';

/** `/admin`: what waits for this person. */
export async function overviewPage(asked: AdminRequest): Promise<Html> {
  const { principal } = asked;
  const body = html`<header class="page-head"><h1>Overview</h1><p class="lede">You are signed in as ${principal.name}.</p></header>`;
  return adminLayout(asked, { title: 'Overview', section: '/admin', body });
}
