import { type Html, html } from '../../../../../core/html/html.ts';
import type { RoomQueue } from '../../../../bot/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { badge, emptyState, pageHead } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { BOT_PATH, botTabs } from './bot-tabs.ts';

interface Queues {
  readonly processes: number;
  readonly running: number;
  readonly waiting: number;
  readonly rooms: readonly RoomQueue[];
}

/** What the bot has to do now; a script keeps it so. */
export function queuesView(asked: AdminRequest, { processes, running, waiting, rooms }: Queues): Html {
  const list =
    rooms.length === 0
      ? emptyState({ title: 'Nothing to do', text: 'Nobody has asked the bot for anything within the hour.' })
      : table<RoomQueue>({
          caption: 'Rooms in which the bot was asked for something within the hour',
          rows: rooms,
          columns: [
            { label: 'Room', as: 'main', cell: ({ room }) => room },
            { label: 'State', cell: state },
            { label: 'Waiting', as: 'number', cell: ({ waiting: count }) => count },
            { label: 'Since', cell: ({ since }) => (since === undefined ? 'nothing waits' : minute(since)) },
            { label: 'Answers nobody took', as: 'number', cell: ({ untaken }) => untaken },
            { label: 'Answered', as: 'number', cell: ({ done }) => done },
          ],
        });
  const now = `${processes} ${processes === 1 ? 'process' : 'processes'}; in the one that answers, ${running} running and ${waiting} waiting.`;
  const head = pageHead({ title: 'Bot', lede: 'What the bot has to do now.' });
  const body = html`${head}${botTabs('Queues')}<div class="stack" data-live><p>${now}</p>${list}</div>`;
  const scripts = [asked.frame.assets.liveScript.path];
  return adminLayout(asked, { title: 'Queues of the bot', section: BOT_PATH, scripts, again: true, body });
}

function state({ waiting, untaken, led }: RoomQueue): Html {
  if (waiting > 0) return badge(led ? 'at work' : 'nobody is at it', led ? 'wait' : 'bad');
  return untaken > 0 ? badge('not heard', 'bad') : badge('done', 'good');
}
