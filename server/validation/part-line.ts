import { grouped } from '../platform/grouped';
import { isOpenRequest } from './request-rules';
import type { WorklistRow } from './store';
import type { StandingOfObservation } from './types';
import { type WorklistFacts, type WorklistNames, worklistRow } from './worklist-row';

/**
 * The lines of a dossier for the laboratories that executed parts of it, one each: made by the very function that makes the sampling laboratory's line, of that part alone, with the
 * part's own standings. What the whole has settled is nothing to do any more.
 * @see GBUI XIV-2, XIV-3.2 « visualisation des niveaux de validation »
 */
export function partLines(facts: WorklistFacts, names: Omit<WorklistNames, 'arrivedAt'> & { arrivedAt: (part: string) => Date | null }): WorklistRow[] {
  return [...grouped(facts.parts, ({ finessNumber }) => finessNumber)].flatMap(([finessNumber, own]) => {
    const executing = names.executing.get(finessNumber);
    if (!executing || executing.laboratoryId === facts.dossier.laboratoryId) return [];
    const keys = new Map(own.map((part) => [part.observationKey, part]));
    const isOwn = ({ observationKey }: { observationKey: string }) => keys.has(observationKey);
    const standings = facts.standings.filter(isOwn).map((standing): StandingOfObservation => {
      const part = keys.get(standing.observationKey);
      const isSettled =
        standing.standing === 'validated' || standing.standing === 'pending' || standing.standing === 'awaited' || standing.standing === 'dropped';
      return { ...standing, standing: isSettled || !part ? standing.standing : part.standing, decisionId: null, isReminded: false, isUnread: false };
    });
    const row = worklistRow(
      {
        ...facts,
        history: facts.history.filter(isOwn),
        observations: facts.observations.filter(isOwn),
        standings: standings.map((standing) => (standing.standing === 'pending' ? { ...standing, standing: 'validated' } : standing)),
        decided: [],
        identity: null,
        decisions: [],
        requests: facts.requests.filter((request) => isOpenRequest(request) && request.observationKeys.some((key) => keys.has(key))),
        readings: [],
        parts: [],
      },
      { ...names, arrivedAt: names.arrivedAt(executing.laboratoryId) },
    );
    const setAside = own.findLast(({ standing }) => standing === 'held' || standing === 'refused');
    const reason = setAside ? `${setAside.standing === 'refused' ? 'refusé, contrôle demandé : ' : ''}${setAside.reason}` : '';
    return [
      {
        ...row,
        siteId: executing.siteId,
        laboratoryId: executing.laboratoryId,
        part: executing.laboratoryId,
        partOf: facts.dossier.siteId,
        holdReason: reason,
      },
    ];
  });
}
