'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPC, useTRPCClient } from '../../../_client/trpc';
import { formatInstant, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { useProof } from '../../../_ui/prove';
import { Select } from '../../../_ui/select';
import type { VaoState } from '../_logic/types';
import { BARRIERS } from '../_logic/vao-words';

const HOURS = [1, 2, 4, 8];

/** What a biologist accepts, what it would have done with the last day, the words that she signs, and her proof. */
export function AcceptDialog({ state, onClose, onDone }: { state: VaoState; onClose: () => void; onDone: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const proving = useProof();
  const offered = state.laboratories.filter(({ sites }) => sites.some(({ ownUntil }) => ownUntil !== null));
  const [laboratoryId, setLaboratoryId] = useState(offered[0]?.id ?? '');
  const laboratory = offered.find(({ id }) => id === laboratoryId);
  const own = (laboratory?.sites ?? []).filter(({ ownUntil }) => ownUntil !== null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const siteIds = own.map(({ id }) => id).filter((id) => !left.includes(id));
  const [chapters, setChapters] = useState<readonly string[]>([]);
  const [hours, setHours] = useState('duty');
  const [samplePercent, setSamplePercent] = useState('2');
  const [startsAt] = useState(() => state.now.toISOString());
  const [problem, setProblem] = useState<string | null>(null);
  const dutyEnd = Math.min(...own.filter(({ id }) => siteIds.includes(id)).map(({ ownUntil }) => ownUntil?.getTime() ?? 0));
  const end = hours === 'duty' ? dutyEnd : Math.min(dutyEnd, state.now.getTime() + Number(hours) * 3_600_000);
  // In the order in which it is kept: what is proven is computed again from that.
  const scope = { laboratoryId, siteIds: siteIds.toSorted(), chapters: chapters.toSorted(), testCodes: [] };
  const [endsAt, setEndsAt] = useState<string | null>(null);
  const wanted = { ...scope, startsAt, endsAt: endsAt ?? startsAt, samplePercent: Number(samplePercent) };
  const isChosen = siteIds.length > 0 && chapters.length > 0;
  const previewed = useQuery(trpc.autoverification.preview.queryOptions(scope, { enabled: isChosen }));
  const words = useQuery(trpc.autoverification.prepare.queryOptions(wanted, { enabled: endsAt !== null, retry: false }));
  const sign = async () => {
    if (!words.data) return;
    setProblem(null);
    const input = { ...wanted, statementHash: words.data.statementHash };
    const what = { title: 'Signer l’acceptation', lines: [`Jusqu’au ${formatInstant(wanted.endsAt)}`, chapters.join(', ')] };
    try {
      if ((await proving.confirm('accept-autoverification', input, what, (proof) => client.autoverification.accept.mutate({ ...input, proof }))) === null)
        return;
      onDone();
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const toggle = (list: readonly string[], one: string) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
  if (endsAt !== null)
    return (
      <Dialog title="Ce que vous signez" open onClose={onClose}>
        <div className="grid gap-3">
          {words.isPending && <LoadingLine what="Écriture du texte…" />}
          {words.isError && <ErrorLine sentence={sentenceOf(words.error)} />}
          {problem && <ErrorLine sentence={problem} />}
          {words.data && <p className="whitespace-pre-line">{words.data.statement}</p>}
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" closed={!words.data && 'le texte n’est pas prêt'} onClick={() => void sign()}>
              Signer
            </Button>
            <Button onClick={() => setEndsAt(null)}>Modifier</Button>
          </div>
        </div>
        {proving.dialog}
      </Dialog>
    );
  return (
    <Dialog title="Accepter la validation automatique" open onClose={onClose}>
      <div className="grid gap-3">
        <Select
          label="Laboratoire"
          value={laboratoryId}
          onChange={(event) => setLaboratoryId(event.target.value)}
          options={offered.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {laboratory?.rules && !laboratory.rules.approvedBy && (
          <ErrorLine sentence="Les règles de ce laboratoire ne sont pas approuvées : approuvez-les d’abord, à la page « Règles »." />
        )}
        <fieldset>
          <legend className="font-strong">Sites où vous êtes de garde</legend>
          {own.map((site) => (
            <Checkbox
              key={site.id}
              label={`${site.name}, jusqu’au ${formatInstant(site.ownUntil ?? state.now)}`}
              checked={siteIds.includes(site.id)}
              onChange={() => setLeft(toggle(left, site.id))}
            />
          ))}
        </fieldset>
        <fieldset className="grid tablet:grid-cols-2">
          <legend className="font-strong">Domaines</legend>
          {state.chapters.map(({ label, tests }) => (
            <Checkbox
              key={label}
              label={`${label} (${plural(tests.length, 'analyse', 'analyses')})`}
              checked={chapters.includes(label)}
              onChange={() => setChapters(toggle(chapters, label))}
            />
          ))}
        </fieldset>
        <div className="grid gap-3 tablet:grid-cols-2">
          <Select
            label="Durée"
            value={hours}
            onChange={(event) => setHours(event.target.value)}
            options={[
              { value: 'duty', label: 'jusqu’à la fin de ma garde' },
              ...HOURS.map((hour) => ({ value: String(hour), label: `${hour} h, au plus ma garde` })),
            ]}
          />
          <Select
            label="Dossiers relus, sur cent"
            value={samplePercent}
            onChange={(event) => setSamplePercent(event.target.value)}
            options={['2', '5', '10', '25', '100'].map((value) => ({ value, label: value }))}
          />
        </div>
        {isChosen && (
          <section aria-label="Ce qu’elle aurait fait" className="border-l-3 border-line-strong pl-3">
            {previewed.isPending && <LoadingLine what="Essai sur les dernières vingt-quatre heures…" />}
            {previewed.isError && <ErrorLine sentence={sentenceOf(previewed.error)} />}
            {previewed.data && (
              <>
                <p>
                  Sur {previewed.data.isCut ? 'les ' : ''}
                  {plural(previewed.data.dossiers, 'dossier', 'dossiers')} {previewed.data.isCut ? 'les plus récents' : 'des dernières vingt-quatre heures'},{' '}
                  <b className="font-strong">{plural(previewed.data.would, 'aurait été validé', 'auraient été validés')}</b> automatiquement.
                </p>
                <ul className="text-s text-ink-2">
                  {previewed.data.barriers.map(({ barrier, dossiers }) => (
                    <li key={barrier}>
                      {dossiers} : {BARRIERS[barrier]}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
        )}
        <Button variant="primary" closed={!isChosen && 'choisissez un site et un domaine'} onClick={() => setEndsAt(new Date(end).toISOString())}>
          Lire ce que je signe
        </Button>
      </div>
    </Dialog>
  );
}
