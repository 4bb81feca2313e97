import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { sha256 } from '../platform/ids';
import { paperCodeHash } from './paper-code';

/** What somebody who has not come in says of himself, or holds: the row-level policies then show the one row that it names and no other. */
export interface Claims {
  /** Identifier of a patient's account: an e-mail address. */
  login?: string;
  /** Identifier of a passkey, as the authenticator gives it. */
  credential?: string;
  /** What the browser holds between two steps of a ceremony. */
  step?: string;
  /** Subject that FranceConnect vouches for. */
  subject?: string;
  /** The laboratory's code, as it was typed. */
  enrolment?: string;
}

/** Makes the claims known to the row-level policies for the rest of this transaction; those that are not given are taken back. Proves nothing by itself. */
export async function claim(tx: Transaction, { login, credential, step, subject, enrolment }: Claims): Promise<void> {
  await tx.execute(sql`select
    set_config('relais.claimed_login', ${login === undefined ? '' : plainLogin(login)}, true),
    set_config('relais.claimed_credential', ${credential ?? ''}, true),
    set_config('relais.claimed_step', ${step === undefined ? '' : sha256(step)}, true),
    set_config('relais.claimed_subject', ${subject ?? ''}, true),
    set_config('relais.claimed_enrolment', ${enrolment === undefined ? '' : paperCodeHash(enrolment)}, true)`);
}

/** An identifier as it is stored. */
export const plainLogin = (login: string): string => login.trim().toLowerCase();
