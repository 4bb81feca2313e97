import { originOf, type RequestOrigin } from '../access/request-origin';
import { endOf, sessionFrom } from '../access/session-from';
import { isBlocked } from '../access/terminal-standing';
import { type WebDatabase, webConnection } from '../access/web-connection';
import type { AnonymousActor, PatientActor, ProfessionalActor } from '../platform/actor';

/** What a procedure knows of its request before anybody is identified. */
export interface ApiContext {
  db: WebDatabase;
  now: () => Date;
  origin: RequestOrigin;
  /** Headers of the answer: a use case's `Set-Cookie` goes here. */
  responseHeaders: Headers;
  professional(): Promise<ProfessionalActor | null>;
  patient(): Promise<PatientActor | null>;
  /** Why nobody of a realm is behind the request. */
  endOf(realm: 'professional' | 'patient'): Promise<'session-taken' | 'session-expired'>;
  /** Whether the device that the request comes from is passivated or revoked: then nothing opens, whoever is in. */
  isTerminalBlocked(): Promise<boolean>;
}

interface Given {
  headers: Headers;
  responseHeaders?: Headers;
  db?: WebDatabase;
  now?: () => Date;
}

/** Makes the context of one request; a session is looked up when a procedure asks for it, not before. */
export function createApiContext({ headers, responseHeaders = new Headers(), db = webConnection().db, now = () => new Date() }: Given): ApiContext {
  const request = { headers };
  const origin = originOf(headers);
  return {
    db,
    now,
    origin,
    responseHeaders,
    professional: () => sessionFrom(request, 'professional', { db, now }),
    patient: () => sessionFrom(request, 'patient', { db, now }),
    endOf: (realm) => endOf(request, realm, { db, now }),
    isTerminalBlocked: () => isBlocked(db, origin, now()),
  };
}

export const anonymousActor = (origin: RequestOrigin, noticeTokenHash: string | null): AnonymousActor => ({ kind: 'anonymous', noticeTokenHash, ...origin });
