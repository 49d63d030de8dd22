import { Button } from '@mantine/core'
import { IconShieldHalf } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Case, listCaseLinks, openChildCase } from '@umai/contract'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { caseWords } from '../words.ts'

/** Children of the case: who has a case of its own, who still needs one and how soon, the way back to the family. */
export const Children = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const links = useQuery(queryOf(listCaseLinks, { params: { id: of.id } }))
  const open = useCommand(openChildCase, () => toast(words.childOpened))
  const shown = links.data
  if (shown === undefined || shown.links.length + shown.children.length === 0) return null
  const isConflict = [...shown.links, ...shown.children].some((one) => one.hasGuardianConflict)
  return (
    <Card id="children" title={words.childrenCases}>
      <div className="stack">
        {shown.links.map((link) => (
          <div key={link.id}>
            <b className="strong">{link.child.name}</b>
            <span className="under">
              {words[link.kind]}:{' '}
              {link.caseNumber === null ? (
                words.childHidden
              ) : (
                <Link to="/cases/$id" params={{ id: link.caseId }}>
                  {link.caseNumber}
                </Link>
              )}
            </span>
          </div>
        ))}
        {shown.children.map((one) => (
          <div key={one.child.personId} className="stack">
            <div>
              <b className="strong">{one.child.name}</b>{' '}
              <Chip tone={one.isDemanded ? 'soon' : 'line'}>{words[`see-${one.priority}`]}</Chip>
              {one.reasons.map((reason) => (
                <span key={reason.en} className="under">
                  {reason[lang]}
                </span>
              ))}
            </div>
            {of.may.work && (
              <div>
                <Button
                  size="xs"
                  loading={open.isPending}
                  aria-label={`${words.childOpen}: ${one.child.name}`}
                  onClick={() =>
                    open.mutate({
                      params: { id: of.id },
                      body: { childId: one.child.personId },
                    })
                  }
                >
                  {words.childOpen}
                </Button>
              </div>
            )}
          </div>
        ))}
        <CallFault error={open.error} />
        {isConflict && (
          <Note tone="soon" icon={IconShieldHalf}>
            {words.guardian}
          </Note>
        )}
        <p className="tiny faint">{words.childHint}</p>
      </div>
    </Card>
  )
}
