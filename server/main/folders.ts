import { rootsOf } from '../inbound/folder-rules';
import { FolderWatch } from '../inbound/watch-folders';
import type { Context } from '../platform/context';
import type { Environment } from '../platform/env';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';

const SCAN_MS = 2000;

/** Looks at the watched folders until `close`, which lets the file under way go in first. */
export function watchFolders(ctx: Context, environment: Environment): { close: () => Promise<void> } {
  const watch = new FolderWatch(ctx, { roots: rootsOf(environment.RELAIS_FOLDERS), acceptsTests: environment.RELAIS_DEMO });
  const round = () => void watch.round().catch((error) => log('error', 'folder.round', { code: codeOf(error) }));
  const timer = setInterval(round, SCAN_MS);
  return {
    close: async () => {
      clearInterval(timer);
      await watch.settled();
    },
  };
}
