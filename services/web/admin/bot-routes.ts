import type { Scope } from '../../api/contract.ts';
import type { AdminHandler } from './admin-page.ts';
import {
  addCommandPage,
  changeCommandPage,
  commandPage,
  commandsPage,
  deleteCommandPage,
} from './pages/bot/commands.ts';
import { countersPage, deleteCounterPage, setCounterPage } from './pages/bot/counters.ts';
import { queuesPage } from './pages/bot/queues.ts';
import { addTimerPage, changeTimerPage, deleteTimerPage, timerPage, timersPage } from './pages/bot/timers.ts';

type Add = (path: string, scope: Scope, handler: AdminHandler) => void;

/** The screens of what the bot says of the owner's own, and of what it has to do. */
export function botScreens(screen: Add, action: Add): void {
  screen('/admin/bot/commands', 'admin', commandsPage);
  action('/admin/bot/commands', 'admin', addCommandPage);
  screen('/admin/bot/commands/:id', 'admin', commandPage);
  action('/admin/bot/commands/:id', 'admin', changeCommandPage);
  action('/admin/bot/commands/:id/delete', 'admin', deleteCommandPage);
  screen('/admin/bot/timers', 'admin', timersPage);
  action('/admin/bot/timers', 'admin', addTimerPage);
  screen('/admin/bot/timers/:id', 'admin', timerPage);
  action('/admin/bot/timers/:id', 'admin', changeTimerPage);
  action('/admin/bot/timers/:id/delete', 'admin', deleteTimerPage);
  screen('/admin/bot/counters', 'admin', countersPage);
  action('/admin/bot/counters', 'admin', setCounterPage);
  action('/admin/bot/counters/delete', 'admin', deleteCounterPage);
  screen('/admin/bot/queues', 'admin', queuesPage);
}
