import { formatInstant } from '../../../_text/format';
import { DefinitionFacts } from '../../../_ui/definition-facts';
import { methodWords } from '../_logic/method-words';
import type { OwnAccount } from '../_logic/types';
import { Block } from './block';

/** Where and how one is in now. */
export function SessionBlock({ session }: { session: OwnAccount['session'] }) {
  return (
    <Block title="Ma session">
      <div className="-mx-4">
        <DefinitionFacts
          look="ruled"
          termWidth="7.5rem"
          facts={[
            { term: 'Ouverte', value: `${formatInstant(session.createdAt)}, ${methodWords(session.method)}` },
            { term: 'Poste', value: session.terminal || 'non déclaré' },
            { term: 'Adresse', value: session.address || 'inconnue' },
            { term: 'Navigateur', value: session.browser || 'inconnu' },
          ]}
        />
      </div>
    </Block>
  );
}
