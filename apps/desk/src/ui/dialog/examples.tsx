import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { Dialog } from './dialog.tsx'

const Live = () => {
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Button onClick={() => setOpen(true)}>Снять стену</Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Снять стену"
        submit="Снять"
        cancel="Отмена"
        onSubmit={() => setOpen(false)}
        isDangerous
        missing={reason === '' ? 'Назовите причину' : undefined}
      >
        <TextInput
          label="Причина"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Dialog>
    </>
  )
}

export const dialogExamples: Examples = {
  name: 'Dialog',
  states: { 'with a reason to give': () => <Live /> },
}
