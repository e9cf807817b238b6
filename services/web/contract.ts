import { z } from 'zod';
import { defineContract, method } from '../../core/rpc/contract.ts';

/** `web` answers people and calls the other services. Of it they ask only what it alone can make. */
export const webContract = defineContract('web', {
  paths: ['/'],
  methods: {
    /** A feed of the site as it is now, by its path such as `/feed.xml`; `not_found` when there is none. */
    getFeed: method({
      input: z.object({ path: z.string().max(2000) }),
      output: z.object({ type: z.string(), body: z.string() }),
      idempotent: true,
    }),
  },
});
