import { z } from 'zod';

/** Where a page of a list begins: `?after=`, as the previous page gave it. */
export const after = z.string().min(1).max(200).optional();
