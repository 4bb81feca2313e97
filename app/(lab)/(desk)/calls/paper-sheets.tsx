'use client';

import { useEffect } from 'react';
import { formatCalendarDate, formatInstant, formatPhone, formatTime, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { DeskBar } from '../_desk/desk-bar';
import { calledValue } from '../_logic/call-board-words';
import type { CallPaper } from '../_logic/types';
import { lineHours } from '../_logic/ward-phone-words';

/** One sheet per call: all that is needed to phone without a screen, and room to write what was said. */
export function PaperSheets({ paper, onClose }: { paper: CallPaper; onClose: () => void }) {
  useEffect(() => {
    window.print();
  }, []);
  return (
    <>
      <div data-print="no">
        <DeskBar title="Fiches d’appel" subtitle={plural(paper.sheets.length, 'fiche', 'fiches')}>
          <Button variant="primary" onClick={() => window.print()}>
            Imprimer
          </Button>
          <Button onClick={onClose}>Revenir au tableau</Button>
        </DeskBar>
        <p className="px-4 py-2 text-ink-2 desk:px-6">
          Une fiche ne clôt rien. Dès que le réseau est là, reportez dans Relais qui a pris l’appel et ce qu’il a répété.
        </p>
      </div>
      <main className="grid gap-6 bg-surface px-4 py-4 desk:px-6">
        {paper.sheets.map((sheet) => (
          <PaperSheet key={sheet.callId} sheet={sheet} at={paper.at} by={paper.by} />
        ))}
      </main>
    </>
  );
}

type Sheet = CallPaper['sheets'][number];

function PaperSheet({ sheet, at, by }: { sheet: Sheet; at: Date; by: string }) {
  const birth = sheet.patientBirthDate
    ? `né${sheet.patientSex === 'F' ? 'e' : ''} le ${formatCalendarDate(sheet.patientBirthDate)}`
    : 'date de naissance inconnue';
  return (
    <article className="grid max-w-[190mm] gap-3 border border-line-strong p-5 print:break-after-page print:border-0 print:p-0">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 border-b-2 border-ink pb-1">
        <h2 className="text-title font-strong">Fiche d’appel, résultat critique</h2>
        <p>
          À annoncer avant <b className="font-strong">{formatInstant(sheet.dueAt)}</b>
        </p>
      </header>
      <p className="text-l">
        <b className="font-strong">{sheet.patientName}</b>, {birth}, sexe {sheet.patientSex === 'U' ? 'inconnu' : sheet.patientSex}
        <span className="block text-base">
          Dossier <b className="figures">{sheet.accessionNumber}</b>
          {sheet.collectedAt && `, prélevé le ${formatInstant(sheet.collectedAt)}`}. {sheet.laboratory}, {formatPhone(sheet.laboratoryPhone)}
        </span>
      </p>
      <section>
        <h3 className="font-strong">1 · Où appeler : {sheet.place ?? 'service inconnu'}</h3>
        <ul>
          {sheet.numbers.map((line) => (
            <li key={`${line.label}${line.number}${line.from}`}>
              <b className="figures text-l font-strong">{formatPhone(line.number)}</b> {line.label}, {lineHours(line)}
            </li>
          ))}
          {sheet.asked && (
            <li>
              {sheet.asked.phone && <b className="figures">{formatPhone(sheet.asked.phone)} </b>}
              {sheet.asked.ward}, service qui a demandé
            </li>
          )}
          {sheet.callbackPhone && (
            <li>
              <b className="figures">{formatPhone(sheet.callbackPhone)}</b> rappel donné par la demande
            </li>
          )}
          {sheet.prescriber && <li>Prescripteur : {sheet.prescriber}</li>}
        </ul>
      </section>
      <section>
        <h3 className="font-strong">2 · Dites, puis faites répéter</h3>
        <table className="w-full border-collapse">
          <thead>
            <tr className="text-left text-s">
              <th scope="col" className="border border-line-strong p-2">
                À dire
              </th>
              <th scope="col" className="w-2/5 border border-line-strong p-2">
                Répété (écrire ce qui est entendu)
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td className="border border-line-strong p-2">Identité : nom, prénom, date de naissance</td>
              <td className="border border-line-strong p-2" />
            </tr>
            {sheet.values.map((value) => (
              <tr key={value.observationVersionId}>
                <td className="border border-line-strong p-2">
                  <b className="text-l font-strong">{calledValue(value)}</b>
                  {value.reason && <span className="block text-s">{value.reason}</span>}
                </td>
                <td className="border border-line-strong p-2" />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h3 className="font-strong">3 · Qui a été joint</h3>
        {sheet.attempts.length > 0 && (
          <p className="text-s">
            Déjà essayé :{' '}
            {sheet.attempts.map((attempt) => `${formatTime(attempt.at)} ${attempt.place || formatPhone(attempt.number)} (${attempt.by})`).join(' ; ')}
          </p>
        )}
        <table className="w-full border-collapse text-s">
          <thead>
            <tr className="text-left">
              {['Heure', 'Numéro', 'Nom et qualité', 'Répété juste (oui, non)', 'Appelé par'].map((title) => (
                <th key={title} scope="col" className="border border-line-strong p-2">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[1, 2, 3, 4].map((line) => (
              <tr key={line}>
                {[1, 2, 3, 4, 5].map((cell) => (
                  <td key={cell} className="h-9 border border-line-strong" />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="text-s">
        Imprimé le {formatInstant(at)} par {by}. À reporter dans Relais dès que possible, puis à détruire.
      </p>
    </article>
  );
}
