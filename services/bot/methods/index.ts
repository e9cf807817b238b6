import { describeRoutes } from '../../../core/http/describe-routes.ts';
import type { Implementation } from '../../../core/rpc/contract.ts';
import type { BotContext } from '../context.ts';
import type { botContract } from '../contract.ts';
import { restRoutes } from '../routes.ts';
import { amend } from './amend.ts';
import { answers } from './answers.ts';
import { ask } from './ask.ts';
import { addCommand, changeCommand, listCommands, removeCommand } from './commands.ts';
import { listCounters, removeCounter, setCounter } from './counters.ts';
import { hear } from './hear.ts';
import { listActions } from './list-actions.ts';
import { listRooms } from './list-rooms.ts';
import { aboutPerson, eraseLog, exportLog, forgetPerson, listLogs, searchLog } from './logs.ts';
import { getRoomRules, listDecisions, setRoomRules, undoDecision } from './moderation.ts';
import { privacy } from './privacy.ts';
import { listRoomOptions, setRoomOptions } from './room-options.ts';
import { sayInRoom } from './say.ts';
import { showQueues } from './show-queues.ts';
import { addTimer, changeTimer, listTimers, removeTimer } from './timers.ts';

/** What the contract promises. */
export function botMethods(ctx: BotContext): Implementation<typeof botContract> {
  return {
    ask: (message, call) => ask(ctx, message, call),
    hear: message => hear(ctx, message),
    amend: amended => amend(ctx, amended),
    say: (input, call) => sayInRoom(ctx, input, call),
    listRoomOptions: () => listRoomOptions(ctx),
    setRoomOptions: change => setRoomOptions(ctx, change),
    listCommands: () => listCommands(ctx),
    addCommand: command => addCommand(ctx, command),
    changeCommand: change => changeCommand(ctx, change),
    removeCommand: one => removeCommand(ctx, one),
    listCounters: () => listCounters(ctx),
    setCounter: counter => setCounter(ctx, counter),
    removeCounter: one => removeCounter(ctx, one),
    listTimers: () => listTimers(ctx),
    addTimer: timer => addTimer(ctx, timer),
    changeTimer: change => changeTimer(ctx, change),
    removeTimer: one => removeTimer(ctx, one),
    showQueues: () => showQueues(ctx),
    getPrivacy: () => privacy(ctx),
    searchLog: input => searchLog(ctx, input),
    listLogs: () => listLogs(ctx),
    eraseLog: input => eraseLog(ctx, input),
    exportLog: (input, call) => exportLog(ctx, input, call),
    aboutPerson: input => aboutPerson(ctx, input),
    forgetPerson: input => forgetPerson(ctx, input),
    getRoomRules: input => getRoomRules(ctx, input),
    setRoomRules: input => setRoomRules(ctx, input),
    listDecisions: input => listDecisions(ctx, input),
    undoDecision: input => undoDecision(ctx, input),
    listActions: () => listActions(ctx),
    listRooms: () => listRooms(ctx),
    describeRoutes: async () => ({ paths: await describeRoutes(http => restRoutes(http, ctx)) }),
    answers: (input, call) => answers(ctx, input, call),
  };
}
