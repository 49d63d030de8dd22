import { useQuery } from '@tanstack/react-query'
import {
  type Case,
  type ExtractReader,
  type ExtractWay,
  extractWays,
  listExtractReaders,
  makeExtract,
} from '@umai/contract'
import { useState } from 'react'
import { saveDocument } from '../../offline/documents.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { extractWords } from '../extract-words.ts'
import { safeContactInWords } from '../model.ts'

type Props = { readonly of: Case; readonly onClose: () => void }

/** What she may see of her own case, on paper; the way it comes to her is one that she allowed. */
export const ExtractDialog = ({ of, onClose }: Props) => {
  const words = useWords(extractWords)
  const { lang } = useLanguage()
  const readers = useQuery(queryOf(listExtractReaders, { params: { id: of.id } }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [language, setLanguage] = useState<'kk' | 'ru'>(lang === 'ru' ? 'ru' : 'kk')
  const [way, setWay] = useState<ExtractWay | null>(null)
  const people = readers.data?.items ?? []
  const reader: ExtractReader | undefined =
    people.find(({ personId }) => personId === chosen) ?? people[0]
  const allowed = reader?.ways ?? []
  const handed = way !== null && allowed.includes(way) ? way : null
  const make = useCommand(makeExtract, ({ documentId }) => {
    toast(words.made)
    onClose()
    void saveDocument(documentId)
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.title}
      submit={words.make}
      cancel={words.cancel}
      isSending={make.isPending}
      missing={
        handed === null ? (allowed.length === 0 ? words.askFirst : words.missing) : undefined
      }
      onSubmit={() => {
        if (reader === undefined || handed === null) return
        make.mutate({
          params: { id: of.id },
          body: { personId: reader.personId, lang: language, way: handed },
        })
      }}
    >
      <p className="small quiet">{words.about}</p>
      {people.length > 1 && (
        <Choice
          label={words.whom}
          value={reader?.personId ?? null}
          onChange={setChosen}
          options={people.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
      )}
      {readers.data && reader === undefined && <Note tone="doubt">{words.nobody}</Note>}
      {reader && (
        <Note tone={allowed.length === 0 ? 'late' : 'doubt'}>
          <b className="strong">{reader.name}.</b> {safeContactInWords(reader.safeContact, lang)}
          {allowed.length === 0 && <span className="under">{words.noWay}</span>}
        </Note>
      )}
      <Choice
        label={words.language}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
        ]}
      />
      {allowed.length > 0 && (
        <Choice
          label={words.way}
          hint={words.wayHint}
          value={handed}
          onChange={setWay}
          options={extractWays
            .filter((one) => allowed.includes(one))
            .map((one) => ({ value: one, label: words[one] }))}
        />
      )}
      <CallFault error={readers.error ?? make.error} />
    </Dialog>
  )
}
