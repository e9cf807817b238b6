import type { FastifyReply } from 'fastify';
import { AppError, toAppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import type { BridgeInput, BridgeState } from '../../../../relay/contract.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { type BridgeForm, NEW_BRIDGE } from '../../views/networks/bridge-form.ts';
import { bridgeView, connectTwitchView, networksView } from '../../views/networks/networks.ts';
import { NETWORKS_PATH } from '../../views/networks/paths.ts';

type Sent = Record<string, string | undefined>;

/** `GET /admin/networks`. */
export async function networksPage(asked: AdminRequest): Promise<Html> {
  return list(asked);
}

/** `GET /admin/networks/bridges/NAME`. */
export async function bridgePage(asked: AdminRequest): Promise<Html> {
  const bridge = await find(asked, paramOf(asked, 'name'));
  return bridgeView(asked, bridge.name, formOf(bridge), undefined);
}

/** `POST /admin/networks/bridges` makes a bridge or changes the one of its name. */
export async function saveBridge(asked: AdminRequest): Promise<Html | FastifyReply> {
  const form = readForm((asked.request.body ?? {}) as Sent);
  const { relay } = asked.web;
  try {
    await relay.putBridge(inputOf(form), asked.request.call);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code !== 'invalid' && code !== 'conflict') throw thrown;
    asked.reply.code(400);
    const isThere = (await relay.listBridges({}, asked.request.call)).bridges.some(
      ({ name, fixed }) => name === form.name && !fixed,
    );
    return isThere ? bridgeView(asked, form.name, form, message) : list(asked, form, message);
  }
  return goTo(asked, NETWORKS_PATH, 'The rooms are joined.');
}

/** `POST /admin/networks/bridges/NAME/delete`. */
export async function removeBridge(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.relay.deleteBridge({ name: paramOf(asked, 'name') }, asked.request.call);
  return goTo(asked, NETWORKS_PATH, 'The rooms are parted.');
}

/** `POST /admin/networks/NETWORK/connect` shows the code by which a Twitch account is connected. */
export async function connectTwitch(asked: AdminRequest): Promise<Html> {
  const network = paramOf(asked, 'network');
  const shown = await asked.web.relay.connectTwitch({ network }, asked.request.call);
  return connectTwitchView(asked, { network, ...shown });
}

/** `POST /admin/networks/NETWORK/disconnect`. */
export async function disconnectTwitch(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.relay.disconnectTwitch({ network: paramOf(asked, 'network') }, asked.request.call);
  return goTo(asked, NETWORKS_PATH, 'The account is disconnected.');
}

/** `POST /admin/networks/NETWORK/find` says by which id a Twitch name is known. */
export async function findTwitchUser(asked: AdminRequest): Promise<FastifyReply> {
  const { login = '' } = (asked.request.body ?? {}) as Sent;
  const network = paramOf(asked, 'network');
  const found = await asked.web.relay
    .findTwitchUser({ network, login: login.trim().slice(0, 30) }, asked.request.call)
    .then(
      ({ id, name }) => `${name} has the id ${id}. Enter it as a moderator of the room under Bot.`,
      thrown => {
        const error = toAppError(thrown);
        if (error.code === 'internal') throw thrown;
        return error.message;
      },
    );
  return goTo(asked, NETWORKS_PATH, found);
}

async function list(asked: AdminRequest, form = NEW_BRIDGE, problem?: string): Promise<Html> {
  const { relay } = asked.web;
  const { call } = asked.request;
  const [{ networks }, { bridges }] = await Promise.all([
    relay.listNetworks({}, call),
    relay.listBridges({}, call),
  ]);
  return networksView(asked, { networks, bridges, form, problem });
}

async function find(asked: AdminRequest, name: string): Promise<BridgeState> {
  const { bridges } = await asked.web.relay.listBridges({}, asked.request.call);
  const bridge = bridges.find(one => one.name === name && !one.fixed);
  if (bridge) return bridge;
  throw new AppError('not_found', 'There is no such bridge that could be changed here.');
}

function formOf({ rooms, oneWay, ignore, ignorePrefixes, ...rest }: BridgeState): BridgeForm {
  return {
    ...rest,
    rooms: rooms.map(room => [room, oneWay[room]].filter(Boolean).join(' ')).join('\n'),
    ignore: ignore.join('\n'),
    ignorePrefixes: ignorePrefixes.join(' '),
  };
}

function readForm(sent: Sent): BridgeForm {
  return {
    name: sent['name']?.trim().slice(0, 40) ?? '',
    rooms: sent['rooms'] ?? '',
    sender: sent['sender']?.trim().slice(0, 60) || NEW_BRIDGE.sender,
    ignore: sent['ignore'] ?? '',
    ignorePrefixes: sent['ignorePrefixes'] ?? '',
    colours: sent['colours'] !== undefined,
    styles: sent['styles'] !== undefined,
    paused: sent['paused'] !== undefined,
  };
}

function inputOf(form: BridgeForm): BridgeInput {
  const lines = form.rooms
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([room]) => room);
  const ways = lines.flatMap(([room = '', way]) =>
    way === 'from' || way === 'to' ? [[room, way] as const] : [],
  );
  const wrong = lines.find(
    ([, way, ...more]) => (way !== undefined && way !== 'from' && way !== 'to') || more.length > 0,
  );
  if (wrong)
    throw new AppError('invalid', `rooms: write one a line; "${wrong.join(' ')}" is not understood.`);
  const { name, sender, colours, styles, paused } = form;
  return {
    ...{ name, sender, colours, styles, paused },
    rooms: lines.map(([room = '']) => room.slice(0, 300)).slice(0, 20),
    oneWay: Object.fromEntries(ways),
    ignore: form.ignore
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
    ignorePrefixes: form.ignorePrefixes.split(/\s+/).filter(Boolean),
  };
}

function paramOf({ request }: AdminRequest, name: 'name' | 'network'): string {
  const value = (request.params as Sent)[name] ?? '';
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(value)) return value;
  throw new AppError('not_found', 'There is no such thing.');
}
