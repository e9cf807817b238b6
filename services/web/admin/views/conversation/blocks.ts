import { type Html, html } from '../../../../../core/html/html.ts';
import type { Block } from '../../../../api/contract.ts';
import { formatDate } from '../../../views/format.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field, select } from '../fields.ts';
import { emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';

const KINDS: Readonly<Record<Block['kind'], string>> = {
  word: 'Word',
  domain: 'Domain',
  address: 'Address',
  sender: 'Network of a sender',
  commenter: 'Person with a code',
};

/** What is held for spam without asking: words, domains, addresses, senders. */
export function blocksView(asked: AdminRequest, blocks: readonly Block[]): Html {
  const { language } = asked.frame.site;
  const form = html`${select({
    name: 'kind',
    label: 'What',
    choices: [
      { value: 'word', label: 'Word or words' },
      { value: 'domain', label: 'Domain and all under it' },
      { value: 'address', label: 'IP address or network' },
    ],
  })}${field({ name: 'value', label: 'Which', maxlength: 200, required: true, hint: 'Such as: cheap pills, spam.example, 192.0.2.0/24' })}${field({ name: 'note', label: 'Note for yourself', maxlength: 200 })}<button class="primary" type="submit">Block</button>`;
  const list = table<Block>({
    caption: 'Blocks',
    rows: blocks,
    columns: [
      {
        label: 'Which',
        as: 'main',
        cell: one => (one.kind === 'sender' || one.kind === 'commenter' ? one.note : one.value),
      },
      { label: 'What', cell: one => KINDS[one.kind] },
      { label: 'Note', cell: one => (one.kind === 'sender' || one.kind === 'commenter' ? '' : one.note) },
      { label: 'Since', as: 'nowrap', cell: one => formatDate(one.createdAt, language, 'short') },
      {
        label: 'Until',
        as: 'nowrap',
        cell: one => (one.expiresAt ? formatDate(one.expiresAt, language, 'short') : 'for good'),
      },
      { label: 'Remove', cell: one => remove(asked, one) },
    ],
  });
  const body = html`${pageHead({ title: 'Blocklists', back: { label: 'Conversation', path: '/admin/conversation' }, lede: 'What matches goes to spam, where you can still find it. Nobody is told.' })}
${postForm(asked, '/admin/conversation/blocks', form)}
${blocks.length === 0 ? emptyState({ title: 'Nothing is blocked.', text: 'A sender is blocked from the queue, by the button beside the comment.' }) : list}`;
  return adminLayout(asked, { title: 'Blocklists', section: '/admin/conversation', body });
}

function remove(asked: AdminRequest, { id, value }: Block): Html {
  return postForm(
    asked,
    '/admin/conversation/blocks/remove',
    html`<input type="hidden" name="id" value="${id}"><button class="small" type="submit">Remove<span class="visually-hidden"> ${value}</span></button>`,
    'inline',
  );
}
