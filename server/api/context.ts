import { originOf, type RequestOrigin } from '../access/request-origin';
import { sessionFrom } from '../access/session-from';
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
  return {
    db,
    now,
    origin: originOf(headers),
    responseHeaders,
    professional: () => sessionFrom(request, 'professional', { db, now }),
    patient: () => sessionFrom(request, 'patient', { db, now }),
  };
}

export const anonymousActor = (origin: RequestOrigin, noticeTokenHash: string | null): AnonymousActor => ({ kind: 'anonymous', noticeTokenHash, ...origin });
