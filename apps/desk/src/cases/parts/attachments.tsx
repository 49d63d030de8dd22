import './attachments.css'
import { ActionIcon, Button } from '@mantine/core'
import {
  IconDownload,
  IconFileOff,
  IconFileText,
  IconLock,
  IconMicrophone,
  IconPhoto,
  IconPlus,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Attachment, type Case, listAttachments } from '@umai/contract'
import { useEffect, useState } from 'react'
import { saveAsItCame, shownAddress } from '../../offline/attachments.ts'
import { queryOf } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { Sheet } from '../../ui/dialog/sheet.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { megabytesOf } from '../../ui/file-choice/megabytes.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LoadingRows } from '../../ui/loading-rows/loading-rows.tsx'
import { attachmentWords } from '../attachment-words.ts'
import { AddFile } from './add-file.tsx'
import { WithdrawFile } from './withdraw-file.tsx'

const iconOf = ({ mediaType }: Attachment) => {
  if (mediaType.startsWith('image/')) return IconPhoto
  return mediaType === 'application/pdf' ? IconFileText : IconMicrophone
}

/** Photographs, scans, medical papers and recordings of a case. */
export const Attachments = ({ of }: { readonly of: Case }) => {
  const words = useWords(attachmentWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const files = useQuery(queryOf(listAttachments, { params: { id: of.id } }))
  const [isAdding, setIsAdding] = useState(false)
  const [shown, setShown] = useState<Attachment | null>(null)
  const [withdrawing, setWithdrawing] = useState<Attachment | null>(null)
  const [error, setError] = useState<unknown>(null)
  const nameOf = (file: Attachment) => file.name ?? words[file.kind]
  const save = (id: string) => {
    setError(null)
    saveAsItCame(id).catch(setError)
  }
  return (
    <Card
      id="files"
      title={words.title}
      aside={files.data?.items.length || undefined}
      flush
      actions={
        of.may.work && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<Icon of={IconPlus} size="small" />}
            onClick={() => setIsAdding(true)}
          >
            {words.add}
          </Button>
        )
      }
    >
      <QueryState query={files} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card-body small quiet">
              {words.none}
              {of.may.work && <span className="under">{words.noneHint}</span>}
            </p>
          ) : (
            items.map((file) => (
              <div key={file.id} className="case-document">
                <Icon of={file.isMedical ? IconLock : iconOf(file)} />
                <span className="grow">
                  {file.canBeShown && file.may.open ? (
                    <button type="button" className="file-name" onClick={() => setShown(file)}>
                      {nameOf(file)}
                    </button>
                  ) : (
                    nameOf(file)
                  )}{' '}
                  {file.withdrawn !== null && <Chip tone="plain">{words.withdrawn}</Chip>}
                  <span className="under">
                    {[
                      // A file without a name is called by its kind already.
                      ...(file.name === null ? [] : [words[file.kind]]),
                      words.megabytes({ size: megabytesOf(file.bytes, lang) }),
                      momentInWords(file.addedAt, lang, nowMs),
                      ...(file.canBeShown ? [] : [words.onlyOriginal]),
                    ].join(' · ')}
                  </span>
                  {file.note !== null && <span className="under">{file.note}</span>}
                  {file.withdrawn !== null && (
                    <span className="under">
                      {words[file.withdrawn.reason]}: {file.withdrawn.note} ·{' '}
                      {file.withdrawn.by.name}, {momentInWords(file.withdrawn.at, lang, nowMs)}
                    </span>
                  )}
                </span>
                {file.may.withdraw && (
                  <ActionIcon
                    aria-label={`${words.withdraw}: ${nameOf(file)}`}
                    onClick={() => setWithdrawing(file)}
                  >
                    <Icon of={IconFileOff} />
                  </ActionIcon>
                )}
                {of.may.work && file.may.open && (
                  <ActionIcon
                    aria-label={`${words.save}: ${nameOf(file)}`}
                    onClick={() => save(file.id)}
                  >
                    <Icon of={IconDownload} />
                  </ActionIcon>
                )}
              </div>
            ))
          )
        }
      </QueryState>
      {error !== null && (
        <div className="card-body">
          <CallFault error={error} />
        </div>
      )}
      {isAdding && <AddFile caseId={of.id} onClose={() => setIsAdding(false)} />}
      {withdrawing !== null && (
        <WithdrawFile file={withdrawing} onClose={() => setWithdrawing(null)} />
      )}
      {shown !== null && (
        <FileView
          file={shown}
          maySave={of.may.work}
          onSave={() => save(shown.id)}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  )
}

/** A picture without place and camera, with the hash of what was brought. */
const FileView = ({
  file,
  maySave,
  onSave,
  onClose,
}: {
  readonly file: Attachment
  readonly maySave: boolean
  readonly onSave: () => void
  readonly onClose: () => void
}) => {
  const words = useWords(attachmentWords)
  const [address, setAddress] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let made: string | null = null
    let isOver = false
    shownAddress(file.id).then(
      (found) => {
        made = found
        if (isOver) URL.revokeObjectURL(found)
        else setAddress(found)
      },
      (caught: unknown) => setError(caught),
    )
    return () => {
      isOver = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [file.id])
  return (
    <Sheet isOpen onClose={onClose} title={file.name ?? words[file.kind]} size={860}>
      <div className="file-view">
        {address === null && error === null && <LoadingRows rows={4} />}
        {address !== null && <img src={address} alt={file.note ?? file.name ?? words[file.kind]} />}
        <CallFault error={error} />
        <dl>
          <dt className="faint">SHA-256</dt>
          <dd>
            <code>{file.sha256}</code>
          </dd>
        </dl>
        {maySave && <p className="small quiet">{words.saveHint}</p>}
        <div className="dialog-foot">
          {maySave && (
            <Button variant="default" leftSection={<Icon of={IconDownload} />} onClick={onSave}>
              {words.save}
            </Button>
          )}
          <Button variant="filled" onClick={onClose}>
            {words.close}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
