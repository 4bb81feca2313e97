import { allows } from '../access/permissions';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import type { LiveChange } from './live-bus';

/**
 * Says whether an actor may learn that something changed there. Never wider than what he may read: a prescriber does not learn the rhythm of another
 * one's results.
 */
export function mayFollow(actor: ProfessionalActor | PatientActor, { topic, key }: LiveChange): boolean {
  // Who reads for somebody else does not learn that something came which may be none of his business.
  if (actor.kind === 'patient') return actor.representationId === null && topic === 'results' && (key === null || key === actor.patientId);
  switch (topic) {
    case 'worklist':
    case 'presence':
      return actor.roles.includes('biologist') && (key === null || (actor.siteIdsByRole?.biologist ?? actor.siteIds).includes(key));
    case 'duty':
      return allows(actor, 'duty.reach');
    case 'results':
      return followsResults(actor, key);
    case 'security':
      return key === null || key === actor.userId || actor.roles.some((role) => role === key);
    case 'exchanges':
      return actor.roles.some((role) => role === 'administrator' || role === 'manager' || role === 'referent');
    case 'outbox':
    case 'activity':
      return actor.roles.some((role) => role === 'administrator' || role === 'manager' || (topic === 'activity' && role === 'quality_manager'));
  }
}

function followsResults(actor: ProfessionalActor, key: string | null): boolean {
  const keys = [
    ...(actor.roles.includes('prescriber') && actor.prescriberId ? [actor.prescriberId] : []),
    ...(actor.roles.includes('ward_staff') ? actor.wardIds : []),
  ];
  return key === null ? keys.length > 0 : keys.includes(key);
}
