import { relayContract } from '../../relay/contract.ts';
import { fakeClient } from './fake-client.ts';

const SINCE = '2026-11-01T10:00:00Z';

const HOME = {
  ...{
    name: 'home',
    rooms: ['chat/lobby', 'irc/libera/#mill'],
    sender: '{name}',
    colours: false,
    styles: false,
  },
  ...{
    ignore: ['otherbot'],
    ignorePrefixes: ['!'],
    oneWay: { 'irc/libera/#mill': 'from' as const },
    paused: false,
  },
};

/** A relay on an IRC network and Twitch, with a bridge of its own and one of the configuration. */
export function fakeRelay(took: <T>(method: string, answer: T) => (input: unknown) => T) {
  const queues = [
    { room: 'chat/lobby', waiting: 0, dropped: 0 },
    { room: 'irc/libera/#mill', waiting: 3, dropped: 1, since: SINCE, problem: '#mill refuses it: +m' },
  ];
  const bridge = { ...HOME, fixed: false, queues };
  return fakeClient(relayContract, {
    listNetworks: () => ({
      networks: [
        {
          ...{ name: 'libera', kind: 'irc', state: 'waiting', since: SINCE, channels: [], queued: 2 },
          problem: 'the server stopped answering',
          places: [{ name: '#mill', joined: false, problem: 'not let in twice; trying again' }],
        },
        {
          ...{
            name: 'tv',
            kind: 'twitch',
            state: 'connected',
            since: SINCE,
            channels: ['#ada'],
            readOnly: true,
          },
          places: [{ name: '#ada', joined: true }],
        },
      ],
    }),
    listBridges: () => ({ bridges: [bridge, { ...bridge, name: 'fixed', fixed: true }] }),
    putBridge: took('putBridge', bridge),
    deleteBridge: took('deleteBridge', {}),
    connectTwitch: took('connectTwitch', {
      ...{ code: 'ABCD-EFGH', url: 'https://www.twitch.tv/activate', expiresAt: SINCE },
    }),
    disconnectTwitch: took('disconnectTwitch', {}),
    findTwitchUser: took('findTwitchUser', { id: '1001', login: 'ada', name: 'Ada' }),
  });
}
