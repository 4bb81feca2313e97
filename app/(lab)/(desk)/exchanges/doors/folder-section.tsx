'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../_client/trpc';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import { DEVICE_SEARCH, NEW_DEVICE } from './device-section';
import { FolderForm } from './folder-form';
import { FolderLine } from './folder-line';

const NEW_PATH = 'chemin-dossier-surveille';

/** Every watched folder with how it stands, and the form that declares another. */
export function FolderSection() {
  const trpc = useTRPC();
  const list = useQuery(trpc.folders.list.queryOptions(undefined, { trpc: { context: { background: true } } }));
  const refetch = () => void list.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const { data } = list;
  return (
    <section aria-labelledby="dossiers-surveilles" className="grid content-start gap-4">
      <h2 id="dossiers-surveilles" className="text-l font-strong">
        Fichiers déposés sur un partage
      </h2>
      <p className="max-w-prose text-ink-2">
        Pour un SIL qui écrit ses messages HL7 en fichiers (.hl7, .er7, .txt, .oru, .adt) sur un partage que l’exploitant a monté. Relais prend chaque fichier
        entier, écrit la réponse dans « accuses », range le fichier dans « traites », et ce qui n’entre pas dans « erreurs », avec la raison.
      </p>
      {list.isError && <ErrorLine sentence="Les dossiers surveillés n’ont pas pu être lus." onRetry={refetch} />}
      {!data && !list.isError && <LoadingLine what="Lecture des dossiers surveillés…" />}
      {data && data.folders.length === 0 && (
        <EmptyState title="Aucun dossier surveillé.">
          {data.mayManage && data.roots.length > 0
            ? 'Les messages entrent par MLLP seulement. Déclarez un dossier ci-dessous.'
            : 'Les messages entrent par MLLP seulement.'}
        </EmptyState>
      )}
      {data && data.folders.length > 0 && (
        <ul className="grid gap-3">
          {data.folders.map((folder) => (
            <FolderLine key={folder.id} folder={folder} mayManage={data.mayManage} onChanged={refetch} />
          ))}
        </ul>
      )}
      {data?.mayManage && <FolderForm pathId={NEW_PATH} laboratories={data.laboratories} roots={data.roots} onDeclared={refetch} />}
      <HelpDialog
        keys={[
          { key: 'a', label: 'déclarer un appareil', run: () => document.getElementById(NEW_DEVICE)?.focus() },
          { key: '/', label: 'chercher un appareil', run: () => document.getElementById(DEVICE_SEARCH)?.focus() },
          { key: 'd', label: 'déclarer un dossier surveillé', run: () => document.getElementById(NEW_PATH)?.focus() },
          { key: 'r', label: 'relire', run: refetch },
        ]}
      />
    </section>
  );
}
