import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { declareFolder } from './declare-folder';
import { MAX_FILE_BYTES } from './folder-rules';
import { readFolders } from './read-folders';
import { receiveFrame } from './receive-frame';
import { switchFolder } from './switch-folder';
import { FolderWatch } from './watch-folders';

process.env['NEXTAUTH_SECRET'] ??= 'a secret that is only for the tests';

let product: TestProduct;
let referent: Context;
let root: string;
let path: string;
let folderId: string;
let watch: FolderWatch;
beforeAll(async () => {
  product = await openTestProduct();
  referent = product.as(await product.person('referent'));
});
afterAll(() => product.end());
beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'relais-folder-')));
  path = join(root, 'labo');
  mkdirSync(path);
  const declared = await declareFolder(referent, { laboratoryId: referenceIds.laboratory('valmont'), path, roots: [root] });
  folderId = declared.ok ? declared.value.id : '';
  watch = startAgain();
});
afterEach(async () => {
  await product.access.worker.execute(sql`update watched_folder set last_error = null`);
  await switchFolder(referent, { folderId, isActive: false });
  rmSync(root, { recursive: true });
});

const startAgain = (ctx: Context = product.ctx) => new FolderWatch(ctx, { roots: [root], acceptsTests: true });
const put = (name: string, bytes: Buffer | string) => writeFileSync(join(path, name), bytes);
const see = (place = '') => readdirSync(join(path, place)).filter((name) => place !== '' || /\./.test(name));
const text = (...parts: string[]) => readFileSync(join(path, ...parts), 'utf8');
const DAY = 'traites/2026-11-21';

async function look(times = 1) {
  for (let count = 0; count < times; count += 1) {
    await watch.round();
    await watch.settled();
    product.clock.pass(2000);
  }
}

let count = 0;
const message = (more: Partial<TestMessage> = {}) => {
  count += 1;
  return testMessage({ controlId: `F${count}`, accessionNumber: `2611219${String(count).padStart(4, '0')}`, ...more });
};
const stored = async (bytes: Buffer) => [
  ...(await product.access.worker.execute<{ state: string; door: string; repeats: number }>(
    sql`select state, door, repeats from inbound_message where raw = ${bytes}`,
  )),
];
const fileRows = async () => [
  ...(await product.access.worker.execute<{ name: string; state: string; answers: string[] }>(
    sql`select name, state, answers from watched_file where folder_id = ${folderId} order by name`,
  )),
];
const folderRow = async () =>
  (await product.access.worker.execute<{ error: string | null }>(sql`select last_error as error from watched_folder where id = ${folderId}`))[0];
const openAlarms = async () =>
  (await product.access.worker.execute(sql`select 1 from link_alarm where kind = 'folder-absent' and subject = ${path} and closed_at is null`)).length;

