import type { Transaction } from '../../db/client';
import { unsharedNames } from './store';

/**
 * The legal entities whose results are not consulted for a dossier of this one, since nothing is agreed: named whoever the patient is, so that it tells nothing of where he was.
 * @see GBUI I-2 (a missing result says why), XIV-3
 */
export const readUnsharedEntities = (tx: Transaction, legalEntityId: string): Promise<string[]> => unsharedNames(tx, legalEntityId);
