import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import {
  type FieldClass,
  fieldClasses,
  listCaseReferrals,
  type ReferralKind,
  referCase,
  referralKinds,
} from '@umai/contract'
import { formatInstant } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { referralWords } from '../words.ts'

export const ReferCasePage = () => {
  const words = useWords(referralWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const { id } = useParams({ strict: false }) as { id: string }
  const [kind, setKind] = useState<ReferralKind>('referral')
  const [typed, setTyped] = useState('')
  const [unit, setUnit] = useState<Found | null>(null)
  const [fields, setFields] = useState<readonly FieldClass[]>(['identity'])
  const [basis, setBasis] = useState<'consent' | 'law' | null>(null)
  const [article, setArticle] = useState('')
  const [note, setNote] = useState('')
  const units = useSearch(typed, ['unit']).map((hit) => ({
    value: hit.id,
    label: hit.subtitle ? `${hit.title[lang]}, ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  const earlier = useQuery(queryOf(listCaseReferrals, { params: { id } }))
  const refer = useCommand(referCase, () => {
    toast(words.sent)
    void router.navigate({ to: '/cases/$id', params: { id } })
  })
  const missing =
    unit === null || fields.length === 0 || basis === null
      ? words.missing
      : basis === 'law' && article.trim() === ''
        ? words.missingArticle
        : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (unit === null || basis === null || missing !== undefined) return
    refer.mutate({
      params: { id },
      body: {
        kind,
        toUnitId: unit.value,
        fieldClasses: [...fields],
        basis,
        article: article.trim() === '' ? null : article.trim(),
        note: note.trim() === '' ? null : note,
        dutyId: null,
      },
    })
  }
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {words.case}
          </Link>,
        ]}
      />
      <div className="page-body">
        <div className="form-width stack">
          <Card>
            <form className="stack" onSubmit={send} noValidate>
              <Choice
                label={words.kind}
                value={kind}
                onChange={setKind}
                options={referralKinds.map((one) => ({ value: one, label: words[one] }))}
              />
              <FindField
                label={words.to}
                placeholder={words.toPlaceholder}
                typed={typed}
                onType={setTyped}
                found={units}
                chosen={unit}
                onChoose={(value) => setUnit(units.find((one) => one.value === value) ?? unit)}
              />
              <Checkbox.Group
                label={words.fields}
                value={[...fields]}
                onChange={(chosen) =>
                  setFields(
                    fieldClasses.filter((one) => (chosen as readonly string[]).includes(one)),
                  )
                }
              >
                <div className="row">
                  {fieldClasses.map((one) => (
                    <Checkbox key={one} value={one} label={words[one]} />
                  ))}
                </div>
              </Checkbox.Group>
              <Choice
                label={words.basis}
                value={basis}
                onChange={setBasis}
                options={[
                  { value: 'consent', label: words.consent },
                  { value: 'law', label: words.law },
                ]}
              />
              {basis === 'law' && (
                <TextInput
                  label={words.article}
                  value={article}
                  maxLength={80}
                  onChange={(event) => setArticle(event.currentTarget.value)}
                />
              )}
              <Textarea
                label={words.note}
                value={note}
                maxLength={2000}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <CallFault error={refer.error} />
              <div className="row">
                <Button
                  type="submit"
                  variant="filled"
                  disabled={missing !== undefined}
                  loading={refer.isPending}
                >
                  {words.send}
                </Button>
                <LinkButton to="/cases/$id" params={{ id }} variant="subtle">
                  {words.cancel}
                </LinkButton>
                {missing && <span className="small faint grow">{missing}</span>}
              </div>
            </form>
          </Card>
          {earlier.data && earlier.data.items.length > 0 && (
            <Card title={words.earlier} aside={earlier.data.items.length}>
              <div className="stack">
                {earlier.data.items.map((one) => (
                  <div key={one.id}>
                    <span className="row">
                      <b className="strong">{one.to.name[lang]}</b>
                      <Chip
                        tone={
                          one.state === 'accepted'
                            ? 'done'
                            : one.state === 'refused'
                              ? 'late'
                              : 'plain'
                        }
                      >
                        {words[`state-${one.state}`]}
                      </Chip>
                    </span>
                    <span className="under">
                      {formatInstant(one.sentAt, lang)} ·{' '}
                      {words.answerBy({ at: formatInstant(one.answerBy, lang) })}
                    </span>
                  </div>
                ))}
              </div>
            </Card>
          )}
        </div>
      </div>
    </>
  )
}