describe('a file', () => {
  test('is taken once it is whole, stored once, answered, put away and applied', async () => {
    const bytes = message();
    put('a.hl7', bytes.subarray(0, 200));
    await look();
    put('a.hl7', bytes);
    await look();
    expect(see()).toEqual(['a.hl7']);
    await look();
    expect([see(), see('en-cours'), see(DAY), see('accuses'), see('erreurs')]).toEqual([[], [], ['a.hl7'], ['a.hl7.ack'], []]);
    expect(text('accuses', 'a.hl7.ack')).toMatch(new RegExp(`^MSH\\|.*\\rMSA\\|AA\\|F${count}`, 's'));
    await product.settle();
    expect(await stored(bytes)).toMatchObject([{ state: 'applied', door: 'folder', repeats: 0 }]);
    expect(await fileRows()).toEqual([{ name: 'a.hl7', state: 'done', answers: ['AA'] }]);
  });

  test('that came before, under whatever name, gets the same answer and changes nothing', async () => {
    const bytes = message();
    put('a.hl7', bytes);
    await look(2);
    const first = text('accuses', 'a.hl7.ack');
    put('a.hl7', bytes);
    put('b.txt', Buffer.concat([Buffer.from('\u000b'), bytes, Buffer.from('\u001c\r')]));
    await look(2);
    expect([text('accuses', 'a-2.hl7.ack'), text('accuses', 'b.txt.ack')]).toEqual([first, first]);
    expect(await stored(bytes)).toMatchObject([{ repeats: 2 }]);
    expect(see(DAY)).toEqual(['a-2.hl7', 'a.hl7', 'b.txt']);
  });

  test('that does not go in stands among the errors with the reason, and keeps no other from going in', async () => {
    const [other, good] = [message(), message()];
    put('a.hl7', 'GET / HTTP/1.1');
    put('b.hl7', other.toString('latin1').replace('ORU^R01', 'MDM^T02'));
    put('c.hl7', good);
    await look(2);
    expect(see('erreurs')).toEqual(['a.hl7', 'a.hl7.txt', 'b.hl7', 'b.hl7.txt']);
    expect(text('erreurs', 'a.hl7.txt')).toMatch(/Pourquoi :\r\n- message 1, réponse AE : .+\r\n\r\nQue faire :\r\n- Réponse AE/);
    expect(text('erreurs', 'b.hl7.txt')).toMatch(/réponse AR : MSH 9 .+ déposez à nouveau/s);
    expect(see(DAY)).toEqual(['c.hl7']);
    expect(await fileRows()).toMatchObject([{ state: 'failed', answers: ['AE'] }, { state: 'failed', answers: ['AR'] }, { state: 'done' }]);
    const list = await readFolders(referent);
    expect(
      list.ok &&
        list.value.folders
          .find(({ id }) => id === folderId)
          ?.failures.map(({ name }) => name)
          .toSorted(),
    ).toEqual(['a.hl7', 'b.hl7']);
  });

  test('in the name of another laboratory is not proven', async () => {
    put('a.hl7', Buffer.from(message().toString('latin1').replace('LBM-VALMONT', 'LBM-HAUTERIVE'), 'latin1'));
    await look(2);
    expect(text('erreurs', 'a.hl7.txt')).toContain('réponse AR');
  });

  test('that is too large is not read', async () => {
    put('a.hl7', 'MSH');
    truncateSync(join(path, 'a.hl7'), MAX_FILE_BYTES + 1);
    await look(2);
    expect(text('erreurs', 'a.hl7.txt')).toContain('32 Mio');
    expect(see('accuses')).toEqual([]);
  });

  test('that is a link, or has a name that cannot be carried, stays where it is', async () => {
    const secret = join(root, 'ailleurs.hl7');
    writeFileSync(secret, message());
    symlinkSync(secret, join(path, 'a.hl7'));
    put('nul.hl7', message());
    await look(3);
    expect(see()).toEqual(['a.hl7', 'nul.hl7']);
    expect(await folderRow()).toEqual({ error: 'refused-names' });
    expect(await fileRows()).toEqual([]);
  });
});

describe('a death loses and doubles nothing', () => {
  const afterwards = async (bytes: Buffer) => {
    watch = startAgain();
    await look(2);
    await product.settle();
    return { places: [see('en-cours'), see(DAY), see('accuses')], messages: await stored(bytes), files: await fileRows() };
  };
  const whole = (repeats: number) => ({
    places: [[], ['a.hl7'], ['a.hl7.ack']],
    messages: [{ state: 'applied', door: 'folder', repeats }],
    files: [{ name: 'a.hl7', state: 'done', answers: ['AA'] }],
  });

  test('after the file was taken', async () => {
    await look();
    const bytes = message();
    writeFileSync(join(path, 'en-cours', 'a.hl7'), bytes);
    expect(await afterwards(bytes)).toEqual(whole(0));
  });

  test('after the message was stored', async () => {
    await look();
    const bytes = message();
    await receiveFrame(product.ctx, { bytes, peer: 'x', acceptsTests: true, door: 'folder' });
    writeFileSync(join(path, 'en-cours', 'a.hl7'), bytes);
    expect(await afterwards(bytes)).toEqual(whole(1));
  });

  test('while the answer was being written', async () => {
    await look();
    const bytes = message();
    await receiveFrame(product.ctx, { bytes, peer: 'x', acceptsTests: true, door: 'folder' });
    writeFileSync(join(path, 'en-cours', 'a.hl7'), bytes);
    writeFileSync(join(path, 'accuses', 'a.hl7.ack.tmp'), 'MSH|half');
    expect(await afterwards(bytes)).toEqual(whole(1));
  });

  test('after everything but the last move', async () => {
    const bytes = message();
    put('a.hl7', bytes);
    await look(2);
    renameSync(join(path, DAY, 'a.hl7'), join(path, 'en-cours', 'a.hl7'));
    expect(await afterwards(bytes)).toEqual(whole(1));
  });

  test.each([1, 2, 3])('at transaction %i of a file', async (deadly) => {
    await look();
    const bytes = message();
    put('a.hl7', bytes);
    await look();
    let seen = 0;
    // Each file has three: taken, received, done. The round's own and what is said of it afterwards are left alone.
    const dying: Context = {
      ...product.ctx,
      transaction: (work) => {
        seen += 1;
        return seen === deadly + 1 ? Promise.reject(new Error('the database is gone')) : product.ctx.transaction(work);
      },
    };
    watch = new FolderWatch(dying, { roots: [root], acceptsTests: true });
    writeFileSync(join(path, 'en-cours', 'a.hl7'), bytes);
    rmSync(join(path, 'a.hl7'));
    await look();
    expect(see('en-cours')).toEqual(['a.hl7']);
    expect(await folderRow()).toEqual({ error: 'not-stored' });
    expect(await afterwards(bytes)).toEqual(whole(deadly === 3 ? 1 : 0));
    expect(await folderRow()).toEqual({ error: null });
  });
});

