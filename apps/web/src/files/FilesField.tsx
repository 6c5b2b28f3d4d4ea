import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { aboutFiles, type AnswerOf, type FileFacts } from '@siccam/contract';
import { useDates } from '../i18n';
import { NotDone } from '../people';
import { call } from '../wire';
import { FileField, FileLine } from './FileField';
import { useFiles } from './words';
import classes from './FileField.module.css';

const keyOf = (files: readonly string[]) => ['account', 'files', ...files];

/** Several files that visitors may take away, with what a scanner said of each; brought, and taken out again. `add` and `remove` say only what is to change: while a file is sent the rest may change too. */
export function FilesField({ files, most, add, remove }: { files: readonly string[]; most: number; add: (file: string) => void; remove: (file: string) => void }) {
  const { say } = useFiles();
  const { number } = useDates();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(files),
    queryFn: ({ signal }) => call(aboutFiles, { files: [...files] }, { signal, fresh: true }),
    enabled: files.length > 0,
    placeholderData: keepPreviousData,
    // Until the scanner has looked.
    refetchInterval: ({ state }) => (state.data?.files.some(({ scan }) => scan === 'held') ? 5000 : false),
  });
  const known = new Map(data?.files.map((file) => [file.id, file]));
  const brought = (file: FileFacts | null) => {
    if (!file) return;
    queries.setQueryData<AnswerOf<typeof aboutFiles>>(keyOf([...files, file.id]), { files: [...known.values(), file] });
    add(file.id);
  };
  return (
    <div className={classes.field}>
      {error && <NotDone error={error} action={<Button size="xs" onClick={() => void refetch()}>{say('again')}</Button>} />}
      {data && files.length > 0 && (
        <ul className={classes.files}>
          {files.map((id) => {
            const file = known.get(id);
            return <li key={id}>{file ? <FileLine file={file} remove={() => remove(id)} /> : <Gone remove={() => remove(id)} />}</li>;
          })}
        </ul>
      )}
      {files.length < most ? <FileField use="attachment" label={say('forVisitors')} value={null} onChange={brought} /> : <p className={classes.soft}>{say('most', { count: number(most) })}</p>}
    </div>
  );
}

function Gone({ remove }: { remove: () => void }) {
  const { say } = useFiles();
  return (
    <div className={classes.row}>
      <span className={`${classes.soft} ${classes.scan}`} data-scan="infected">
        {say('gone')}
      </span>
      <Button size="xs" leftSection={<IconTrash className="icon small" aria-hidden="true" />} onClick={remove}>
        {say('out')}
      </Button>
    </div>
  );
}
