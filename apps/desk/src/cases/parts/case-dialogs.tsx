import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  addNote,
  assignCase,
  type Case,
  type CloseReason,
  closeCase,
  closeReasons,
  readWorkload,
  reopenCase,
} from '@umai/contract'
import { useState } from 'react'
import { CallFailed, faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { LoadBars } from '../../ui/picture/load-bars.tsx'
import { Picture } from '../../ui/picture/picture.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { caseWords, closeReasonNames } from '../words.ts'

type Props = { readonly of: Case; readonly onClose: () => void }

export const NoteDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const [text, setText] = useState('')
  const [isStaffOnly, setStaffOnly] = useState(true)
  const add = useCommand(addNote, () => {
    toast(words.noteAdded)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addNote}
      submit={words.save}
      cancel={words.cancel}
      isSending={add.isPending}
      missing={text.trim() === '' ? words.noteMissing : undefined}
      onSubmit={() => add.mutate({ params: { id: of.id }, body: { text, isStaffOnly } })}
    >
      <Textarea
        label={words.note}
        value={text}
        maxLength={4000}
        minRows={4}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Checkbox
        label={words.staffOnly}
        checked={isStaffOnly}
        onChange={(event) => setStaffOnly(event.currentTarget.checked)}
      />
      <CallFault error={add.error} />
    </Dialog>
  )
}

/** What keeps a case open, and where on the desk each is brought to its end. */
const openParts = [
  { part: 'duties', to: (id: string) => `/cases/${id}#duties` },
  { part: 'ordersInForce', to: (id: string) => `/cases/${id}#order` },
  { part: 'referrals', to: (id: string) => `/cases/${id}/referrals` },
  { part: 'reports', to: (id: string) => `/cases/${id}#reports` },
  { part: 'reviews', to: (id: string) => `/cases/${id}/withdrawal` },
] as const

export const ReopenDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const [reason, setReason] = useState('')
  const reopen = useCommand(reopenCase, () => {
    toast(words.reopened)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.reopen}
      submit={words.reopen}
      cancel={words.cancel}
      isSending={reopen.isPending}
      missing={reason.trim() === '' ? words.reopenMissing : undefined}
      onSubmit={() => reopen.mutate({ params: { id: of.id }, body: { reason: reason.trim() } })}
    >
      <TextInput
        label={words.reopenReason}
        value={reason}
        maxLength={400}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={reopen.error} />
    </Dialog>
  )
}

export const CloseDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const reasons = useWords(closeReasonNames)
  const [reason, setReason] = useState<CloseReason | null>(null)
  const [text, setText] = useState('')
  const { lang } = useLanguage()
  const close = useCommand(closeCase, () => {
    toast(words.closedDone)
    onClose()
  })
  const stillOpen: Readonly<Record<string, string>> =
    close.error instanceof CallFailed && close.error.code === 'case-has-open-work'
      ? faultsByField(close.error, lang)
      : {}
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.close}
      submit={words.close}
      cancel={words.cancel}
      isDangerous
      isSending={close.isPending}
      missing={reason === null || text.trim() === '' ? words.closeMissing : undefined}
      onSubmit={() => {
        if (reason !== null) close.mutate({ params: { id: of.id }, body: { reason, text } })
      }}
    >
      <Select
        label={words.closeReason}
        value={reason}
        onChange={setReason}
        data={closeReasons.map((one) => ({ value: one, label: reasons[one] }))}
      />
      {Object.keys(stillOpen).length > 0 && (
        <Note tone="late">
          <b className="strong">{words.closeBlocked}</b>
          <ul>
            {openParts.map(
              ({ part, to }) =>
                stillOpen[`/${part}`] !== undefined && (
                  <li key={part}>
                    <a href={to(of.id)} onClick={onClose}>
                      {words[`open-${part}`]}: {stillOpen[`/${part}`]}
                    </a>
                  </li>
                ),
            )}
          </ul>
        </Note>
      )}
      <Textarea
        label={words.closeText}
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {Object.keys(stillOpen).length === 0 && <CallFault error={close.error} />}
    </Dialog>
  )
}

export const AssignDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const [userId, setUserId] = useState<string | null>(of.owner?.id ?? null)
  const workload = useQuery(queryOf(readWorkload, { params: { id: of.unit.id } }))
  const assign = useCommand(assignCase, () => {
    toast(words.assigned)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.assign}
      submit={words.assign}
      cancel={words.cancel}
      isSending={assign.isPending}
      missing={userId === null ? words.assignMissing : undefined}
      onSubmit={() => {
        if (userId !== null)
          assign.mutate({ params: { id: of.id }, body: { unitId: of.unit.id, userId } })
      }}
    >
      <QueryState query={workload} rows={3}>
        {({ items }) => (
          <>
            <Picture
              label={words.workload}
              picture={
                <LoadBars
                  label={words.workload}
                  cases={(cases) => words.loadCases({ count: cases })}
                  rows={items.map((one) => ({
                    id: one.user.id,
                    name: one.user.name,
                    cases: one.openCases,
                    duties: one.openDuties,
                    late: one.lateDuties,
                  }))}
                />
              }
              table={
                <Table
                  label={words.workload}
                  rows={items}
                  rowId={({ user }) => user.id}
                  columns={[
                    { id: 'who', title: words.who, show: ({ user }) => user.name },
                    { id: 'cases', title: words.title, show: ({ openCases }) => openCases },
                    { id: 'duties', title: words.duties, show: ({ openDuties }) => openDuties },
                    { id: 'late', title: words.lateShort, show: ({ lateDuties }) => lateDuties },
                  ]}
                />
              }
            />
            <p className="tiny faint">{words.loadLegend}</p>
            <Choice
              label={words.assignTo}
              value={userId}
              onChange={setUserId}
              options={items.map((one) => ({
                value: one.user.id,
                label: `${one.user.name} — ${words.load({
                  cases: one.openCases,
                  duties: one.openDuties,
                  late: one.lateDuties,
                })}`,
              }))}
            />
          </>
        )}
      </QueryState>
      <CallFault error={assign.error} />
    </Dialog>
  )
}
