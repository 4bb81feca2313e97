import type { Transaction } from '../../db/client';
import type { DutyContact } from '../../db/schema/duty';
import { contactsOf } from './store';

/** The numbers by which a person on duty is reached, in their order. */
export const readContacts = async (tx: Transaction, userId: string): Promise<DutyContact[]> => (await contactsOf(tx, [userId])).get(userId) ?? [];