describe('a folder', () => {
  test('that is gone rings once, keeps no other waiting, and is quiet when it is back', async () => {
    renameSync(path, join(root, 'parti'));
    await look(3);
    expect([await folderRow(), await openAlarms()]).toEqual([{ error: 'absent' }, 1]);
    renameSync(join(root, 'parti'), path);
    await look();
    expect([await folderRow(), await openAlarms()]).toEqual([{ error: null }, 0]);
  });

  test('that leads out of the roots is not read', async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'relais-outside-')));
    rmSync(path, { recursive: true });
    symlinkSync(outside, path);
    writeFileSync(join(outside, 'a.hl7'), message());
    await look(3);
    expect([await folderRow(), readdirSync(outside)]).toEqual([{ error: 'outside' }, ['a.hl7']]);
    rmSync(outside, { recursive: true });
  });

  test('whose subfolder is a link is not worked in', async () => {
    const outside = join(root, 'ailleurs');
    mkdirSync(outside);
    symlinkSync(outside, join(path, 'traites'));
    put('a.hl7', message());
    await look(3);
    expect([await folderRow(), see(), readdirSync(outside)]).toEqual([{ error: 'not-writable' }, ['a.hl7'], []]);
  });

  test('that is closed is not read, and its alarm ends', async () => {
    renameSync(path, join(root, 'parti'));
    await look();
    expect(await openAlarms()).toBe(1);
    expect((await switchFolder(referent, { folderId, isActive: false })).ok).toBe(true);
    renameSync(join(root, 'parti'), path);
    put('a.hl7', message());
    await look(3);
    expect([see(), await openAlarms()]).toEqual([['a.hl7'], 0]);
    expect((await switchFolder(referent, { folderId, isActive: false })).ok).toBe(false);
  });
});

describe('a folder is declared', () => {
  const laboratoryId = referenceIds.laboratory('valmont');
  const declare = (ctx: Context, more: { path?: string; laboratoryId?: string }) =>
    declareFolder(ctx, { laboratoryId, path: join(root, newId()), roots: [root], ...more });

  test.each([
    ['outside the roots', { path: '/etc/relais' }, 'folder-outside'],
    ['by no whole path', { path: '../labo' }, 'folder-malformed'],
    ['for another laboratory', { laboratoryId: referenceIds.laboratory('hauterive') }, 'not-found'],
  ])('never %s', async (_what, more, code) => expect(await declare(referent, more)).toMatchObject({ ok: false, refusal: { code } }));

  test('once, and by a référent only', async () => {
    expect(await declare(referent, { path: `${path}/` })).toMatchObject({ ok: false, refusal: { code: 'folder-taken' } });
    expect(await declare(product.as(await product.person('manager')), {})).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('and seen by those of the laboratory; what its files are called, by its référent', async () => {
    put('a.hl7', 'x');
    await look(2);
    const [manager, elsewhere] = [
      await readFolders(product.as(await product.person('manager'))),
      await readFolders(product.as(await product.person('referent', ['hauterive']))),
    ];
    expect(manager.ok && manager.value.folders.find(({ id }) => id === folderId)).toMatchObject({ path, failures: [] });
    expect(elsewhere).toMatchObject({ ok: true, value: { folders: [] } });
    expect((await switchFolder(product.as(await product.person('referent', ['hauterive'])), { folderId, isActive: false })).ok).toBe(false);
  });
});
