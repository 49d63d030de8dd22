import './dialog.css'
import { Modal } from '@mantine/core'
import { type ReactNode, useLayoutEffect } from 'react'

let openSheets = 0

/** Whatever is under a sheet cannot be reached, by no key and by no reader of screens. */
const useStillPage = (isOpen: boolean): void =>
  useLayoutEffect(() => {
    if (!isOpen) return
    const page = document.getElementById('page')
    openSheets += 1
    page?.setAttribute('inert', '')
    return () => {
      openSheets -= 1
      if (openSheets === 0) page?.removeAttribute('inert')
    }
  }, [isOpen])

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
}) => {
  useStillPage(isOpen)
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={size}
      centered
      lockScroll={false}
      closeOnClickOutside={!isAboveAll}
      zIndex={isAboveAll ? 600 : 200}
      data-above-all={isAboveAll || undefined}
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
}
