import type { Implementation } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { opmlMethods, opmlStreams } from '../../contract/opml.ts';
import { exportOpml } from './export-opml.ts';
import { importOpml } from './import-opml.ts';

type Opml = Implementation<{
  service: string;
  paths: readonly string[];
  methods: typeof opmlMethods;
  streams: typeof opmlStreams;
  events: Record<never, never>;
  errors: Record<never, never>;
}>;

/** The methods and streams of `contract/opml.ts`. */
export function opmlImplementation(ctx: ReaderContext): Opml {
  return {
    exportOpml: input => exportOpml(ctx, input),
    importOpml: (input, call) => importOpml(ctx, input, call),
  };
}
