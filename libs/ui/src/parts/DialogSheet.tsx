import { Modal } from '@mantine/core';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/ScrollArea.css';
import type { DialogProps } from './Dialog';
import classes from './Dialog.module.css';

/** Mantine's modal in the fair's look. Its own scroll lock would write a style into the page, which the page's policy forbids. */
export function DialogSheet({ opened, onClose, title, close, children }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': close, size: 44 }}
      lockScroll={false}
      centered
      transitionProps={{ transition: 'fade', duration: 160 }}
      classNames={{ inner: classes.inner ?? '', content: classes.content ?? '', header: classes.header ?? '', title: classes.title ?? '', body: classes.body ?? '' }}
    >
      {children}
    </Modal>
  );
}
