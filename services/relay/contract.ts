import { z } from 'zod';
import { defineContract, method } from '../../core/rpc/contract.ts';

export const NetworkStatus = z.object({
  name: z.string(),
  kind: z.literal('irc'),
  state: z.enum(['connecting', 'connected', 'waiting']),
  nick: z.string().optional(),
  channels: z.array(z.string()),
  since: z.iso.datetime(),
  /** Why it is not connected, in words. */
  problem: z.string().optional(),
});

export type NetworkStatus = z.infer<typeof NetworkStatus>;

export const relayContract = defineContract('relay', {
  methods: {
    listNetworks: method({
      input: z.object({}),
      output: z.object({ networks: z.array(NetworkStatus) }),
      idempotent: true,
    }),
  },
});
