import { TextInput } from '@mantine/core'
import { type Person, revealProtectedAddress, setProtectedAddress } from '@umai/contract'
import { useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { peopleWords } from '../words.ts'

type Props = { readonly person: Person; readonly onClose: () => void }

/** Writes an address down where nobody meets it by chance; what was there before is not shown here. */
export const SetAddressDialog = ({ person, onClose }: Props) => {
  const words = useWords(peopleWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState<Found | null>(null)
  const [address, setAddress] = useState('')
  const places = useSearch(typed, ['place']).map((hit) => ({
    value: hit.id,
    label: hit.title[lang],
  }))
  const set = useCommand(setProtectedAddress, () => {
    toast(words.addressSaved)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addressSet}
      submit={words.save}
      cancel={words.cancel}
      isSending={set.isPending}
      missing={place === null || address.trim() === '' ? words.addressMissing : undefined}
      onSubmit={() => {
        if (place !== null)
          set.mutate({
            params: { id: person.id },
            body: { kato: place.value, address: address.trim() },
          })
      }}
    >
      <p className="small quiet">{words.addressAbout}</p>
      <FindField
        label={words.addressPlace}
        placeholder={words.addressPlaceHint}
        typed={typed}
        onType={setTyped}
        found={places}
        chosen={place}
        error={faultsByField(set.error, lang)['/kato']}
        onChoose={(value) => setPlace(places.find((one) => one.value === value) ?? place)}
      />
      <TextInput
        label={words.address}
        value={address}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <CallFault error={set.error} />
    </Dialog>
  )
}

/** Shows the address once, for a reason that whoever leads the case reads; never printed, gone when it is closed. */
export const RevealAddressDialog = ({ person, onClose }: Props) => {
  const words = useWords(peopleWords)
  const [reason, setReason] = useState('')
  const reveal = useCommand(revealProtectedAddress)
  const { lang } = useLanguage()
  const shown = reveal.data
  const place = useSearch(shown?.kato ?? '', ['place'])[0]?.title[lang]
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addressReveal}
      submit={shown === undefined ? words.addressShow : words.addressHide}
      cancel={words.cancel}
      isSending={reveal.isPending}
      missing={shown === undefined && reason.trim() === '' ? words.addressReasonMissing : undefined}
      onSubmit={() => {
        if (shown === undefined)
          reveal.mutate({ params: { id: person.id }, body: { reason: reason.trim() } })
        else onClose()
      }}
    >
      {shown === undefined ? (
        <>
          <p className="small quiet">{words.addressRevealAbout}</p>
          <TextInput
            label={words.addressReason}
            value={reason}
            maxLength={400}
            autoComplete="off"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      ) : (
        <div className="no-print">
          <Note tone="accent">
            <b className="strong">{shown.address}</b>
            {place !== undefined && <span className="under">{place}</span>}
            <span className="under">{words.addressTold}</span>
          </Note>
        </div>
      )}
      <CallFault error={reveal.error} />
    </Dialog>
  )
}
