import type { Context } from '../platform/context';
import { codeOf } from '../platform/fault';
import { clearAlarm, raiseAlarm } from '../platform/link-alarms';
import { announce } from '../platform/live';
import { log } from '../platform/log';
import type { FolderProblem, Look } from './folder-rules';
import { allFolders, saveScan, type WatchedFolderRow } from './folder-store';
import { scanFolder } from './scan-folder';

/** A share that does not answer holds its scan for as long as the system waits for it. */
const HANGING_MS = 60_000;
/** How often a quiet folder says that it is still looked at. */
const SIGN_OF_LIFE_MS = 30_000;
const RINGS: ReadonlySet<FolderProblem | null> = new Set(['absent', 'outside', 'not-writable']);

/**
 * Scans every open folder, each at its own pace: one that is gone or does not answer is said on the page, rings once, and keeps no other waiting. Its alarm ends when
 * it is back, or closed.
 */
export class FolderWatch {
  readonly #looks = new Map<string, Map<string, Look>>();
  readonly #running = new Map<string, { since: number; work: Promise<void> }>();

  constructor(
    readonly ctx: Context,
    readonly settings: { roots: readonly string[]; acceptsTests: boolean },
  ) {}

  /** Begins a scan of whatever is not being scanned. */
  async round(): Promise<void> {
    const folders = await this.ctx.transaction(allFolders);
    for (const folder of folders) {
      const running = this.#running.get(folder.id);
      if (running) {
        if (this.ctx.now().getTime() - running.since > HANGING_MS) await this.#say(folder, 'absent');
      } else if (folder.isActive) {
        const work = this.#scan(folder).finally(() => this.#running.delete(folder.id));
        this.#running.set(folder.id, { since: this.ctx.now().getTime(), work });
      } else if (folder.lastError !== null) await this.#say(folder, null);
    }
  }

  /** Waits for the scans that are under way. */
  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ work }) => work));
  }

  async #scan(folder: WatchedFolderRow): Promise<void> {
    const looks = this.#looks.get(folder.id) ?? new Map<string, Look>();
    this.#looks.set(folder.id, looks);
    try {
      await this.#say(folder, await scanFolder(this.ctx, folder, { ...this.settings, looks }));
    } catch (error) {
      log('error', 'folder.scan', { folder: folder.id, code: codeOf(error) });
      await this.#say(folder, 'absent').catch((fault) => log('error', 'folder.not-said', { folder: folder.id, code: codeOf(fault) }));
    }
  }

  async #say(folder: WatchedFolderRow, problem: FolderProblem | null): Promise<void> {
    const now = this.ctx.now();
    const isNews = problem !== folder.lastError;
    if (!isNews && folder.lastScanAt && now.getTime() - folder.lastScanAt.getTime() < SIGN_OF_LIFE_MS) return;
    const alarm = { kind: 'folder-absent', laboratoryId: folder.laboratoryId, subject: folder.path } as const;
    await this.ctx.transaction(async (tx) => {
      await saveScan(tx, folder.id, problem, now);
      if (RINGS.has(problem)) await raiseAlarm(this.ctx, tx, { ...alarm, detail: { problem } });
      else await clearAlarm(this.ctx, tx, alarm);
      if (isNews) await announce(tx, 'exchanges', folder.laboratoryId);
    });
  }
}
