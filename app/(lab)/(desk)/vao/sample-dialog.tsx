'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPCClient } from '../../../_client/trpc';
import { formatCalendarDate } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { TextArea } from '../../../_ui/text-area';
import type { VaoShown } from '../_logic/types';
import { answerWords } from '../_logic/vao-words';

const SEX: Readonly<Record<string, string>> = { F: 'femme', M: 'homme' };

/** One drawn dossier: results and context alone; her own verdict first, then what was done. */
export function SampleDialog({ sample, onClose }: { sample: VaoShown; onClose: () => void }) {
  const client = useTRPCClient();
  const [remark, setRemark] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  const { patient, context, results, specimens, notes } = sample.shown;
  const say = async (wouldValidate: boolean) => {
    setProblem(null);
    setBusy(true);
    try {
      setAnswer(answerWords(await client.autoverification.reviewSample.mutate({ id: sample.id, wouldValidate, remark })));
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title="Auriez-vous validé ce dossier ?" open busy={busy} onClose={onClose}>
      <div className="grid gap-3">
        <p>
          {SEX[patient.sex] ?? 'sexe non précisé'}
          {patient.birthDate && `, naissance le ${formatCalendarDate(patient.birthDate)}`}
          {context.clinicalInformation ? `. Renseignements : ${context.clinicalInformation}` : '. Aucun renseignement clinique.'}
        </p>
        {specimens.some(({ condition }) => condition) && <p>Échantillon : {specimens.flatMap(({ condition }) => condition || []).join(', ')}</p>}
        {notes.length > 0 && <p className="whitespace-pre-line">{notes.join('\n')}</p>}
        <table className="w-full text-left">
          <thead>
            <tr className="border-b border-line-strong text-s text-ink-2">
              <th className="py-1 pr-3 font-normal">Analyse</th>
              <th className="py-1 pr-3 font-normal">Résultat</th>
              <th className="py-1 font-normal">Valeurs de référence</th>
            </tr>
          </thead>
          <tbody>
            {results.map((one) => (
              <tr key={one.id} className="border-b border-line">
                <td className="py-1 pr-3">{one.label}</td>
                <td className="figures py-1 pr-3">
                  {one.values.join(' ')} {one.unit} {one.interpretation}
                </td>
                <td className="figures py-1">{one.referenceRange}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {problem && <ErrorLine sentence={problem} />}
        {answer === null ? (
          <>
            <TextArea label="Remarque" hint="nécessaire si vous n’auriez pas validé" value={remark} onChange={(event) => setRemark(event.target.value)} />
            <div className="flex flex-wrap gap-2">
              <Button pending={busy} onClick={() => void say(true)}>
                J’aurais validé
              </Button>
              <Button pending={busy} onClick={() => void say(false)}>
                Je n’aurais pas validé
              </Button>
            </div>
          </>
        ) : (
          <>
            <p role="status" className="font-strong">
              {answer}
            </p>
            <p>
              <Button variant="primary" onClick={onClose}>
                Fermer
              </Button>
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}
