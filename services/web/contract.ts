import { defineContract } from '../../core/rpc/contract.ts';

/** `web` answers people and calls the other services; none of them calls it. */
export const webContract = defineContract('web', { paths: ['/'], methods: {} });
