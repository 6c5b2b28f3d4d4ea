import { IconDownload } from '@tabler/icons-react';
import type { Attachment } from '@siccam/contract';
import { Block } from '@siccam/ui';
import { TakeAway, Weight } from './TakeAway';
import { useFiles } from './words';
import classes from './FileField.module.css';

/** What visitors of a session may take away. */
export function Attachments({ files }: { files: readonly Attachment[] }) {
  const { say } = useFiles();
  return (
    <Block title={say('title')}>
      <ul className={classes.given}>
        {files.map((file) => (
          <li key={file.id}>
            <IconDownload className="icon small" aria-hidden="true" />
            <span>
              <TakeAway file={file} />
              <small>
                <Weight bytes={file.size} />
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}
