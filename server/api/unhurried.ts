import { PUBLIC_DOOR, withinLimit } from '../access/rate-limit';
import type { ApiContext } from './context';

/** A door that is open to everybody opens so many times a minute to one network address: guessing is slow even where nothing else counts the tries. */
export async function isUnhurried({ db, origin: { address }, now }: Pick<ApiContext, 'db' | 'origin' | 'now'>, door: string): Promise<boolean> {
  return address === '' || db.transaction((tx) => withinLimit(tx, PUBLIC_DOOR, `${door} ${address}`, now()));
}
