import { describeRoutes } from '../../../core/http/describe-routes.ts';
import type { Implementation } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { chatContract } from '../contract.ts';
import { identify } from '../people/identify.ts';
import { restRoutes } from '../routes.ts';
import { carryMessage, changeCarried, roomChanges } from './carry.ts';
import { deleteMessage, editMessage, getSource, react } from './change-message.ts';
import { listMentions } from './mentions.ts';
import { exportRoom, listMessages, searchMessages } from './messages.ts';
import { listModeration, moderateRoom } from './moderate.ts';
import { moderate } from './moderate-for-bot.ts';
import { listRead, markRead } from './read-markers.ts';
import { createRoom, deleteRoom, getRoom, getRoomSettings, listRooms, updateRoom } from './rooms.ts';
import { runCommand } from './run-command.ts';
import { liftSanction, listSanctions, sanction } from './sanctions.ts';
import { sayInRoom } from './say.ts';
import { takeName } from './take-name.ts';

/** What the contract promises. */
export function chatMethods(ctx: ChatContext): Implementation<typeof chatContract> {
  return {
    describeRoutes: async () => ({ paths: await describeRoutes(http => restRoutes(http, ctx)) }),
    listRooms: (input, call) => listRooms(ctx, input, call),
    getRoom: (input, call) => getRoom(ctx, input, call),
    getRoomSettings: input => getRoomSettings(ctx, input),
    createRoom: input => createRoom(ctx, input),
    updateRoom: input => updateRoom(ctx, input),
    deleteRoom: input => deleteRoom(ctx, input),
    listMessages: (input, call) => listMessages(ctx, input, call),
    searchMessages: (input, call) => searchMessages(ctx, input, call),
    sayInRoom: (input, call) => sayInRoom(ctx, input, call),
    editMessage: (input, call) => editMessage(ctx, input, call),
    deleteMessage: (input, call) => deleteMessage(ctx, input, call),
    getSource: (input, call) => getSource(ctx, input, call),
    react: (input, call) => react(ctx, input, call),
    exportRoom: (input, call) => exportRoom(ctx, input, call),
    carryMessage: input => carryMessage(ctx, input),
    changeCarried: input => changeCarried(ctx, input),
    roomChanges: (input, call) => roomChanges(ctx, input, call),
    identify: async ({ from }, call) => {
      const caller = await identify(ctx, from, call);
      return caller ? { person: { id: caller.id, name: caller.name, role: caller.role } } : {};
    },
    takeName: (input, call) => takeName(ctx, input, call),
    markRead: (input, call) => markRead(ctx, input, call),
    listRead: (input, call) => listRead(ctx, input, call),
    listMentions: (input, call) => listMentions(ctx, input, call),
    sanction: (input, call) => sanction(ctx, input, call),
    liftSanction: (input, call) => liftSanction(ctx, input, call),
    listSanctions: (input, call) => listSanctions(ctx, input, call),
    moderate: (input, call) => moderate(ctx, input, call),
    moderateRoom: (input, call) => moderateRoom(ctx, input, call),
    listModeration: (input, call) => listModeration(ctx, input, call),
    runCommand: (input, call) => runCommand(ctx, input, call),
  };
}
