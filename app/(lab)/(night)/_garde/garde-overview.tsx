'use client';

import type { PackState } from '../../../_client/pack-keeper';
import type { PackContent, PreparedIntent } from '../../../_client/pack-types';
import { dutyLine } from '../../../_duty/duty-line-words';
import { formatTime, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { DefinitionFacts } from '../../../_ui/definition-facts';
import { ErrorLine } from '../../../_ui/error-line';
import { CardColumn } from '../../../_ui/tablet-frame';
import { IntentTable } from './intent-table';
import { untilWords } from './intent-words';
import { KeepAfterLock } from './keep-after-lock';
import { PackLines } from './pack-lines';
import { ReturnedList } from './returned-list';
import type { useReturn } from './use-return';

export interface GardeOverviewProps {
  state: PackState & { content: PackContent };
  sending: ReturnType<typeof useReturn>;
  isLinked: boolean;
  now: Date;
  onOpen: (dossierId: string) => void;
  onReread: (dossierId: string) => void;
  onRemove: (intent: PreparedIntent) => void;
  onEmpty: () => void;
}

/** What was prepared, what will become of it, whom to phone meanwhile, and what lies on the tablet. */
export function GardeOverview({ state, sending, isLinked, now, onOpen, onReread, onRemove, onEmpty }: GardeOverviewProps) {
  const { content, intents, header } = state;
  const isPressing = content.entries.some((entry) => entry.group === 'now');
  return (
    <CardColumn
      label="Vos intentions"
      fixed={<h1 className="px-4 pt-2 pb-1.5 text-title font-strong">Dossiers emportés</h1>}
      act={
        <div className="flex flex-wrap items-center gap-2 px-4 py-2">
          <Button
            variant="primary"
            size="large"
            pending={sending.isBusy}
            closed={intents.length === 0 ? 'rien de préparé' : isLinked ? false : 'la liaison n’est pas revenue'}
            onClick={() => void sending.send()}
          >
            Rendre et signer {plural(intents.length, 'intention', 'intentions')}
          </Button>
          <Button size="large" onClick={onEmpty}>
            Vider la tablette
          </Button>
        </div>
      }
    >
      <div className="grid gap-5 px-4 py-3">
        {sending.problem && <ErrorLine sentence={sending.problem} />}
        {sending.needsLogin && (
          <p role="alert" className="border-l-[3px] border-abnormal bg-abnormal-soft px-4 py-2">
            Votre session s’est terminée pendant la coupure. <b>Ce que vous avez préparé est gardé, rien n’est décidé.</b>{' '}
            <ButtonLink href="/login" plain>
              Identifiez-vous
            </ButtonLink>
            , puis rouvrez les dossiers emportés.
          </p>
        )}
        {sending.returned.length > 0 && (
          <section>
            <h2 className="text-l font-strong">Réponse du serveur</h2>
            <ReturnedList returned={sending.returned} now={now} onOpen={onReread} />
            <Button className="mt-2" onClick={sending.forget}>
              J’ai lu
            </Button>
          </section>
        )}
        <section>
          <h2 className="text-l font-strong">Vos intentions</h2>
          <IntentTable content={content} intents={intents} onOpen={onOpen} onRemove={onRemove} />
        </section>
        {!isLinked && isPressing && (
          <section>
            <h2 className="text-l font-strong">Ce qui ne peut pas attendre la liaison</h2>
            <p className="text-s text-ink-2">Appelez. Un autre biologiste de garde peut valider ; le laboratoire a sa fiche de panne.</p>
            <ul>
              {content.duty.lines.map((line) => {
                const { who, until, numbers } = dutyLine(line, now);
                return (
                  <li key={line.siteId} className="flex flex-wrap items-baseline gap-x-3">
                    <b className="font-strong">{line.site}</b> {who}
                    {until}
                    {numbers.map(({ label, number, href }) => (
                      <a
                        key={href}
                        href={href}
                        title={label}
                        className="figures inline-flex min-h-touch items-center text-l font-strong underline decoration-1"
                      >
                        {number}
                      </a>
                    ))}
                    {line.phone && (
                      <a href={`tel:${line.phone.replaceAll(/[^\d+]/g, '')}`} className="figures inline-flex min-h-touch items-center underline decoration-1">
                        laboratoire {line.phone}
                      </a>
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        )}
        <div className="grid gap-5 desk:grid-cols-[minmax(0,1fr)_18rem]">
          <section>
            <h2 className="text-l font-strong">Ce qui va se passer</h2>
            <ol className="list-decimal pl-5">
              <li>La liaison revient : le serveur compare chaque dossier à celui que vous avez lu.</li>
              <li>
                <b>Inchangé</b> : vous signez une fois pour tous, le serveur enregistre, le délai d’annulation court avant la diffusion.
              </li>
              <li>
                <b>Changé</b> : rien n’est appliqué, le dossier vous est rendu avec ce qui a changé.
              </li>
              <li>
                <b>Toujours coupé à {header ? untilWords(header.clock) : ''}</b> : la tablette se vide, ce qui est préparé est perdu et rien n’est décidé.
              </li>
            </ol>
          </section>
          <section>
            <h2 className="text-l font-strong">Sur la tablette</h2>
            <DefinitionFacts
              look="small"
              facts={[
                { term: 'Dossiers', value: `${content.entries.length}, chiffrés` },
                { term: 'État de', value: formatTime(content.takenAt) },
                { term: 'Effacement', value: header ? untilWords(header.clock) : '' },
                {
                  term: 'Verrouillage',
                  value: header?.credentialId ? 'se rouvre avec votre clé d’accès' : 'efface tout : la clé n’est qu’en mémoire',
                },
                { term: 'Fermeture de session', value: 'efface tout' },
                { term: 'Heure affichée', value: 'celle du serveur au dernier contact, puis le temps passé' },
              ]}
            />
            {isLinked && header?.credentialId === '' && <KeepAfterLock />}
          </section>
        </div>
        {isLinked && <PackLines />}
      </div>
      {sending.dialog}
    </CardColumn>
  );
}
