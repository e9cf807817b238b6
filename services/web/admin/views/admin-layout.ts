import { attributes, type Html, html } from '../../../../core/html/html.ts';
import { may } from '../../../api/contract.ts';
import { formTokenField } from '../../http/form-token.ts';
import { mark } from '../../views/mark.ts';
import { end, paintWhole } from '../../views/whole.ts';
import type { AdminRequest } from '../admin-page.ts';
import { SECTIONS } from '../sections.ts';

export interface AdminScreen {
  readonly title: string;
  /** Path of the section in the menu that it belongs to. */
  readonly section: string;
  /** Takes the whole width of the window. */
  readonly wide?: boolean;
  /** Scripts of this screen beside the one that all have, by their paths. */
  readonly scripts?: readonly string[];
  /** Something goes on: it is loaded again every three seconds where no script shows what is new. */
  readonly again?: boolean;
  readonly body: Html;
}

/** An admin screen around its content: the menu of what this person may do, and what the last form had to say. */
export function adminLayout(asked: AdminRequest, screen: AdminScreen): Html {
  const { frame, notice } = asked;
  const { assets, site } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${screen.title} · ${site.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${screen.again ? html`<noscript><meta http-equiv="refresh" content="3"></noscript>\n` : ''}${paintWhole}
<link rel="stylesheet" href="${assets.adminCss.path}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
${[assets.adminScript.path, ...(screen.scripts ?? [])].map(path => html`<script type="module" src="${path}"></script>\n`)}</head>
<body class="admin">
<a class="skip" href="#content">Skip to content</a>
<header class="admin-head">${brand(asked)}
<details class="admin-fold"><summary>Menu</summary><div>${menu(asked, screen)}${who(asked)}</div></details></header>
<header class="admin-side">${brand(asked)}${menu(asked, screen)}${who(asked)}</header>
<main${attributes({ id: 'content', tabindex: -1, class: screen.wide ? 'wide' : undefined })}>
${notice === undefined ? '' : html`<p class="notice" role="status">${notice}</p>`}
${screen.body}
</main>
${end}
</body>
</html>
`;
}

function brand({ frame: { site } }: AdminRequest): Html {
  return html`<a class="brand" href="/">${mark}<span>${site.title}</span></a>`;
}

function menu(asked: AdminRequest, screen: AdminScreen): Html {
  const items = SECTIONS.filter(({ scope }) => may(asked.principal, scope)).map(({ label, path }) => {
    const current = path === screen.section ? 'page' : undefined;
    return html`<li><a href="${path}"${attributes({ 'aria-current': current })}>${label}</a></li>`;
  });
  return html`<nav class="admin-menu" aria-label="Admin"><ul>${items}</ul></nav>`;
}

function who(asked: AdminRequest): Html {
  return html`<form class="who" method="post" action="/sign-out">${formTokenField(asked)}<span>${asked.principal.name}</span><button class="quiet small" type="submit">Sign out</button></form>`;
}
