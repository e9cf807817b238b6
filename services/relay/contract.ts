import { z } from 'zod';
import { describingMethods } from '../../core/http/described.ts';
import { defineContract, method } from '../../core/rpc/contract.ts';
import { moderateShape } from './contract/acts.ts';
import { BridgeInput, BridgeName, BridgeState } from './contract/bridges.ts';
import { NetworkStatus } from './contract/networks.ts';
import { Stream } from './contract/streams.ts';

export { Act, ActResult, ActTarget, moderateShape } from './contract/acts.ts';
export { BridgeInput, BridgeName, BridgeState, QueueState } from './contract/bridges.ts';
export { NetworkStatus, PlaceStatus } from './contract/networks.ts';
export { Stream } from './contract/streams.ts';

/** Days for which names and words of a line of a bridge are kept, so that it can be changed and quoted in the other rooms. */
export const LINE_DAYS = 1;

const ByNetwork = z.object({ network: z.string().max(30) });

export const relayContract = defineContract('relay', {
  paths: ['/api/v1/relay'],
  methods: {
    ...describingMethods,
    /** Every network of the configuration, and how it stands. */
    listNetworks: method({
      input: z.object({}),
      output: z.object({ networks: z.array(NetworkStatus) }),
      idempotent: true,
    }),
    /** Every bridge, of the configuration and made since, and what waits for its rooms. */
    listBridges: method({
      input: z.object({}),
      output: z.object({ bridges: z.array(BridgeState) }),
      idempotent: true,
    }),
    /** Makes a bridge, or puts it in the place of the one of its name. Throws `conflict` for one of the configuration. */
    putBridge: method({ input: BridgeInput, output: BridgeState, idempotent: true }),
    /** `not_found`; `conflict` for one of the configuration. */
    deleteBridge: method({ input: z.object({ name: BridgeName }), output: z.object({}), idempotent: true }),
    /**
     * The stream that belongs to a room: of the Twitch channel that it is, of one that it is joined to, or of the only one there is.
     * Without one there is none; throws `unavailable` when Twitch cannot be asked.
     */
    getStream: method({
      input: z.object({ room: z.string().min(3).max(300) }),
      output: z.object({ stream: Stream.optional() }),
      idempotent: true,
    }),
    /**
     * Erases what is kept of what somebody said in rooms of bridges: of these persons (`account:ann`, as their network has
     * authenticated them, or `id:44`, as it knows them), and of whoever was called so; in rooms whose ids begin with one of `rooms`,
     * such as `irc/libera/`, or in all. That there was a line stays, so that it can be deleted in the other rooms.
     */
    forget: method({
      input: z.object({
        persons: z.array(z.string().max(250)).max(100).default([]),
        names: z.array(z.string().max(200)).max(100).default([]),
        rooms: z.array(z.string().max(300)).max(20).optional(),
      }),
      output: z.object({ erased: z.number() }),
      idempotent: true,
    }),
    /** Does in a room what a moderator there could. Throws `not_found` for a room of no network. */
    moderate: method({ ...moderateShape, timeout: 20_000 }),
    /**
     * Begins to connect a Twitch account: whoever opens the address and types the code lets the relay speak as them. The relay
     * waits for it by itself. Throws `unavailable` when Twitch does not answer.
     */
    connectTwitch: method({
      input: ByNetwork,
      output: z.object({ code: z.string(), url: z.string(), expiresAt: z.iso.datetime() }),
      timeout: 15_000,
    }),
    /** Forgets the tokens of a Twitch account. */
    disconnectTwitch: method({ input: ByNetwork, output: z.object({}), idempotent: true }),
    /** Who a Twitch account is: the id by which it is known for sensitive actions. `not_found` when there is none. */
    findTwitchUser: method({
      input: ByNetwork.extend({ login: z.string().max(30) }),
      output: z.object({ id: z.string(), login: z.string(), name: z.string() }),
      idempotent: true,
    }),
  },
});
