import { z } from 'zod';
import { method } from '../rpc/contract.ts';

/** Path items of OpenAPI 3.1 by their paths (https://spec.openapis.org/oas/v3.1.1.html#paths-object). */
export const Paths = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Paths = z.infer<typeof Paths>;

/** How a caller says who it is: a bearer token (RFC 6750), by the name that the schemas of routes use. */
export const SECURITY_SCHEMES = { token: { type: 'http', scheme: 'bearer' } } as const;

/** What a service has in its contract whose routes are a part of the site's one OpenAPI document. */
export const describingMethods = {
  /** Its routes under `/api/v1`. They refer to the response `Problem`, which the document adds. */
  describeRoutes: method({ input: z.object({}), output: z.object({ paths: Paths }), idempotent: true }),
};
