import { z } from 'zod';

/** An endpoint that speaks as OpenAI's chat completions do, on this machine or elsewhere. */
export const GuessOptions = z
  .strictObject({
    /** Without `/chat/completions`: `http://localhost:11434/v1`. */
    url: z.url({ protocol: /^https?$/ }),
    model: z.string().min(1).max(200),
    key: z.string().min(1).max(300).optional(),
    keyFile: z.string().min(1).optional(),
  })
  .refine(({ key, keyFile }) => key === undefined || keyFile === undefined, {
    message: 'takes either key or keyFile',
  });
export type GuessOptions = z.output<typeof GuessOptions>;
