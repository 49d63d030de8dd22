import './dialog.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

/** A sheet over the page with its title. The title is a heading and not a banner of the page. */
export const Sheet = ({
  isOpen,
  onClose,
  title,
  size = 520,
  isAboveAll = false,
  children,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly size?: number
  /** Over other sheets; it closes only by an answer. */
  readonly isAboveAll?: boolean
  readonly children: ReactNode
}) => (
  <Modal.Root
    opened={isOpen}
    onClose={onClose}
    size={size}
    centered
    lockScroll={false}
    closeOnClickOutside={!isAboveAll}
    zIndex={isAboveAll ? 600 : 200}
  >
    <Modal.Overlay />
    <Modal.Content radius="lg">
      <Modal.Body className="sheet">
        <Modal.Title className="sheet-title">{title}</Modal.Title>
        {children}
      </Modal.Body>
    </Modal.Content>
  </Modal.Root>
)
