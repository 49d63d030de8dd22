import '../parts/people.css'
import { Button } from '@mantine/core'
import { IconFolder, IconLock, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useParams } from '@tanstack/react-router'
import { readPerson } from '@umai/contract'
import { dayOf, formatDay, formatInstant } from '@umai/words'
import { useState } from 'react'
import { caseRoleName, safeContactInWords } from '../../cases/model.ts'
import { queryOf } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { relationName } from '../../reports/model.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PersonCard } from '../../ui/person-card/person-card.tsx'
import { SafeContactBanner } from '../../ui/safe-contact/safe-contact.tsx'
import { writtenName } from '../model.ts'
import { RevealAddressDialog, SetAddressDialog } from '../parts/address-dialogs.tsx'
import { CorrectDialog } from '../parts/correct-dialog.tsx'
import { SafeContactDialog } from '../parts/safe-contact-dialog.tsx'
import { peopleWords } from '../words.ts'

/** Each case once, however many roles somebody has in it. */
const casesOf = <Case extends { readonly id: string }>({
  cases,
}: {
  readonly cases: readonly Case[]
}): readonly [Case, ...Case[]][] =>
  [...Map.groupBy(cases, ({ id }) => id).values()] as [Case, ...Case[]][]

export const PersonPage = () => {
  const words = useWords(peopleWords)
  const { lang } = useLanguage()
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const [isEditing, setEditing] = useState(false)
  const [address, setAddress] = useState<'set' | 'reveal' | null>(null)
  const [isCorrecting, setCorrecting] = useState(false)
  const person = useQuery(queryOf(readPerson, { params: { id } }))
  return (
    <QueryState isPage query={person} rows={6}>
      {(shown) => {
        const first = shown.names[0]
        // A record that was merged opens the one that stands for it.
        if (shown.id !== id) return <Navigate to="/people/$id" params={{ id: shown.id }} replace />
        return (
          <>
            <PageHead
              tab={words.tab}
              title={first ? writtenName(first) : words.unknown}
              trail={[
                <Link key="all" to="/people">
                  {words.title}
                </Link>,
              ]}
              sub={
                <>
                  {shown.age !== null && <span>{words.age({ age: shown.age })}</span>}
                  {shown.hasProtectedAddress && (
                    <Chip tone="accent">
                      <Icon of={IconLock} size="small" />
                      {words.address}: {words.protectedAddress}
                    </Chip>
                  )}
                </>
              }
              actions={
                <>
                  {may('work-cases') && (
                    <>
                      <Button
                        leftSection={<Icon of={IconPencil} size="small" />}
                        onClick={() => setCorrecting(true)}
                      >
                        {words.correct}
                      </Button>
                      {shown.hasProtectedAddress && (
                        <Button onClick={() => setAddress('reveal')}>{words.addressReveal}</Button>
                      )}
                      <Button onClick={() => setAddress('set')}>
                        {shown.hasProtectedAddress ? words.addressChange : words.addressSet}
                      </Button>
                    </>
                  )}
                  {may('read-audit') && (
                    <LinkButton to="/audit/$kind/$id" params={{ kind: 'person', id }}>
                      {words.audit}
                    </LinkButton>
                  )}
                </>
              }
            />
            <div className="page-body">
              <SafeContactBanner
                how={safeContactInWords(shown.safeContact, lang)}
                isSafeNow={shown.safeContact?.isSafeNow}
                noMessages={shown.safeContact?.profile.mayLeaveMessage === false}
                hasCodeWord={shown.safeContact?.profile.hasCodeWord ?? false}
                action={
                  may('work-cases') && (
                    <Button size="xs" onClick={() => setEditing(true)}>
                      {words.safeEdit}
                    </Button>
                  )
                }
              />
              <div className="person-columns">
                <Card title={words.cases} aside={casesOf(shown).length} flush>
                  {shown.cases.length === 0 ? (
                    <EmptyState icon={IconFolder} title={words.noCases} />
                  ) : (
                    casesOf(shown).map(([one, ...others]) => (
                      <div key={one.id} className="plain-line">
                        <Icon of={IconFolder} />
                        <div className="grow">
                          <Link to="/cases/$id" params={{ id: one.id }}>
                            {one.number}
                          </Link>
                          <span className="under">
                            {[one, ...others]
                              .map(({ role }) => caseRoleName(role, lang))
                              .join(', ')}{' '}
                            · {one.isOpen ? words.open : words.closed}
                          </span>
                        </div>
                      </div>
                    ))
                  )}
                </Card>
                <div className="stack">
                  <Card title={words.names}>
                    <dl className="pairs">
                      {shown.names.map((form) => (
                        <div key={`${form.script}-${writtenName(form)}`} className="told-child">
                          <dt>{words[form.script]}</dt>
                          <dd className="strong">{writtenName(form)}</dd>
                        </div>
                      ))}
                    </dl>
                    {shown.formerNames.length > 0 && (
                      <>
                        <h3 className="former-names">{words.formerNames}</h3>
                        <dl className="pairs">
                          {shown.formerNames.map((former) => (
                            <div
                              key={`${former.until}-${former.script}-${writtenName(former)}`}
                              className="told-child"
                            >
                              <dt>{words[former.script]}</dt>
                              <dd>
                                {writtenName(former)}
                                <span className="under">
                                  {words.until({ day: formatDay(dayOf(former.until), lang) })}
                                </span>
                              </dd>
                            </div>
                          ))}
                        </dl>
                      </>
                    )}
                  </Card>
                  <Card title={words.data}>
                    <dl className="pairs">
                      <dt>{words.birthDate}</dt>
                      <dd>
                        {shown.birthDate === null
                          ? words.unknown
                          : formatDay(shown.birthDate, lang)}
                      </dd>
                      <dt>{words.sex}</dt>
                      <dd>{words[shown.sex]}</dd>
                      <dt>{words.language}</dt>
                      <dd>
                        {shown.language === null
                          ? words.unknown
                          : words[`speaks-${shown.language}`]}
                      </dd>
                      <dt>{words.iin}</dt>
                      <dd>
                        {shown.iinEnding === null ? words.unknown : `••••••••${shown.iinEnding}`}
                      </dd>
                      <dt>{words.phones}</dt>
                      <dd>
                        {shown.phones.length === 0
                          ? words.unknown
                          : shown.phones.map(({ ending }) => `••••••${ending}`).join(', ')}
                      </dd>
                    </dl>
                  </Card>
                  {shown.merges.length > 0 && (
                    <Card title={words.merges} aside={shown.merges.length} flush>
                      {shown.merges.map((merge) => (
                        <div key={merge.id} className="plain-line">
                          <div className="grow">
                            {merge.otherName}
                            <span className="under">
                              {words.mergedAt({
                                name: merge.by.name,
                                at: formatInstant(merge.at, lang),
                              })}
                            </span>
                            {merge.endedAt !== null && (
                              <span className="under">
                                {words.apartAt({
                                  name: merge.endedBy?.name ?? '',
                                  at: formatInstant(merge.endedAt, lang),
                                })}
                              </span>
                            )}
                          </div>
                          <Chip tone={merge.endedAt === null ? 'accent' : 'line'}>
                            {merge.endedAt === null ? words.mergedNow : words.apart}
                          </Chip>
                        </div>
                      ))}
                    </Card>
                  )}
                  {shown.relations.length > 0 && (
                    <Card title={words.relations} aside={shown.relations.length} flush>
                      {shown.relations.map((relation) => (
                        <PersonCard
                          key={relation.personId}
                          name={relation.name}
                          label={
                            <Link to="/people/$id" params={{ id: relation.personId }}>
                              {relation.name}
                            </Link>
                          }
                          about={
                            relationName(relation.relation, lang) +
                            (relation.livesTogether === 'yes' ? ` · ${words.together}` : '')
                          }
                        />
                      ))}
                    </Card>
                  )}
                </div>
              </div>
            </div>
            {address === 'set' && (
              <SetAddressDialog person={shown} onClose={() => setAddress(null)} />
            )}
            {address === 'reveal' && (
              <RevealAddressDialog person={shown} onClose={() => setAddress(null)} />
            )}
            {isCorrecting && <CorrectDialog person={shown} onClose={() => setCorrecting(false)} />}
            {isEditing && <SafeContactDialog person={shown} onClose={() => setEditing(false)} />}
          </>
        )
      }}
    </QueryState>
  )
}
