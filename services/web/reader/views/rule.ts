import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { KnownRoom } from '../../../bot/contract.ts';
import type { Condition, Feed, readerContract } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import type { RuleForm } from '../rule-form.ts';
import { itemPath } from '../stream.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { FIELD_NAMES, OPERATOR_NAMES } from './rule-words.ts';
import { head } from './subscriptions.ts';

type Tried = Awaited<ReturnType<Client<typeof readerContract>['testRule']>>;

export interface RulePage {
  readonly feeds: readonly Feed[];
  /** In which the bot is. */
  readonly rooms: readonly KnownRoom[];
  readonly form: RuleForm;
  readonly problem?: string;
  readonly tried?: Tried;
}

/** The form of one rule, and what it would be about when it was tried out. */
export function ruleView(asked: ReaderRequest, { feeds, rooms, form, problem, tried }: RulePage): Html {
  const title = form.id === undefined ? 'New rule' : `Rule: ${form.name}`;
  const owner = asked.principal.role === 'owner';
  const fields = html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="form-field"><label for="name">Name</label><input${attributes({ id: 'name', name: 'name', maxlength: 100, value: form.name, placeholder: 'No adverts' })}></div>
<fieldset><legend>If</legend>
<div class="form-field"><label for="every">How many have to be true</label><select id="every" name="every">${option('all', 'All of these', form.every)}${option('any', 'One of these', !form.every)}</select></div>
${form.rows.map(row)}<p class="hint">Letters count the same, large or small. A pattern is a regular expression (RE2), such as <code>\\b(ad|sponsored)\\b</code>. Feeds are found by title or address. Save or try out for more rows.</p></fieldset>
<fieldset><legend>Then</legend>${tick('hide', 'Hide it', form.actions.hide)}${tick('read', 'Mark it as read', form.actions.read)}${tick('star', 'Star it', form.actions.star)}${tick('notify', 'Tell me, above my items', form.actions.notify)}
<div class="form-field"><label for="tags">Tag it</label><input${attributes({ id: 'tags', name: 'tags', maxlength: 1500, value: form.actions.tags.join(', '), placeholder: 'With commas between' })}></div>
${owner ? html`<div class="form-field"><label for="room">Have the bot say it in a room</label><input${attributes({ id: 'room', name: 'room', maxlength: 300, value: form.actions.room ?? '', placeholder: 'irc/NETWORK/#channel', list: 'rooms', autocomplete: 'off' })}><datalist id="rooms">${rooms.map(({ id }) => html`<option value="${id}"></option>`)}</datalist></div>` : ''}
${tick('stop', 'Look at no later rule', form.actions.stop)}</fieldset>
${tick('enabled', 'The rule is on', form.enabled)}
<p><button class="primary" type="submit">Save</button> <button type="submit" name="try" value="yes">Try it out</button></p>`;
  const body = html`${head(title, html`<a class="button" href="/reader/rules">All rules</a>`)}
${tried ? triedOut(tried) : ''}${postForm(asked, '/reader/rules', { id: form.id }, fields, 'form rule')}`;
  return readerLayout(asked, { title, feeds, body });
}

function row({ field, operator, value, not }: Condition, n: number): Html {
  const options = (names: Readonly<Record<string, string>>, chosen: string) =>
    Object.entries(names).map(([key, label]) => option(key, label, key === chosen));
  return html`<div class="condition" role="group" aria-label="Condition ${n + 1}"><select name="field${n}" aria-label="What">${options(FIELD_NAMES, field)}</select><select name="not${n}" aria-label="Whether">${option('', '—', !not)}${option('not', 'not:', not)}</select><select name="operator${n}" aria-label="How">${options(OPERATOR_NAMES, operator)}</select><input${attributes({ name: `value${n}`, maxlength: 1000, value, 'aria-label': 'Words or pattern', autocomplete: 'off', spellcheck: 'false' })}></div>
`;
}

function option(value: string, label: string, selected: boolean): Html {
  return html`<option${attributes({ value, selected })}>${label}</option>`;
}

function tick(name: string, label: string, checked: boolean): Html {
  return html`<div class="check"><input${attributes({ id: name, name, type: 'checkbox', checked })}><label for="${name}">${label}</label></div>`;
}

function triedOut({ looked, items }: Tried): Html {
  return html`<section class="panel tried" aria-labelledby="tried"><h2 id="tried">${items.length} of your newest ${looked} items fit</h2>${
    items.length === 0
      ? ''
      : html`<ul>${items.map(({ id, title, feedTitle }) => html`<li><a href="${itemPath(id)}">${title}</a> <span class="hint">${feedTitle}</span></li>`)}</ul>`
  }</section>`;
}
