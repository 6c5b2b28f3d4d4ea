import { fileAddress, type Attachment } from '@siccam/contract';
import { Isolate } from '@siccam/ui';
import { useDates } from '../i18n';
import { dirhams, megabytes } from '../media';
import { useFiles } from './words';

/** A file's name as the way to save it. */
export function TakeAway({ file: { id, name } }: { file: Pick<Attachment, 'id' | 'name'> }) {
  return (
    // No `download` with a name: the answer says what it is called, also where files have another address.
    <a href={fileAddress(id)} download>
      <Isolate>{name}</Isolate>
    </a>
  );
}

/** What a file weighs, and what that costs of prepaid data. */
export function Weight({ bytes }: { bytes: number }) {
  const { say } = useFiles();
  const { number } = useDates();
  const mb = megabytes(bytes);
  return <>{say('size', { mb: number(Math.max(0.01, mb), mb < 1 ? 2 : 1), cost: number(Math.ceil(dirhams(mb) * 100) / 100, 2) })}</>;
}
